"""Load declared sources: which files are new, which are known; one broken file stops no other."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from config.errors import NotReady, WrongUse
from config.instance import Instance
from config.settings import load_settings
from etl.customers import read_key
from etl.declaration import Declaration, chosen, files_of
from etl.landing import Delivery, Landing, look_at
from etl.loads import FAILED, LOADED, UNCHANGED, Load, commit, forget, read_loads
from etl.schemas import write_schemas

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
    """Load the files of the declared sources ``names`` (all when none are given).

    ``is_dry`` reads and judges and writes nothing; ``is_retry`` reads again the files that failed or had
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
        files = files_of(declaration, instance)
        if not files:
            outcome.problems += _nothing_there(declaration)
        for file in files:
            _one_file(landing, file, declaration, outcome, tell, is_retry=is_retry)
    return outcome


def load_file(
    instance: Instance, file: Path, name: str, work: Path, *, tell: Tell, is_dry: bool = False
) -> Outcome:
    """Load one file, wherever it lies, as the declared source ``name`` says."""
    good, bad = chosen(instance, (name,))
    if bad:
        raise next(iter(bad.values()))
    if good[name].kind == "sound_files":
        raise WrongUse(
            f"{name} is a folder of sound files: put {file.name} there and run 'python -m etl load {name}'."
        )
    if not file.is_file():
        raise WrongUse(f"{file} is {'a folder, no' if file.is_dir() else 'no'} file; check the path.")
    outcome = Outcome()
    _one_file(make_landing(instance, work, is_dry=is_dry), file.resolve(), good[name], outcome, tell)
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


def _nothing_there(declaration: Declaration) -> list[str]:
    if any(letter in declaration.path for letter in "*?["):
        return []
    return [
        f"sources/{declaration.name}.toml: {declaration.path} is not there; check path, or deliver the file."
    ]


def _one_file(
    landing: Landing,
    file: Path,
    declaration: Declaration,
    outcome: Outcome,
    tell: Tell,
    *,
    is_retry: bool = False,
) -> None:
    mine = [load for load in landing.loads if load.source == declaration.name]
    try:
        delivery = look_at(file, landing.instance, mine, declaration)
    except OSError as error:
        outcome.problems.append(f"{file.name}: cannot be read: {error.strerror}.")
        return
    load = _decided(landing, delivery, declaration, mine, is_retry=is_retry)
    outcome.loads.append(load)
    tell(load)


def _decided(
    landing: Landing, delivery: Delivery, declaration: Declaration, mine: list[Load], *, is_retry: bool
) -> Load:
    """Known content is not read again, unless its declaration changed, it failed, or a retry is asked for."""
    twin = _twin(delivery, mine)
    is_settled = twin is not None and twin.status == LOADED and twin.declaration == declaration.fingerprint
    if twin is not None and is_settled and not (is_retry and twin.rows_rejected):
        load = landing.unchanged(delivery, declaration, twin)
        _remember(landing, load, mine)
        return load
    replaces = tuple(load for load in mine if _is_version_of(load, delivery, twin))
    load = landing.land(delivery, declaration, replaces)
    _note(landing, load)
    return load


def _twin(delivery: Delivery, mine: list[Load]) -> Load | None:
    same = [load for load in mine if load.file_sha256 == delivery.sha256 and load.status != UNCHANGED]
    return same[-1] if same else None


def _is_version_of(load: Load, delivery: Delivery, twin: Load | None) -> bool:
    """What a new reading of this file makes void: its content read before, and failures under its name."""
    if load.file_sha256 == delivery.sha256:
        return True
    return load.status == FAILED and load.file == delivery.name and twin is None


def _remember(landing: Landing, load: Load, mine: list[Load]) -> None:
    """A new name, or time, of known content is noted once, so that the next run need not read it."""
    key = (load.file_path, load.file_bytes, load.file_changed_ns)
    if landing.is_dry or any((i.file_path, i.file_bytes, i.file_changed_ns) == key for i in mine):
        return
    commit(landing.instance, load)
    _note(landing, load)


def _note(landing: Landing, load: Load) -> None:
    if landing.is_dry:
        return
    gone = set(load.replaces)
    landing.loads[:] = sorted(
        (*(item for item in landing.loads if item.load_id not in gone), load), key=lambda item: item.load_id
    )
