"""What was said beside what was heard, word by word: the alignment of fewest changes (Levenshtein)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from text.api import mask_spans
from transcribe.evaluation import wording
from transcribe.evaluation.references import Reference, Said
from transcribe.transcript import Utterance

RIGHT, SUBSTITUTED, DELETED, INSERTED = "right", "substituted", "deleted", "inserted"


@dataclass(frozen=True, slots=True)
class Heard:
    """A word as it was heard; ``is_personal``: part of what is masked in transcripts."""

    word: str
    confidence: float
    language: str
    model: str
    is_personal: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One place of the alignment. ``said`` is empty where a word was inserted, ``heard`` None where one was
    left out. ``language``: of what was said; of an inserted word, of what was said beside it."""

    kind: str
    said: str
    heard: Heard | None
    language: str
    is_personal: bool = False


@dataclass(frozen=True)
class Compared:
    """One channel of a recording (None: all together). ``letters``, ``letter_errors``: as one text, with
    the gaps between words; None where numbers were compared by value."""

    recording: str
    channel: int | None
    steps: tuple[Step, ...]
    letters: int | None
    letter_errors: int | None

    @property
    def confidence(self) -> float | None:
        """Mean of the words heard; None where none was."""
        heard = [step.heard.confidence for step in self.steps if step.heard]
        return sum(heard) / len(heard) if heard else None


def compared(reference: Reference, utterances: Sequence[Utterance]) -> list[Compared]:
    """Each channel of a recording; all of them as one where the reference does not tell who speaks where,
    or the recording has one channel."""
    told = {each.channel for each in reference.said}
    if None in told or len({each.channel for each in utterances} | told) < 2:
        return [_compared(reference.file.name, None, reference.said, utterances)]
    channels = sorted(told | {each.channel for each in utterances}, key=lambda channel: channel or 0)
    return [
        _compared(
            reference.file.name, channel, [each for each in reference.said if each.channel == channel],
            [each for each in utterances if each.channel == channel],
        )
        for channel in channels
    ]  # fmt: skip


def _compared(
    recording: str, channel: int | None, said: Sequence[Said], utterances: Sequence[Utterance]
) -> Compared:
    ordered = sorted(utterances, key=lambda each: each.start_s)
    heard = list(_heard(ordered))
    spoken = ordered[0].language if ordered else "?"
    reference = [
        (word, part.language or spoken, is_personal)
        for part in said
        for word, is_personal in _personal(wording.words(part.text))
    ]
    by_value = wording.has_digits([word for word, _, _ in reference])
    if by_value:
        reference = [(value, *rest) for word, *rest in reference for value in wording.values(word)]  # type: ignore[misc]
        heard = [_with_word(each, value) for each in heard for value in wording.values(each.word)]
    steps = tuple(_steps(reference, heard, spoken))
    one, other = " ".join(word for word, _, _ in reference), " ".join(each.word for each in heard)
    errors = None if by_value else Levenshtein.distance(one, other)
    return Compared(recording, channel, steps, None if by_value else len(one), errors)


def _heard(utterances: Iterable[Utterance]) -> Iterator[Heard]:
    for each in utterances:
        parts = [(part, word) for word in each.words for part in wording.words(word.word)]
        flags = _personal([part for part, _ in parts])
        for (part, word), (_, is_personal) in zip(parts, flags, strict=True):
            yield Heard(part, word.confidence, each.language, each.model, is_personal)


def _with_word(heard: Heard, word: str) -> Heard:
    return Heard(word, heard.confidence, heard.language, heard.model, heard.is_personal)


def _personal(words: Sequence[str]) -> list[tuple[str, bool]]:
    """Each word with whether transcripts hide it."""
    spans = mask_spans(" ".join(words))
    found, position = [], 0
    for word in words:
        found.append((word, any(start < position + len(word) and end > position for start, end, _ in spans)))
        position += len(word) + 1
    return found


def _steps(said: Sequence[tuple[str, str, bool]], heard: Sequence[Heard], spoken: str) -> Iterator[Step]:
    codes = Levenshtein.opcodes([word for word, _, _ in said], [each.word for each in heard])
    language = said[0][1] if said else spoken
    for code in codes:
        pairs = max(code.src_end - code.src_start, code.dest_end - code.dest_start)
        for number in range(pairs):
            if code.tag == "insert":
                yield Step(INSERTED, "", heard[code.dest_start + number], language)
                continue
            word, language, is_personal = said[code.src_start + number]
            other = None if code.tag == "delete" else heard[code.dest_start + number]
            kind = {"equal": RIGHT, "replace": SUBSTITUTED, "delete": DELETED}[code.tag]
            yield Step(kind, word, other, language, is_personal)
