"""A script tried on past talks before it goes live: how many findings of each kind, and what would change."""

import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from text.api import Finding, Script, Utterance, check_script
from warehouse.past_talks import PastTalk, past_talks
from warehouse.period import Period
from warehouse.scope import Scope
from warehouse.snapshot import Snapshot

RESULTS = ("kept", "broken", "not_assessable", "not_applicable")
MOST_EXAMPLES = 8
"""Of each change of result, and of each result, so many are kept to listen to."""
_TOLD_EVERY = 50

Tell = Callable[[int], None]
"""Talks done."""


@dataclass(frozen=True)
class Example:
    """A talk to listen to. ``start_s``, ``quote``: the words heard by the new rule, else by today's; where
    neither heard any, the second they were due."""

    recording_id: str
    date: date
    start_s: float | None
    quote: str
    before: str | None
    now: str


@dataclass
class Tried:
    """One criterion over all talks. ``before``: by today's rule, empty where there is none of that name;
    ``changes``: (before, now) -> count; ``examples``: the same, to listen to."""

    criterion_id: str
    names: dict[str, str]
    now: Counter[str] = field(default_factory=Counter)
    before: Counter[str] = field(default_factory=Counter)
    changes: Counter[tuple[str | None, str]] = field(default_factory=Counter)
    examples: dict[tuple[str | None, str], list[Example]] = field(default_factory=dict)

    @property
    def count_changed(self) -> int:
        return sum(count for (before, now), count in self.changes.items() if before not in (None, now))


@dataclass(frozen=True)
class Trial:
    """What a script comes to on ``count_talks`` talks; ``seconds`` it took."""

    count_talks: int
    seconds: float
    criteria: tuple[Tried, ...]


def try_script(
    snapshot: Snapshot,
    scope: Scope,
    script: Script,
    today: Script | None,
    *,
    period: Period,
    most: int = 2_000,
    tell: Tell | None = None,
) -> Trial:
    """Check past talks of the period by ``script`` and by ``today``'s, whichever the person may read.

    Raises Refused where the person may not read transcripts.
    """
    started = time.monotonic()
    tried = {one.id: Tried(one.id, dict(one.names)) for one in script.criteria}
    count = 0
    for talk in past_talks(snapshot, scope, period, most):
        count += 1
        _compare(talk, _findings(script, talk), _findings(today, talk), tried)
        if tell and count % _TOLD_EVERY == 0:
            tell(count)
    return Trial(count, time.monotonic() - started, tuple(tried.values()))


def _findings(script: Script | None, talk: PastTalk) -> list[Finding]:
    pieces = [Utterance(*piece) for piece in talk.pieces]
    return check_script(script, pieces, talk.language) if script else []


def _compare(
    talk: PastTalk, now: Iterable[Finding], before: Iterable[Finding], tried: dict[str, Tried]
) -> None:
    known = {finding.criterion_id: finding for finding in before}
    for finding in now:
        one, was = tried[finding.criterion_id], known.get(finding.criterion_id)
        result = was.result if was else None
        one.now[finding.result] += 1
        if result:
            one.before[result] += 1
        change = (result, finding.result)
        one.changes[change] += 1
        examples = one.examples.setdefault(change, [])
        if len(examples) < MOST_EXAMPLES:
            at = was if was and was.quote and not finding.quote else finding
            examples.append(
                Example(talk.recording_id, talk.date, at.start_s, at.quote, result, finding.result)
            )
