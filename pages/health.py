"""Data health: how fresh, which sources, what was rejected and why, what could not be heard."""

import streamlit as st

from ui import health_cards, page
from ui.words import _

view = page.start(_("Data health"), with_filters=False)
sources = health_cards.sources()
view.headline(health_cards.headline(sources), _("Of the whole operator, whatever is filtered elsewhere"))

health_cards.figures(sources)
health_cards.sources_card(sources)
grid = st.grid(3, min_column_width=380)
with grid.cell(column_span=2):
    health_cards.quarantine_card(health_cards.rejected())
with grid.cell():
    health_cards.failed_recordings_card()
