"""The menu "…" of a card: the table and the rows behind it, as files too, and its definition."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from ui import columns, data, downloads, filters, tables
from ui.narrow import is_narrow
from ui.words import _, formats, language, speaking, written_n

_SHOWN = 500
_FILE_ROWS = 100_000
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def menu(
    *, key: str, title: str, metric: str = "", frame: pd.DataFrame | None = None, rows: str = ""
) -> None:
    """Opens one of three dialogs; files are made only when somebody asks for them."""
    behind = rows or (data.definitions()[metric].rows if metric else "")
    has_table = frame is not None and not frame.empty
    words = {"table": _("Table of this chart"), "rows": _("Rows behind it"), "definition": _("Definition")}
    offered = {"table": has_table, "rows": bool(behind), "definition": bool(metric)}
    asked = st.menu_button(
        "",
        [name for name in words if offered[name]],
        format_func=words.__getitem__,
        icon=":material/more_horiz:",
        type="tertiary",
        key=f"m_{key}",
        help=_("Table, rows, files, definition"),
    )
    if asked == "table" and frame is not None:
        _open(title, lambda: _table(key, frame, metric))
    elif asked == "rows":
        _open(title, lambda: rows_table(behind, key=f"dialog_{key}"))
    elif asked == "definition":
        _open(
            _(data.definitions()[metric].title), lambda: st.markdown(_(data.definitions()[metric].definition))
        )


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


def rows_table(name: str, *, key: str, limit: int = _SHOWN, also: data.Filters | None = None) -> None:
    """The rows of a row query under the chosen filters, with how many there are and both files."""
    count, frame = data.count_rows(name, also=also), data.rows(name, limit=limit, also=also)
    shown = _("the first {shown} are shown", shown=formats().count(limit)) if count > limit else ""
    st.caption(" · ".join(part for part in (written_n(count), shown) if part))
    if frame.empty:
        st.markdown(f":material/inbox: {_('No rows you may see in this period.')}")
        return
    few = columns.NARROW.get(name, ()) if is_narrow() else columns.WIDE.get(name, ())
    tables.table(tables.readable(frame, few), key=f"rows_table_{key}")
    fetch, names = data.rows_later(name, limit=_FILE_ROWS, also=also), tables.naming()
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
