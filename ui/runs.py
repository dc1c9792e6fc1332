"""A run started from a page, followed while it goes; it goes on even where the page is left."""

from collections.abc import Sequence

import streamlit as st

from config.errors import NotReady
from etl import api as etl
from ui import data, problems
from ui.health.retry import step_words
from ui.plain import plain
from ui.words import _


def button(key: str, label: str, done: str, command: Sequence[str] = ("retry",), doing: str = "") -> None:
    """Starts ``python -m etl <command>`` and says how it ended, ``done`` where all went well.

    ``doing``: what it does, where its steps are not those of a load.
    """
    busy = etl.holder(data.instance())
    clicked = st.button(label, key=f"run_{key}", icon=":material/sync:", type="primary", disabled=bool(busy))
    if busy:
        st.caption(_("A run is going on now; when it has ended, reload the page."))
    if clicked and not busy:
        _run(key, doing or label, command, has_steps=not doing)
    _tell(key, done)


def _run(key: str, label: str, command: Sequence[str], *, has_steps: bool) -> None:
    with st.status(label, expanded=False) as status:
        background = etl.Background(data.instance(), command)
        for progress in background.progress():
            status.update(label=step_words(progress) if has_steps else label)
        st.session_state[f"run_{key}_ended"] = background.ended()
    st.rerun()


def _tell(key: str, done: str) -> None:
    ended: etl.Ended | None = st.session_state.get(f"run_{key}_ended")
    if ended is None:
        return
    if ended.code in (0, 4) or (ended.code == NotReady.exit_code and not ended.message):
        st.markdown(f":material/check: {plain(done)}")
    else:
        message = plain(problems.said(ended.message)) or _("The run did not end as it should.")
        st.markdown(f":material/error: {message}")
