"""Load declared sources: what of each is new, what is known; one broken source stops no other."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from config.errors import NotReady, WrongUse
from config.instance import Instance
from config.settings import load_settings
from etl.customers import read_key
from etl.declaration import Declaration, chosen, files_of
from etl.landing import Delivery, Landing, look_at
from etl.loads import FAILED, LOADED, Load, forget, read_loads
from etl.remote.asking import load_asked
from etl.schemas import write_schemas
from etl.settling import Desk, settle

Tell = Callable[[Load], None]


@dataclass
class Outcome:
    """What loading did, a load a file, and the sources that could not even be begun."""

    loads: list[Load] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        return not self.problems and all(load.status != FAILED for load in self.loads)

    @property
    def is_changed(self) -> bool:
        return any(load.status == LOADED and (load.rows_loaded or load.replaces) for load in self.loads)


def load_sources(
    instance: Instance,
    names: Sequence[str],
    work: Path,
    *,
    tell: Tell,
    is_dry: bool = False,
    is_retry: bool = False,
) -> Outcome:
    """Load what the declared sources ``names`` (all when none are given) have.

    ``is_dry`` reads and judges and writes nothing; ``is_retry`` reads again what failed or had
    rejected rows.  ``tell`` is called after each file.
    """
    good, bad = chosen(instance, tuple(names))
    outcome = Outcome(problems=[str(error) for error in bad.values()])
    if not good and not bad:
        raise NotReady(
            f"no source is declared in {instance.sources}: make one with "
            f"'python -m etl inspect FILE --write NAME --home \"{instance.home}\"', then load again."
        )
    landing = make_landing(instance, work, is_dry=is_dry)
    for declaration in good.values():
        desk = _desk(landing, declaration, outcome, tell, is_retry=is_retry)
        if declaration.is_remote:
            from etl.remote.loading import load_remote  # late: file systems are slow to import

            load_remote(desk)
        elif declaration.is_asked:
            load_asked(desk)
        else:
            _files(desk, outcome)
    return outcome


def load_file(
    instance: Instance, file: Path, name: str, work: Path, *, tell: Tell, is_dry: bool = False
) -> Outcome:
    """Load one file, wherever it lies, as the declared source ``name`` says."""
    good, bad = chosen(instance, (name,))
    if bad:
        raise next(iter(bad.values()))
    if good[name].kind in ("sound_files", "transcripts"):
        raise WrongUse(f"{name} is a folder: put {file.name} there and run 'python -m etl load {name}'.")
    if good[name].kind in ("database", "rest"):
        raise WrongUse(f"{name} is no file but a {good[name].kind}: run 'python -m etl load {name}'.")
    if not file.is_file():
        raise WrongUse(f"{file} is {'a folder, no' if file.is_dir() else 'no'} file; check the path.")
    outcome = Outcome()
    landing = make_landing(instance, work, is_dry=is_dry)
    _one_file(_desk(landing, good[name], outcome, tell), file.resolve(), outcome)
    return outcome


def make_landing(instance: Instance, work: Path, *, is_dry: bool = False) -> Landing:
    """A landing ready to take files."""
    if not is_dry:
        write_schemas(instance)
    zone = load_settings(instance).operator.time_zone
    return Landing(instance, zone, read_key(instance), work, read_loads(instance), is_dry)


def remove_source(instance: Instance, name: str) -> list[Load]:
    """Take back every row a source brought; its declaration stays. Raises WrongUse for an unknown source."""
    loads = read_loads(instance)
    gone = [load for load in loads if load.source == name]
    if not gone:
        chosen(instance, (name,))
    forget(instance, gone)
    return gone


def _desk(
    landing: Landing, declaration: Declaration, outcome: Outcome, tell: Tell, *, is_retry: bool = False
) -> Desk:
    def done(load: Load) -> None:
        outcome.loads.append(load)
        tell(load)

    return Desk(landing, declaration, done, is_retry)


def _files(desk: Desk, outcome: Outcome) -> None:
    files = files_of(desk.declaration, desk.landing.instance)
    if not files:
        outcome.problems += _nothing_there(desk.declaration)
    for file in files:
        _one_file(desk, file, outcome)


def _nothing_there(declaration: Declaration) -> list[str]:
    if any(letter in declaration.path for letter in "*?["):
        return []
    return [
        f"sources/{declaration.name}.toml: {declaration.path} is not there; check path, or deliver the file."
    ]


def _one_file(desk: Desk, file: Path, outcome: Outcome) -> None:
    try:
        delivery: Delivery = look_at(file, desk.landing.instance, desk.mine, desk.declaration)
    except OSError as error:
        outcome.problems.append(f"{file.name}: cannot be read: {error.strerror}.")
        return
    settle(desk, delivery)
