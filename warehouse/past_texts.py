"""What customers wrote in a period, to try rules on it, look for themes in it, or set its causes right."""

from dataclasses import dataclass
from datetime import date

from warehouse.gate import Ask, Filters, Source
from warehouse.period import Period
from warehouse.scope import Refused, Scope
from warehouse.snapshot import Snapshot
from warehouse.statements import Statement

_SURVEYS = Source.parse("facts.surveys@answer_date")
_CASES = Source.parse("facts.cases")
_LEAST_LETTERS = 3
NARROWED_BY = (
    "channel", "channel_kind", "unit", "region", "team", "agent", "process", "product", "segment",
)  # fmt: skip
"""Dimensions that surveys and cases have alike; filters of others are left out."""


@dataclass(frozen=True)
class PastText:
    """One distinct masked text. ``count_rows``: surveys and cases with these very words; ``date``: the last
    of them; ``kind``: comment, suggestion, complaint or appeal; ``category_id``: the cause it counts for."""

    text_hash: str
    text: str
    date: date
    count_rows: int
    kind: str
    category_id: str | None


def past_texts(
    snapshot: Snapshot,
    scope: Scope,
    period: Period,
    most: int,
    *,
    is_open_only: bool = False,
    filters: Filters | None = None,
) -> list[PastText]:
    """``most`` distinct texts of the period, chosen by chance and always the same ones, in that order.

    ``is_open_only``: those without a cause, or of the cause "other".  Raises Refused where the person may not
    read what customers wrote.
    """
    if not scope.personal and not scope.sees_nothing:
        raise Refused(f"what customers wrote is not open to the role '{scope.role}'.")
    statement = Statement(snapshot, "past_texts")
    ask = Ask(scope, period, filters or {}).only(NARROWED_BY)
    statement.read("surveys", _SURVEYS, ask)
    statement.read("cases", _CASES, ask)
    statement.bind(most=most, least_letters=_LEAST_LETTERS, is_open_only=is_open_only)
    return [PastText(*row) for row in statement.run().fetchall()]
