"""Follow-up: low scores that wait for an answer, who takes them, how they end, and what came of it."""

import streamlit as st

from ui import page
from ui.follow_up import data as followup_data
from ui.follow_up import figures as followup
from ui.follow_up import queue as followup_queue
from ui.narrow import is_narrow
from ui.words import _

view = page.start(_("Follow-up"))
by_unit, in_time = followup_data.counts(), followup_data.in_time()
counts = followup.totals(by_unit)
view.headline(followup.headline(counts))

if is_narrow():  # whoever has a phone in hand wants to answer, not to count
    followup_queue.card(counts)
    followup.kpis(counts, in_time)
else:
    followup.kpis(counts, in_time)
    followup_queue.card(counts)
with st.grid(2, min_column_width=480):
    followup.units_card(by_unit, in_time)
    followup.aftermath_card()
