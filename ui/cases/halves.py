"""Half-year on half-year: complaints, or appeals, and their rate, with the interval of the change."""

from typing import Any

import streamlit as st

from ui import cards, data, filters, page
from ui.complaints.cards import Kind
from ui.words import _, formats
from warehouse.cases import Rate, RateChange, half_years, rate_change
from warehouse.period import Period


def card(kind: Kind) -> None:
    """The last half-year that is over, against the one before."""
    end = filters.chosen().span.period.end
    with cards.card(f"halves_{kind.code}", stretch=True):
        cards.head(key=f"halves_{kind.code}", title=_("Half-year on half-year"), metric=kind.rate)
        changes = _changes(kind, *half_years(end)) if end else []
        if not changes:
            page.empty(f"halves_{kind.code}", _("Two whole half-years with cases are needed."))
            return
        names = (_names(kind), _("Per 1,000 contacts"))
        with st.grid(2, min_column_width=300):
            for name, change in zip(names, changes, strict=False):
                with st.container():
                    _figure(name, change)
        now, before = half_years(end) if end else (Period(), Period())
        st.caption(_("{now} against {before}", now=_span(now), before=_span(before)))


def _changes(kind: Kind, now: Period, before: Period) -> list[RateChange]:
    counts = [data.one(data.metric(kind.count, period=period)) for period in (now, before)]
    rates = [data.one(data.metric(kind.rate, period=period)) for period in (now, before)]
    if not all((*counts, *rates)):
        return []
    of_counts = rate_change(*(Rate(one["count"], 1, one["dispersion"]) for one in counts))
    of_rates = rate_change(*(_rate(kind, one) for one in rates))
    return [change for change in (of_counts, of_rates) if change]


def _rate(kind: Kind, answer: dict[str, Any]) -> Rate:
    return Rate(answer[kind.count], answer["count"] / 1000, answer["dispersion"])


def _figure(name: str, change: RateChange) -> None:
    write = formats()
    now, before = (side.events / side.exposure for side in (change.now, change.before))
    decimals = 0 if change.now.exposure == 1 else 2
    interval = write.interval_of_change(change.low, change.high)
    st.metric(
        name, f"{write.change(change.percent)}\N{NO-BREAK SPACE}%",
        help=_("Quasi-Poisson: daily counts vary more than chance alone would make them."),
    )  # fmt: skip
    verdict = _("clear") if change.is_clear else _("unclear")
    st.caption(
        f"{write.number(before, decimals)} → {write.number(now, decimals)} · "
        f"{write.percent(95, 0)}: {interval} % · {verdict}"
    )


def _names(kind: Kind) -> str:
    return _("Complaints") if kind.code == "complaint" else _("Appeals")


def _span(period: Period) -> str:
    if period.start is None:
        return ""
    half = _("first half of {year}") if period.start.month == 1 else _("second half of {year}")
    return half.format(year=period.start.year)
