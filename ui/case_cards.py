"""The cards of complaints and appeals; the two are never summed."""

from dataclasses import dataclass

import streamlit as st

from reports import charts, findings, frames
from reports.finding import Finding
from ui import cards, chart_menu, data, filters, labels, owners, theme
from ui.narrow import is_narrow
from ui.words import _, formats, written_n
from warehouse.period import Period


@dataclass(frozen=True)
class Kind:
    """The metric and row names of complaints or of appeals."""

    code: str
    rate: str
    count: str


KINDS = {
    "complaint": Kind("complaint", "complaint_rate", "complaints"),
    "appeal": Kind("appeal", "appeal_rate", "appeals"),
}


def kind_switch() -> Kind:
    """Complaints or appeals; remembered over pages."""
    names = {"complaint": _("Complaints"), "appeal": _("Appeals")}
    st.session_state["case_kind_control"] = st.session_state.get("case_kind", "complaint")
    st.segmented_control(
        _("Kind of case"),
        list(names),
        format_func=names.__getitem__,
        key="case_kind_control",
        required=True,
        label_visibility="collapsed",
        on_change=_keep_kind,
    )
    return KINDS[st.session_state.get("case_kind", "complaint")]


def _keep_kind() -> None:
    st.session_state["case_kind"] = st.session_state["case_kind_control"]


def chosen_kind() -> Kind:
    return KINDS[st.session_state.get("case_kind", "complaint")]


def headline(kind: Kind) -> Finding:
    answer = data.one(data.change(kind.rate))
    return findings.cases(kind.rate, answer, data.change(kind.count, by=("category",)))


def kpis(kind: Kind) -> None:
    """Rate, count and share answered on time."""
    with st.grid(3, min_column_width=205):
        cards.kpi(kind.rate)
        cards.kpi(kind.count, with_target=False)
        on_time_kpi(kind)


def on_time_kpi(kind: Kind) -> None:
    label = _("Complaints answered on time") if kind.code == "complaint" else _("Appeals answered on time")
    cards.kpi("on_time", label=label, also={"kind": (kind.code,)}, key=f"on_time_{kind.code}")


def trend_card(kind: Kind) -> None:
    """Cases per 1,000 contacts over time."""
    span = filters.chosen().span
    frame = data.metric(kind.rate, by=(span.grain,), period=span.trend)
    figure = charts.band_trend(
        frame,
        theme.look(),
        grain=span.grain,
        decimals=2,
        band_words=_("band: 95% interval"),
        from_zero=True,
        height=300 if is_narrow() else 460,
    )
    titles = {"complaint": _("Complaints per 1,000 contacts"), "appeal": _("Appeals per 1,000 contacts")}
    cards.chart(
        figure if frame["value"].notna().any() else None,
        key=f"{kind.code}_trend",
        metric=kind.rate,
        frame=frame,
        title=titles[kind.code],
        caption=_("By the day of registration, all categories"),
    )


def categories_card(kind: Kind) -> None:
    """Categories with their rate, their change and who owns the cause."""
    frame = data.change(kind.rate, by=("category",))
    drawn = frames.categories(frame, formats(), labels.name, owners.owner)
    figure = charts.ranked(
        drawn,
        theme.look(),
        columns={"written": _("per 1,000"), "moved": _("change")},
        decimals=2,
        second="owner",
        most=14,
    )
    cards.chart(
        figure if len(drawn) else None,
        key=f"{kind.code}_categories",
        metric=kind.rate,
        frame=frame,
        title=_("Causes, and who owns them"),
        caption=_("Per 1,000 contacts; ▲ clearly more, ▼ clearly fewer, ● unclear; orange: clearly more"),
    )


def cases_card(kind: Kind) -> None:
    """The case rows of the period."""
    titles = {"complaint": _("Complaints of the period"), "appeal": _("Appeals of the period")}
    with cards.card(f"{kind.code}_rows"):
        cards.head(key=f"{kind.code}_rows", title=titles[kind.code])
        chart_menu.rows_table(kind.count, key=f"{kind.code}_rows")


def overdue_card() -> None:
    """Cases whose due day is over and that have no answer, the longest overdue first."""
    before, still_open = Period(None, filters.chosen().span.end), {"is_open": ("true",)}
    frame = data.rows("cases_due", period=before, also=still_open, limit=8)
    frame = frame.assign(due_at=frame["due_at"].map(lambda moment: moment.date()))
    count = data.count_rows("cases_due", period=before, also=still_open)
    caption = _("Due by the end of the period and not answered; the oldest first")
    with cards.card("overdue", stretch=True):
        cards.head(key="overdue", title=_("Overdue cases"), caption=f"{caption} · {written_n(count)}")
        columns = (
            ("due_at", "category_id")
            if is_narrow()
            else ("case_id", "kind", "category_id", "unit_id", "due_at")
        )
        cards.short_rows(frame, columns, key="overdue", empty=_("No case is overdue."))
