"""Numbers, dates and intervals as people of one language write them."""

import datetime
import math
from dataclasses import dataclass

from babel.dates import format_date
from babel.numbers import format_decimal

NBSP = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
NOTHING = "—"
TO = "\N{WORD JOINER}…\N{WORD JOINER}"
"""Between the ends of an interval, which no line break may part."""
LANGUAGES = ("ru", "kk", "en")
_POINTS = {"ru": f"п.{NBSP}п.", "kk": f"п.{NBSP}т.", "en": "pp"}


@dataclass(frozen=True)
class Formats:
    """The one place where a value becomes text; ``language`` is ru, kk or en."""

    language: str

    def number(self, value: float | None, decimals: int = 1) -> str:
        """``1 234,6``; a missing value is a dash."""
        return self._decimal(value, f"#,##0{_places(decimals)};{MINUS}#,##0{_places(decimals)}")

    def count(self, value: float | None) -> str:
        return self.number(value, 0)

    def percent(self, value: float | None, decimals: int = 1) -> str:
        """``18,4 %`` of a value that already is in percent."""
        text = self.number(value, decimals)
        return text if text == NOTHING else text + self._percent_sign

    def change(self, value: float | None, decimals: int = 1) -> str:
        """``+2,4`` or ``−0,8``; what rounds to nothing carries no sign."""
        if value is not None and not math.isnan(value) and round(value, decimals) == 0:
            return self.number(0, decimals)
        return self._decimal(value, f"+#,##0{_places(decimals)};{MINUS}#,##0{_places(decimals)}")

    def interval(self, low: float | None, high: float | None, decimals: int = 1) -> str:
        return f"{self.number(low, decimals)}{TO}{self.number(high, decimals)}"

    def interval_of_change(self, low: float | None, high: float | None, decimals: int = 1) -> str:
        return f"{self.change(low, decimals)}{TO}{self.change(high, decimals)}"

    def value(self, value: float | None, unit: str, decimals: int = 1) -> str:
        """A measured value in the unit its metric declares."""
        return self.percent(value, decimals) if unit == "%" else self.number(value, decimals)

    def change_in(self, value: float | None, unit: str, decimals: int = 1) -> str:
        """A change in the unit its metric declares; shares change by percentage points."""
        text = self.change(value, decimals)
        return f"{text}{NBSP}{_POINTS[self.language]}" if unit == "%" and text != NOTHING else text

    def clock(self, seconds: float | None) -> str:
        """``1:07`` minutes and seconds of a call."""
        if seconds is None or math.isnan(seconds):
            return NOTHING
        return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"

    def date(self, day: datetime.date | None) -> str:
        return self._date(day, "d MMM y" if self.language == "en" else "dd.MM.y")

    def time(self, moment: datetime.datetime | None) -> str:
        return NOTHING if moment is None else f"{self.date(moment.date())} {moment:%H:%M}"

    def month(self, day: datetime.date | None) -> str:
        """``июль 2022``, ``2022 жылғы шілде``, ``July 2022``."""
        return self._date(day, "y 'жылғы' MMMM" if self.language == "kk" else "LLLL y")

    def month_name(self, day: datetime.date | None) -> str:
        """The month alone, as it stands after a preposition (``с февраля``)."""
        return self._date(day, "MMMM")

    def short_month(self, day: datetime.date) -> str:
        """``янв``: a tick, so at most three letters and no dot."""
        return (
            self._date(day, "LLL").rstrip(".")[:3].lower()
            if self.language != "en"
            else self._date(day, "LLL")
        )

    def day_month(self, day: datetime.date | None) -> str:
        return self._date(day, "d MMM" if self.language == "en" else "dd.MM")

    @property
    def percent_sign(self) -> str:
        return self._percent_sign

    @property
    def _percent_sign(self) -> str:
        return "%" if self.language == "en" else f"{NBSP}%"

    def _decimal(self, value: float | None, pattern: str) -> str:
        if value is None or math.isnan(value):
            return NOTHING
        text: str = format_decimal(value, format=pattern, locale=self.language)
        return text.replace("-", MINUS)

    def _date(self, day: datetime.date | None, pattern: str) -> str:
        if day is None or str(day) == "NaT":
            return NOTHING
        text: str = format_date(day, pattern, locale=self.language)
        return text


def _places(decimals: int) -> str:
    return "." + "0" * decimals if decimals else ""
