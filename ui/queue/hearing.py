"""What each recogniser hears now, and since when."""

import pandas as pd
import streamlit as st

from transcribe import api as speech
from ui import cards, narrow, tables
from ui.queue import figures
from ui.words import _

_SHOWN = 100


def card(found: speech.QueueOverview) -> None:
    """A row a recording that is being heard, the longest first."""
    with cards.card("queue_hearing"):
        cards.head(key="queue_hearing", title=_("Being heard now"), caption=_("The longest first"))
        if not found.hearing:
            st.markdown(f":material/hearing_disabled: {_('No call is being heard at this moment.')}")
            return
        rows = found.hearing[:_SHOWN]
        columns = {
            _("Recording"): [one.recording_id for one in rows],
            _("Since"): [figures.ago(one.since) for one in rows],
            _("Recogniser"): [one.worker or "—" for one in rows],
            _("Attempt"): [one.attempts for one in rows],
        }
        shown = pd.DataFrame(columns)
        kept = shown[[_("Recording"), _("Since")]] if narrow.is_narrow() else shown
        tables.table(kept, key="queue_hearing_table", row_height=36)
