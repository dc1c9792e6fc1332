"""What to praise in an agent, and what to train: the criteria broken most, with the calls to listen to."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from reports import leaderboard_agent
from ui import access, cards, data, labels
from ui.agents import one_agent as agent_page
from ui.cells import day_of, is_known, number_of, records
from ui.plain import plain
from ui.words import _, formats, say

_MOMENTS, _QUOTES = 3, 3


def praise_card(agent: str) -> None:
    """What is surely good, and words of customers who gave a 5."""
    also = {"agent": (agent,)}
    found = leaderboard_agent.praise(
        agent_page.row("adjusted_ar", agent),
        agent_page.row("adjusted_nps", agent),
        data.one(data.change("ar", also=also)),
        data.metric("broken_rate", by=("criterion",), also=also),
    )
    with cards.card("agent_praise", stretch=True):
        cards.head(key="agent_praise", title=_("What to praise"), caption=_("Only what is surely no chance"))
        for one in found:
            st.markdown(f":material/thumb_up: {plain(say(one))}")
        quotes = _quotes(agent)
        for quote in quotes:
            st.caption(plain(f"“{quote}”"))
        if not found and not quotes:
            st.caption(_("Nothing stands out surely in this period."))


def _quotes(agent: str) -> list[str]:
    if not access.may_see_people(data.instance()):
        return []
    best = data.rows("ratings", also={"agent": (agent,), "rating": ("5",)}, limit=200)
    return [str(text) for text in best["comment"].dropna().head(_QUOTES)] if len(best) else []


def training_card(agent: str) -> None:
    """The criteria broken most often, each with moments to hear."""
    mine = data.metric("broken_rate", by=("criterion",), also={"agent": (agent,)})
    alone = data.scope().agent_id is not None
    peers = mine.iloc[:0] if alone else data.metric("broken_rate", by=("criterion",))
    wanted = leaderboard_agent.to_train(mine, peers)
    with cards.card("agent_training", stretch=True):
        cards.head(
            key="agent_training",
            title=_("What to train"),
            caption=_("Criteria broken most often in the period, with moments to hear"),
            metric="broken_rate",
            frame=mine,
        )
        if wanted.empty:
            st.markdown(f":material/check: {_('No broken standard was found in this period.')}")
        for number, one in enumerate(records(wanted)):
            _criterion(number, agent, one)


def _criterion(number: int, agent: str, one: Mapping[str, Any]) -> None:
    with st.container(gap=None):
        st.markdown(f"**{plain(labels.name('criterion', one['criterion']))}**")
        st.caption(" · ".join(part for part in (_share(one), _peers(one), _coached(agent, one)) if part))
    _moments(number, agent, str(one["criterion"]))


def _share(one: Mapping[str, Any]) -> str:
    count = formats().count
    words = _("{broken} of {assessable}", broken=count(one["broken"]), assessable=count(one["assessable"]))
    if not is_known(one["value"]):
        return words
    return f"{words}: {formats().percent(one['value'], 0)} ({formats().interval(one['low'], one['high'], 0)})"


def _peers(one: Mapping[str, Any]) -> str:
    if not is_known(one["peers"]):
        return ""
    share = formats().percent(one["peers"], 0)
    return (
        _("others {share}: clearly more often", share=share)
        if one["is_worse"]
        else _("others {share}", share=share)
    )


def _coached(agent: str, one: Mapping[str, Any]) -> str:
    also = {"agent": (agent,), "criterion": (str(one["criterion"]),)}
    held = data.rows("coachings", period=agent_page.half_year(), filters={}, also=also, limit=1)
    return _("coached on {day}", day=formats().date(day_of(held["date"].iloc[0]))) if len(held) else ""


def _moments(number: int, agent: str, criterion: str) -> None:
    """The newest broken moments that have a recording."""
    if not access.may_see_people(data.instance()):
        return
    also = {"agent": (agent,), "criterion": (criterion,), "result": ("broken",)}
    found = data.rows("findings", also=also, limit=500)
    heard = found[found["recording_id"].notna()].head(_MOMENTS)
    with st.container(horizontal=True):
        for place, moment in enumerate(records(heard)):
            _listen(f"{number}_{place}", moment)
    if not len(heard):
        st.caption(_("no recording of it in this period"))


def _listen(key: str, moment: Mapping[str, Any]) -> None:
    at = number_of(moment["start_s"], 0.0)
    words = f"{formats().date(day_of(moment['date']))}, {formats().clock(at)}"
    if st.button(words, key=f"train_{key}", icon=":material/play_circle:", help=_("Listen")):
        address = {"recording": str(moment["recording_id"]), "at": f"{at:.1f}"}
        st.switch_page("pages/calls.py", query_params=address)
