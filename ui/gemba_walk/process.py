"""A unit's process on the Gemba walk: each step from both sides, the bottleneck of each side named."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from reports.process_charts import SideWords, process_sides
from reports.process_steps import Bottleneck, Journey, bottleneck, journey, most_frequent, steps_of
from ui import cards, data, filters, labels, theme
from ui.durations import brief, duration
from ui.narrow import is_narrow
from ui.plain import plain
from ui.words import _, formats, written_n
from warehouse.period import Period

_SHOWN = [
    "step", "count", "value", "low", "high", "median_customer_wait", "p90_customer_wait",
    "median_work", "p90_work", "median_operator_wait", "p90_operator_wait", "lead_share", "work_share",
]  # fmt: skip
_CHOICE = "gemba_process"
_ENOUGH = 20
"""Services from which a median is steady and one in ten can be spoken of."""


@dataclass(frozen=True)
class Process:
    """The process looked at: its steps in order; ``note`` where the period alone had too few."""

    process_id: str
    steps: pd.DataFrame
    offered: tuple[str, ...]
    note: str

    @property
    def way(self) -> Journey:
        return journey(self.steps)

    def bottleneck(self, side: str) -> Bottleneck | None:
        return bottleneck(self.steps, side)


def process_of(unit: str) -> Process | None:
    """The process filtered by or chosen here, else the unit's most frequent one; None without steps.

    Where the period has too few services to judge by, the months before it are taken too, and that is said.
    """
    found = None
    for period in _periods():
        known = data.metric("step_time", by=("process", "step"), period=period, also={"unit": (unit,)})
        shown = known[~known["withheld"]]
        if len(shown):
            found = _process(shown, period)
            if found.way.count >= _ENOUGH:
                break
    return found


def _periods() -> tuple[Period, ...]:
    """The chosen period, then ever longer ones that end with it."""
    span = filters.chosen().span
    return (span.period, *(Period(span.shifted(-back).start, span.end) for back in (2, 5)), span.trend)


def _process(shown: pd.DataFrame, period: Period) -> Process:
    wanted, offered = st.session_state.get(_CHOICE), _offered(shown)
    process = str(wanted if wanted in offered else most_frequent(shown))
    return Process(process, steps_of(shown, process), offered, _longer(period))


def _longer(period: Period) -> str:
    span = filters.chosen().span
    if period.start == span.start:
        return ""
    first = formats().date(period.start)
    return _("too few services in {period}: since {day}", period=span.title.lower(), day=first)


def _offered(frame: pd.DataFrame) -> tuple[str, ...]:
    return tuple(sorted(frame["process"].unique(), key=lambda code: labels.name("process", code)))


def card(unit: str, process: Process) -> None:
    """The steps from both sides, the bottleneck of each side named."""
    with cards.card("gemba_process"):
        title, caption = _title(process), _way(process)
        cards.head(
            key="gemba_process", title=title, caption=caption, metric="step_time", frame=process.steps[_SHOWN]
        )
        _choose(process)
        for side in ("customer", "operator"):
            _bottleneck_line(side, process.bottleneck(side), process.way.count)
        words = SideWords(_("customer waits"), _("operator works"), _("operator waits"))
        figure = process_sides(_drawn(process.steps), theme.look(), words)
        cards.draw(figure, key=f"gemba_{unit}", alt=f"{title}. {caption}")


def _drawn(steps: pd.DataFrame) -> pd.DataFrame:
    written = brief if is_narrow() else duration
    waits = zip(steps["work"], steps["operator_wait"], strict=True)
    return steps.assign(
        name=[labels.name("step", step) for step in steps["step"]],
        customer_text=[written(minutes) for minutes in steps["customer_wait"]],
        operator_text=[written(work) + (f" + {written(wait)}" if wait else "") for work, wait in waits],
    )


def _choose(process: Process) -> None:
    if len(process.offered) < 2:
        return
    names = {code: labels.name("process", code) for code in process.offered}
    st.session_state["gemba_process_choice"] = process.process_id
    st.selectbox(
        _("Process"),
        list(names),
        format_func=names.__getitem__,
        key="gemba_process_choice",
        on_change=_keep_process,
        width=320,
    )


def _keep_process() -> None:
    st.session_state[_CHOICE] = st.session_state["gemba_process_choice"]


def _title(process: Process) -> str:
    worst = process.bottleneck("customer") or process.bottleneck("operator")
    name = labels.name("process", process.process_id)
    if worst is None:
        return _("{process}: nobody waits", process=name)
    return _("{process}: the bottleneck is “{step}”", process=name, step=labels.name("step", worst.step_id))


def _way(process: Process) -> str:
    way = process.way
    told = _(
        "the way takes {total}, the customer waits {waits} of it ({share}) · medians of the steps",
        total=duration(way.total),
        waits=duration(way.customer_wait),
        share=formats().percent(way.customer_share, 0),
    )
    return " · ".join(part for part in (told, written_n(way.count), process.note) if part)


def _bottleneck_line(side: str, worst: Bottleneck | None, count: int) -> None:
    who = _("Customer's side") if side == "customer" else _("Operator's side")
    if worst is None:
        st.markdown(f":material/check: **{who}:** {_('no waiting')}")
        return
    told = _(
        "waits longest at “{step}”: {median}, {share} of its waiting",
        step=plain(labels.name("step", worst.step_id)),
        median=duration(worst.median),
        share=formats().percent(worst.share, 0),
    )
    told += _("; one in ten over {p90}", p90=duration(worst.p90)) if count >= _ENOUGH else ""
    st.markdown(f":red[:material/hourglass_bottom: **{who}:**] {told}")
