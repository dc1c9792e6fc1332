"""What another number of agents would give: sliders filled from the data, the answer in one sentence."""

import math
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from config.errors import WrongUse
from reports.staffing_curve import staffing_curve
from ui import cards, filters, page, theme
from ui.channels.data import queues, target_s
from ui.channels.hours import kinds
from ui.words import _, _n, formats, written_n
from warehouse.queues import MINUTES, Queue
from warehouse.staffing import Demand, Service, agents_like, service

_MOST_PATIENCE_S = 1800
_AROUND = 6
"""Agents below and above the chosen number that the curve shows."""


@dataclass(frozen=True)
class _Case:
    """What the sliders say."""

    demand: Demand
    agents: int
    more: int
    target_s: float


def staffing_card() -> None:
    """Erlang A where callers give up, else Erlang C; every slider starts at what the data say."""
    with cards.card("staffing", tight=True):
        head = st.container()
        with st.container(horizontal=True):
            kind = _kind()
            minutes, weekday = _interval(), _weekday()
            seen = _chosen(queues(minutes, weekday, kind))
        if seen is None:
            with head:
                cards.head(key="staffing", title=_("What would more agents give?"))
            page.empty("staffing")
            return
        case = _sliders(seen, kind, weekday)
        try:
            now, then = (service(case.demand, n, target_s=case.target_s) for n in (case.agents, _then(case)))
        except WrongUse as error:
            st.text(str(error))
            return
        with head:
            cards.head(key="staffing", title=_title(case, seen, now, then), caption=_caption(seen),
                       frame=_table(case, now, then))  # fmt: skip
        _figures(now, then)
        _curve(case)
        _notes(seen, now)


def _kind() -> str:
    words = kinds()
    return str(
        st.selectbox(_("Queue"), list(words), format_func=words.__getitem__, key="staff_kind", width=150)
    )


def _interval() -> int:
    words = {minutes: _("{minutes} min", minutes=minutes) for minutes in MINUTES[::-1]}
    return int(
        st.selectbox(
            _("Interval"), list(words), format_func=words.__getitem__, key="staff_minutes", width=130
        )
    )


def _weekday() -> int | None:
    words = [_("Every day"), _("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun")]
    number = st.selectbox(
        _("Weekday"), range(8), format_func=words.__getitem__, key="staff_weekday", width=150
    )
    return int(number) or None


def _chosen(known: list[Queue]) -> Queue | None:
    """The interval looked at; at first the one with most calls."""
    if not known:
        return None
    by_start = {queue.start: queue for queue in known}
    busiest = max(known, key=lambda queue: queue.calls).start
    starts = list(by_start)
    if st.session_state.get("staff_start") not in by_start:
        st.session_state["staff_start"] = busiest
    return by_start[str(st.selectbox(_("Starts at"), starts, key="staff_start", width=130))]


def _sliders(seen: Queue, kind: str, weekday: int | None) -> _Case:
    """Keys name what the sliders were filled from, so that another choice fills them anew."""
    chosen = filters.chosen()
    key = f"{chosen.span.code}|{sorted(chosen.values.items())}|{kind}|{weekday}|{seen.start}|{seen.minutes}"
    target = target_s(kind)
    handle = 300.0 if math.isnan(seen.aht_s) else max(seen.aht_s, 10.0)
    usual = _usual_agents(seen, handle, target)
    with st.grid(4, min_column_width=200):
        calls = _slider(
            _("Calls in the interval"), (0.0, _above(seen.calls)), seen.calls, 0.1, f"calls|{key}"
        )
        aht = _slider(_("Handle time, s"), (10, _above(handle)), handle, 1, f"aht|{key}")
        agents = _slider(
            _("Agents, always free for these calls"), (1, max(2 * usual, 12)), usual, 1, f"agents|{key}"
        )
        more = _slider(_("More or fewer"), (-5, 10), 2, 1, f"more|{key}")
        patience = _patience(seen, key)
        aim = _slider(_("Answer within, s"), (0, max(3 * target, 60)), target, 1, f"target|{key}")
    demand = Demand(float(calls), seen.minutes * 60, float(aht), patience)
    return _Case(demand, int(agents), int(more), float(aim))


def _slider(label: str, ends: tuple[float, float], value: float, step: float, key: str) -> float:
    """Whole numbers where ``step`` is an int."""
    low, high = ends
    if isinstance(step, int):
        return float(st.slider(label, int(low), int(high), round(min(max(value, low), high)), step, key=key))
    return float(st.slider(label, low, high, round(min(max(value, low), high), 1), step, "%.1f", key=key))


def _above(value: float) -> float:
    """A round end of a slider, three times what is usual."""
    digits = 10.0 ** math.floor(math.log10(max(3 * value, 10)))
    return math.ceil(3 * value / digits) * digits or 10.0


def _usual_agents(seen: Queue, handle: float, target: float) -> int:
    """As many agents, always free, as would give the service level seen."""
    patience = None if math.isnan(seen.patience_s) else max(1.0, seen.patience_s)
    return agents_like(
        Demand(seen.calls, seen.minutes * 60, handle, patience), seen.service_level, target_s=target
    )


def _patience(seen: Queue, key: str) -> float | None:
    known = not math.isnan(seen.patience_s)
    usual = seen.patience_s if known else 180.0
    most = max(_MOST_PATIENCE_S, math.ceil(usual))
    patience = _slider(_("Patience, s"), (5, most), usual, 1, f"patience|{key}")
    return patience if known or patience != usual else None


def _then(case: _Case) -> int:
    return max(1, case.agents + case.more)


def _title(case: _Case, seen: Queue, now: Service, then: Service) -> str:
    count = then.agents - now.agents
    if count == 0:
        return _("At {start} {agents} agents give {level} answered in time", start=seen.start,
                 agents=formats().count(now.agents), level=formats().percent(now.service_level))  # fmt: skip
    head = (
        _n("{count} more agent at {start}", "{count} more agents at {start}", count, start=seen.start)
        if count > 0
        else _n("{count} agent fewer at {start}", "{count} agents fewer at {start}", -count, start=seen.start)
    )
    return _(
        "{change}: {level} in time instead of {before}, mean wait {wait} instead of {wait_before}",
        change=head,
        before=formats().percent(now.service_level),
        level=formats().percent(then.service_level),
        wait_before=_seconds(now.asa_s),
        wait=_seconds(then.asa_s),
    )


def _seconds(value: float) -> str:
    return _("without end") if math.isinf(value) else _("{value} s", value=formats().number(value, 0))


def _caption(seen: Queue) -> str:
    write = formats()
    return _(
        "Seen at {start} on a usual day: {calls} calls, {level} in time, mean wait {wait}, {left} gave up; "
        "calls were taken by {agents} agents · {n}",
        start=seen.start,
        calls=write.number(seen.calls),
        level=write.percent(seen.service_level),
        wait=_seconds(seen.asa_s) if not math.isnan(seen.asa_s) else "—",
        left=write.percent(seen.abandonment),
        agents=write.number(seen.agents),
        n=written_n(seen.count),
    )


def _figures(now: Service, then: Service) -> None:
    write = formats()
    shown = (
        (_("In time"), write.percent(then.service_level), then.service_level - now.service_level, "%"),
        (_("Mean wait"), _seconds(then.asa_s), then.asa_s - now.asa_s, "s"),
        (_("Agents busy"), write.percent(then.occupancy), then.occupancy - now.occupancy, "%"),
        (_("Give up"), write.percent(then.abandonment), then.abandonment - now.abandonment, "%"),
    )
    with st.grid(4, min_column_width=160):
        for label, value, change, unit in shown:
            moved = "—" if math.isnan(change) or math.isinf(change) else _moved(change, unit)
            st.metric(label, value, delta=moved, delta_color="gray", delta_arrow="off")


def _moved(change: float, unit: str) -> str:
    if unit == "%":
        return formats().change_in(change, unit)
    return _("{value} s", value=formats().change(change, 0))


def _curve(case: _Case) -> None:
    middle = (case.agents + _then(case)) // 2
    counts = range(max(1, middle - _AROUND), max(1, middle - _AROUND) + 2 * _AROUND + 1)
    levels = {n: service(case.demand, n, target_s=case.target_s).service_level for n in counts}
    marked = {case.agents: _("now")} | ({_then(case): _("then")} if _then(case) != case.agents else {})
    figure = staffing_curve(levels, theme.look(), marked=marked)
    cards.draw(figure, key="staffing", alt=_("Service level by number of agents"))
    st.caption(_("Service level by number of agents"))


def _notes(seen: Queue, now: Service) -> None:
    if now.service_level > seen.service_level + 10:
        st.caption(
            _("Even so few agents, always free for these calls, would answer more in time than was seen: "
              "agents here do other work too, or are away.")
        )  # fmt: skip
    if not now.is_steady:
        st.caption(_("Calls come faster than they are answered: the queue grows without end."))
    st.caption(
        _("A model: calls come at random, every agent takes any call, callers lose patience by chance "
          "(Erlang A; Erlang C where nobody gave up). Breaks and absences come on top.")
    )  # fmt: skip


def _table(case: _Case, now: Service, then: Service) -> pd.DataFrame:
    """What the menu shows and saves."""
    asked = {"calls": case.demand.calls, "aht_s": case.demand.aht_s, "patience_s": case.demand.patience_s}
    rows = [
        {
            "agents": found.agents,
            "in_time_pct": round(found.service_level, 1),
            "asa_s": round(found.asa_s, 1),
            "occupancy": round(found.occupancy, 1),
            "abandonment_share": round(found.abandonment, 1),
            **asked,
        }
        for found in (now, then)
    ]
    return pd.DataFrame(rows)
