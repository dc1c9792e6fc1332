"""The Gemba walk: one unit seen on the spot: its figures beside the others, its process, its bottlenecks."""

import math
from typing import Literal

import streamlit as st

from reports.comparison import Beside, beside
from reports.formats import TO
from ui import cards, data, estimates, filters, labels, page
from ui.durations import duration, longer
from ui.gemba_walk.process import Process
from ui.plain import plain
from ui.words import _, formats, written_n
from warehouse.comparison import Side

FIGURES = ("nps", "ar", "wait", "on_time")
_COLOURS: dict[str, Literal["green", "red", "gray"]] = {"good": "green", "bad": "red", "unclear": "gray"}
_ICONS = {"good": ":material/check:", "bad": ":material/priority_high:", "unclear": ":material/equal:"}


def chosen_unit() -> str | None:
    """The one unit the filters are narrowed to, or the only one the viewer may see."""
    units = filters.chosen().values.get("unit", ()) or tuple(labels.values("unit"))
    return units[0] if len(units) == 1 else None


def choose_unit(view: page.Page) -> None:
    """Which unit is visited: one big button each, lowest NPS first."""
    view.headline(
        _("Which unit do you visit?"), _("Choose where you stand: its figures, process and findings open.")
    )
    offered = filters.chosen().values.get("unit", ()) or tuple(labels.values("unit"))
    if not offered:
        page.empty(
            "units", _("No unit is in your view. Ask the administrator to add you to config/people.toml.")
        )
        return
    frame = data.metric("nps", by=("unit",)).set_index("unit")
    known, counts = frame["value"].to_dict(), frame["count"].to_dict()
    ordered = sorted(offered, key=lambda unit: (_or(known.get(unit), math.inf), labels.name("unit", unit)))
    with st.grid(3, min_column_width=260, key="units"):
        for unit in ordered:
            with st.container(border=True, key=f"card_unit_{unit}"):
                _unit_button(unit, known.get(unit), counts.get(unit, 0))


def _unit_button(unit: str, nps: float | None, answers: int) -> None:
    st.markdown(f"##### {plain(labels.name('unit', unit))}")
    told = f"{_('NPS {value}', value=formats().number(_or(nps, math.nan)))} · {written_n(answers)}"
    st.caption(told if answers else _("no data in this period"))
    st.button(
        _("Visit"), key=f"visit_{unit}", icon=":material/footprint:", width="stretch",
        on_click=lambda: filters.choose(unit=(unit,)),
    )  # fmt: skip


def comparisons(unit: str) -> dict[str, Beside]:
    """Each of ``FIGURES`` of the unit beside all other units in view, under the other filters of the page."""
    others = tuple(code for code in labels.values("unit") if code != unit)
    return {name: _compared(name, unit, others) for name in FIGURES}


def _compared(name: str, unit: str, others: tuple[str, ...]) -> Beside:
    chosen, better = filters.chosen(), data.definitions()[name].better
    if not others:
        return beside(data.one(data.metric(name, also={"unit": (unit,)})), better)
    here, elsewhere = (Side(chosen.span.period, {**chosen.values, "unit": of}) for of in ((unit,), others))
    return beside(data.one(estimates.compare(name, here, elsewhere)), better)


def badges(compared: dict[str, Beside]) -> None:
    """The verdict of each figure in a word, readable at arm's length."""
    with st.container(horizontal=True, key="gemba_badges"):
        for name, one in compared.items():
            if not math.isnan(one.value):
                words = {"good": _("better than elsewhere"), "bad": _("worse than elsewhere")}
                verdict = words.get(one.tone, _("about as elsewhere"))
                st.badge(
                    f"{_short(name)} {_value(name, one.value)} · {verdict}",
                    icon=_ICONS[one.tone],
                    color=_COLOURS[one.tone],
                )


def figures(compared: dict[str, Beside]) -> None:
    """A card for each figure: value, difference from the other units with its interval, n."""
    with st.grid(4, min_column_width=260):
        for name, one in compared.items():
            with cards.card(f"gemba_{name}", stretch=True):
                _figure(name, one)


def _figure(name: str, one: Beside) -> None:
    definition = data.definitions()[name]
    title, shown = _(definition.title), _value(name, one.value)
    if math.isnan(one.difference):
        st.metric(title, shown, help=cards.help_text(definition.definition, one.count))
        st.caption(written_n(one.count) if one.count else _("no data in this period"))
        return
    interval = _interval_of_difference(name, one)
    st.metric(
        title, shown, help=cards.help_text(definition.definition, one.count),
        delta=_difference(name, one.difference),
        delta_color=_COLOURS[one.tone], delta_arrow="up" if one.difference > 0 else "down",
        delta_description=interval if one.tone != "unclear" else _("unclear: {interval}", interval=interval),
    )  # fmt: skip
    st.caption(
        _("elsewhere {value}", value=_value(name, one.elsewhere))
        + f" · {formats().percent(95, 0)}: {_interval(name, one)} · {written_n(one.count)}"
    )


def _difference(name: str, value: float) -> str:
    definition = data.definitions()[name]
    if definition.unit == "seconds":
        return longer(value / 60)
    return formats().change_in(value, definition.unit, definition.decimals)


def _interval_of_difference(name: str, one: Beside) -> str:
    definition = data.definitions()[name]
    if definition.unit == "seconds":
        return f"{longer(one.difference_low / 60)}{TO}{longer(one.difference_high / 60)}"
    return formats().interval_of_change(one.difference_low, one.difference_high, definition.decimals)


def _interval(name: str, one: Beside) -> str:
    if data.definitions()[name].unit == "seconds":
        return f"{duration(one.low / 60)}{TO}{duration(one.high / 60)}"
    return formats().interval(one.low, one.high, data.definitions()[name].decimals)


def summary(compared: dict[str, Beside], process: Process | None, findings_line: str) -> None:
    """What matters in thirty seconds."""
    lines = [_nps_line(compared["nps"]), *_worse(compared)]
    if process is not None:
        lines += _process_lines(process)
    with cards.card("gemba_summary"):
        st.markdown(f"#### {_('In 30 seconds')}")
        st.markdown("\n".join(f"- {line}" for line in [*lines, findings_line]))


def _worse(compared: dict[str, Beside]) -> list[str]:
    return [
        _(
            "{figure} is **worse than elsewhere**: {value} against {elsewhere}",
            figure=_short(name), value=_value(name, one.value), elsewhere=_value(name, one.elsewhere),
        )
        for name, one in compared.items() if one.tone == "bad" and name != "nps"
    ]  # fmt: skip


def _process_lines(process: Process) -> list[str]:
    way, worst = process.way, process.bottleneck("customer")
    lines = [
        _(
            "{process}: the customer's way takes **{total}**, of which **{waits}** waiting ({share})",
            process=plain(labels.name("process", process.process_id)), total=duration(way.total),
            waits=duration(way.customer_wait), share=formats().percent(way.customer_share, 0),
        )
    ]  # fmt: skip
    if worst is not None:
        step = plain(labels.name("step", worst.step_id))
        lines.append(
            _("The customer waits longest at **{step}**: {median}", step=step, median=duration(worst.median))
        )
    return lines


def _nps_line(one: Beside) -> str:
    if math.isnan(one.value):
        return _("NPS is not shown: too few answers ({n})", n=written_n(one.count))
    if math.isnan(one.difference):
        return _("**NPS {value}**, {n}", value=formats().number(one.value), n=written_n(one.count))
    low, high = formats().change(one.difference_low), formats().change(one.difference_high)
    words = {"good": _("better than elsewhere"), "bad": _("worse than elsewhere")}
    return _(
        "**NPS {value}**: {verdict}, {difference} ({percent}: {low}…{high}), {n}",
        value=formats().number(one.value), verdict=words.get(one.tone, _("about as elsewhere")),
        difference=formats().change(one.difference), percent=formats().percent(95, 0), low=low, high=high,
        n=written_n(one.count),
    )  # fmt: skip


def _short(name: str) -> str:
    return {"nps": _("NPS"), "ar": _("AR"), "wait": _("Wait"), "on_time": _("On time")}[name]


def _value(name: str, value: float) -> str:
    definition = data.definitions()[name]
    if definition.unit == "seconds":
        return duration(value / 60)
    return formats().value(value, definition.unit, definition.decimals)


def _or(value: float | None, otherwise: float) -> float:
    return otherwise if value is None or math.isnan(value) else value
