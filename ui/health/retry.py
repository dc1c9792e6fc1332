"""“Try again now”: for administrators, the same run as ``python -m etl retry``, followed while it goes."""

import streamlit as st

from etl import api as etl
from ui import data
from ui.health import data as health_data
from ui.plain import plain
from ui.words import _, _n, formats

_RESULT = "health_retry_result"


def button() -> None:
    """What to do next in a sentence; a button for an administrator, the command for everyone else."""
    if not health_data.is_administrator():
        st.caption(_("When it is mended, an administrator runs: python -m etl retry"))
        return
    busy = etl.holder(data.instance())
    st.caption(_("Mend the declaration or deliver the file again, then:"))
    clicked = st.button(
        _("Try again now"), key="health_retry", icon=":material/refresh:", type="primary", disabled=bool(busy)
    )
    if busy:
        st.caption(_("A run is going on now; when it has ended, reload the page."))
    if clicked and not busy:
        _run()
    _tell()


def _run() -> None:
    """The run goes on even where the page is left; its end is told after a rerun, on fresh figures."""
    with st.status(_("Reading the files again"), expanded=False) as status:
        background = etl.Background(data.instance())
        for progress in background.progress():
            status.update(label=step_words(progress))
        st.session_state[_RESULT] = background.ended()
    health_data.forget()
    st.rerun()


def step_words(progress: etl.Progress) -> str:
    """What a run is at, and how far."""
    words = {
        "load": _("Reading the files again"), "transcribe": _("Hearing recorded calls"),
        "enrich": _("Reading texts, checking talks"), "publish": _("Building the snapshot"),
    }  # fmt: skip
    told = words.get(progress.step, progress.step)
    if progress.total:
        return f"{told}: {formats().count(progress.done)} / {formats().count(progress.total)}"
    return f"{told}: {formats().count(progress.done)}" if progress.done else told


def _tell() -> None:
    ended: etl.Ended | None = st.session_state.pop(_RESULT, None)
    if ended is None:
        return
    if ended.code in (0, 4):
        files = _n("{count} file was looked at", "{count} files were looked at", ended.count_files)
        loaded = _n("{count} row loaded", "{count} rows loaded", ended.rows_loaded)
        rejected = _n("{count} row rejected again", "{count} rows rejected again", ended.rows_rejected)
        st.markdown(f":material/check: {files}: {loaded}, {rejected}")
    if ended.code != 0:
        st.markdown(f":material/error: {plain(ended.message) or _('The run did not end as it should.')}")
