"""Word error rates of groups, with intervals that know that words of one recording are alike.

Bootstrap by recording: recordings are drawn with replacement 2,000 times, the middle 95 % of the rates is the
interval. Where nothing is wrong every draw is the same, so that the interval is Wilson's, of single words.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence

import numpy as np

from transcribe.evaluation.comparing import DELETED, INSERTED, RIGHT, SUBSTITUTED, Compared, Step
from transcribe.evaluation.result import Confusion, Errors

DRAWS = 2000
LEAST_RECORDINGS = 2
BANDS = ((0.0, 0.6), (0.6, 0.8), (0.8, 0.9), (0.9, 0.95), (0.95, 1.0))
"""Of the mean confidence of a channel; the upper end belongs to the last one only."""
MOST_CONFUSIONS = 50
LEAST_OFTEN = 2
Key = Callable[[Compared, Step], str]


def errors(those: Sequence[Compared]) -> tuple[Errors, ...]:
    """All words, then by language, channel and band of confidence, each group in order of its name."""
    keys: tuple[tuple[str, Key], ...] = (
        ("all", lambda _one, _step: ""),
        ("language", lambda _one, step: step.language),
        ("channel", lambda one, _step: _channel(one)),
        ("confidence", lambda one, _step: _band(one.confidence)),
    )
    return tuple(each for by, key in keys for each in _grouped(those, by, key))


def confusions(those: Iterable[Compared]) -> tuple[Confusion, ...]:
    """What is mistaken most, at least twice; never a word that transcripts hide."""
    found = Counter(
        (step.said, step.heard.word if step.heard else "")
        for one in those
        for step in one.steps
        if step.kind != RIGHT and not step.is_personal and not (step.heard and step.heard.is_personal)
    )
    often = sorted(found.items(), key=lambda item: (-item[1], item[0]))[:MOST_CONFUSIONS]
    return tuple(Confusion(said, heard, count) for (said, heard), count in often if count >= LEAST_OFTEN)


def wilson(hits: int, count: int) -> tuple[float, float]:
    """95 % interval of a share, 0 to 1 (Wilson 1927)."""
    z = 1.959964
    middle, spread = hits + z * z / 2, z * np.sqrt(hits * (count - hits) / count + z * z / 4)
    return max(0.0, float(middle - spread) / (count + z * z)), min(
        1.0, float(middle + spread) / (count + z * z)
    )


def _channel(one: Compared) -> str:
    return "mono" if one.channel is None else ("left", "right")[min(one.channel, 1)]


def _band(confidence: float | None) -> str:
    if confidence is None:
        return "nothing heard"
    low, high = next(band for band in reversed(BANDS) if confidence >= band[0])
    return f"{low:.2f}-{high:.2f}"


def _grouped(those: Sequence[Compared], by: str, key: Key) -> Iterable[Errors]:
    steps: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    letters: dict[str, list[Compared]] = defaultdict(list)
    for one in those:
        groups = {key(one, step) for step in one.steps}
        for step in one.steps:
            steps[key(one, step)][one.recording][step.kind] += 1
        if len(groups) == 1:  # letters of a channel in two languages belong to neither
            letters[groups.pop()].append(one)
    if by == "all":
        steps[""] = steps[""]
    return [_errors(by, group, steps[group], letters[group]) for group in sorted(steps)]


def _errors(by: str, group: str, recordings: dict[str, Counter[str]], letters: list[Compared]) -> Errors:
    total: Counter[str] = sum(recordings.values(), Counter())
    words = total[RIGHT] + total[SUBSTITUTED] + total[DELETED]
    wrong = total[SUBSTITUTED] + total[DELETED] + total[INSERTED]
    low, high = _interval(list(recordings.values()), wrong, words)
    count = sum(one.letters or 0 for one in letters)
    cer = 100 * sum(one.letter_errors or 0 for one in letters) / count if count else None
    return Errors(
        by, group, len(recordings), words, total[SUBSTITUTED], total[DELETED], total[INSERTED],
        100 * wrong / words if words else None, low, high, cer,
    )  # fmt: skip


def _interval(recordings: list[Counter[str]], wrong: int, words: int) -> tuple[float | None, float | None]:
    if len(recordings) < LEAST_RECORDINGS or not words:
        return None, None
    if not wrong:
        return 0.0, 100 * wilson(0, words)[1]
    counts = np.array([[each.total() - each[RIGHT], each.total() - each[INSERTED]] for each in recordings])
    drawn = np.random.default_rng(1).integers(0, len(counts), (DRAWS, len(counts)))
    sums = np.array([counts[draw].sum(axis=0) for draw in drawn])
    rates = 100 * sums[:, 0] / np.maximum(sums[:, 1], 1)
    low, high = np.percentile(rates, [2.5, 97.5])
    return float(low), float(high)
