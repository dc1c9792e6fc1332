"""The menu "…" of a card: the table and the rows behind it, as files too, and its definition."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from ui import columns, corrections, data, downloads, filters, page, tables
from ui.columns import title as column_title
from ui.narrow import is_narrow
from ui.points import Point, each
from ui.words import _, formats, language, speaking, written_n
from warehouse.period import Period

_SHOWN = 500
_FILE_ROWS = 100_000
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def menu(
    *,
    key: str,
    title: str,
    metric: str = "",
    frame: pd.DataFrame | None = None,
    rows: str = "",
    also: data.Filters | None = None,
    period: Period | None = None,
) -> None:
    """Opens one of three dialogs; not drawn where there is nothing to open.

    Files are made only when somebody asks for them.

    ``also``: what the card's rows are narrowed to besides; ``period``: their days, where not the chosen ones.
    """
    behind = rows or (data.definitions()[metric].rows if metric else "")
    also = {**(data.definitions()[metric].usual if metric else {}), **(also or {})}
    has_table = frame is not None and not frame.empty
    words = {"table": _("Table of this chart"), "rows": _("Rows behind it"), "definition": _("Definition")}
    has = {"table": has_table, "rows": bool(behind), "definition": bool(metric)}
    if not any(has.values()):
        return
    asked = st.menu_button(
        "",
        [name for name in words if has[name]],
        format_func=words.__getitem__,
        icon=":material/more_horiz:",
        type="tertiary",
        key=f"m_{key}",
        help=_("Table, rows, files, definition"),
    )
    if asked == "table" and frame is not None:
        _open(title, lambda: _table(key, frame, metric))
    elif asked == "rows":
        _open(title, lambda: _rows(behind, key, each(frame), also, period))
    elif asked == "definition":
        _open(_(data.definitions()[metric].title), lambda: _definition(metric, frame))


def _open(title: str, draw: Callable[[], object]) -> None:
    @st.dialog(title, width="large")
    def show() -> None:
        draw()

    show()


def _table(key: str, frame: pd.DataFrame, metric: str) -> None:
    decimals = data.definitions()[metric].decimals if metric else 1
    figures = tables.figures(frame, metric) if metric else tables.readable(frame)
    tables.table(figures, decimals=decimals, key=f"dialog_table_{key}")
    _files(f"{key}-{filters.chosen().span.code}", f"figures_{key}", lambda: figures)


def _definition(metric: str, frame: pd.DataFrame | None) -> None:
    """What the figure is, of how many, and how old: what hovering tells, for keyboards and phones."""
    counts = frame["count"].dropna() if frame is not None and "count" in frame else pd.Series(dtype=float)
    st.markdown(_(data.definitions()[metric].definition))
    parts = [written_n(counts.iloc[-1]) if len(counts) else "", freshness()]
    st.caption(" · ".join(part for part in parts if part))


def freshness() -> str:
    """``data to 31 July 2022, refreshed 6 min ago``; empty before the first load."""
    info = data.snapshot().info
    if info.last_day is None:
        return ""
    day = formats().date(info.last_day)
    return _("data to {day}, refreshed {ago}", day=day, ago=page.ago(info.built_at))


def open_point(point: Point, name: str, key: str) -> None:
    """The rows behind one point, in a dialog."""
    _open(point.name or _("Rows behind it"), lambda: _point_rows(point, name, key))


def _rows(
    name: str, key: str, offered: list[Point], also: data.Filters | None, period: Period | None
) -> None:
    """All rows of a card, or those of one of its points: what a click does, for keyboards and phones."""
    names = {point.id: point for point in offered}
    chosen = ""
    if len(names) > 1:
        chosen = st.selectbox(
            _("Rows of"),
            ["", *names],
            format_func=lambda one: names[one].name if one else _("the whole chart"),
            key=f"rows_of_{key}",
        )
    if chosen:
        one = names[chosen]
        codes = {word: tuple(some) for word, some in {**(also or {}), **one.codes}.items()}
        _point_rows(Point(one.name, one.period or period, codes), name, key)
    else:
        rows_table(name, key=f"dialog_{key}", also=also, period=period)


def _point_rows(point: Point, name: str, key: str) -> None:
    if ignored := [word for word in data.rows_left_out(name, point.codes) if word != "answer"]:
        words = ", ".join(column_title(word).lower() for word in ignored)
        st.caption(_("not narrowed by: {filters}", filters=words))
    rows_table(name, key=f"point_{key}", also=point.codes, period=point.period)
    if point.can_be_filter:
        _set_as_filter(point, key)


def _set_as_filter(point: Point, key: str) -> None:
    if st.button(
        _("Set as filter"),
        icon=":material/filter_alt:",
        key=f"point_filter_{key}",
        on_click=point.set_as_filter,
    ):
        st.rerun()  # the whole page, not the dialog alone


def rows_table(
    name: str,
    *,
    key: str,
    limit: int = _SHOWN,
    also: data.Filters | None = None,
    period: Period | None = None,
) -> None:
    """The rows of a row query under the chosen filters, with how many there are and both files."""
    count = data.count_rows(name, also=also, period=period)
    frame = corrections.corrected(data.rows(name, limit=limit, also=also, period=period), name)
    shown = _("the first {shown} are shown", shown=formats().count(limit)) if count > limit else ""
    st.caption(" · ".join(part for part in (written_n(count), shown) if part))
    if frame.empty:
        st.markdown(f":material/inbox: {_('No rows you may see in this period.')}")
        return
    few = columns.NARROW.get(name, ()) if is_narrow() else columns.WIDE.get(name, ())
    chosen: dict[str, Any] = (
        {"on_select": "rerun", "selection_mode": "single-row"} if corrections.may_choose(name) else {}
    )
    tables.table(tables.readable(frame, few), key=f"rows_table_{key}", **chosen)
    corrections.panel(frame, name, f"rows_table_{key}", key)
    fetch, names = data.rows_later(name, limit=_FILE_ROWS, also=also, period=period), tables.naming()
    _files(f"{name}-{filters.chosen().span.code}", f"rows_{key}", lambda: tables.readable(fetch(), (), names))


def _files(name: str, key: str, make: Callable[[], pd.DataFrame]) -> None:
    """Both downloads. They are made after the page has run, where no session is: the language goes along."""
    spoken = language()
    with st.container(horizontal=True):
        for kind, write, mime in (("csv", downloads.csv, "text/csv"), ("xlsx", downloads.xlsx, _SHEET)):
            st.download_button(
                kind.upper(),
                _later(make, write, spoken),
                f"sapa-{name}.{kind}",
                mime,
                key=f"{kind}_{key}",
                icon=":material/download:",
                on_click="ignore",
            )


def _later(
    make: Callable[[], pd.DataFrame], write: Callable[[pd.DataFrame], bytes], spoken: str
) -> Callable[[], bytes]:
    def file() -> bytes:
        with speaking(spoken):
            return write(make())

    return file
