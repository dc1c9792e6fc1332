"""A changed taxonomy tried on past texts before it goes live: which texts would gain or lose a cause."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from text.api import Taxonomy, categories, language
from warehouse.gate import Filters
from warehouse.past_texts import PastText, past_texts
from warehouse.period import Period
from warehouse.scope import Scope
from warehouse.snapshot import Snapshot

MOST_EXAMPLES = 12
_TOLD_EVERY = 200

Tell = Callable[[int, int], None]
"""Texts done, of how many."""


@dataclass(frozen=True)
class Example:
    """A text that would move; ``before``, ``now``: all causes found in it by rules."""

    text: PastText
    before: tuple[str, ...]
    now: tuple[str, ...]


@dataclass
class Moved:
    """One cause over all texts: ``count_before`` and ``count_now`` have it; ``count_in``, ``count_out`` gain
    and lose it, with some of them to read."""

    cause_id: str
    count_before: int = 0
    count_now: int = 0
    count_in: int = 0
    count_out: int = 0
    examples_in: list[Example] = field(default_factory=list)
    examples_out: list[Example] = field(default_factory=list)


@dataclass(frozen=True)
class Trial:
    """What a draft comes to on ``count_texts`` distinct texts, of which ``count_moved`` would change;
    ``moved``: causes that gain or lose texts, those of the most first; ``seconds`` it took."""

    count_texts: int
    count_moved: int
    moved: tuple[Moved, ...]
    seconds: float


def try_taxonomy(
    snapshot: Snapshot,
    scope: Scope,
    draft: Taxonomy,
    today: Taxonomy,
    *,
    period: Period,
    most: int = 2_000,
    filters: Filters | None = None,
    tell: Tell | None = None,
) -> Trial:
    """Look at past texts of the period by the rules of ``draft`` and of ``today``.

    Raises Refused where the person may not read what customers wrote.
    """
    started = time.monotonic()
    texts = past_texts(snapshot, scope, period, most, filters=filters)
    causes: dict[str, Moved] = {}
    count_moved = 0
    for place, text in enumerate(texts):
        spoken = language(text.text)
        before = tuple(categories(text.text, today, spoken))
        now = tuple(categories(text.text, draft, spoken))
        _count(causes, Example(text, before, now))
        count_moved += set(before) != set(now)
        if tell and place % _TOLD_EVERY == 0:
            tell(place, len(texts))
    moved = [one for one in causes.values() if one.count_in or one.count_out]
    ranked = sorted(moved, key=lambda one: (-one.count_in - one.count_out, one.cause_id))
    return Trial(len(texts), count_moved, tuple(ranked), time.monotonic() - started)


def _count(causes: dict[str, Moved], example: Example) -> None:
    for code in {*example.before, *example.now}:
        cause = causes.setdefault(code, Moved(code))
        had, has = code in example.before, code in example.now
        cause.count_before += had
        cause.count_now += has
        if has and not had:
            cause.count_in += 1
            _keep(cause.examples_in, example)
        if had and not has:
            cause.count_out += 1
            _keep(cause.examples_out, example)


def _keep(examples: list[Example], example: Example) -> None:
    if len(examples) < MOST_EXAMPLES:
        examples.append(example)
