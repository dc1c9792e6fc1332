"""One case whole: what the customer says, its stages, its outcome, and where it came from."""

from typing import Any

import pandas as pd
import streamlit as st

from ui import access, cards, data, labels, masked, owners
from ui.call import recordings
from ui.cases import reply, rules
from ui.cases.words import entered
from ui.cells import is_known, records
from ui.codes import said
from ui.durations import duration
from ui.plain import plain
from ui.words import _, formats

_OF_CUSTOMER = 5
CASES_PAGE = "pages/cases.py"


def chosen() -> str:
    """The case of the address (``?case=C-10001``); empty where there is none."""
    return str(st.query_params.get("case", ""))


def link(case_id: str) -> None:
    """A link to the card of a case."""
    words, icon = _("Open the case"), ":material/open_in_full:"
    st.page_link(CASES_PAGE, label=words, icon=icon, query_params={"case": case_id})


def row_of(case_id: str) -> dict[str, Any] | None:
    """The case of this number as its row query gives it; None where the viewer sees none."""
    found = recordings.where("cases", {"case_id": (case_id,)}, period=recordings.ALL_DAYS, limit=1)
    return None if found.empty else records(found)[0]


def draw(case_id: str, *, with_back: bool = True) -> None:
    """The card of a case, or that there is none of this number among those one may see."""
    if with_back:
        st.button(_("All cases"), icon=":material/arrow_back:", key="case_back", on_click=_back)
    row = row_of(case_id)
    if row is None:
        with cards.card("case_none"):
            st.markdown(f":material/search_off: {_('No case of this number is among those you may see.')}")
        return
    with st.grid(2, min_column_width=480):
        _about(row)
        with st.container():
            _stages(row)
            reply.card(row)


def _back() -> None:
    st.query_params.pop("case", None)


def title_of(row: dict[str, Any]) -> str:
    """``Complaint C-10001``."""
    kinds = {"complaint": _("Complaint {number}"), "appeal": _("Appeal {number}")}
    return kinds[str(row["kind"])].format(number=row["case_id"])


def _about(row: dict[str, Any]) -> None:
    title = title_of(row)
    with cards.card("case_about", stretch=True):
        cards.head(key="case_about", title=title, caption=_placed(row))
        if is_known(row["text"]):
            st.text(masked.readable(str(row["text"])))
        elif not access.may_see_people(data.instance()):
            st.caption(_("The text is not open to your role."))
        with st.container(gap="xxsmall"):
            for name, value in _facts(row):
                st.markdown(f"{plain(name)}: **{plain(value)}**")
        _links(row)


def _placed(row: dict[str, Any]) -> str:
    named = [
        labels.name(dimension, row[f"{dimension}_id"])
        for dimension in ("category", "process", "channel", "unit")
        if is_known(row[f"{dimension}_id"])
    ]
    owner = owners.owner(str(row["category_id"])) if is_known(row["category_id"]) else ""
    return " · ".join([*named, _("owner: {person}", person=owner)] if owner else named)


def _facts(row: dict[str, Any]) -> list[tuple[str, str]]:
    """What is known of its outcome; what is not, is left out."""
    write, yes_no = formats(), {True: _("yes"), False: _("no")}
    known = (
        (_("Status"), "status", lambda value: str(said("status", value))),
        (_("Due"), "due_at", lambda value: _due(row)),
        (_("First word due"), "first_word_date", lambda value: write.date(pd.Timestamp(value).date())),
        (_("First word in time"), "is_interim_on_day", lambda value: yes_no[bool(value)]),
        (_("Answered on time"), "is_on_time", lambda value: yes_no[bool(value)]),
        (_("Found justified"), "is_justified", lambda value: yes_no[bool(value)]),
        (_("Money given back"), "recalculation", lambda value: write.number(float(value), 2)),
        (_("Applicant's rating"), "applicant_rating", lambda value: f"{write.count(int(value))} / 5"),
        (_("Dealer"), "dealer_id", str),
        (_("The same again, after"), "earlier_case_id", str),
        (_("Door"), "source", lambda value: str(said("source", value))),
    )
    return [(name, written(row[column])) for name, column, written in known if is_known(row[column])]


def _due(row: dict[str, Any]) -> str:
    """``12 August 2022 23:59 (Complaints: 15 calendar days)``."""
    moment = formats().time(pd.Timestamp(row["due_at"]).to_pydatetime())
    return f"{moment} ({rules.why(row)})"


def _links(row: dict[str, Any]) -> None:
    with st.container(horizontal=True):
        for call in _calls(row):
            st.page_link(
                "pages/calls.py", label=_("Listen to the call"), icon=":material/headphones:",
                query_params={"recording": str(call["recording_id"])},
            )  # fmt: skip
        if is_known(row["agent_id"]):
            st.page_link(
                "pages/agent.py", label=labels.name("agent", row["agent_id"]), icon=":material/person:",
                query_params={"agent": str(row["agent_id"])},
            )  # fmt: skip
    if is_known(row["contact_id"]):
        st.caption(_("It grew out of contact {number}.", number=row["contact_id"]))
    _surveys(row)


def _calls(row: dict[str, Any]) -> list[dict[str, Any]]:
    if not is_known(row["contact_id"]):
        return []
    wanted = {"contact_id": (str(row["contact_id"]),)}
    return records(recordings.where("calls", wanted, period=recordings.ALL_DAYS, limit=2))


def _surveys(row: dict[str, Any]) -> None:
    """The last scores the same customer gave, for who may know that it is the same one."""
    if not is_known(row["customer_key"]):
        return
    wanted = {"customer_key": (str(row["customer_key"]),), "is_answered": ("true",)}
    found = recordings.where("surveys", wanted, period=recordings.ALL_DAYS, limit=_OF_CUSTOMER)
    scores = [
        f"{formats().date(pd.Timestamp(one['answered_at']).date())}: {formats().count(one['score'])}"
        for one in records(found) if is_known(one["score"])
    ]  # fmt: skip
    if scores:
        st.caption(_("Scores of this customer: {scores}", scores=plain(" · ".join(scores))))


def _stages(row: dict[str, Any]) -> None:
    """When each stage was entered, and how long it took to the next."""
    asked = {"case_id": (str(row["case_id"]),)}
    frame = recordings.where("case_events", asked, period=recordings.ALL_DAYS).sort_values("entered_at")
    with cards.card("case_stages", stretch=True):
        cards.head(key="case_stages", title=_("Its way"), caption=_("Stages, and how long each took"))
        if frame.empty:
            st.markdown(f":material/inbox: {_('No stages of this case are known.')}")
        rows, names = records(frame), entered()
        for place, one in enumerate(rows):
            after = rows[place + 1]["entered_at"] if place + 1 < len(rows) else None
            moment = formats().time(pd.Timestamp(one["entered_at"]).to_pydatetime())
            unit = labels.name("unit", one["unit_id"]) if is_known(one["unit_id"]) else ""
            took = duration((after - one["entered_at"]).total_seconds() / 60) if after is not None else ""
            with st.container(gap="xxsmall"):
                st.markdown(f"**{names.get(str(one['stage']), plain(str(one['stage'])))}**")
                st.caption(plain(" · ".join(part for part in (moment, unit, took and f"→ {took}") if part)))
