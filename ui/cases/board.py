"""Open cases: overdue, due soon, opened again; by owner, and each one to open."""

from typing import Any

import pandas as pd
import streamlit as st

from ui import cards, data, labels, owners, page, tables
from ui.cases import one_case
from ui.cases.words import parts, state
from ui.cells import is_known, records
from ui.complaints.cards import Kind
from ui.follow_up import data as followup_data
from ui.follow_up.words import time_left
from ui.narrow import is_narrow
from ui.plain import plain
from ui.words import _, _n, formats
from warehouse.period import Period

AT_RISK_DAYS = 3
"""A case due within so many days is at risk."""
_MOST, _SHOWN, _TEXT = 5000, 8, 160
_ALL_DAYS = Period(None, None)


def headline(kind: Kind) -> str:
    """How many are overdue, of those that are open."""
    frame = _open(kind)
    late = int((frame["state"] == "overdue").sum())
    words = {
        "complaint": _n("{count} complaint is open", "{count} complaints are open", len(frame)),
        "appeal": _n("{count} appeal is open", "{count} appeals are open", len(frame)),
    }[kind.code]
    return f"{words}, {_n('{count} is overdue', '{count} are overdue', late) if late else _('none overdue')}"


def card(kind: Kind) -> None:
    """Two cards: whose they are, and the cases of the chosen part."""
    frame, again = _open(kind), _again(kind)
    with st.grid(2, min_column_width=480):
        _cases(kind, frame, again)
        _owners(frame)


def _open(kind: Kind) -> pd.DataFrame:
    """Cases without an answer, whatever the period, with ``state`` and ``owner``."""
    asked = {"kind": (kind.code,)}
    found = data.rows("cases_open", period=_ALL_DAYS, also=asked, limit=_MOST)
    return _judged(found)


def _again(kind: Kind) -> pd.DataFrame:
    """Cases opened again and not closed since: they wait once more, though they have an answer."""
    found = data.rows("cases_reopened", period=_ALL_DAYS, also={"kind": (kind.code,)}, limit=_MOST)
    return _judged(found[found["closed_at"].isna()].reset_index(drop=True))


def _judged(found: pd.DataFrame) -> pd.DataFrame:
    now = followup_data.now()
    states = [state(pd.Timestamp(due).to_pydatetime(), now, AT_RISK_DAYS) for due in found["due_at"]]
    return found.assign(state=states, case_owner=[_owner(row) for row in records(found)])


def _owner(row: dict[str, Any]) -> str:
    """The owner of the cause by the taxonomy; else who answers for the unit."""
    cause = owners.owner(str(row["category_id"])) if is_known(row["category_id"]) else ""
    unit = str(row["unit_id"]) if is_known(row["unit_id"]) else ""
    return cause or (followup_data.head_of(unit) or labels.name("unit", unit) if unit else _("nobody named"))


def _owners(frame: pd.DataFrame) -> None:
    with cards.card("case_owners", stretch=True):
        counted = _counted(frame)
        cards.head(
            key="case_owners", title=_("Whose they are"), frame=counted if len(counted) else None,
            caption=_(
                "Open cases by the owner of their cause; due soon: within {days} days", days=AT_RISK_DAYS
            ),
        )  # fmt: skip
        if counted.empty:
            page.empty("case_owners", _("No case is open."))
        else:
            tables.table(tables.readable(counted), key="case_owners_table", decimals=0)


def _counted(frame: pd.DataFrame) -> pd.DataFrame:
    flags = frame.assign(
        overdue=frame["state"] == "overdue", at_risk=frame["state"] == "at_risk", open_cases=True
    )
    summed = flags.groupby("case_owner")[["overdue", "at_risk", "open_cases"]].sum().reset_index()
    return summed.astype(dict.fromkeys(("overdue", "at_risk", "open_cases"), int)).sort_values(
        ["overdue", "at_risk", "open_cases"], ascending=False, ignore_index=True
    )


def _cases(kind: Kind, frame: pd.DataFrame, again: pd.DataFrame) -> None:
    of_part = {
        "overdue": frame[frame["state"] == "overdue"], "at_risk": frame[frame["state"] == "at_risk"],
        "open": frame, "again": again,
    }  # fmt: skip
    with cards.card(f"case_board_{kind.code}", stretch=True):
        cards.head(key="case_board", title=_("What waits for an answer"), caption=_clock())
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


def _clock() -> str:
    now = formats().time(followup_data.now())
    said = _("whatever the period above")
    return (
        f"{said} · {_('old data: the clock stands at {time}', time=now)}" if followup_data.stands() else said
    )


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
        due = _("due {day}", day=formats().date(pd.Timestamp(row["due_at"]).date()))
        st.caption(plain(" · ".join((cause, row["case_owner"], due))))
        if is_known(row["text"]) and not is_narrow():
            text = str(row["text"])
            st.text(text if len(text) <= _TEXT else f"{text[:_TEXT].rstrip()}…")


def _badge(row: dict[str, Any]) -> None:
    left = time_left(pd.Timestamp(row["due_at"]).to_pydatetime(), followup_data.now())
    icons = {"overdue": ":material/alarm:", "at_risk": ":material/hourglass_bottom:"}
    if row["is_reopened"]:
        st.badge(_("Opened again"), icon=":material/replay:", color="orange")
    else:
        colour = "red" if row["state"] == "overdue" else "gray"
        st.badge(left, icon=icons.get(row["state"], ":material/schedule:"), color=colour)  # type: ignore[arg-type]
