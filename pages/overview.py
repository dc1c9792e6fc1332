"""Overview: on course or not, who answers how, what costs most, what is overdue and due next."""

import streamlit as st

from ui import brief_button, cards, page
from ui.complaints import cards as case_cards
from ui.complaints import wave_cards
from ui.health import alert_list
from ui.nps import cards as nps_cards
from ui.words import _

view = page.start(_("Overview"))
view.headline(nps_cards.headline())
alert_list.notice()
wave_cards.notice()

cards.kpis(
    lambda: cards.kpi("nps"),
    lambda: cards.kpi("response_rate"),
    lambda: cards.kpi("ar", label=_("Mean AR rating")),
    lambda: cards.kpi("complaint_rate", label=_("Complaints per 1,000 contacts")),
    lambda: case_cards.on_time_kpi(case_cards.KINDS["complaint"]),
)

wide = st.grid(3, min_column_width=380)
with wide.cell(column_span=2):
    nps_cards.trend_card()
with wide.cell():
    nps_cards.shares_card()

with st.grid(2, min_column_width=480):
    nps_cards.losses_card()
    case_cards.due_card()

brief_button.button()
