"""The week, month or quarter a brief is about: complete, with the one before it and those that lead to it."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from config.errors import NotReady, WrongUse, one_of
from reports.finding import N_
from reports.voice import Voice
from warehouse.period import Period

Grain = Literal["week", "month", "quarter"]
GRAINS = {"week": Period.week, "month": Period.month, "quarter": Period.quarter}
_SHOWN = {"week": 13, "month": 12, "quarter": 8}


@dataclass(frozen=True)
class Span:
    """One calendar week, month or quarter; ``start`` and ``end`` half-open."""

    grain: str
    start: date
    end: date

    @property
    def period(self) -> Period:
        return Period(self.start, self.end)

    @property
    def before(self) -> "Span":
        return span_of(self.grain, self.start - timedelta(days=1))

    @property
    def trend(self) -> Period:
        """From some periods back to the end of this one."""
        first = self
        for _step in range(_SHOWN[self.grain] - 1):
            first = first.before
        return Period(first.start, self.end)

    @property
    def code(self) -> str:
        """``2022-W30``, ``2022-07`` or ``2022-Q3``."""
        if self.grain == "week":
            year, week, _day = self.start.isocalendar()
            return f"{year}-W{week:02d}"
        if self.grain == "quarter":
            return f"{self.start.year}-Q{self.start.month // 3 + 1}"
        return f"{self.start:%Y-%m}"

    def title(self, voice: Voice) -> str:
        """As people write it: ``25 July – 31.07.2022``, ``July 2022``."""
        write = voice.formats
        if self.grain == "week":
            return f"{write.day_month(self.start)} – {write.date(self.end - timedelta(days=1))}"
        if self.grain == "quarter":
            return voice.word(
                N_("Q{quarter} {year}"), quarter=self.start.month // 3 + 1, year=self.start.year
            )
        text = write.month(self.start)
        return text[:1].upper() + text[1:]


def span_of(grain: str, day: date) -> Span:
    """The span that holds ``day``; raises WrongUse for an unknown grain."""
    if grain not in GRAINS:
        raise WrongUse(one_of("period", grain, GRAINS))
    period = GRAINS[grain](day)
    assert period.start is not None and period.end is not None  # noqa: S101
    return Span(grain, period.start, period.end)


def last_complete(grain: str, last_day: date | None) -> Span:
    """The newest span whose every day has data; raises NotReady where there are none."""
    if last_day is None:
        raise NotReady("there are no data yet to write about; run 'python -m etl load'.")
    newest = span_of(grain, last_day)
    return newest if newest.end <= last_day + timedelta(days=1) else newest.before
