"""Past talks with what was said in them, to try a rule on; and what is usual of calls."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from warehouse.gate import Ask, Source
from warehouse.period import Period
from warehouse.scope import Refused, Scope
from warehouse.snapshot import Snapshot
from warehouse.statements import Statement

_CALLS = Source.parse("facts.calls")
_SAID = Source.parse("facts.utterances")
_AT_ONCE = 5_000


@dataclass(frozen=True)
class PastTalk:
    """One talk. ``pieces``: speaker, start_s, end_s, masked text, confidence, language, in order of time."""

    recording_id: str
    date: date
    language: str | None
    pieces: tuple[tuple[Any, ...], ...]


def past_talks(snapshot: Snapshot, scope: Scope, period: Period, most: int) -> Iterator[PastTalk]:
    """``most`` transcribed talks of the period, chosen by chance and always the same ones.

    Raises Refused where the person may not read transcripts.
    """
    if not scope.personal and not scope.sees_nothing:
        raise Refused(f"recordings and transcripts are not open to the role '{scope.role}'.")
    statement = Statement(snapshot, "past_talks")
    statement.read("calls", _CALLS, Ask(scope, period))
    statement.read("said", _SAID, Ask(scope, period))
    statement.bind(most=most)
    cursor = statement.run()
    rows = (row for some in iter(lambda: cursor.fetchmany(_AT_ONCE), []) for row in some)
    for (recording_id, day, language), group in groupby(rows, key=lambda row: row[:3]):
        yield PastTalk(recording_id, day, language, tuple(row[3:] for row in group))


def usual_call(snapshot: Snapshot, scope: Scope, unit: str | None, period: Period) -> dict[str, float | None]:
    """Medians over the measured calls of a unit (None: of all the person may see), each with its n; see
    sql/statistics/usual_call.sql."""
    statement = Statement(snapshot, "usual_call")
    statement.read("calls", _CALLS, Ask(scope, period, {"unit": [unit]} if unit else {}))
    cursor = statement.run()
    row, names = cursor.fetchone(), [column[0] for column in cursor.description or ()]
    return dict(zip(names, row, strict=True)) if row else {}
