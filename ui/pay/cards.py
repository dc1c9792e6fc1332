"""The month for pay: what counts and what does not, the points of each agent, files for payroll."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from config.errors import SapaError
from journal.api import OPEN, PayLine, PayPeriod, PayRating
from ui import cards, data, downloads, labels, problems, tables
from ui.health import data as health_data
from ui.narrow import is_narrow
from ui.pay import access as pay_access
from ui.pay import closing as pay_close
from ui.pay import data as pay_data
from ui.pay import words as pay_words
from ui.pay.words import mean, points
from ui.periods import Span
from ui.plain import plain
from ui.words import _, _n, formats, written_n
from warehouse.pay import EXCLUSIONS, Rating

_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SHOWN = 500


def headline(month: Span, period: PayPeriod | None, lines: Sequence[PayLine]) -> str:
    """How the month stands, in one line."""
    agents = sum(one.points is not None for one in lines)
    named = {"month": month.title, "agents": _n("{count} agent", "{count} agents", agents)}
    if period:
        return _("{month} is closed: points for {agents}", **named)
    waiting = sum(one.status == OPEN for one in pay_data.contests(month))
    if waiting:
        wait = _n("{count} contest waits", "{count} contests wait", waiting)
        return _("{month} is open: {waiting} for your decision", month=month.title, waiting=wait)
    return _("{month} is open: points for {agents} as it counts now", **named)


def figures(ratings: Sequence[Rating | PayRating], lines: Sequence[PayLine]) -> None:
    """Ratings of the month, those that count, those that do not and why, agents with points."""
    why = Counter(one.excluded for one in ratings if one.excluded)
    with st.grid(3, min_column_width=220):
        with cards.card("pay_count", stretch=True, tight=True):
            st.metric(_("Ratings that count"), formats().count(sum(one.count for one in lines)))
            st.caption(_("of {count} in the month", count=formats().count(len(ratings))))
        with cards.card("pay_excluded", stretch=True, tight=True):
            st.metric(_("Do not count"), formats().count(sum(why.values())))
            parts = [f"{pay_words.excluded(code)}: {formats().count(why[code])}" for code in EXCLUSIONS]
            st.caption(" · ".join(parts))
        with cards.card("pay_agents", stretch=True, tight=True):
            known = [one for one in lines if one.points is not None]
            st.metric(_("Agents with enough ratings"), formats().count(len(known)))
            few = _n("{count} with too few ratings", "{count} with too few ratings", len(lines) - len(known))
            least = data.settings().pay.least_ratings
            st.caption(f"{few} · {_('needed: {least}', least=formats().count(least))}")


def lines_card(month: Span, lines: Sequence[PayLine], period: PayPeriod | None) -> None:
    """Each agent's ratings, raw mean and points; as CSV and XLSX once the month is closed."""
    with cards.card("pay_lines"):
        caption = _("From the plain mean of the ratings that count; thresholds stand in the settings")
        cards.head(key="pay_lines", title=_("Points by agent"), caption=caption)
        if not lines:
            st.markdown(f":material/inbox: {_('No ratings you may see in this month.')}")
            return
        ordered = sorted(lines, key=lambda one: (one.points is None, -(one.points or 0), -one.mean))
        tables.table(_shown(ordered), key="pay_lines_table", height=min(36 * len(ordered) + 40, 520))
        if period is None:
            st.caption(_("Files for payroll are given once the month is closed."))
        else:
            _files(month, period, ordered)


def _shown(lines: Sequence[PayLine]) -> pd.DataFrame:
    columns: dict[str, list[Any]] = {
        _("Agent"): [labels.name("agent", one.agent_id) for one in lines],
        _("Unit"): [labels.name("unit", one.unit_id) if one.unit_id else "—" for one in lines],
        "n": [one.count for one in lines],
        _("Plain mean"): [mean(one.mean) for one in lines],
        _("Points"): [points(one.points) for one in lines],
    }
    shown = pd.DataFrame(columns)
    return shown.drop(columns=[_("Unit")]) if is_narrow() else shown


def payroll(month: Span, period: PayPeriod, lines: Sequence[PayLine]) -> pd.DataFrame:
    """The file for payroll: one row per agent, column names in English for other systems."""
    frame = pay_data.line_frame(list(lines))
    frame.insert(0, "month", month.code)
    frame.insert(2, "agent_name", [labels.name("agent", one) for one in frame["agent_id"]])
    return frame.assign(
        mean=frame["mean"].round(4),
        formula_version=period.formula_version,
        snapshot_id=period.snapshot_id,
        closed_by=period.closed_by,
    )


def _files(month: Span, period: PayPeriod, lines: Sequence[PayLine]) -> None:
    ratings = pd.DataFrame([vars(one) for one in pay_data.closed_ratings(period)])
    with st.container(horizontal=True):
        for name, title, frame in (
            ("pay", _("For payroll"), payroll(month, period, lines)),
            ("pay_ratings", _("Ratings behind it"), ratings),
        ):
            for ending, write, mime in (("csv", downloads.csv, "text/csv"), ("xlsx", downloads.xlsx, _SHEET)):
                st.download_button(
                    f"{title} · {ending.upper()}",
                    data=partial(write, frame),
                    file_name=f"sapa_{name}_{month.code}.{ending}",
                    mime=mime,
                    key=f"{name}_{ending}",
                    icon=":material/download:",
                )


def record_card(period: PayPeriod) -> None:
    """By whom and when the month was closed, by which formula, and that it is still as it was closed."""
    with cards.card("pay_record"):
        cards.head(key="pay_record", title=_("This month is closed"))
        moment = health_data.when(period.closed_at.replace(tzinfo=UTC))
        st.markdown(f":material/lock: {plain(f'{period.closed_by} · {moment}')}")
        version = _("formula {version}, data {snapshot}", version=period.formula_version,
                    snapshot=period.snapshot_id)  # fmt: skip
        st.caption(plain(version))
        if pay_data.is_whole(period):
            st.caption(f":material/verified: {_('Every row is as it was closed.')}")
        else:
            st.markdown(f":red[:material/warning: {_('Rows of the journal were changed from outside.')}]")


def close_card(month: Span) -> None:
    """The button that closes the month, or why it cannot be closed."""
    with cards.card("pay_close"):
        cards.head(key="pay_close", title=_("Close the month for pay"))
        st.caption(
            _(
                "It is locked, and every rating that counts is kept with its contact. Ratings that come "
                "later are listed and change nothing. It cannot be opened again here."
            )
        )
        if not pay_access.may_close():
            st.markdown(f":material/lock: {_('A head of quality who sees every unit closes it.')}")
            return
        sure = st.checkbox(_("I have looked at the contests and the signs"), key=f"pay_sure_{month.code}")
        st.button(
            _("Close {month}", month=month.title),
            key="pay_close_button",
            type="primary" if sure else "secondary",
            icon=":material/lock:",
            disabled=not sure,
            on_click=_close,
            args=(month,),
        )
        if problem := st.session_state.pop("pay_problem", ""):
            st.error(plain(problem), icon=":material/error:")


def _close(month: Span) -> None:
    try:
        pay_close.close(month)
    except SapaError as error:
        st.session_state["pay_problem"] = problems.said(error)


def excluded_card(ratings: Sequence[Rating | PayRating]) -> None:
    """Ratings that do not count, each with its reason."""
    left_out = [one for one in ratings if one.excluded]
    with cards.card("pay_left_out"):
        cards.head(key="pay_left_out", title=_("Ratings that do not count"), caption=written_n(len(left_out)))
        if not left_out:
            st.markdown(f":material/check: {_('Every rating of the month counts.')}")
            return
        rows = [(pay_words.excluded(one.excluded), one) for one in left_out]
        tables.table(_ratings(rows, _("Reason")), key="pay_left_out_table")


def late_card(month: Span, period: PayPeriod) -> None:
    """What came or changed after the closing: listed, never applied."""
    late, others = pay_data.late_rows(month), pay_data.differences(period, month)
    with cards.card("pay_late"):
        caption = _("The closed month stays as it is; these are listed only")
        cards.head(key="pay_late", title=_("Came after the closing"), caption=caption)
        if not late and not others:
            st.markdown(f":material/check: {_('Nothing came later.')}")
        if late:
            words = _n("{count} rating came too late", "{count} ratings came too late", len(late))
            st.markdown(words)
            columns = {
                _("Rating number"): [one.key for one in late],
                _("Day"): [formats().date(one.day) for one in late],
                _("Rating"): [one.values.get("rating") or "—" for one in late],
                _("File"): [one.file for one in late],
                _("Line"): [formats().count(one.line) for one in late],
            }
            tables.table(pd.DataFrame(columns), key="pay_late_table")
        if others:
            st.markdown(
                _n("{count} rating is otherwise today", "{count} ratings are otherwise today", len(others))
            )
            rows = [(pay_words.difference(what), one) for what, one in others[:_SHOWN]]
            tables.table(_ratings(rows, _("What")), key="pay_otherwise_table")


def _ratings(rows: Sequence[tuple[str, Rating | PayRating]], title: str) -> pd.DataFrame:
    ones = [one for _why, one in rows[:_SHOWN]]
    columns: dict[str, list[Any]] = {
        title: [why for why, _one in rows[:_SHOWN]],
        _("Rating number"): [one.rating_id for one in ones],
        _("Agent"): [labels.name("agent", one.agent_id) if one.agent_id else "—" for one in ones],
        _("Date"): [formats().date(one.date) for one in ones],
        _("Rating"): [one.rating for one in ones],
    }
    shown = pd.DataFrame(columns)
    return shown.drop(columns=[_("Rating number"), _("Date")]) if is_narrow() else shown
