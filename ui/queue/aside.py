"""What nobody could hear, why, and a second try."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from config.errors import SapaError
from transcribe import api as speech
from ui import cards, data, narrow, tables
from ui.health import data as health_data
from ui.queue import figures
from ui.words import _, _n, formats

_SHOWN = 200
_TABLE = "queue_aside_table"


def card(rows: Sequence[speech.SetAside], count: int) -> None:
    """Recordings with their reasons; administrators choose which are tried again."""
    with cards.card("queue_aside"):
        caption = _("They stop nothing; mend the file, then try again")
        cards.head(key="queue_aside", title=_("Set aside"), caption=caption)
        if not rows:
            st.markdown(f":material/check: {_('Every recording could be heard so far.')}")
            return
        chosen = _table(rows[:_SHOWN])
        if count > _SHOWN:
            st.caption(_("the first {shown} are shown", shown=formats().count(_SHOWN)))
        if health_data.is_administrator():
            _button([one.recording_id for one in chosen], count)
        else:
            st.caption(_("When the files are mended, an administrator runs: python -m transcribe retry"))


def _table(rows: Sequence[speech.SetAside]) -> list[speech.SetAside]:
    """Draws the table; the rows that are chosen in it."""
    columns = {
        _("Recording"): [one.recording_id for one in rows],
        _("Reason"): [one.reason for one in rows],
        _("Attempts"): [one.attempts for one in rows],
        _("When"): [figures.page_time(one.at) for one in rows],
    }
    shown = pd.DataFrame(columns)
    kept = shown[[_("Recording"), _("Reason")]] if narrow.is_narrow() else shown
    choose: dict[str, Any] = (
        {"on_select": "rerun", "selection_mode": "multi-row"} if health_data.is_administrator() else {}
    )
    event = tables.table(kept, key=_TABLE, row_height=36, **choose)
    return [rows[place] for place in event.selection.rows if place < len(rows)] if choose else []


def _button(chosen: list[str], count: int) -> None:
    many = len(chosen) or count
    words = _n("Try {count} again", "Try {count} again", many)
    st.button(words, key="queue_retry", icon=":material/refresh:", on_click=_retry, args=(chosen,))
    if not chosen:
        st.caption(_("Choose rows to try only some."))


def _retry(chosen: list[str]) -> None:
    from ui.queue import board

    if not health_data.is_administrator():
        return
    try:
        count = speech.retry_recordings(data.instance(), chosen)
        st.toast(_n("{count} call waits again", "{count} calls wait again", count), icon=":material/refresh:")
    except SapaError as error:
        st.toast(str(error), icon=":material/error:")
    board.overview.clear()
