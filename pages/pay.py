"""Pay: a month of ratings seen, contests decided, signs looked at, then closed once and for all."""

import streamlit as st

from ui import page
from ui.agents import gaming
from ui.pay import access as pay_access
from ui.pay import cards as pay_cards
from ui.pay import contests as pay_contests
from ui.pay import data as pay_data
from ui.words import _

view = page.start(_("Pay"), with_filters=False)
if not pay_access.may_decide():
    st.markdown(f":material/lock: {_('This page is for heads of quality.')}")
elif (month := pay_data.choose_month("pay_month")) is None:
    page.empty("pay", _("No complete month yet."))
else:
    period, now = pay_data.closed(month), pay_data.sheet(month)
    lines = pay_data.closed_lines(period) if period else pay_data.as_stored(now)[0]
    ratings = pay_data.closed_ratings(period) if period else pay_data.as_stored(now)[1]
    contests = pay_data.contests(month)
    view.headline(pay_cards.headline(month, period, lines), month.title)

    pay_cards.figures(ratings, lines)
    if period:
        pay_cards.record_card(period)
        pay_cards.late_card(month, period)
    pay_contests.card(month, contests)
    gaming.card(month)
    pay_cards.lines_card(month, lines, period)
    pay_cards.excluded_card(ratings)
    if period is None:
        pay_cards.close_card(month)
