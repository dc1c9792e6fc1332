"""Figures of the follow-up page: how many wait, the share answered in time, by unit, and what came of it."""

import math
from collections.abc import Mapping

import pandas as pd
import streamlit as st

from ui import cards, data, filters, page, tables
from ui.follow_up import data as followup_data
from ui.narrow import is_narrow
from ui.words import _, _n, formats, written_n
from warehouse import followups
from warehouse.followups import Aftermath, Group

_COUNTS = ("waiting", "overdue", "at_risk", "mine", "closed")
LEAST = 20
"""Customers with a next score that each group needs before the two are compared."""


def totals(by_unit: pd.DataFrame) -> dict[str, int]:
    """Part of the queue -> how many."""
    return {name: int(by_unit[name].sum()) for name in _COUNTS}


def headline(counts: Mapping[str, int]) -> str:
    waiting, overdue = counts["waiting"], counts["overdue"]
    if not waiting:
        return _("No low score waits for an answer")
    words = _n("{count} low score waits for an answer", "{count} low scores wait for an answer", waiting)
    late = _n("{count} is overdue", "{count} are overdue", overdue) if overdue else _("none overdue")
    return f"{words}, {late}"


def kpis(counts: Mapping[str, int], in_time: pd.DataFrame) -> None:
    """Waiting, overdue, due soon, answered in time."""
    cards.kpis(
        lambda: _count("waiting", _("Waiting now"), counts["waiting"]),
        lambda: _count("overdue", _("Overdue"), counts["overdue"]),
        lambda: _in_time(in_time),
        lambda: _count("at_risk", _("Due soon"), counts["at_risk"]),
    )


def _count(key: str, title: str, count: int) -> None:
    rules = followup_data.rules()
    notes = {
        "waiting": _("of the last {days} days", days=rules.waits_days),
        "overdue": _n("due after {count} working day", "due after {count} working days", rules.working_days),
        "at_risk": _("less than {hours} h left", hours=formats().number(rules.at_risk_hours, 0)),
    }
    meanings = {
        "waiting": _("Low scores that nobody has closed yet; two of one contact are one."),
        "overdue": _("Of those that wait, the ones whose deadline is over."),
        "at_risk": _("Of those that wait, the ones whose deadline is near."),
    }
    with cards.card(f"kpi_followup_{key}", stretch=True, tight=True):
        st.metric(title, formats().count(count), help=cards.help_text(meanings[key], count))
        st.caption(notes[key])


def _in_time(frame: pd.DataFrame) -> None:
    """The share of the chosen period, with interval, target and n."""
    with cards.card("kpi_followup_in_time", stretch=True, tight=True):
        known = followups.in_time_definition()
        title = _(known.title)
        every = data.one(frame[frame["is_all"]]) if len(frame) else {}
        meaning = cards.help_text(known.definition, every.get("count"))
        if not every:
            st.metric(title, "—", help=meaning)
            st.caption(_("nothing was due in this period since the first follow-up was written"))
            return
        st.metric(title, formats().percent(every["value"], known.decimals), help=meaning)
        st.caption(f"{_interval(every['low'], every['high'])} · {written_n(every['count'])}")


def _interval(low: float, high: float) -> str:
    return f"{formats().percent(95, 0)}: {formats().interval(low, high)}"


def units_card(counts: pd.DataFrame, in_time: pd.DataFrame) -> None:
    """Each unit: what waits now, and its share in time of the period."""
    shares = in_time[~in_time["is_all"].astype(bool)] if len(in_time) else in_time
    both = counts.merge(shares[["unit_id", "value", "low", "high", "count"]], on="unit_id", how="outer")
    shown = ("unit_id", "waiting", "overdue", "in_time_share", "in_time_interval", "in_time_n")
    with cards.card("followup_units", stretch=True):
        frame = both.assign(
            in_time_share=both["value"].map(_share),
            in_time_interval=[
                _between(low, high) for low, high in zip(both["low"], both["high"], strict=True)
            ],
            in_time_n=both["count"],
            **{name: both[name].fillna(0).astype(int) for name in ("waiting", "overdue", "at_risk")},
        ).sort_values(["overdue", "waiting"], ascending=False)
        cards.head(
            key="followup_units", title=_("By unit"), frame=frame[list(shown)] if len(frame) else None,
            caption=_("Waiting now; in time: scores of {period}", period=filters.chosen().span.title),
        )  # fmt: skip
        if frame.empty:
            page.empty("followup_units")
        else:
            few = shown if not is_narrow() else ("unit_id", "overdue", "in_time_share")
            tables.table(tables.readable(frame, few), key="followup_units_table", decimals=0)


def _share(value: float) -> str:
    return "—" if math.isnan(value) else formats().percent(value)


def _between(low: float, high: float) -> str:
    return "—" if math.isnan(low) else formats().interval(low, high)


def aftermath_card() -> None:
    """What came of it: the next score of customers somebody spoke with, beside that of the others."""
    with cards.card("followup_after", stretch=True):
        days = formats().count(followup_data.rules().next_score_days)
        cards.head(
            key="followup_after", title=_("What came of it"),
            caption=_("Customers' next NPS score within {days} days", days=days),
        )  # fmt: skip
        found = followup_data.aftermath()
        if found is None or min(found.followed.count, found.others.count) < LEAST:
            count = found.followed.count if found else 0
            st.markdown(f":material/hourglass_empty: {_('Too early to tell.')}")
            st.caption(
                _(
                    "Shown from {least} customers with a next score in each group; spoken with so far: {n}.",
                    least=LEAST,
                    n=written_n(count),
                )
            )
            return
        _compared(found)


def _compared(found: Aftermath) -> None:
    number, clear = formats().change, found.low > 0 or found.high < 0
    difference = f"{number(found.difference)} ({_interval_of(found.low, found.high)})"
    verdict = (
        _("A clear difference from those not followed up: **{difference}**.", difference=difference)
        if clear
        else _("No clear difference from the others: {difference}.", difference=difference)
    )
    st.markdown(verdict)
    groups = {_("spoken with"): found.followed, _("not followed up"): found.others}
    tables.small(pd.DataFrame([_row(name, group) for name, group in groups.items()]))
    st.caption(
        _(
            "Who gave a low score once mostly gives a higher one next, called or not (regression to the "
            "mean): only the difference between the groups counts. Nobody drew lots for who was called, so "
            "part of it may lie in the choice."
        )
    )


def _row(name: str, group: Group) -> dict[str, object]:
    return {
        _("Customers"): name,
        _("Low score"): formats().number(group.before),
        _("Next score"): formats().number(group.after),
        _("Change"): f"{formats().change(group.change)} ({_interval_of(group.low, group.high)})",
        _("n"): _("{n} of {all}", n=formats().count(group.count), all=formats().count(group.customers)),
    }


def _interval_of(low: float, high: float) -> str:
    return f"{formats().percent(95, 0)}: {formats().interval_of_change(low, high)}"
