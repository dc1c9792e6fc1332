"""How much of each day's calls is heard, as a picture."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from reports.queue_days import queue_days
from transcribe import api as speech
from ui import cards, theme
from ui.words import _


def card(found: Sequence[speech.DayCount]) -> None:
    """Calls by day: heard, waiting, set aside."""
    names = {"done": _("heard"), "waiting": _("waiting"), "failed": _("set aside")}
    title, caption = _("Calls by day"), _("The last days that have recordings")
    with cards.card("queue_days"):
        frame = pd.DataFrame([vars(one) for one in found], columns=["day", *names])
        cards.head(key="queue_days", title=title, caption=caption)
        if frame.empty:
            st.markdown(f":material/inbox: {_('No recording tells its day.')}")
            return
        cards.draw(queue_days(frame, theme.look(), names), key="queue_days", alt=f"{title}. {caption}")
        st.markdown(f"■ {names['done']} · :gray[■] {names['waiting']} · :orange[■] {names['failed']}")
