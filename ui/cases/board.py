"""Open cases: overdue, due soon, opened again; by owner, and each one to open."""

from typing import Any

import pandas as pd
import streamlit as st

from ui import cards, data, labels, page, tables
from ui.cases import one_case, rules, waiting
from ui.cases.words import parts
from ui.cells import is_known, records
from ui.complaints.cards import Kind
from ui.follow_up.words import time_left
from ui.narrow import is_narrow
from ui.plain import plain
from ui.words import _, _n, formats

_SHOWN, _TEXT = 8, 160


def headline(kind: Kind) -> str:
    """How many are overdue, of those that are open."""
    late = waiting.counts(kind)["overdue"]
    also = {"kind": (kind.code,)}
    count = data.count_rows("cases_open", period=waiting.ALL_DAYS, also=also)
    words = {
        "complaint": _n("{count} complaint is open", "{count} complaints are open", count),
        "appeal": _n("{count} appeal is open", "{count} appeals are open", count),
    }[kind.code]
    said = _n("{count} of them is overdue", "{count} of them are overdue", late)
    return f"{words}, {said if late else _('none overdue')}"


def card(kind: Kind) -> None:
    """Two cards: the cases of the chosen part, and whose they are."""
    frame, again = waiting.waiting(kind), waiting.again(kind)
    with st.grid(2, min_column_width=480):
        _cases(kind, frame, again)
        _owners(kind, frame)


def _owners(kind: Kind, frame: pd.DataFrame) -> None:
    with cards.card("case_owners", stretch=True):
        counted = waiting.by_owner(kind)
        cards.head(
            key="case_owners", title=_("Whose they are"), frame=counted if len(counted) else None,
            metric="cases_overdue", rows="cases_open", period=waiting.ALL_DAYS, also={"kind": (kind.code,)},
            caption=_("Open cases by the owner of their cause; {soon}", soon=rules.soon()),
        )  # fmt: skip
        if counted.empty:
            page.empty("case_owners", _("No case is open."))
        else:
            columns = ("case_owner", "overdue", "at_risk") if is_narrow() else ()
            tables.table(tables.readable(counted, columns), key="case_owners_table", decimals=0)
        if without := int(frame["state"].isna().sum()):
            words = _n("{count} more has no deadline: no rule fits it.",
                       "{count} more have no deadline: no rule fits them.", without)  # fmt: skip
            st.caption(words)


def _cases(kind: Kind, frame: pd.DataFrame, again: pd.DataFrame) -> None:
    of_part = {
        "overdue": frame[frame["state"] == "overdue"], "at_risk": frame[frame["state"] == "at_risk"],
        "open": frame, "again": again,
    }  # fmt: skip
    with cards.card(f"case_board_{kind.code}", stretch=True):
        cards.head(key="case_board", title=_("What waits for an answer"), caption=_clock(frame, again))
        words = parts()
        chosen = st.segmented_control(
            _("Part of the open cases"), list(words), key="case_part", default="overdue", required=True,
            label_visibility="collapsed",
            format_func=lambda name: f"{words[name]} ({formats().count(len(of_part[name]))})",
        )  # fmt: skip
        rows = of_part[str(chosen or "overdue")]
        if rows.empty:
            page.empty("case_board", _("No case is here."))
        limit = int(st.session_state.get("case_limit", _SHOWN))
        for row in records(rows.sort_values("due_at", kind="stable").head(limit)):
            _line(row)
        if len(rows) > limit:
            st.button(_("Show more"), key="case_more", icon=":material/expand_more:", on_click=_more)


def _clock(*frames: pd.DataFrame) -> str:
    """By which moment cases are judged: the last one they tell of."""
    known = [frame["as_of"].iloc[0] for frame in frames if len(frame)]
    said = _("whatever the period above")
    if not known:
        return said
    return f"{said} · {_('as of {time}', time=formats().time(pd.Timestamp(known[0]).to_pydatetime()))}"


def _more() -> None:
    st.session_state["case_limit"] = int(st.session_state.get("case_limit", _SHOWN)) + 20


def _line(row: dict[str, Any]) -> None:
    """One case: its number, how long is left, its cause and owner, the beginning of its text."""
    with st.container(border=True, key=f"case_{row['case_id']}", gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{plain(str(row['case_id']))}**")
            _badge(row)
            st.space("stretch")
            one_case.link(str(row["case_id"]))
        cause = (
            labels.name("category", row["category_id"]) if is_known(row["category_id"]) else _("Not named")
        )
        st.caption(plain(" · ".join((cause, row["case_owner"], _due(row)))))
        if is_known(row["text"]) and not is_narrow():
            text = str(row["text"])
            st.text(text if len(text) <= _TEXT else f"{text[:_TEXT].rstrip()}…")


def _due(row: dict[str, Any]) -> str:
    if not is_known(row["due_at"]):
        return _("no deadline")
    return _("due {day}", day=formats().date(pd.Timestamp(row["due_at"]).date()))


def _badge(row: dict[str, Any]) -> None:
    icons = {"overdue": ":material/alarm:", "at_risk": ":material/hourglass_bottom:"}
    if row["is_reopened"]:
        st.badge(_("Opened again"), icon=":material/replay:", color="orange")
    elif is_known(row["due_at"]):
        due, now = (pd.Timestamp(row[name]).to_pydatetime() for name in ("due_at", "as_of"))
        colours = {"overdue": "red", "at_risk": "orange"}
        st.badge(
            time_left(due, now),
            icon=icons.get(row["state"], ":material/schedule:"),
            color=colours.get(row["state"], "gray"),  # type: ignore[arg-type]
        )
