"""Channels: where customers come, how soon they are answered, what more agents would give or robots spare."""

import streamlit as st

from ui import page
from ui.channels import cards as channel_cards
from ui.channels import hours as channel_hours
from ui.channels import promises as channel_promises
from ui.channels import repeats as channel_repeats
from ui.channels import staffing as channel_staffing
from ui.words import _

view = page.start(_("Channels"))
view.headline(channel_cards.headline())
channel_cards.kpis()

channel_cards.migration_section()

with st.grid(2, min_column_width=480):
    channel_promises.promises_card()
    channel_promises.waiting_card()

channel_hours.hours_card()
channel_staffing.staffing_card()
channel_repeats.repeats_section()
channel_repeats.automation_card()
