"""One agent: who it is, whether the viewer may see them, figures, own past beside colleagues'."""

from typing import Any

import pandas as pd
import streamlit as st

from reports import leaderboard_agent
from reports.finding import Finding
from reports.leaderboard_past import past
from ui import cards, data, filters, labels, page, theme
from ui.agents import incidents
from ui.periods import trend_until
from ui.words import _, formats, written_n
from warehouse.period import Period

_ALL_DAYS = Period(None, None)
_SEEN_IN = ("ratings", "contacts", "surveys", "findings")
_MONTHS = 6
"""How far back the comparison with colleagues goes."""


def chosen() -> str:
    """The agent of the address; an agent who looks is always shown himself."""
    own = data.scope().agent_id
    return own or st.query_params.get("agent", "")


def may_see(agent: str) -> bool:
    """Whether rows of this agent are in the viewer's scope, whatever the period and the filters."""
    return bool(agent) and any(
        data.has_rows(name, period=_ALL_DAYS, also={"agent": (agent,)}) for name in _SEEN_IN
    )


def refused(agent: str) -> None:
    """Nothing is said of an agent outside of the scope, not even whether there is one."""
    with cards.card("agent_refused"):
        words = _("No agent of this code is among those you may see.") if agent else _("No agent was chosen.")
        st.markdown(f":material/person_off: {words}")
        back()


def back() -> None:
    if data.scope().agent_id is None:
        st.page_link("pages/agents.py", label=_("All agents"), icon=":material/arrow_back:")


def row(name: str, agent: str) -> dict[str, Any]:
    """The agent's row of a metric in the chosen period; empty where there is none."""
    return data.one(data.metric(name, by=("agent",), also={"agent": (agent,)}))


def headline(agent: str) -> Finding:
    return leaderboard_agent.standing(agent, row("adjusted_ar", agent))


def figures(agent: str) -> None:
    """The agent's figures with their change against the own period before; no outage counts."""
    also = {"agent": (agent,), **incidents.BLAMELESS}
    names = ("ar", "nps", "broken_rate", "aht")
    cards.kpis(
        *(
            lambda name=name: cards.kpi(name, also=also, key=f"agent_{name}", with_target=False)
            for name in names
        )
    )
    for line in incidents.of_agent(agent):
        st.caption(f":material/power_off: {line}")


def past_card(agent: str) -> None:
    """Own mean by month, and what colleagues got in the same work."""
    kinds = {"ar": _("AR"), "nps": _("NPS")}
    with cards.card("agent_past", tight=True):
        kind = str(st.session_state.get("agent_past_kind") or "ar")
        frame = _months(f"adjusted_{kind}", agent)
        cards.head(
            key="agent_past",
            title=_("Against the own past and against colleagues in the same work"),
            caption=_past_caption(frame),
            metric=f"adjusted_{kind}",
            frame=frame,
        )
        st.segmented_control(
            _("Judged by"),
            list(kinds),
            format_func=kinds.__getitem__,
            default="ar",
            required=True,
            key="agent_past_kind",
            label_visibility="collapsed",
        )
        if frame.empty or not frame["value"].notna().any():
            page.empty("agent_past")
            return
        decimals = data.definitions()[f"adjusted_{kind}"].decimals
        drawn = past(
            frame,
            theme.look(),
            grain="month",
            words=_("colleagues"),
            bounds=data.definitions()[kind].bounds,
            decimals=decimals,
        )
        cards.draw(drawn, key="agent_past", alt=_("Own mean by month beside that of colleagues"))


def _months(name: str, agent: str) -> pd.DataFrame:
    return data.metric(name, by=("month", "agent"), period=half_year(), also={"agent": (agent,)})


def half_year() -> Period:
    """Six months up to the end of the chosen period."""
    end = filters.chosen().span.end
    whole = trend_until("month", end)
    start = (pd.Timestamp(end) - pd.DateOffset(months=_MONTHS)).replace(day=1).date()
    return Period(max(start, whole.start or start), end)


def _past_caption(frame: pd.DataFrame) -> str:
    words = _(
        "Line: own mean with its 95% interval; dashes: colleagues with the same process, channel, segment"
    )
    return words if frame.empty else f"{words} · {written_n(frame['count'].iloc[-1])}"


def title(agent: str) -> str:
    """Name where names may be seen, else the code; and the units and teams of the period."""
    places = data.tally("ratings", ("date", "unit_id", "team"), also={"agent": (agent,)})
    parts = [labels.name("agent", agent)]
    for column, dimension in (("unit_id", "unit"), ("team", "team")):
        if code := last_known(places, column):
            parts.append(labels.name(dimension, code))
    return " · ".join([*parts, filters.chosen().span.title, _to_day()])


def last_known(by_day: pd.DataFrame, column: str) -> str:
    """What ``column`` last said, of a table in the order of days; empty where it says nothing."""
    known = by_day[column].dropna()
    return str(known.iloc[-1]) if len(known) else ""


def _to_day() -> str:
    last = data.snapshot().info.last_day
    return _("data to {day}", day=formats().date(last)) if last else ""
