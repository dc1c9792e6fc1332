"""An evaluation, and where an instance keeps it: ``evaluations/<moment>.json``, one file each."""

from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from config.instance import Instance
from transcribe.locks import replace_text

FOLDER = "evaluations"
VERSION = "1"  # of how words are compared: figures of two versions are not to be set side by side


@dataclass(frozen=True)
class Errors:
    """Words of one group. ``by``: all, language, channel, confidence; ``wer``: (substituted + deleted +
    inserted) / words, in percent, None without words; ``low``, ``high``: its 95 % interval; ``cer``: the
    same of letters."""

    by: str
    group: str
    recordings: int
    words: int
    substituted: int
    deleted: int
    inserted: int
    wer: float | None
    low: float | None
    high: float | None
    cer: float | None


@dataclass(frozen=True)
class Confusion:
    """``said`` was heard as ``heard``; one of them empty: left out, or added."""

    said: str
    heard: str
    count: int


@dataclass(frozen=True)
class Band:
    """Words heard with a confidence from ``low`` to ``high``: how many, their mean confidence, and the share
    that is right, in percent, with its 95 % interval."""

    low: float
    high: float
    words: int
    confidence: float
    right: float
    right_low: float
    right_high: float


@dataclass(frozen=True)
class Calibration:
    """How well a model knows what it knows. ``error``: expected calibration error, in points of percent;
    ``mended_error``: the same after the curve, on recordings it was not fitted on; ``curve``: confidence ->
    share right, 0 to 1, never falling; None with too few words."""

    model: str
    words: int
    bands: tuple[Band, ...]
    error: float
    mended_error: float | None
    curve: tuple[tuple[float, float], ...] | None


@dataclass(frozen=True)
class NameFound:
    """A listed name: how often the references have it, how often it was heard so, and is there once mended;
    ``invented``: mended where nobody said it; ``heard``: what was heard in its place most."""

    name: str
    said: int
    heard: int
    mended: int
    invented: int
    instead: tuple[Confusion, ...] = ()


@dataclass(frozen=True)
class ModelUsed:
    """A model that heard, and the checksum of its files."""

    name: str
    checksum: str
    is_demo: bool


@dataclass(frozen=True)
class Evaluation:
    """One measurement. ``at``: UTC, ISO; ``failed``: recordings that could not be heard, and why; ``marks``:
    of its recordings (see ``forgetting``), None where they were not noted; ``is_wordless``: its words are
    gone, since somebody who speaks in it was erased."""

    at: str
    folder: str
    version: str
    models: tuple[ModelUsed, ...]
    recordings: int
    seconds: float
    failed: tuple[str, ...]
    errors: tuple[Errors, ...]
    confusions: tuple[Confusion, ...]
    calibrations: tuple[Calibration, ...]
    word_list: str | None = None
    names: tuple[NameFound, ...] = ()
    marks: tuple[str, ...] | None = None
    is_wordless: bool = False

    @property
    def is_demo_model(self) -> bool:
        return any(model.is_demo for model in self.models)

    @property
    def whole(self) -> Errors:
        return self.errors[0]


_TYPE = TypeAdapter(Evaluation)


def to_json(evaluation: Evaluation) -> str:
    """As it is stored, and as the command prints it."""
    return _TYPE.dump_json(evaluation, indent=1).decode() + "\n"


def save(instance: Instance, evaluation: Evaluation) -> Path:
    """Keep ``evaluation`` in the instance; the file."""
    name = evaluation.at.replace(":", "").replace("-", "")
    file = instance.home / FOLDER / f"{name}.json"
    replace_text(file, to_json(evaluation))
    return file


def stored(instance: Instance) -> list[Evaluation]:
    """Evaluations of the instance, the newest first; files of another shape are left out."""
    return [evaluation for _, evaluation in with_files(instance)]


def with_files(instance: Instance) -> list[tuple[Path, Evaluation]]:
    """The same, each with its file."""
    files = sorted((instance.home / FOLDER).glob("*.json"), reverse=True)
    found = ((file, _read(file, file.stat().st_mtime_ns)) for file in files)
    return [(file, evaluation) for file, evaluation in found if evaluation]


@lru_cache(maxsize=256)
def _read(file: Path, _changed_at: int) -> Evaluation | None:
    try:
        return _TYPE.validate_json(file.read_bytes())
    except ValidationError:
        return None


def rows(evaluation: Evaluation) -> list[dict[str, object]]:
    """A row a group, for tables."""
    return [asdict(each) for each in evaluation.errors]
