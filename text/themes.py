"""New themes: phrases that customers use clearly more often now than before.

Phrases are one to three basic forms in a row.  Each is tested by Fisher's exact test, one-sided: given how
often it stands in all texts, how likely so many of them would be recent ones by chance alone.  Of all phrases
tested those are kept whose false-discovery rate (Benjamini and Hochberg 1995) is below ``fdr``; phrases too
rare ever to be found are not tested (Gilbert 2005).  Phrases that stand in much the same texts are one theme.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from text.language import language
from text.theme_phrases import Key, Phrases, as_written

if TYPE_CHECKING:
    from text.theme_counts import Counted

LEAST = 4
"""A phrase of fewer recent texts is no theme."""
FALSE_SHARE = 0.05
"""Of the themes told, so many may be chance."""
_ALIKE = 0.5
"""Phrases that share so many of their recent texts, as a share of the rarer one's, are one theme."""
_NEARLY_ALL = 0.75
"""A longer phrase names the theme where it and the likeliest one share so many of the texts of either."""
_EXAMPLES = 6


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


@dataclass(frozen=True)
class _Kept:
    """A phrase that is more frequent than chance would have it; ``p`` and ``q`` as those of a theme."""

    lemmas: Key
    key: int
    now: int
    before: int
    p: float
    q: float


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
    from text.theme_counts import counted

    if not recent:
        return []
    phrases = Phrases()
    totals = (n_now or sum(said.count for said in recent), n_before or sum(said.count for said in before))
    found = counted(phrases, [*recent, *before], len(recent), least)
    kept = [one for one in _tested(phrases, found, totals, fdr) if one.q <= fdr and one.now >= least]
    kept.sort(key=lambda one: (one.p, -one.now, one.lemmas))
    return [_theme(group, found, recent, totals) for group in _groups(kept, found)[:most]]


def _tested(phrases: Phrases, found: "Counted", totals: tuple[int, int], fdr: float) -> list[_Kept]:
    from text.theme_counts import may_be_found, one_sided

    is_tested = may_be_found(found.now + found.before, *totals, fdr)
    keys, now, before = found.keys[is_tested], found.now[is_tested], found.before[is_tested]
    ps = one_sided(now, before, *totals).tolist()
    rows = zip(keys.tolist(), now.tolist(), before.tolist(), ps, _false_shares(ps), strict=True)
    return [_Kept(phrases.lemmas(key), key, *numbers) for key, *numbers in rows]


def _false_shares(ps: Sequence[float]) -> list[float]:
    """Benjamini-Hochberg: p times tests over rank, never less than a surer one's."""
    order = sorted(range(len(ps)), key=lambda place: ps[place], reverse=True)
    shares, least = [1.0] * len(ps), 1.0
    for rank, place in zip(range(len(ps), 0, -1), order, strict=True):
        least = min(least, ps[place] * len(ps) / rank)
        shares[place] = least
    return shares


def _groups(kept: Sequence[_Kept], found: "Counted") -> list[list[_Kept]]:
    """Phrases of much the same recent texts together, each group led by its likeliest."""
    groups: list[tuple[set[int], list[_Kept]]] = []
    for one in kept:
        places = found.places(one.key)
        for leading, group in groups:
            if len(places & leading) >= _ALIKE * min(len(places), len(leading)):
                group.append(one)
                break
        else:
            groups.append((places, [one]))
    return [group for _, group in groups]


def _is_much_the_same(places: set[int], others: set[int]) -> bool:
    return len(places & others) >= _NEARLY_ALL * max(len(places), len(others))


def _theme(group: list[_Kept], found: "Counted", recent: Sequence[Said], totals: tuple[int, int]) -> Theme:
    leading = found.places(group[0].key)
    alike = [one for one in group if _is_much_the_same(found.places(one.key), leading)]
    name = max(alike, key=lambda one: (len(one.lemmas), -one.p))
    texts = [recent[place] for place in found.places(name.key)]
    texts.sort(key=lambda said: (-said.count, len(said.text), said.text))
    examples = tuple(said.text for said in texts[:_EXAMPLES])
    spoken = Counter(language(text) for text in examples).most_common(1)[0][0]
    others = [one for one in group if one is not name][:4]
    written = [
        as_written(one.lemmas, (recent[place].text for place in found.places(one.key)))
        for one in (name, *others)
    ]
    return Theme(
        written[0], name.lemmas, spoken, tuple(written[1:]), name.now, name.before, *totals, name.p, name.q,
        examples,
    )  # fmt: skip
