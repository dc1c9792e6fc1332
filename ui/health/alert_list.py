"""Alerts that were sent and last, for those who see everything."""

import streamlit as st

from etl import api
from ui import data
from ui.words import _, formats


def notice() -> None:
    """One closed line while something lasts; nothing else."""
    if not data.scope().sees_everything:
        return
    texts = {one.text: one.since for one in api.current_alerts(data.instance())}
    if not texts:
        return
    title = _("Alerts that last: {count}", count=formats().count(len(texts)))
    with st.expander(title, icon=":material/notifications_active:"):
        for text, since in texts.items():
            st.text(f"{text} · {_('since {when}', when=formats().date(since.date()))}")
