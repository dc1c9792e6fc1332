"""NPS over time, on the same axis whether the answers speak for everyone, comments of a point clicked."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from reports import charts, findings, frames
from reports.axes import days, period_name
from reports.look import CONFIG
from ui import cards, control_cards, data, events, filters, page, periods, tables, theme
from ui.narrow import is_narrow
from ui.words import _, formats, say, written_n
from warehouse.period import Period

_COMMENTS = 40
_LEFT, _RIGHT = 44, 72
"""Margins that both charts share, so that a month stands below itself."""


def section() -> None:
    """The trend with its two controls, and beside it the comments of the point clicked."""
    with st.container(horizontal=True, vertical_alignment="center"):
        grain = _grain()
        as_control = control_cards.is_on("nps")
    point, wide = _clicked(grain), st.grid(3, min_column_width=380)
    with wide.cell(column_span=3 if point is None else 2):
        _trend_card(grain, as_control)
    if point is not None:
        with wide.cell():
            _comments_card(grain, point)


def _grain() -> str:
    names = {"day": _("By day"), "week": _("By week"), "month": _("By month")}
    usual = filters.chosen().span.grain
    return str(
        st.segmented_control(
            _("Trend"),
            list(names),
            format_func=names.__getitem__,
            default=usual if usual in names else "month",
            required=True,
            key="nps_trend_grain",
            label_visibility="collapsed",
        )
    )


def _trend_card(grain: str, as_control: bool) -> None:
    period = periods.trend_until(grain, filters.chosen().span.end)
    drawn, frame, title, caption = (_control if as_control else _band)(grain, period)
    with cards.card("nps_trend", tight=True):
        cards.head(key="nps_trend", title=title, caption=caption, metric="nps", frame=frame)
        if drawn is None:
            page.empty("nps_trend")
            return
        below = _below(grain, period, frame)
        for chart in (drawn, below):
            _same_axis(chart, frame, grain)
        marks = events.mark(drawn)
        # On a phone a chart that can be clicked would catch the finger that scrolls.
        _draw(drawn, key=_chart_key(grain), alt=f"{title}. {caption}", clickable=not is_narrow())
        events.listed(marks)
        st.caption(_("Below: surveyed of served contacts with a verified number, and answered of delivered"))
        _draw(below, key=f"nps_below_{grain}", alt=_("Who is asked and who answers"))
        if not is_narrow():
            st.caption(_("Choose a point to read what customers wrote then."))


def _band(grain: str, period: Period) -> tuple[go.Figure | None, pd.DataFrame, str, str]:
    frame, target = data.metric("nps", by=(grain,), period=period), data.target("nps")
    words = "" if target is None else _("target {value}", value=formats().number(target, 0))
    drawn = (
        charts.band_trend(
            frame,
            theme.look(),
            grain=grain,
            target=target,
            target_words=words,
            band_words=_("band: 95% interval"),
        )
        if frame["value"].notna().any()
        else None
    )
    caption = f"{_('Promoters minus detractors, points')} · {_last_n(frame)}"
    return drawn, frame, say(findings.trend(frame, grain, target)), caption


def _control(grain: str, period: Period) -> tuple[go.Figure | None, pd.DataFrame, str, str]:
    drawn, frame, said = control_cards.figure("nps", grain, period)
    caption = _("Control chart: diamonds lie outside the usual range, rings in a run of nine")
    return drawn, frame, said, f"{caption} · {_last_n(frame)}"


def _below(grain: str, period: Period, trend: pd.DataFrame) -> go.Figure:
    """Response rate and survey coverage on the days of the trend."""
    asked = {
        name: data.metric(name, by=(grain,), period=period) for name in ("response_rate", "survey_coverage")
    }
    joined = trend[[grain]].merge(frames.joined(asked, (grain,)), on=grain, how="left")
    series = {"response_rate": _("response rate"), "survey_coverage": _("survey coverage")}
    return charts.lines(joined, theme.look(), grain=grain, series=series, height=150)


def _same_axis(chart: go.Figure, frame: pd.DataFrame, grain: str) -> None:
    at = days(frame, grain)
    room = pd.Timedelta(days={"day": 1, "week": 4, "month": 16}[grain])
    ends = [pd.Timestamp(at[0]) - room, pd.Timestamp(at[-1]) + room / 4]
    chart.update_xaxes(range=ends)
    chart.update_layout(margin={"l": _LEFT, "r": _RIGHT})


def _draw(chart: go.Figure, *, key: str, alt: str, clickable: bool = False) -> None:
    """Like ``cards.draw``, with points to choose."""
    more: dict[str, Any] = {}
    if clickable:
        _keep_others(chart)
        more = {"on_select": "rerun", "selection_mode": "points"}
    mode = "dark" if theme.is_dark() else "light"
    st.plotly_chart(chart, theme=None, config=CONFIG, key=f"{key}_{mode}", alt=alt, **more)


def _keep_others(chart: go.Figure) -> None:
    """A point chosen stands out; the others stay as they are, drawn or not."""
    for trace in chart.data:
        if trace.mode and "markers" in trace.mode:
            opacity = 1 if trace.marker.opacity is None else trace.marker.opacity
            trace.update(unselected={"marker": {"opacity": opacity}}, selected={"marker": {"opacity": 1}})


def _chart_key(grain: str) -> str:
    return f"chart_nps_points_{grain}"


def _clicked(grain: str) -> pd.Timestamp | None:
    """The first day of the period whose point is chosen."""
    mode = "dark" if theme.is_dark() else "light"
    event = st.session_state.get(f"{_chart_key(grain)}_{mode}")
    points = event["selection"]["points"] if event else []
    return pd.Timestamp(points[0]["x"]) if points and points[0].get("x") else None


def _comments_card(grain: str, point: pd.Timestamp) -> None:
    """What customers wrote in the period of the point, and the answers of it."""
    start = point.date()
    frame = data.metric("nps", by=(grain,), period=periods.trend_until(grain, filters.chosen().span.end))
    row = frame[frame[grain] == point]
    ends = row["to"] if len(row) else [point + pd.Timedelta(days=1)]
    period = Period(start, pd.Timestamp(next(iter(ends))).date())
    title = _("What customers wrote: {period}", period=period_name(start, grain, theme.look()))
    with cards.card("nps_point", tight=True):
        cards.head(key="nps_point", title=title, caption=_point_caption(row))
        comments, answers = st.tabs([_("Comments"), _("Answers")])
        with comments:
            if data.scope().personal:
                _rows("comments", period, ("score", "comment"))
            else:
                st.caption(_("Comments hold words of people: your role sees figures only."))
        with answers:
            _rows("answers", period, ("answered_at", "score", "reason_id"))


def _point_caption(row: pd.DataFrame) -> str:
    if row.empty:
        return ""
    one = row.iloc[0]
    value = formats().number(one["value"])
    return f"NPS {value} ({formats().interval(one['low'], one['high'])}) · {written_n(one['count'])}"


def _rows(name: str, period: Period, columns: tuple[str, ...]) -> None:
    count, frame = data.count_rows(name, period=period), data.rows(name, period=period, limit=_COMMENTS)
    shown = _("the first {shown} are shown", shown=formats().count(_COMMENTS)) if count > _COMMENTS else ""
    st.caption(" · ".join(part for part in (written_n(count), shown) if part))
    if frame.empty:
        st.markdown(f":material/inbox: {_('No rows you may see in this period.')}")
        return
    height = 300 if is_narrow() else 420
    tables.table(tables.readable(frame, columns), key=f"point_{name}", height=height)


def _last_n(frame: pd.DataFrame) -> str:
    return written_n(None if frame.empty else frame["count"].iloc[-1])
