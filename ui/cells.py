"""Single cells of a frame as plain Python: what is missing, days, numbers."""

from datetime import date, datetime
from typing import Any

import pandas as pd


def is_known(value: Any) -> bool:
    """False for what a frame writes where there is nothing (None, NaN, NaT)."""
    return value is not None and not bool(pd.isna(value))


def day_of(value: Any) -> date | None:
    """The day of a date, a time or an ISO text; None where there is none."""
    if not is_known(value):
        return None
    if isinstance(value, str):
        return date.fromisoformat(value[:10])
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None


def number_of(value: Any, otherwise: float) -> float:
    """A number, or ``otherwise`` where there is none."""
    return float(value) if is_known(value) else otherwise


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows of a frame as dictionaries by column."""
    return [{str(key): value for key, value in row.items()} for row in frame.to_dict("records")]
