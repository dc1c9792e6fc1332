"""The cards beside the leaderboard: how many agents are rated, now and month by month."""

from reports import charts
from ui import cards, control_cards, data, filters, theme
from ui.periods import trend_until
from ui.words import _, formats, written_n


def coverage_card() -> None:
    """Front-line agents rated in the period, against the target."""
    answer = data.one(data.metric("ar_coverage"))
    note = ""
    if answer.get("active"):
        note = _(
            "{rated} of {active} agents",
            rated=formats().count(answer["rated"]),
            active=formats().count(answer["active"]),
        )
    cards.kpi("ar_coverage", note=note)


def coverage_trend_card() -> None:
    """Coverage by month."""
    period, switch = trend_until("month", filters.chosen().span.end), control_cards.Switch("coverage")
    if switch.is_on:
        switch.card("ar_coverage", "month", period)
        return
    frame = data.metric("ar_coverage", by=("month",), period=period)
    target = data.target("ar_coverage")
    figure = charts.band_trend(
        frame,
        theme.look(),
        grain="month",
        unit="%",
        target=target,
        height=200,
        target_words=_("target {value}", value=formats().percent(target, 0)),
    )
    cards.chart(
        figure if frame["value"].notna().any() else None,
        key="coverage",
        metric="ar_coverage",
        frame=frame,
        title=_("Agents rated each month"),
        caption=written_n(None if frame.empty else frame["count"].iloc[-1]),
        switch=switch.draw,
    )
