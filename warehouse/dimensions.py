"""The words by which figures can be split and filtered: the same in metrics, filters, addresses and
commands."""

from collections.abc import Iterable, Sequence

from config.errors import WrongUse, one_of

COLUMNS = {
    "channel": "channel_id",
    "channel_kind": "channel_kind",
    "unit": "unit_id",
    "region": "region",
    "team": "team",
    "agent": "agent_id",
    "process": "process_id",
    "product": "product_id",
    "segment": "segment",
    "category": "category_id",
    "kind": "kind",
    "source": "source",
    "reason": "reason_id",
    "criterion": "criterion_id",
    "step": "step_id",
    "language": "language",
    "model": "model",
    "incident": "incident_id",
    "dealer": "dealer_id",
    "stage": "stage",
    "ground": "ground",
    "owner": "owner",
    "reply": "reply",
    "reply_family": "reply_family",
    "deadline": "due_rule",
}
"""Dimension -> the column of facts and marts that holds its codes."""

NO_INCIDENT = "none"
"""The incident of what fell into none."""

TIMES = ("day", "week", "month", "quarter")
"""Dimensions of time, from the column ``date``; a week starts on Monday."""

CLOCKS = {
    "weekday": ("date", "isodow({date})::varchar"),
    "hour": ("slot", "printf('%02d:00', slot // 4)"),
    "half_hour": ("slot", "printf('%02d:%02d', slot // 4, slot % 4 // 2 * 30)"),
    "quarter_hour": ("slot", "printf('%02d:%02d', slot // 4, slot % 4 * 15)"),
}
"""Dimensions of the clock -> the column they are of (slot: quarter-hour of the day, 0 to 95), and how; a
weekday is 1 (Monday) to 7."""

DIMENSIONS = (*COLUMNS, *CLOCKS, *TIMES)
TABLES = {
    "channel": "channels",
    "unit": "units",
    "agent": "agents",
    "process": "processes",
    "product": "products",
    "category": "categories",
    "reason": "reasons",
    "criterion": "criteria",
    "step": "steps",
}
"""Dimension -> the table of schema dims that holds its names; the others' codes are their names."""


def expression(dimension: str, dated: str = "date") -> str:
    """SQL over a fact or mart that gives the dimension's value of a row; ``dated``: the column with its
    day."""
    if dimension in TIMES:
        return dated if dimension == "day" else f"date_trunc('{dimension}', {dated})::date"
    if dimension in CLOCKS:
        return CLOCKS[dimension][1].replace("{date}", dated)
    return COLUMNS[dimension]


def column(dimension: str) -> str:
    """The column a table must have to be split by ``dimension``."""
    if dimension in CLOCKS:
        return CLOCKS[dimension][0]
    return "date" if dimension in TIMES else COLUMNS[dimension]


def check(what: str, given: Iterable[str], allowed: Sequence[str]) -> None:
    """Raises WrongUse naming the first word of ``given`` that is not allowed, and what is."""
    for word in given:
        if word not in allowed:
            raise WrongUse(one_of(what, word, allowed))
