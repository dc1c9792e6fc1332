"""What Sapa saw: the file in one sentence, how to read it otherwise, its first rows, what was decided."""

from typing import Any

import pandas as pd
import streamlit as st

from etl.api import connect
from ui import cards, tables
from ui.connecting import decided as connect_decided
from ui.connecting import state as connect_state
from ui.connecting import told as connect_told
from ui.connecting import words as say
from ui.plain import plain
from ui.words import _, _n

_ROW_PX, _HEAD_PX, _SHOWN = 35, 40, 6
_ENCODINGS = ("utf-8", "cp1251", "cp1252", "utf-16", "cp866", "koi8-r")
_DELIMITERS = (",", ";", "\t", "|")


def card(seen: connect.Sight) -> None:
    """The sentence, the first rows, the notes."""
    with cards.card("connect_seen"):
        st.markdown(f"##### {_('What Sapa saw')}")
        st.markdown(plain(sentence(seen)))
        _rows(seen)
        with st.container(horizontal=True):
            with st.popover(_("Read the file otherwise"), icon=":material/tune:", key="m_connect_layout"):
                _layout(seen)
            with st.popover(_("Why so"), icon=":material/lightbulb:", key="m_connect_notes"):
                _why(seen)


def _why(seen: connect.Sight) -> None:
    decided = connect_decided.sentences(seen)
    st.markdown("\n".join(f"- {one}" for one in decided) or _("All of it stands in the file itself."))
    if seen.notes:
        st.caption(_("What the inspection found (in English):"))
        st.caption("\n".join(f"- {plain(note)}" for note in seen.notes))


def sentence(seen: connect.Sight) -> str:
    """``A spreadsheet: sheet “Answers” of 2; names of columns in row 3; 400 rows, 8 columns.``"""
    values = seen.values
    parts = [_where(seen)]
    if values.get("encoding") and values.get("kind") == "csv":
        parts.append(_("letters: {name}", name=say.encoding(str(values["encoding"]))))
        parts.append(_("parted by: {name}", name=say.delimiter(str(values.get("delimiter", ",")))))
    if "header_row" in values:
        parts.append(_("names of columns in row {row}", row=values["header_row"]))
    if values.get("decimal") == ",":
        parts.append(_("decimal comma"))
    counts = _n("{count} row", "{count} rows", seen.count_rows) if seen.count_rows else ""
    columns = _n("{count} column", "{count} columns", len(seen.columns))
    parts.append(f"{counts}, {columns}" if counts else columns)
    return f"{say.kind(str(values.get('kind', 'csv')))}: " + "; ".join(part for part in parts if part) + "."


def _where(seen: connect.Sight) -> str:
    sheet, count = str(seen.values.get("sheet", "")), len(seen.sheets)
    if not sheet:
        return ""
    return _("sheet “{sheet}” of {count}", sheet=sheet, count=count) if count > 1 else ""


def verdict(seen: connect.Sight) -> str:
    """How many rows there are to try."""
    return _n("{count} row is waiting", "{count} rows are waiting", seen.count_rows)


def _rows(seen: connect.Sight) -> None:
    if not seen.rows:
        return
    names = [column.name for column in seen.columns] or [str(number) for number in range(len(seen.rows[0]))]
    names = names if len(names) == len(seen.rows[0]) else [str(n) for n in range(1, len(seen.rows[0]) + 1)]
    frame = pd.DataFrame(list(seen.rows), columns=pd.Index(names), dtype="object")
    tables.table(frame, key="connect_rows", height=_HEAD_PX + _ROW_PX * min(len(frame), _SHOWN))
    st.caption(
        _("The first rows; customers' numbers and personal data in texts are hidden, as when they load.")
    )


def _layout(seen: connect.Sight) -> None:
    values = seen.values
    if len(seen.sheets) > 1:
        _choice(_("Sheet"), "sheet", list(seen.sheets), values.get("sheet"))
    if values.get("kind") == "csv":
        _choice(_("Letters"), "encoding", list(_ENCODINGS), values.get("encoding"), say.encoding)
        _choice(
            _("Cells are parted by"), "delimiter", list(_DELIMITERS), values.get("delimiter"), say.delimiter
        )
    if "header_row" in values:
        st.session_state["layout_header_row"] = int(values["header_row"])
        st.number_input(
            _("Names of columns stand in row"), 1, 1000, key="layout_header_row", on_change=_told,
            args=("header_row",),
        )  # fmt: skip
    marks = {".": _("point: {number}", number="1.5"), ",": _("comma: {number}", number="1,5")}
    _choice(_("Decimal mark"), "decimal", list(marks), values.get("decimal", "."), marks.__getitem__)


def _choice(label: str, name: str, options: list[str], current: Any, write: Any = str) -> None:
    offered = options if current in options or current is None else [*options, str(current)]
    st.session_state[f"layout_{name}"] = current or offered[0]
    st.selectbox(
        label, offered, format_func=write, key=f"layout_{name}", on_change=_told, args=(name,),
        filter_mode=None,
    )  # fmt: skip


def _told(name: str) -> None:
    now, value = connect_state.state(), st.session_state[f"layout_{name}"]
    connect_state.tell(connect_told.with_layout(now.told, name, value))
