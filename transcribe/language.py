"""Which language was spoken: by letting each model hear, and keeping the better, phrase by phrase.

There is no language label in the sound.  A model of the wrong language hears words as well, though with
less confidence or stretched over sounds it has no word for; both count in ``evidence``.  Where the
language of a recording is known, the other models hear only phrases its own model was unsure of, the least
understood first and no more than a small part of the call; if one of those turns out to be in another
language, the whole call is heard by that model too: the wrong model is now and then sure of nonsense.
Where no language is known, all models hear the beginning, and the best of them leads.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate
from pathlib import Path

from transcribe import recogniser
from transcribe.audio import RATE, Samples
from transcribe.recogniser import Phrase
from transcribe.silence import sounding_ranges
from transcribe.transcript import Word

VERSION = "2"
UNSURE = 0.85  # a phrase of less evidence is heard by the other languages' models too
ENOUGH = 0.85  # of a phrase's time in words: pauses between them are no fault
CERTAIN = 0.9  # what one model alone heard is kept from this evidence on
MARGIN = 0.015  # another language must be better by so much, since most people keep to one
LONGEST_WORD_S = 1.2  # nobody says a longer word; what is over counts as not understood
PADDING_S = 0.3
PROOF_WORDS = 4  # a call is in a second language only when one phrase of so many words is
LEAST_WORDS = 2  # one word alone does not prove another language
SHORTEST_PROOF_S = 1.2  # so many words take longer
PROBED_S = 12.0  # of unsure phrases heard by each other model,
PROBED_SHARE = 0.02  # and so much of the call's sound: what is heard for nothing stays small
MUCH_ALIKE = 0.7  # of the seconds the best language understands: then both hear the call
SAMPLE_S = 30.0  # from the first sound of each channel: which language leads, where none is known

Models = Mapping[str, Path]  # language -> folder of its model
Heard = Callable[[float], None]
Spoken = list[tuple[str, Phrase]]


def listen(
    channels: Sequence[Samples], models: Models, first: str | None, heard: Heard | None = None
) -> list[Spoken]:
    """Phrases of each channel of one call, each with its language.

    ``first``: the language the recording is known to be in (a key of ``models``), or None: then it is
    found by hearing its beginning, or, of a short one, all of it.
    """
    starters = [first] if first else _likely(models, channels)
    versions = {name: [recogniser.hear(models[name], each, heard) for each in channels] for name in starters}
    if len(starters) == 1:
        for other in _also_spoken(models, channels, starters[0], versions[starters[0]]):
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
    length_s = _span_s(span)
    covered = sum(min(word.end_s - word.start_s, LONGEST_WORD_S) for word in words) / max(length_s, 1e-6)
    return evidence(words) * min(1.0, covered / ENOUGH)


def _is_missing(phrase: Phrase, kept: Spoken) -> bool:
    """Said where no kept phrase is, and understood well: the leader did not hear it at all."""
    apart = all(
        phrase[-1].end_s <= other[0].start_s + PADDING_S or phrase[0].start_s >= other[-1].end_s - PADDING_S
        for _, other in kept
    )
    return apart and len(phrase) >= LEAST_WORDS and evidence(phrase) >= CERTAIN


def _likely(models: Models, channels: Sequence[Samples]) -> list[str]:
    """The language understood best at the beginning; all where that is most of the call, or silent."""
    if max(len(each) for each in channels) < 2 * SAMPLE_S * RATE or len(models) == 1:
        return list(models)
    samples = [_beginning(each) for each in channels]
    understood = {
        name: sum(_total(recogniser.hear(folder, each)) for each in samples)
        for name, folder in models.items()
    }
    best = max(understood, key=lambda name: understood[name])
    return [best] if understood[best] > 0 else list(models)


def _beginning(samples: Samples) -> Samples:
    start = int(sounding_ranges(samples)[0][0]) if len(samples) else 0
    return samples[start : start + int(SAMPLE_S * RATE)]


def _also_spoken(
    models: Models, channels: Sequence[Samples], first: str, said: Sequence[list[Phrase]]
) -> list[str]:
    """Other languages in which an unsure phrase of the call is clearly better understood."""
    others = {name: folder for name, folder in models.items() if name != first}
    gained: dict[str, float] = defaultdict(float)
    for samples, phrase in _probes(channels, said) if others else ():
        for name, seconds in _understood_better(others, samples, phrase).items():
            gained[name] += seconds
    best = max(gained.values(), default=0.0)
    return [name for name in others if name in gained and gained[name] >= best * MUCH_ALIKE]


def _probes(channels: Sequence[Samples], said: Sequence[list[Phrase]]) -> list[tuple[Samples, Phrase]]:
    """Unsure phrases long enough to prove a language, those with most that was not understood first."""
    left_s = PROBED_S + PROBED_SHARE * sum(len(samples) for samples in channels) / RATE
    unsure = [
        (samples, phrase)
        for samples, heard in zip(channels, said, strict=True)
        for phrase in heard
        if evidence(phrase) < UNSURE and _span_s(phrase) >= SHORTEST_PROOF_S
    ]
    unsure.sort(key=lambda item: _understood_s(item[1]) - _span_s(item[1]))
    spent_s = accumulate((_span_s(phrase) for _, phrase in unsure), initial=0.0)
    return [item for item, before_s in zip(unsure, spent_s, strict=False) if before_s < left_s]


def _understood_better(others: Models, samples: Samples, phrase: Phrase) -> dict[str, float]:
    """Languages that understand ``phrase`` clearly better than the one it was heard in -> seconds."""
    begin = max(0, int((phrase[0].start_s - PADDING_S) * RATE))
    end = min(len(samples), int((phrase[-1].end_s + PADDING_S) * RATE))
    found: dict[str, float] = {}
    for name, folder in others.items():
        words = tuple(word for heard in recogniser.hear(folder, samples[begin:end]) for word in heard)
        if len(words) >= PROOF_WORDS and _within(words, phrase) > _within(phrase, phrase) + MARGIN:
            found[name] = _total([words])
    return found


def _span_s(phrase: Phrase) -> float:
    return phrase[-1].end_s - phrase[0].start_s
