"""The cards of complaints and appeals; the two are never summed."""

from dataclasses import dataclass
from datetime import date

import pandas as pd
import streamlit as st

from reports import charts, findings, frames
from reports.finding import Finding
from ui import cards, chart_menu, control_cards, data, filters, labels, owners, theme
from ui.narrow import is_narrow
from ui.points import Points
from ui.words import _, _n, formats
from warehouse.period import Period


@dataclass(frozen=True)
class Kind:
    """The metric and row names of complaints or of appeals."""

    code: str
    rate: str
    count: str


_MOST_CATEGORIES = 14
_MOST_DUE, _MOST_OPEN = 8, 1000
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
        cards.kpi(kind.rate, label=_rate_title(kind))
        cards.kpi(kind.count, with_target=False)
        on_time_kpi(kind)


def on_time_kpi(kind: Kind) -> None:
    label = _("Complaints answered on time") if kind.code == "complaint" else _("Appeals answered on time")
    cards.kpi("on_time", label=label, also={"kind": (kind.code,)}, key=f"on_time_{kind.code}")


def trend_card(kind: Kind) -> None:
    """Cases per 1,000 contacts over time, of all causes or of one; days of waves are a band."""
    from ui.complaints import wave_cards

    span, switch = filters.chosen().span, control_cards.Switch(f"trend_{kind.code}")
    cause = _chosen_cause(kind)
    also = {"category": (cause,)} if cause else {}
    if switch.is_on:
        switch.card(kind.rate, span.grain, span.trend, also)
        return
    frame = data.metric(kind.rate, by=(span.grain,), period=span.trend, also=also)
    figure = charts.band_trend(
        frame,
        theme.look(),
        grain=span.grain,
        decimals=2,
        band_words=_("band: 95% interval"),
        from_zero=True,
    )
    said = wave_cards.bands(figure, kind, cause)
    cards.chart(
        figure if frame["value"].notna().any() else None,
        key=f"{kind.code}_trend",
        metric=kind.rate,
        frame=frame,
        title=_rate_title(kind) + (f": {labels.name('category', cause)}" if cause else ""),
        caption=" · ".join(
            [
                _("By the day of registration, all categories")
                if not cause
                else _("By the day of registration"),
                *said,
            ]
        ),
        switch=lambda: _trend_controls(kind, switch),
        points=Points(frame, also=also) if cause else None,
    )


def _trend_controls(kind: Kind, switch: control_cards.Switch) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        causes = data.metric(kind.rate, by=("category",)).sort_values("value", ascending=False)["category"]
        names = {"": _("All causes")} | {code: labels.name("category", code) for code in causes.dropna()}
        st.selectbox(
            _("Cause"), list(names), format_func=names.__getitem__, key=f"cause_{kind.code}",
            label_visibility="collapsed", width=280,
        )  # fmt: skip
        switch.draw()


def _chosen_cause(kind: Kind) -> str:
    return str(st.session_state.get(f"cause_{kind.code}") or "")


def _rate_title(kind: Kind) -> str:
    return _("Complaints per 1,000 contacts") if kind.code == "complaint" else _("Appeals per 1,000 contacts")


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
        most=_MOST_CATEGORIES,
    )
    cards.chart(
        figure if len(drawn) else None,
        key=f"{kind.code}_categories",
        metric=kind.rate,
        frame=frame,
        title=_("Causes, and who owns them"),
        caption=_("Per 1,000 contacts; ▲ clearly more, ▼ clearly fewer, ● unclear; orange: clearly more"),
        points=Points(drawn),
    )


def cases_card(kind: Kind) -> None:
    """The case rows of the period."""
    titles = {"complaint": _("Complaints of the period"), "appeal": _("Appeals of the period")}
    with cards.card(f"{kind.code}_rows"):
        cards.head(key=f"{kind.code}_rows", title=titles[kind.code])
        chart_menu.rows_table(kind.count, key=f"{kind.code}_rows")


def due_card() -> None:
    """Cases whose due day is over and that have no answer, the longest overdue first; then those due next."""
    end, still_open = filters.chosen().span.end, {"is_open": ("true",)}
    overdue = data.rows("cases_due", period=Period(None, end), also=still_open, limit=_MOST_DUE)
    count = data.count_rows("cases_due", period=Period(None, end), also=still_open)
    shown = [overdue.assign(due_state=_("▼ overdue"))]
    if len(overdue) < _MOST_DUE:
        shown.append(_due_next(end).head(_MOST_DUE - len(overdue)).assign(due_state=_("○ due next")))
    with cards.card("due", stretch=True):
        title = (
            _n("{count} case is overdue", "{count} cases are overdue", count) if count else _("None overdue")
        )
        cards.head(key="due", title=title, caption=_("Not answered by the end of the period, by the day due"))
        frame = pd.concat([part for part in shown if len(part)] or shown[:1], ignore_index=True)
        columns = ("due_state", "due_at", "category_id", "unit_id")
        frame = frame.assign(due_at=frame["due_at"].map(lambda moment: moment.date()))
        cards.short_rows(frame, columns[: 3 if is_narrow() else 4], key="due", empty=_("No case is open."))


def _due_next(end: date) -> pd.DataFrame:
    """Open cases, registered in the months up to ``end``, that are due from then on, the nearest first."""
    asked = {"period": Period(filters.chosen().span.trend.start, end), "also": {"is_open": ("true",)}}
    found = [data.rows(kind.count, limit=_MOST_OPEN, **asked) for kind in KINDS.values()]  # type: ignore[arg-type]
    cases = pd.concat([part for part in found if len(part)] or found[:1], ignore_index=True)
    return cases[pd.to_datetime(cases["due_at"]) >= pd.Timestamp(end)].sort_values("due_at", kind="stable")
