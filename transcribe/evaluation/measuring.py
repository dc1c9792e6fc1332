"""Hear every reference, compare, sum up."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from config.errors import NotReady, SapaError
from transcribe import audio, speech
from transcribe.choice import Choice, choose, with_models
from transcribe.evaluation import calibration, scores
from transcribe.evaluation.comparing import Compared, compared
from transcribe.evaluation.forgetting import mark
from transcribe.evaluation.naming import names_found
from transcribe.evaluation.references import Reference
from transcribe.evaluation.result import VERSION, Evaluation, ModelUsed
from transcribe.models import Model
from transcribe.transcript import Utterance
from transcribe.wordlist.mending import mended
from transcribe.wordlist.names import WordList

Progress = Callable[[int, int], None]


@dataclass
class _Measured:
    """What was compared so far: as heard, and with the names of the word list."""

    heard: list[Compared] = field(default_factory=list)
    mended: list[Compared] = field(default_factory=list)
    models: dict[str, ModelUsed] = field(default_factory=dict)
    recordings: int = 0
    seconds: float = 0.0
    failed: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)


def evaluate(
    folder: Path,
    references: Sequence[Reference],
    in_use: Mapping[str, Model],
    *,
    only: Model | None = None,
    words: WordList | None = None,
    progress: Progress | None = None,
) -> Evaluation:
    """Recognise ``references`` with the models ``in_use``, or with ``only`` one of them.

    With ``words`` the names of the list are looked at before and after mending; all other figures are of
    what was heard, before it. Raises NotReady where no recording could be heard.
    """
    measured = _Measured()
    for number, reference in enumerate(references):
        if progress:
            progress(number, len(references))
        measured.marks.append(mark(reference.file.name))
        try:
            _add(measured, reference, _choice(in_use, only, reference.language), words)
        except (SapaError, OSError) as error:
            measured.failed.append(f"{reference.file.name}: {' '.join(str(error).split())}")
    if not measured.recordings:
        raise NotReady(f"{folder}: no recording of it could be heard; the first: {measured.failed[0]}")
    return _summed(folder, measured, words)


def _choice(in_use: Mapping[str, Model], only: Model | None, language: str | None) -> Choice:
    return with_models([only], only.language) if only else choose(in_use, language)


def _add(measured: _Measured, reference: Reference, choice: Choice, words: WordList | None) -> None:
    sound = audio.decode(reference.file)
    measured.marks.append(sound.audio_id)
    said = speech.spoken(sound, choice, "unknown")
    measured.heard += compared(reference, said)
    if words:
        measured.mended += compared(reference, mended(said, words))
    measured.recordings += 1
    measured.seconds += sound.duration_s
    for model in _models(choice, said):
        measured.models.setdefault(model.name, ModelUsed(model.name, model.checksum, model.is_demo))


def _models(choice: Choice, said: Sequence[Utterance]) -> list[Model]:
    return [choice.model_of(language) for language in dict.fromkeys(each.language for each in said)]


def _summed(folder: Path, measured: _Measured, words: WordList | None) -> Evaluation:
    return Evaluation(
        at=f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S}",
        folder=folder.resolve().name,
        version=VERSION,
        models=tuple(measured.models.values()),
        recordings=measured.recordings,
        seconds=round(measured.seconds, 1),
        failed=tuple(measured.failed),
        errors=scores.errors(measured.heard),
        confusions=scores.confusions(measured.heard),
        calibrations=calibration.calibrations(measured.heard),
        word_list=words.checksum if words else None,
        names=names_found(words, measured.heard, measured.mended) if words else (),
        marks=tuple(measured.marks),
    )
