"""NPS: its trend, why it changed, what it costs, what goes with it, where and when, and the comments."""

import streamlit as st

from ui import cards, page
from ui.nps import cards as nps_cards
from ui.nps import trend as nps_trend
from ui.nps import when as nps_when
from ui.nps import why as nps_why
from ui.words import _

view = page.start(_("NPS"))
view.headline(nps_cards.headline())

cards.kpis(
    lambda: cards.kpi("nps"),
    lambda: cards.kpi("response_rate"),
    lambda: cards.kpi("survey_coverage"),
    lambda: cards.kpi("contacts"),
    lambda: cards.kpi("online_share"),
)

nps_trend.section()
nps_why.section()

with st.grid(2, min_column_width=480):
    nps_cards.losses_card()
    nps_why.drivers_card()

nps_when.units_card()
nps_when.hours_card()
nps_cards.comments_card()
