"""The queue itself: a card for each low score, the nearest deadline first, with what can be done about it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pandas as pd
import streamlit as st

from ui import cards, labels, masked, narrow, page
from ui.call import recordings
from ui.cells import is_known, records
from ui.follow_up import acts as followup_acts
from ui.follow_up import closing as followup_close
from ui.follow_up import data as followup_data
from ui.follow_up.words import outcomes, parts, time_left
from ui.plain import plain
from ui.words import _, formats, written_n

SHOWN, MORE = 20, 20
FILE_ROWS = 5_000
_COLUMNS = (
    "due_at", "task_id", "nps", "ar", "answered_at", "unit_id", "agent_id", "process_id", "channel_id",
    "category_id", "comment", "suggestion", "contact_id", "followup_status", "followup_owner", "closed_at",
    "followup_outcome",
)  # fmt: skip
_PART, _LIMIT = "followup_part", "followup_limit"


def card(counts: Mapping[str, int]) -> None:
    """The part of the queue that is chosen, and what can be done with many at once."""
    with cards.card("followup_queue"):
        which = _part(counts)
        limit = int(st.session_state.get(_LIMIT, SHOWN))
        frame, count = followup_data.queue(which, limit), counts[which]
        cards.head(
            key="followup_queue", title=_title(which), caption=_caption(count),
            frame=_for_file(which) if count else None,
        )  # fmt: skip
        followup_acts.just_done()
        if frame.empty:
            page.empty("followup", _nothing(which))
            return
        rows = records(frame)
        _many(rows)
        calls = _calls(rows)
        for row in rows:
            _task(row, calls.get(str(row["contact_id"])))
        if count > len(rows):
            st.button(_("Show more"), key="followup_more", icon=":material/expand_more:", on_click=_more)


def _title(which: str) -> str:
    return _("What waits for an answer") if which == "waiting" else parts()[which]


def _part(counts: Mapping[str, int]) -> str:
    words = parts()
    offered = [name for name in words if name != "mine" or followup_data.may_act()]
    st.session_state.setdefault(_PART, "waiting")
    if st.session_state[_PART] not in offered:
        st.session_state[_PART] = "waiting"
    st.segmented_control(
        _("Part of the queue"), offered, key=_PART, required=True, label_visibility="collapsed",
        format_func=lambda name: f"{words[name]} ({formats().count(counts[name])})", on_change=_fewer,
    )  # fmt: skip
    return str(st.session_state[_PART])


def _fewer() -> None:
    st.session_state[_LIMIT] = SHOWN


def _more() -> None:
    st.session_state[_LIMIT] = int(st.session_state.get(_LIMIT, SHOWN)) + MORE


def _caption(count: int) -> str:
    days = formats().count(followup_data.rules().waits_days)
    parts = [
        _("Low scores of the last {days} days, whatever the period above", days=days),
        _(
            "NPS up to {nps}, AR up to {ar}",
            nps=followup_data.rules().nps_up_to,
            ar=followup_data.rules().ar_up_to,
        ),
        written_n(count),
    ]
    if followup_data.stands():
        parts.append(_("old data: the clock stands at {time}", time=formats().time(followup_data.now())))
    return " · ".join(parts)


def _nothing(which: str) -> str:
    days = formats().count(followup_data.rules().waits_days)
    return {
        "waiting": _("Nothing waits: every low score of the last {days} days has its answer.", days=days),
        "overdue": _("Nothing is overdue."),
        "at_risk": _("Nothing is due soon."),
        "mine": _("You have taken none: take some from those that wait."),
        "closed": _("None of the last {days} days is closed yet.", days=days),
    }[which]


def _many(rows: list[dict[str, Any]]) -> None:
    """One button takes those that are ticked, or all that are shown and free."""
    free = [str(row["task_id"]) for row in rows if row["status"] == "open"]
    if not free or not followup_data.may_act():
        return
    ticked = [one for one in free if st.session_state.get(f"pick_{one}")]
    wanted = ticked or free
    count = formats().count(len(wanted))
    words = _("Take the {count} ticked", count=count) if ticked else _("Take all {count} shown", count=count)
    st.button(
        words, key="followup_take_many", icon=":material/playlist_add_check:", on_click=followup_acts.take,
        args=(wanted,),
    )  # fmt: skip


def _task(row: Mapping[str, Any], recording_id: str | None) -> None:
    with (
        st.container(border=True, key=f"task_{row['task_id']}", gap="small"),
        st.container(horizontal=not narrow.is_narrow(), vertical_alignment="center", gap="small"),
    ):
        with st.container(width="stretch", gap="small"):
            _said(row)
        with st.container(horizontal=True, vertical_alignment="center", width="content"):
            _buttons(row)
            if recording_id:
                _listen(recording_id)


def _said(row: Mapping[str, Any]) -> None:
    """The score, how long there is left, the customer's words, and where it happened."""
    with st.container(horizontal=True, vertical_alignment="center"):
        if row["status"] == "open" and followup_data.may_act():
            name = _("Tick {task}", task=row["task_id"])
            st.checkbox(name, key=f"pick_{row['task_id']}", label_visibility="collapsed")
        _badges(row)
    for column in ("comment", "suggestion"):
        if is_known(row[column]):
            st.text(masked.readable(str(row[column])))
    st.caption(plain(_about(row)))
    if row["status"] == "closed":
        followup_close.history(str(row["task_id"]))


def _listen(recording_id: str) -> None:
    st.page_link(
        "pages/calls.py",
        label=_("Listen"),
        icon=":material/headphones:",
        query_params={"recording": recording_id},
    )


def _badges(row: Mapping[str, Any]) -> None:
    st.markdown(f"**{_scores(row)}**")
    left = time_left(_moment(row["due_at"]), followup_data.now())
    if row["state"] == "closed":
        st.badge(_outcome(row), icon=":material/check:", color="green")
    elif row["state"] == "overdue":
        st.badge(left, icon=":material/alarm:", color="red")
    else:
        icon = ":material/hourglass_bottom:" if row["state"] == "at_risk" else ":material/schedule:"
        st.badge(left, icon=icon, color="gray")
    if row["status"] == "taken":
        who = followup_data.name_of(str(row["taken_by"]))
        st.badge(_("taken by {person}", person=who), icon=":material/person:", color="gray")


def _scores(row: Mapping[str, Any]) -> str:
    """Every low score of the contact: it is one task, whatever was asked."""
    write = formats().count
    nps = _("NPS {value}", value=write(row["nps"])) if is_known(row["nps"]) else ""
    ar = _("AR {rating}", rating=write(row["ar"])) if is_known(row["ar"]) else ""
    return " · ".join(part for part in (nps, ar) if part)


def _buttons(row: Mapping[str, Any]) -> None:
    task_id = str(row["task_id"])
    if not followup_data.may_act():
        return
    if row["status"] == "closed":
        if st.button(_("Reopen"), key=f"reopen_{task_id}", icon=":material/undo:"):
            followup_close.reopen_dialog(task_id)
        return
    if row["status"] == "open":
        st.button(
            _("Take"), key=f"take_{task_id}", icon=":material/back_hand:", on_click=followup_acts.take,
            args=([task_id],),
        )  # fmt: skip
    if st.button(_("Close"), key=f"close_{task_id}", icon=":material/task_alt:"):
        followup_close.close_dialog(row)


def _about(row: Mapping[str, Any]) -> str:
    unit = row["unit_id"] if is_known(row["unit_id"]) else ""
    owner = followup_data.head_of(str(unit)) if unit else ""
    named = [
        labels.name(dimension, row[f"{dimension}_id"])
        for dimension in ("category", "reason", "process", "channel", "agent")
        if is_known(row[f"{dimension}_id"]) and not (dimension == "reason" and is_known(row["category_id"]))
    ]
    return " · ".join(
        part
        for part in (
            formats().time(_moment(row["answered_at"])), *named, labels.name("unit", unit) if unit else "",
            _("owner: {person}", person=owner) if owner else "",
        )
        if part
    )  # fmt: skip


def _calls(rows: list[dict[str, Any]]) -> dict[str, str]:
    """Contact -> its recorded talk, of those listed."""
    contacts = tuple(sorted({str(row["contact_id"]) for row in rows if is_known(row["contact_id"])}))
    if not contacts:
        return {}
    found = recordings.where("calls", {"contact_id": contacts}, period=recordings.ALL_DAYS)
    return {str(row["contact_id"]): str(row["recording_id"]) for row in records(found)}


def _for_file(which: str) -> pd.DataFrame:
    """The whole part as a table: for its menu, which shows and writes it."""
    frame = followup_data.queue(which, FILE_ROWS)
    states, endings = {"open": _("open"), "taken": _("taken"), "closed": _("closed")}, outcomes()
    owners = {unit: _owner(unit) for unit in frame["unit_id"].dropna().unique()}
    who = frame["taken_by"].map(lambda login: followup_data.name_of(login) if is_known(login) else None)
    return frame.assign(
        followup_status=frame["status"].map(states),
        followup_owner=who.where(who.notna(), frame["unit_id"].map(owners)),
        followup_outcome=frame["outcome"].map(endings),
    )[list(_COLUMNS)]


def _owner(unit: str) -> str:
    return followup_data.head_of(unit) or labels.name("unit", unit)


def _outcome(row: Mapping[str, Any]) -> str:
    return outcomes().get(str(row["outcome"]), _("closed"))


def _moment(value: Any) -> datetime:
    return pd.Timestamp(value).to_pydatetime()
