"""Which language was spoken: by letting each model hear, and keeping the better, phrase by phrase.

There is no language label in the sound.  A model of the wrong language hears words as well, though with
less confidence or stretched over sounds it has no word for; both count in ``evidence``.  Where the
language of a recording is known, the other models hear only the phrases its own model was unsure of;
if one of those turns out to be in another language, the whole call is heard by that model too.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from transcribe import recogniser
from transcribe.audio import RATE, Samples
from transcribe.recogniser import Phrase
from transcribe.transcript import Word

VERSION = "1"
UNSURE = 0.85  # a phrase of less evidence is heard by the other languages' models too
ENOUGH = 0.85  # of a phrase's time in words: pauses between them are no fault
CERTAIN = 0.9  # what one model alone heard is kept from this evidence on
MARGIN = 0.015  # another language must be better by so much, since most people keep to one
LONGEST_WORD_S = 1.2  # nobody says a longer word; what is over counts as not understood
PADDING_S = 0.3
PROOF_WORDS = 4  # a call is in a second language only when one phrase of so many words is
LEAST_WORDS = 2  # one word alone does not prove another language

Models = Mapping[str, Path]  # language -> folder of its model
Heard = Callable[[float], None]
Spoken = list[tuple[str, Phrase]]


def listen(
    channels: Sequence[Samples], models: Models, first: str | None, heard: Heard | None = None
) -> list[Spoken]:
    """Phrases of each channel of one call, each with its language.

    ``first``: the language the recording is known to be in (a key of ``models``), or None: then every
    model hears everything.
    """
    starters = list(models) if first is None else [first]
    versions = {name: [recogniser.hear(models[name], each, heard) for each in channels] for name in starters}
    for other in models:
        if first is not None and other != first and _is_also(models[other], channels, versions[first]):
            versions[other] = [recogniser.hear(models[other], each) for each in channels]
    leader = max(versions, key=lambda name: sum(_total(phrases) for phrases in versions[name]))
    spoken = [
        name for name in versions if name == leader or _is_proven(leader, versions[leader], versions[name])
    ]
    return [
        better(leader, {name: versions[name][channel] for name in spoken}) for channel in range(len(channels))
    ]


def _is_proven(leader: str, phrases: Sequence[list[Phrase]], others: Sequence[list[Phrase]]) -> bool:
    """Whether one phrase at least, not too short, was clearly better understood in another language."""
    for channel, line in enumerate(_Line(each) for each in others):
        for phrase in phrases[channel]:
            if len(line.during(phrase)) >= PROOF_WORDS and _best(leader, phrase, {"": line})[0] != leader:
                return True
    return False


def evidence(words: Sequence[Word]) -> float:
    """0 to 1: share of the words' own length that was understood."""
    length_s = _length_s(words)
    return _understood_s(words) / length_s if length_s > 0 else 0.0


def _length_s(words: Sequence[Word]) -> float:
    return sum(word.end_s - word.start_s for word in words)


def _understood_s(words: Sequence[Word]) -> float:
    return sum(word.confidence * min(word.end_s - word.start_s, LONGEST_WORD_S) for word in words)


def better(leader: str, versions: Mapping[str, list[Phrase]]) -> Spoken:
    """One line of phrases out of several models' versions of the same channel, in order of time.

    ``leader``: the language most of the call is in; another must be clearly better to be kept.
    """
    others = {name: _Line(versions[name]) for name in versions if name != leader}
    kept = [_best(leader, phrase, others) for phrase in versions[leader]]
    for other in others:
        kept += [(other, phrase) for phrase in versions[other] if _is_missing(phrase, kept)]
    return sorted(kept, key=lambda item: item[1][0].start_s)


class _Line:
    """The words one model heard on a channel, found by their time."""

    def __init__(self, phrases: list[Phrase]) -> None:
        self._words = sorted((word for phrase in phrases for word in phrase), key=_middle_s)
        self._middles = [_middle_s(word) for word in self._words]

    def during(self, span: Phrase) -> Phrase:
        first = bisect_left(self._middles, span[0].start_s - PADDING_S)
        last = bisect_right(self._middles, span[-1].end_s + PADDING_S)
        return tuple(self._words[first:last])


def _middle_s(word: Word) -> float:
    return (word.start_s + word.end_s) / 2


def _total(phrases: list[Phrase]) -> float:
    """Seconds understood on the whole channel; what was heard but not understood counts against it."""
    return sum(_understood_s(phrase) - _length_s(phrase) / 2 for phrase in phrases)


def _best(leader: str, phrase: Phrase, others: Mapping[str, _Line]) -> tuple[str, Phrase]:
    """The leader's phrase, or what another model heard in its place when that is clearly better."""
    best, best_evidence = (leader, phrase), _within(phrase, phrase) + MARGIN
    for other, line in others.items():
        words = line.during(phrase)
        if len(words) >= LEAST_WORDS and _within(words, phrase) > best_evidence:
            best, best_evidence = (other, words), _within(words, phrase)
    return best


def _within(words: Phrase, span: Phrase) -> float:
    """Evidence of ``words`` as a version of ``span``: less where they leave much of it out."""
    length_s = span[-1].end_s - span[0].start_s
    covered = sum(min(word.end_s - word.start_s, LONGEST_WORD_S) for word in words) / max(length_s, 1e-6)
    return evidence(words) * min(1.0, covered / ENOUGH)


def _is_missing(phrase: Phrase, kept: Spoken) -> bool:
    """Said where no kept phrase is, and understood well: the leader did not hear it at all."""
    apart = all(
        phrase[-1].end_s <= other[0].start_s + PADDING_S or phrase[0].start_s >= other[-1].end_s - PADDING_S
        for _, other in kept
    )
    return apart and len(phrase) >= LEAST_WORDS and evidence(phrase) >= CERTAIN


def _is_also(folder: Path, channels: Sequence[Samples], phrases: Sequence[list[Phrase]]) -> bool:
    """Whether this model understands any of the unsure phrases of the call clearly better."""
    return any(
        _understands(folder, samples, phrase)
        for samples, heard in zip(channels, phrases, strict=True)
        for phrase in heard
        if evidence(phrase) < UNSURE
    )


def _understands(folder: Path, samples: Samples, phrase: Phrase) -> bool:
    begin = max(0, int((phrase[0].start_s - PADDING_S) * RATE))
    end = min(len(samples), int((phrase[-1].end_s + PADDING_S) * RATE))
    words = tuple(word for heard in recogniser.hear(folder, samples[begin:end]) for word in heard)
    return len(words) >= LEAST_WORDS and _within(words, phrase) > _within(phrase, phrase) + MARGIN
