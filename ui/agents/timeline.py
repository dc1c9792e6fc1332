"""The timeline of one agent: ratings, answers, calls, errors, coaching, tests, and visits of the unit."""

import pandas as pd

from reports.timeline import timeline
from reports.timeline_events import LANES, events
from ui import cards, data, page, theme
from ui.agents import one_agent as agent_page
from ui.words import _, formats
from warehouse.period import Period


def timeline_card(agent: str) -> None:
    """Half a year on one axis, with the table behind it."""
    period = agent_page.half_year()
    rows = _rows(agent, period)
    frame = events(rows)
    caption = _(
        "A mark is a day: ▲ good, ▼ bad, ● neither; larger: more of them · {counts}", counts=_counts(rows)
    )
    with cards.card("agent_timeline", tight=True):
        cards.head(key="agent_timeline", title=_("Half a year"), caption=caption, frame=_table(frame))
        if frame.empty or period.start is None or period.end is None:
            page.empty("agent_timeline")
            return
        drawn = timeline(frame, theme.look(), names=_names(), period=(period.start, period.end))
        cards.draw(drawn, key="agent_timeline", alt=_("Timeline of the agent"))


def _rows(agent: str, period: Period) -> dict[str, pd.DataFrame]:
    """Lane -> what ``events`` needs.  Visits are of a unit: of the one where the agent was last rated."""
    columns = {**LANES, "ratings": (*LANES["ratings"], "unit_id")}
    del columns["mystery_visits"]
    rows = {
        lane: data.tally(lane, columns[lane], period=period, filters={}, also={"agent": (agent,)})
        for lane in columns
    }
    if unit := agent_page.last_known(rows["ratings"], "unit_id"):
        rows["mystery_visits"] = data.tally(
            "mystery_visits", LANES["mystery_visits"], period=period, filters={}, also={"unit": (unit,)}
        )
    return rows


def _names() -> dict[str, str]:
    return {
        "ratings": _("AR ratings"), "answers": _("NPS answers"), "calls": _("Recorded calls"),
        "findings": _("Standards broken"), "coachings": _("Coaching"),
        "knowledge_tests": _("Knowledge tests"), "mystery_visits": _("Mystery visits of the unit"),
    }  # fmt: skip


def _counts(rows: dict[str, pd.DataFrame]) -> str:
    few = {lane: rows[lane]["count"].sum() for lane in ("ratings", "answers", "calls")}
    return ", ".join(f"{_names()[lane]}: {formats().count(count)}" for lane, count in few.items())


def _table(frame: pd.DataFrame) -> pd.DataFrame:
    tones = {"good": _("good"), "bad": _("bad"), "neutral": _("neither")}
    names, newest = _names(), frame.sort_values("day", ascending=False, kind="stable")
    return newest.assign(
        lane=[names[lane] for lane in newest["lane"]], tone=[tones[tone] for tone in newest["tone"]]
    )
