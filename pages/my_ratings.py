"""My ratings: an agent's own month, how points are made of it, and contesting a rating."""

import streamlit as st

from ui import page
from ui.agents import contest as my_ratings_contest
from ui.agents import my_ratings
from ui.pay import access as pay_access
from ui.pay import data as pay_data
from ui.words import _

view = page.start(_("My ratings"), with_filters=False)
if not pay_access.is_agent():
    st.markdown(f":material/lock: {_('This page is for agents: it shows their own ratings.')}")
elif (month := pay_data.choose_month("my_ratings_month", with_running=True)) is None:
    page.empty("my_ratings", _("No data yet"))
else:
    period, contests = pay_data.closed(month), pay_data.contests(month)
    line, ratings = my_ratings.mine(month, period)
    view.headline(my_ratings.headline(month, line, period), month.title)

    my_ratings.points_card(line, period)
    my_ratings.ratings_card(month, ratings, contests)
    my_ratings_contest.card(month, ratings, contests, is_closed=period is not None)
