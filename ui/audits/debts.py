"""Debt calls that should not have been made: no debt, a trifle, or the money was on its way."""

import streamlit as st

from reports import charts
from ui import cards, data, filters, theme
from ui.audits import parts
from ui.words import _, formats

_CAUSE = "debt_robocall"


def headline() -> str:
    whole = data.one(data.metric("needless_debt_calls"))
    if not whole or parts.number(whole, "value") != parts.number(whole, "value"):
        return _("No debt calls are known in this period")
    return _(
        "{share} of debt calls should not have been made",
        share=formats().percent(parts.number(whole, "value")),
    )


def draw() -> None:
    """Share, its grounds, its course, and the calls themselves."""
    with st.grid(3, min_column_width=205):
        cards.kpi("needless_debt_calls", note=parts.owner_words(_CAUSE))
        cards.kpi(
            "complaint_rate", label=_("Complaints about debt calls per 1,000 contacts"),
            also={"category": (_CAUSE,)}, key="complaints_debt_calls", with_target=False,
        )  # fmt: skip
        cards.kpi(
            "appeal_rate", label=_("Appeals about debt calls per 1,000 contacts"),
            also={"category": (_CAUSE,)}, key="appeals_debt_calls", with_target=False,
        )  # fmt: skip
    with st.grid(2, min_column_width=480):
        _grounds()
        _trend()
    parts.listing(
        "debt_calls_needless", _("Calls that should not have been made"),
        _("With the payment that was on its way, where one was"),
    )  # fmt: skip


def _grounds() -> None:
    audits = data.snapshot().info.settings.audits
    parts.bars(
        "needless_debt_calls", "ground", title=_("Why nobody should have called"),
        caption=_(
            "Of all debt calls, %; a trifle: a debt up to {trifle}; on its way: paid up to {days} days "
            "before the call, not booked yet; whisker: 95% interval",
            trifle=formats().number(audits.trifle_debt, 0), days=audits.payment_days,
        ),
        head=_("of calls"),
    )  # fmt: skip


def _trend() -> None:
    span = filters.chosen().span
    frame = data.metric("needless_debt_calls", by=(span.grain,), period=span.trend)
    figure = charts.band_trend(
        frame, theme.look(), grain=span.grain, unit="%", decimals=1, band_words=_("band: 95% interval"),
        from_zero=True,
    )  # fmt: skip
    cards.chart(
        figure if frame["value"].notna().any() else None, key="needless_trend", metric="needless_debt_calls",
        frame=frame, title=_("Needless debt calls, %"), caption=_("Of calls whose debt is known"),
    )  # fmt: skip
