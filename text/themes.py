"""New themes: phrases that customers use clearly more often now than before.

Phrases are one to three basic forms in a row.  Each is tested by Fisher's exact test, one-sided: given how
often it stands in all texts, how likely so many of them would be recent ones by chance alone.  Of all phrases
tested those are kept whose false-discovery rate (Benjamini and Hochberg 1995) is below ``fdr``.  Phrases that
stand in much the same texts are one theme.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from text.language import language
from text.lemmas import lemma, words
from text.phrases import NEGATIONS

_WORDS = Path(__file__).parent / "words"
LONGEST = 3
LEAST = 4
"""A phrase of fewer recent texts is no theme."""
FALSE_SHARE = 0.05
"""Of the themes told, so many may be chance."""
_ALIKE = 0.5
"""Phrases that share so many of their recent texts, as a share of the rarer one's, are one theme."""
_NEARLY_ALL = 0.75
"""A longer phrase names the theme where it stands in so many of the texts of the likeliest one."""
_EXAMPLES = 6
_SENTENCE = re.compile(r"[.!?;\n]+")
Key = tuple[str, ...]


@dataclass(frozen=True)
class Said:
    """A text, and how often it was written in these very words."""

    text: str
    count: int = 1


@dataclass(frozen=True)
class Theme:
    """``words``: the phrase as people write it; ``lemmas``: its basic forms; ``others``: phrases of the same
    texts; ``count_now`` and ``count_before``: texts with it of ``n_now`` and ``n_before``; ``p``: of Fisher's
    test; ``q``: the share of false finds where all as sure as this are told; ``examples``: recent texts."""

    words: str
    lemmas: Key
    language: str | None
    others: tuple[str, ...]
    count_now: int
    count_before: int
    n_now: int
    n_before: int
    p: float
    q: float
    examples: tuple[str, ...]

    @property
    def times(self) -> float:
        """How many times as often as before; half a text is added to each side: it is never infinite."""
        now = (self.count_now + 0.5) / (self.n_now + 1)
        return now / ((self.count_before + 0.5) / (self.n_before + 1))


@dataclass
class _Found:
    """Where a phrase stands: places of texts, and how people write it."""

    places: set[int] = field(default_factory=set)
    written: Counter[str] = field(default_factory=Counter)


def themes(
    recent: Sequence[Said],
    before: Sequence[Said],
    *,
    n_now: int | None = None,
    n_before: int | None = None,
    fdr: float = FALSE_SHARE,
    least: int = LEAST,
    most: int = 20,
) -> list[Theme]:
    """Themes of ``recent`` that are new against ``before``, the surest first.

    n_now, n_before: all texts of both times, where ``recent`` and ``before`` are but a part of them (those
    without a cause); else these are all.
    """
    texts = [*recent, *before]
    phrases = _without_doubles(_phrases(texts))
    counts = [said.count for said in texts]
    total_now = n_now or sum(said.count for said in recent)
    total_before = n_before or sum(said.count for said in before)
    tested = []
    for key, found in phrases.items():
        now = sum(counts[place] for place in found.places if place < len(recent))
        if now >= least:
            tested.append((key, now, sum(counts[place] for place in found.places) - now))
    ps = _fisher([now for _, now, _ in tested], [old for _, _, old in tested], total_now, total_before)
    kept = [(*one, p, q) for one, p, q in zip(tested, ps, _false_shares(ps), strict=True) if q <= fdr]
    kept.sort(key=lambda one: (one[3], -one[1], one[0]))
    groups = _groups([one[0] for one in kept], phrases, len(recent))
    numbers = {key: (now, old, p, q) for key, now, old, p, q in kept}
    return [_theme(group, numbers, phrases, recent, (total_now, total_before)) for group in groups[:most]]


def _phrases(texts: Sequence[Said]) -> dict[Key, _Found]:
    found: dict[Key, _Found] = defaultdict(_Found)
    for place, said in enumerate(texts):
        spoken = language(said.text)
        for sentence in _SENTENCE.split(said.text):
            written = words(sentence)
            forms = [lemma(word, spoken) for word in written]
            for start, end in _spans(written):
                one = found[tuple(forms[start:end])]
                one.places.add(place)
                one.written[" ".join(written[start:end])] += 1
    return found


def _spans(written: Sequence[str]) -> Iterable[tuple[int, int]]:
    """Runs of words that can be a phrase: no numbers or masks inside, no small words at its ends."""
    for start in range(len(written)):
        if not _may_begin(written[start]):
            continue
        for end in range(start + 1, min(start + LONGEST, len(written)) + 1):
            last = written[end - 1]
            if not last[:1].isalpha():
                break
            if _is_content(last):
                yield start, end


def _may_begin(word: str) -> bool:
    return word in NEGATIONS or _is_content(word)


def _is_content(word: str) -> bool:
    return len(word) > 2 and word[0].isalpha() and word not in _small_words() and word not in NEGATIONS


@lru_cache(maxsize=1)
def _small_words() -> frozenset[str]:
    """The frequent words that languages are told by."""
    lines = [
        line for file in sorted(_WORDS.glob("language_*.txt")) for line in file.read_text("utf8").splitlines()
    ]
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def _without_doubles(phrases: dict[Key, _Found]) -> dict[Key, _Found]:
    """Of phrases that stand in the very same texts, the longest only: one test each."""
    longest: dict[frozenset[int], Key] = {}
    for key in sorted(phrases, key=lambda one: (-len(one), one)):
        longest.setdefault(frozenset(phrases[key].places), key)
    return {key: phrases[key] for key in longest.values()}


def _fisher(now: Sequence[int], old: Sequence[int], n_now: int, n_before: int) -> list[float]:
    from scipy.stats import hypergeom  # type: ignore[import-untyped,unused-ignore]

    if not now:
        return []
    with_it = [one + other for one, other in zip(now, old, strict=True)]
    return [float(p) for p in hypergeom.sf([one - 1 for one in now], n_now + n_before, with_it, n_now)]


def _false_shares(ps: Sequence[float]) -> list[float]:
    """Benjamini-Hochberg: p times tests over rank, never less than a surer one's."""
    order = sorted(range(len(ps)), key=lambda place: ps[place], reverse=True)
    shares, least = [1.0] * len(ps), 1.0
    for rank, place in zip(range(len(ps), 0, -1), order, strict=True):
        least = min(least, ps[place] * len(ps) / rank)
        shares[place] = least
    return shares


def _groups(keys: Sequence[Key], phrases: dict[Key, _Found], count_recent: int) -> list[list[Key]]:
    """Phrases of much the same recent texts together, each group led by its likeliest."""
    recent = {key: {place for place in phrases[key].places if place < count_recent} for key in keys}
    groups: list[list[Key]] = []
    for key in keys:
        for group in groups:
            shared = len(recent[key] & recent[group[0]])
            if shared >= _ALIKE * min(len(recent[key]), len(recent[group[0]])):
                group.append(key)
                break
        else:
            groups.append([key])
    return groups


def _theme(
    group: list[Key],
    numbers: dict[Key, tuple[int, int, float, float]],
    phrases: dict[Key, _Found],
    recent: Sequence[Said],
    totals: tuple[int, int],
) -> Theme:
    enough = _NEARLY_ALL * numbers[group[0]][0]
    name = max(
        (key for key in group if numbers[key][0] >= enough), key=lambda key: (len(key), numbers[key][0])
    )
    now, old, p, q = numbers[name]
    places = sorted(
        (place for place in phrases[name].places if place < len(recent)),
        key=lambda place: (-recent[place].count, len(recent[place].text), place),
    )
    others = tuple(_written(phrases[key]) for key in group if key != name)[:4]
    examples = tuple(recent[place].text for place in places[:_EXAMPLES])
    spoken = Counter(language(text) for text in examples).most_common(1)[0][0]
    return Theme(_written(phrases[name]), name, spoken, others, now, old, *totals, p, q, examples)


def _written(found: _Found) -> str:
    return min(found.written, key=lambda one: (-found.written[one], one))
