"""The leaderboard: who is better in the same work, how surely, who moved, who lies outside of chance."""

from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from reports import charts, findings, frames
from reports.finding import Finding
from reports.funnel import funnel, with_place
from reports.leaderboard_rows import board_rows, groups
from reports.look import CONFIG
from ui import cards, data, filters, labels, page, tables, theme
from ui.agents import incidents
from ui.agents import measures as agent_measures
from ui.agents.measures import Measure
from ui.narrow import is_narrow
from ui.words import _, formats
from warehouse.comparison import difference

_TEAM = "agents_team"
_WRITTEN = ("name", "fair", "mean", "n", "moved")
"""Columns that only the drawing needs."""


@dataclass(frozen=True)
class Board:
    """ranked: agents with enough ratings, best first, with place and standing; rest: the others.

    all_ranked: the ranked of every group, for the funnel; centre: what estimates are drawn to."""

    measure: Measure
    ranked: pd.DataFrame
    rest: pd.DataFrame
    all_ranked: pd.DataFrame
    centre: float

    @property
    def headline(self) -> Finding:
        return findings.agents(self.ranked)


def board() -> Board:
    """Controls, then who is on the board under them."""
    st.query_params.pop("agent", None)  # of the page one came back from
    with st.container(horizontal=True, vertical_alignment="center", key="filters_agents"):
        measure = agent_measures.controls()
        team = _team()
        also = {"team": (team,)} if team else {}
        place = st.container(width="content")
        frame = _frame(measure, also)
        _search(frame)
    ranked, rest = frames.ranked_and_rest(frame)
    centre = float(frame["common"].dropna().iloc[0]) if frame["common"].notna().any() else float("nan")
    with place:
        group = _group(ranked)
    return Board(measure, charts.with_standing(group, centre), rest, ranked, centre)


def _frame(measure: Measure, also: data.Filters) -> pd.DataFrame:
    found = data.metric(measure.metric, by=("agent",), also=also)
    before = data.metric(measure.metric, by=("agent",), also=also, period=filters.chosen().span.before.period)
    changes = difference(data.definitions()[measure.metric], ("agent",), found, before)
    return board_rows(
        found, changes, formats(), labels.name, decimals=measure.decimals, signed=measure.is_adjusted
    )


def _team() -> str:
    found = data.metric("ar", by=("team",))["team"].dropna()
    teams = {"": _("All teams"), **{str(code): str(code) for code in sorted(found)}}
    if len(teams) < 3:
        return ""
    return str(
        st.selectbox(
            _("Team"),
            list(teams),
            format_func=teams.__getitem__,
            key=_TEAM,
            label_visibility="collapsed",
            width=170,
        )
    )


def _search(frame: pd.DataFrame) -> None:
    """Opens the page of the agent found."""
    names = dict(sorted(zip(frame["agent"], frame["name"], strict=True), key=lambda pair: str(pair[1])))
    found = st.selectbox(
        _("Find an agent"),
        list(names),
        index=None,
        format_func=names.__getitem__,
        placeholder=_("Find an agent"),
        label_visibility="collapsed",
        key="agents_found",
        width="stretch" if is_narrow() else 210,
    )
    if found:
        open_agent(str(found))


def open_agent(code: str) -> None:
    st.switch_page("pages/agent.py", query_params={"agent": code})


def _group(ranked: pd.DataFrame) -> pd.DataFrame:
    """New agents are compared among themselves, so they have a board of their own."""
    found = groups(ranked)
    if len(found) == 1:
        return found["usual"]
    days = data.settings().rating.new_agent_days
    names = {
        "usual": _("Experienced: {count}", count=len(found["usual"])),
        "new": _("In their first {days} days: {count}", days=days, count=len(found["new"])),
    }
    chosen = st.segmented_control(
        _("Experience"),
        list(names),
        format_func=names.__getitem__,
        default="usual",
        required=True,
        key="agents_group",
        label_visibility="collapsed",
    )
    return found[str(chosen)]


def board_card(found: Board) -> None:
    """Everyone with enough ratings, by the fair estimate; long boards show both ends until asked for all."""
    with cards.card("board"):
        cards.head(
            key="board",
            metric=found.measure.metric,
            frame=found.ranked.drop(columns=[*_WRITTEN, "standing"], errors="ignore"),
            title=_("Ordered by the fair estimate"),
            caption=_caption(found.measure),
        )
        if found.ranked.empty:
            page.empty("agents", _("No agent has enough ratings in this period."))
            return
        is_whole = bool(st.session_state.get("board_all"))
        shown, hidden = (found.ranked, 0) if is_whole else charts.ends(found.ranked)
        alt = _("Agents by the fair estimate with 90% intervals")
        _draw(_figure(found, shown, hidden), key="board", alt=alt)
        if hidden or is_whole:
            st.toggle(_("Show all {count}", count=len(found.ranked)), key="board_all")


def _caption(measure: Measure) -> str:
    words = f"{measure.caption} · {_('line: 90% interval · ▲ above, ▼ below, ● unclear')}"
    return words if data.scope().personal else f"{words} · {_('names are hidden from your role')}"


def _figure(found: Board, shown: pd.DataFrame, hidden: int) -> go.Figure:
    measure, write = found.measure, formats()
    centre = (
        _("as expected")
        if measure.is_adjusted
        else _("mean {value}", value=write.number(found.centre, measure.decimals))
    )
    return charts.leaderboard(
        shown,
        theme.look(),
        centre=found.centre,
        centre_words=centre,
        columns={"fair": _("fair"), "mean": _mean_words(measure), "moved": _("moved"), "n": "n"},
        hidden_words=_("{count} more between", count=hidden),
        decimals=measure.decimals,
        signed=measure.is_adjusted,
    )


def _mean_words(measure: Measure) -> str:
    """The head of the column before drawing in."""
    return _("as it is") if measure.is_adjusted else _("plain")


def funnel_card(found: Board) -> None:
    """Raw means against n: who lies outside of what chance alone would do."""
    measure, frame = found.measure, found.all_ranked
    drawn = with_place(frame, measure.size) if len(frame) else frame
    words = {
        "centre": _("as expected") if measure.is_adjusted else _("mean"),
        "usual": formats().percent(95, 0),
        "far": formats().percent(99.8, 1),
        "n": measure.answers,
    }
    with cards.card("funnel"):
        cards.head(
            key="funnel",
            title=_("Outside of chance: {count} of {all}", count=_outside(drawn), all=len(drawn)),
            caption=_("Before drawing in, by n; between the lines chance alone would keep 95% and 99.8%"),
            metric=measure.metric,
            frame=frame.drop(columns=list(_WRITTEN), errors="ignore"),
        )
        if not len(drawn):
            page.empty("funnel", _("No agent has enough ratings in this period."))
            return
        chart = funnel(
            drawn, theme.look(), words=words, decimals=measure.decimals, signed=measure.is_adjusted
        )
        _draw(chart, key="funnel", alt=_("Means of agents against the number of ratings"))


def _outside(drawn: pd.DataFrame) -> int:
    return int((drawn["outside"] == "far").sum()) if len(drawn) else 0


def _draw(chart: go.Figure, *, key: str, alt: str) -> None:
    """A chart whose points open the agent's page; on a phone it would catch the finger that scrolls."""
    if is_narrow():
        cards.draw(chart, key=key, alt=alt)
        return
    chart.update_traces(unselected={"marker": {"opacity": 1}}, selector={"type": "scatter"})
    mode = "dark" if theme.is_dark() else "light"
    event: Any = st.plotly_chart(
        chart,
        theme=None,
        config=CONFIG,
        key=f"chart_{key}_{mode}",
        alt=alt,
        on_select="rerun",
        selection_mode="points",
    )
    points = event["selection"]["points"] if event else []
    code = _code(points[0].get("customdata")) if points else ""
    if code:
        open_agent(code)


def _code(customdata: Any) -> str:
    """Streamlit gives a point's data as a list or as a mapping."""
    values = list(customdata.values()) if isinstance(customdata, dict) else customdata
    return str(values[0]) if values else ""


def not_enough_card(found: Board) -> None:
    """Agents below the limit: shown apart, never ranked."""
    measure, rest = found.measure, found.rest
    with cards.card("not_enough"):
        words = (
            _("Fewer than {least} ratings in the period: not ranked. Ask for ratings.", least=measure.least)
            if measure.kind == "ar"
            else _("Fewer than {least} answers in the period: not ranked.", least=measure.least)
        )
        title = _("Not enough ratings: {count}") if measure.kind == "ar" else _("Not enough answers: {count}")
        cards.head(key="not_enough", title=title.format(count=formats().count(len(rest))), caption=words)
        if len(rest):
            few = rest.sort_values("count")[["name", "mean", "count"]]
            few.columns = pd.Index([_("Agent"), _mean_words(measure), "n"])
            tables.table(few, decimals=2, key="not_enough", height=min(36 * len(few) + 38, 400))


def small_print(found: Board) -> None:
    """Why the order is fair, and what a movement is."""
    if found.measure.is_adjusted:
        st.caption(agent_measures.explained())
    if left_out := incidents.left_out(found.measure.kind):
        st.caption(f":material/power_off: {left_out}")
    st.caption(
        _(
            "The fair estimate draws a mean of few ratings towards the middle, so that three perfect ratings "
            "never lead; pay is counted from the plain mean. Moved: since the period before; ● may be noise."
        )
    )
