"""The demo's time: whole seconds since 2021-01-01 00:00 local, and how each system writes them.

Negative seconds stand for "never": they are written as an empty cell.
"""

from datetime import date, datetime, timedelta
from functools import cache

import numpy as np
from numpy.typing import NDArray

from etl.demo.arrays import Ints, Words

START = date(2021, 1, 1)
END = date(2022, 8, 1)
DAY_S = 86_400
DAYS = (END - START).days
END_S = DAYS * DAY_S
MONTHS = tuple((2021 + m // 12, m % 12 + 1) for m in range(19))
MONTH_STARTS: Ints = np.array([*((date(y, m, 1) - START).days for y, m in MONTHS), DAYS])
NEVER = -1
_UTC_OFFSET_S = 6 * 3600  # Asia/Almaty in these two years
_EPOCH_S = (START - date(1970, 1, 1)).days * DAY_S - _UTC_OFFSET_S
_SPARE_DAYS = 60  # deadlines may lie after the end


def seconds(moment: str) -> int:
    """Seconds of a local ISO moment: ``seconds("2022-05-17 09:30")``."""
    return int((datetime.fromisoformat(moment) - datetime.fromisoformat("2021-01-01")).total_seconds())


def month_of(at: Ints) -> Ints:
    """0 for January 2021 ... 18 for July 2022."""
    return np.searchsorted(MONTH_STARTS, at // DAY_S, side="right").astype(np.int64) - 1


def month_number(year: int, month: int) -> int:
    return (year - 2021) * 12 + month - 1


def weekdays() -> Ints:
    """Weekday of each day of the demo, Monday 0."""
    return (np.arange(DAYS) + START.weekday()) % 7


def written(at: Ints, layout: str) -> Words:
    """``at`` as text.

    Layouts: ``iso`` 2022-05-17 09:30:00, ``t`` the same with a T, ``dmy`` 17.05.2022 09:30, ``dmy_s`` the
    same with seconds.
    """
    days, clock = _days(layout), _minutes() if layout == "dmy" else _seconds()
    within = at % DAY_S // 60 if layout == "dmy" else at % DAY_S
    text: Words = days[np.maximum(at, 0) // DAY_S] + clock[within]
    text[at < 0] = ""
    return text


def moments_of(at: Ints) -> NDArray[np.datetime64]:
    """``at`` as typed moments of local time."""
    return np.datetime64(START.isoformat(), "s") + at.astype("timedelta64[s]")


def unix(at: Ints) -> Ints:
    """Seconds since 1970 in UTC, as telephone exchanges write them."""
    return at + _EPOCH_S


def _day(number: int, layout: str) -> str:
    day = START + timedelta(days=number)
    text = day.strftime("%d.%m.%Y") if layout.startswith("dmy") else day.isoformat()
    return text + ("T" if layout == "t" else " ")


@cache
def _days(layout: str) -> Words:
    return np.array([_day(number, layout) for number in range(DAYS + _SPARE_DAYS)], dtype=object)


@cache
def _minutes() -> Words:
    return np.array([f"{m // 60:02d}:{m % 60:02d}" for m in range(1440)], dtype=object)


@cache
def _seconds() -> Words:
    return np.array([f"{s // 3600:02d}:{s // 60 % 60:02d}:{s % 60:02d}" for s in range(DAY_S)], dtype=object)
