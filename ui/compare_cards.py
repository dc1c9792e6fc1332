"""Any metric on two sides: two periods, two segments, or both; the difference with its interval."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from reports import charts
from reports.finding import Finding
from reports.verdict import verdict
from ui import cards, control_cards, data, estimates, filter_bar, filters, labels, page, theme
from ui.columns import title as column_title
from ui.narrow import is_narrow
from ui.points import Points
from ui.words import _, formats, say, written_n
from warehouse.comparison import Side
from warehouse.metrics import Metric

_MOST = 12
_USUAL = "nps"


@dataclass(frozen=True)
class Choice:
    """What is compared: a metric, its two sides, and what both are called."""

    metric: Metric
    now: Side
    before: Side
    names: tuple[str, str]


def controls() -> Choice:
    """The metric, and a period and codes for each side."""
    with _choice_box():
        name = _metric()
        with st.grid(2, min_column_width=380):
            with st.container(key="compare_a", gap="small"):
                st.markdown(f"**{_('Side A')}**")
                now, now_name = _side("a", 0)
            with st.container(key="compare_b", gap="small"):
                st.markdown(f"**{_('Side B')}**")
                before, before_name = _side("b", -1)
    return Choice(data.definitions()[name], now, before, (now_name, before_name))


def _choice_box() -> DeltaGenerator:
    """A card; on a phone closed, so that the difference stands on the first screen."""
    if is_narrow():
        return st.expander(_("What is compared"), icon=":material/compare_arrows:")
    return st.container(border=True, key="card_compare_choice")


def _metric() -> str:
    offered = [name for name, found in data.definitions().items() if not found.always_by and found.dimensions]
    titles = {name: _(data.definitions()[name].title) for name in offered}
    ordered = sorted(offered, key=titles.__getitem__)
    chosen = st.selectbox(
        _("Figure"),
        ordered,
        index=ordered.index(_USUAL),
        format_func=titles.__getitem__,
        key="compare_metric",
    )
    return str(chosen)


def _side(side: str, steps: int) -> tuple[Side, str]:
    """Period and codes of one side; codes chosen in the bar above hold for both unless others are given."""
    span = filters.chosen().span
    offered = {one.code: one for one in filters.available(span.grain)}
    usual = span.shifted(steps)
    offered.setdefault(usual.code, usual)
    titles = {one: span.title for one, span in offered.items()}
    code = st.selectbox(
        _("Period"),
        list(offered),
        index=list(offered).index(usual.code),
        format_func=titles.__getitem__,
        key=f"compare_{side}_span_{usual.code}",
    )
    narrowed = _narrowed(side)
    words = [titles[code], *(labels.name(key, one) for key, some in narrowed.items() for one in some)]
    return Side(offered[code].period, {**filters.chosen().values, **narrowed}), " · ".join(words)


def _narrowed(side: str) -> dict[str, tuple[str, ...]]:
    """One dimension and its codes, where the side is to be narrowed."""
    dimensions = {"": _("nothing more"), **{word: filter_bar.title(word) for word in filters.DIMENSIONS}}
    with st.container(horizontal=True):
        dimension = st.selectbox(
            _("Narrowed by"),
            list(dimensions),
            format_func=dimensions.__getitem__,
            key=f"compare_{side}_dimension",
        )
        if not dimension:
            return {}
        names = {code: labels.name(dimension, code) for code in labels.values(dimension)}
        codes = st.multiselect(
            dimensions[dimension],
            list(names),
            format_func=names.__getitem__,
            key=f"compare_{side}_{dimension}",
            placeholder=filter_bar.everything(dimension),
        )
    return {dimension: tuple(codes)} if codes else {}


def headline(choice: Choice) -> str:
    """``Net Promoter Score: up 4.1, between 2.0 and 6.2: real``."""
    return f"{_(choice.metric.title)}: {_lowered(say(_verdict(choice)))}"


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]


def _verdict(choice: Choice) -> Finding:
    answer, found = data.one(estimates.compare(choice.metric.name, choice.now, choice.before)), choice.metric
    return verdict(answer or {}, unit=found.unit, decimals=found.decimals, better=found.better)


def sides_card(choice: Choice) -> None:
    """Both sides with interval and n."""
    found, write = choice.metric, formats()
    frame = estimates.compare(found.name, choice.now, choice.before)
    with cards.card("compare_sides"):
        cards.head(
            key="compare_sides",
            title=_(found.title),
            caption=_("A against B"),
            metric=found.name,
            frame=frame,
        )
        answer = data.one(frame)
        if not answer:
            page.empty("compare_sides")
            return
        with st.grid(3, min_column_width=205):
            for name, side in zip(choice.names, (choice.now, choice.before), strict=True):
                _side_figure(choice, name, side)
            with st.container(gap=None):
                change = _known(answer["change"])
                st.metric(
                    _("Difference"),
                    write.change_in(change, found.unit, found.decimals),
                    help=cards.help_text(found.definition, answer["count"]),
                )
                st.caption(_interval(answer, "change_low", "change_high", found))
        if choice.now.shares_rows_with(choice.before):
            st.caption(_("The two sides share rows: what they have in common is on both."))


def _side_figure(choice: Choice, name: str, side: Side) -> None:
    found = choice.metric
    answer = data.one(data.metric(found.name, period=side.period, filters=side.filters)) or {}
    with st.container(gap=None):
        st.metric(
            name,
            formats().value(_known(answer.get("value")), found.unit, found.decimals),
            help=cards.help_text(found.definition, answer.get("count")),
        )
        st.caption(f"{_interval(answer, 'low', 'high', found)} · {written_n(_known(answer.get('count')))}")


def _interval(answer: Mapping[str, object], low: str, high: str, found: Metric) -> str:
    ends = _known(answer.get(low)), _known(answer.get(high))
    if ends[0] is None:
        return _("no interval") if found.interval else _("full count")
    write = formats().interval_of_change if low == "change_low" else formats().interval
    return f"{formats().percent(95, 0)}: {write(*ends, found.decimals)}"


def parts_card(choice: Choice) -> None:
    """The same difference in each part of a dimension, the largest first."""
    found = choice.metric
    offered = [
        word for word in (*filters.DIMENSIONS, "reason", "category", "agent") if word in found.dimensions
    ]
    if not offered:
        return
    titles = {word: column_title(word) for word in offered}
    by = st.segmented_control(
        _("Split by"),
        offered,
        format_func=titles.__getitem__,
        default=offered[0],
        required=True,
        key=f"compare_by_{found.name}",
        label_visibility="collapsed",
    )
    frame = estimates.compare(found.name, choice.now, choice.before, (str(by),))
    drawn = _drawn(frame, str(by), found)
    columns = {"moved": _("Change"), "sizes": _("n: A, B")}
    figure = charts.changes(
        drawn, theme.look(), better=found.better, columns=columns, decimals=found.decimals, most=_MOST
    )
    cards.chart(
        figure if len(drawn) else None,
        key=f"compare_{found.name}_{by}",
        title=_("Where the difference is"),
        caption=_("Dot and line: difference and its 95% interval; triangle: real, grey dot: could be chance"),
        metric=found.name,
        frame=frame,
        points=Points(traces=_traces(drawn, str(by))),
    )


def _traces(drawn: pd.DataFrame, by: str) -> list[data.Filters]:
    """What each mark stands for; a part that is not known has no rows to open."""
    return [{} if pd.isna(code) else {by: (str(code),)} for code in drawn[by]]


def control_card(choice: Choice) -> None:
    """Whether the figure's last period is a signal at all, under the filters of the bar."""
    found, span = choice.metric, filters.chosen().span
    if span.grain not in found.dimensions:
        return
    drawn, frame, said = control_cards.figure(found.name, span.grain, span.trend)
    cards.chart(
        drawn,
        key=f"compare_control_{found.name}",
        title=said,
        caption=_("Control chart: diamonds lie outside the usual range, rings in a run of nine"),
        metric=found.name,
        frame=frame,
    )


def _drawn(frame: pd.DataFrame, by: str, found: Metric) -> pd.DataFrame:
    known = frame[frame["change"].notna()]
    ordered = known.loc[known["change"].abs().sort_values(ascending=False).index].head(_MOST)
    write = formats()
    return ordered.assign(
        name=[_("not known") if pd.isna(code) else labels.name(by, code) for code in ordered[by]],
        moved=[write.change_in(value, found.unit, found.decimals) for value in ordered["change"]],
        sizes=[
            f"{write.count(now)}, {write.count(before)}"
            for now, before in zip(ordered["count"], ordered["count_before"], strict=True)
        ],
    )


def _known(value: object) -> float | None:
    return None if value is None or pd.isna(value) else float(value)  # type: ignore[arg-type, call-overload]
