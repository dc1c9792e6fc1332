"""Cards: one figure with its change and interval, or one chart with its title, table, rows and definition."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Literal

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from reports.look import CONFIG
from ui import chart_menu, data, events, filter_bar, page, shown, tables, theme
from ui.narrow import is_narrow
from ui.points import Points, clicked, keep_others, of_frame
from ui.words import _, formats, written_n
from warehouse.period import Period

_PERCENT = 95


@contextmanager
def card(key: str, *, stretch: bool = False, tight: bool = False) -> Iterator[None]:
    """A bordered card; an error inside it becomes a notice in it."""
    height: Literal["stretch", "content"] = "stretch" if stretch else "content"
    gap: Literal["xsmall", "small"] = "xsmall" if tight else "small"
    with st.container(border=True, key=f"card_{key}", height=height, gap=gap), page.guarded():
        yield


def kpis(*draw: Callable[[], None]) -> None:
    """Figures in a row; on a phone the first three, the others behind "All figures"."""
    first, rest = (draw[:3], draw[3:]) if is_narrow() else (draw, ())
    with st.grid(len(first), min_column_width=205):
        for one in first:
            one()
    if rest:
        with st.expander(_("All figures")):
            for one in rest:
                one()


def kpi(
    name: str,
    *,
    label: str = "",
    note: str = "",
    with_target: bool = True,
    also: data.Filters | None = None,
    key: str = "",
) -> None:
    """One metric of the chosen period: value, change with its 95 % interval, target and n.

    ``also`` narrows it further (``{"kind": ("complaint",)}``); then it needs a ``key`` of its own.
    """
    with card(f"kpi_{key or name}", stretch=True, tight=True):
        answer = data.one(data.change(name, also=also))
        title = label or _(data.definitions()[name].title)
        if not answer or _missing(answer.get("value")):
            _no_value(name, title, answer.get("count"))
            return
        _figure(name, title, answer)
        st.caption(
            " · ".join(
                part
                for part in (_target(name, with_target), note, written_n(answer["count"]), _left_out(name))
                if part
            )
        )


def _no_value(name: str, title: str, count: float | None) -> None:
    definition = data.definitions()[name]
    st.metric(title, "—", help=help_text(definition.definition, count))
    least = data.settings().display.least_scores
    known = None if count is None or _missing(count) else int(count)
    st.caption(
        _("{n}, shown from {least}", n=written_n(known), least=least)
        if known
        else _("no data in this period")
    )


def _figure(name: str, title: str, answer: dict[str, object]) -> None:
    definition, write = data.definitions()[name], formats()
    unit, decimals = definition.unit, definition.decimals
    change, low, high = (_number(answer.get(key)) for key in ("change", "change_low", "change_high"))
    value = write.value(_number(answer["value"]), unit, decimals)
    written = "" if math.isnan(change) else write.change_in(change, unit, decimals)
    shown.tell(shown.Figure(name, value, written, answer))
    if math.isnan(change):
        st.metric(
            title,
            value,
            help=help_text(definition.definition, answer["count"]),
            delta=_("nothing to compare with"),
            delta_color="gray",
            delta_arrow="off",
        )
        return
    interval = write.interval_of_change(low, high, decimals)
    is_clear = bool(answer.get("is_clear"))
    st.metric(
        title,
        value,
        help=help_text(definition.definition, answer["count"]),
        delta=written,
        delta_color=_colour(change, definition.better, is_clear),
        delta_arrow=_arrow(change, decimals),
        delta_description=_interval_words(interval, is_clear, low, high),
    )


def help_text(definition: str, count: object) -> str:
    """What hovering or focus tells of a figure: its definition, its n, the age of the data."""
    known = None if _missing(count) else int(_number(count))
    last = " · ".join(part for part in (written_n(known), chart_menu.freshness()) if part)
    return f"{_(definition)}\n\n{last}"


def _interval_words(interval: str, is_clear: bool, low: float, high: float) -> str:
    if math.isnan(low) or math.isnan(high):
        return _("full count")
    percent = formats().percent(_PERCENT, 0)
    return f"{percent}: {interval}" if is_clear else _("unclear: {interval}", interval=interval)


def _colour(change: float, better: str, is_clear: bool) -> Literal["gray", "green", "red"]:
    if not is_clear or not better or change == 0:
        return "gray"
    return "green" if (change > 0) == (better == "up") else "red"


def _arrow(change: float, decimals: int) -> Literal["off", "up", "down"]:
    if round(change, decimals) == 0:
        return "off"
    return "up" if change > 0 else "down"


def _target(name: str, with_target: bool) -> str:
    target = data.target(name) if with_target else None
    if target is None:
        return ""
    definition = data.definitions()[name]
    written = formats().value(target, definition.unit, 0 if float(target).is_integer() else 2)
    sign = "≤\N{NO-BREAK SPACE}" if definition.better == "down" else ""
    return _("target {value}", value=sign + written)


def _left_out(name: str) -> str:
    ignored = [filter_bar.title(dimension).lower() for dimension in data.left_out(name)]
    return _("not narrowed by: {filters}", filters=", ".join(ignored)) if ignored else ""


def chart(
    figure: go.Figure | None,
    *,
    key: str,
    title: str,
    caption: str = "",
    metric: str = "",
    frame: pd.DataFrame | None = None,
    rows: str = "",
    stretch: bool = True,
    points: Points | None = None,
    switch: Callable[[], object] | None = None,
) -> None:
    """A chart card: ``frame`` the table behind it, ``metric`` its definition and rows (or name ``rows``).

    ``points``: what its points stand for, so that a click opens their rows; known for charts over time alone.
    ``switch`` draws a control of the card below its title.
    Without a figure the card says that there is nothing to show, and offers to lift the filters.
    """
    with card(key, stretch=stretch, tight=True):
        head(
            key=key,
            title=title,
            caption=_with_left_out(caption, metric),
            metric=metric,
            frame=frame,
            rows=rows,
            also=points.also if points else None,
            period=points.period if points else None,
        )
        if switch:
            switch()
        if figure is None:
            page.empty(key)
            return
        behind, known = rows or _rows_of(metric), points or of_frame(frame)
        if known is None or not behind or is_narrow():
            draw(figure, key=key, alt=f"{title}. {caption}")
        else:
            _draw_clickable(figure, known, behind, key=key, alt=f"{title}. {caption}")


def _rows_of(metric: str) -> str:
    return data.definitions()[metric].rows if metric else ""


def _draw_clickable(figure: go.Figure, points: Points, rows: str, *, key: str, alt: str) -> None:
    """A chart whose points open their rows, once a click; on a phone it would catch the scrolling finger."""
    keep_others(figure)
    point = clicked(draw(figure, key=key, alt=alt, is_clickable=True), points)
    opened = f"opened_{key}"
    if point is None:
        st.session_state.pop(opened, None)
    elif st.session_state.get(opened) != point.id:
        st.session_state[opened] = point.id
        chart_menu.open_point(point, rows, key)


def head(
    *,
    key: str,
    title: str,
    caption: str = "",
    metric: str = "",
    frame: pd.DataFrame | None = None,
    rows: str = "",
    also: data.Filters | None = None,
    period: Period | None = None,
) -> None:
    """Title and caption at the left, the menu "…" at the right."""
    with st.container(horizontal=True, vertical_alignment="top", key=f"head_{key}"):
        with st.container(width="stretch", gap=None):
            st.markdown(f"##### {_escaped(title)}")
            if caption:
                st.caption(_escaped(caption))
        if metric or frame is not None or rows:
            chart_menu.menu(
                key=key, title=title, metric=metric, frame=frame, rows=rows, also=also, period=period
            )


def draw(
    figure: go.Figure, *, key: str, alt: str = "", is_clickable: bool = False
) -> Mapping[str, Any] | None:
    """The figure alone, in the colours of the session's theme; on a trend events are marked.

    Returns what is chosen in it where one may choose.
    """
    mode, marks = "dark" if theme.is_dark() else "light", events.mark(figure)
    shown.tell(shown.Chart(key, figure))
    plain: dict[str, Any] = {
        "theme": None,
        "config": CONFIG,
        "key": f"chart_{key}_{mode}",
        "alt": alt or None,
    }
    more: dict[str, Any] = {"on_select": "rerun", "selection_mode": "points"} if is_clickable else {}
    event: Any = st.plotly_chart(figure, **plain, **more)
    events.listed(marks)
    return event if isinstance(event, Mapping) else None


def short_rows(frame: pd.DataFrame, columns: Sequence[str], *, key: str, empty: str) -> None:
    """A few rows drawn at once; ``empty`` is said where there are none."""
    if frame.empty:
        st.markdown(f":material/check: {empty}")
    else:
        tables.table(tables.readable(frame, columns), key=f"short_{key}")


def _with_left_out(caption: str, metric: str) -> str:
    return " · ".join(part for part in (caption, _left_out(metric) if metric else "") if part)


def _escaped(text: str) -> str:
    """Data in a title must not be read as Markdown."""
    return "".join("\\" + letter if letter in "\\`*_[]<>#|$~:" else letter for letter in text)


def _missing(value: object) -> bool:
    return value is None or bool(pd.isna(value))  # type: ignore[call-overload]


def _number(value: object) -> float:
    return math.nan if _missing(value) else float(value)  # type: ignore[arg-type]
