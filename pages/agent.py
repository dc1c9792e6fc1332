"""One agent: figures, one timeline, the own past beside colleagues', what to praise and what to train."""

import streamlit as st

from ui import page
from ui.agents import learning as agent_learning
from ui.agents import one_agent as agent_page
from ui.agents import timeline as agent_timeline
from ui.words import _

view = page.start(_("Agent"))
agent = agent_page.chosen()

if not agent_page.may_see(agent):
    agent_page.refused(agent)
else:
    agent_page.back()
    view.headline(agent_page.headline(agent), agent_page.title(agent))
    agent_page.figures(agent)
    agent_timeline.timeline_card(agent)
    pair = st.grid(2, min_column_width=480)
    with pair.cell():
        agent_learning.training_card(agent)
    with pair.cell():
        agent_learning.praise_card(agent)
    agent_page.past_card(agent)
