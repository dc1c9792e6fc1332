"""Findings of a Gemba walk: the list, the dialog that writes one, closing and taking back."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import streamlit as st

from config.errors import SapaError
from config.instance import Instance
from journal.api import CLOSED, OPEN, SIDES, Finding, Journal
from text import api as text
from ui import cards, data, labels, problems
from ui.gemba_walk.process import Process
from ui.plain import plain
from ui.words import _, _n, formats

_DRAFT, _LAST = "finding_draft", "finding_last"


def journal() -> Journal:
    """The journal of this instance."""
    return _journal(str(data.instance().home))


@st.cache_resource(show_spinner=False)
def _journal(home: str) -> Journal:
    return Journal(Instance(Path(home)))


def may_write(unit: str) -> bool:
    """A person whose scope holds the unit may write there."""
    scope = data.scope()
    return bool(scope.person) and (scope.units is None or unit in scope.units)


def of_unit(unit: str) -> list[Finding]:
    """Findings of the unit the viewer may see; none outside their scope."""
    return journal().findings(unit) if may_write(unit) else []


def summary_line(findings: Sequence[Finding]) -> str:
    """One sentence for the summary: how many are open, when somebody was here last."""
    if not findings:
        return _("No finding was written here yet")
    count = sum(finding.status == OPEN for finding in findings)
    day = formats().date(_local(findings[0].written_at).date())
    opened = _n("**{count} finding** is open", "**{count} findings** are open", count)
    return _("{findings}; the last one was written on {day}", findings=opened, day=day)


def card(unit: str, findings: Sequence[Finding]) -> None:
    """The findings of the unit, newest first, with what can be done about each."""
    with cards.card("gemba_findings"):
        st.markdown(f"##### {_('Findings')}")
        _just_written()
        if not findings:
            st.caption(_("What you see on the spot belongs here: the button below writes it down."))
        for finding in findings[:30]:
            _finding(finding)


def _just_written() -> None:
    last = st.session_state.get(_LAST)
    if last is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="finding_saved"):
        st.markdown(f":material/check_circle: {_('Saved in the journal.')}")
        st.button(_("Undo"), key="finding_undo", icon=":material/undo:", on_click=_undo, args=(last,))


def _finding(finding: Finding) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"finding_{finding.finding_id}"):
        with st.container(width="stretch", gap=None):
            st.text(finding.text)
            st.caption(plain(_about(finding)))
        if finding.status == CLOSED:
            st.badge(_("closed"), icon=":material/check:", color="green")
        else:
            st.button(
                _("Close"),
                key=f"close_{finding.finding_id}",
                icon=":material/task_alt:",
                on_click=_close,
                args=(finding.finding_id,),
            )


def _about(finding: Finding) -> str:
    step = labels.name("step", finding.step_id) if finding.step_id else ""
    due = _("due {day}", day=formats().date(finding.due_date)) if finding.due_date else ""
    parts = [
        step,
        side_name(finding.side),
        finding.person,
        formats().time(_local(finding.written_at)),
        finding.owner or "",
        due,
    ]
    return " · ".join(part for part in parts if part)


def write_button(unit: str, process: Process | None) -> None:
    """The button that stays at the lower edge of the screen."""
    with st.bottom, st.container(key="find"):
        if st.button(
            _("Write a finding"),
            key="find_button",
            icon=":material/add_circle:",
            type="primary",
            width="stretch",
            disabled=not may_write(unit),
        ):
            _dialog(unit, process)


def _dialog(unit: str, process: Process | None) -> None:
    steps = [] if process is None else list(process.steps["step"])

    @st.dialog(_("Finding"))
    def write() -> None:
        step = (
            st.pills(
                _("Step"), list(steps), format_func=lambda code: labels.name("step", code), key="finding_step"
            )
            if steps
            else None
        )
        side = st.segmented_control(
            _("Whose side"), SIDES, format_func=side_name, key="finding_side", default=SIDES[0], required=True
        )
        seen = st.text_area(
            _("What did you see"),
            key="finding_text",
            value=st.session_state.get(_DRAFT, ""),
            on_change=_keep_draft,
        )
        owner = st.text_input(_("Who is to act"), key="finding_owner")
        due = st.date_input(_("Until when"), value=None, key="finding_due", format="DD.MM.YYYY")
        st.caption(_("Phone and personal numbers are masked before it is saved."))
        if st.button(_("Save"), type="primary", width="stretch", key="finding_save"):
            values = {
                "unit_id": unit,
                "process_id": process.process_id if process else None,
                "step_id": step,
                "owner": owner.strip() or None,
                "due_date": due,
            }
            _save(seen, str(side), values)

    write()


def _save(seen: str, side: str, values: Mapping[str, Any]) -> None:
    if not seen.strip():
        st.warning(_("Write what you saw."), icon=":material/edit:")
        return
    if not may_write(str(values["unit_id"])):
        st.warning(_("This unit is not in your view."), icon=":material/lock:")
        return
    try:
        written = journal().add_finding(
            text=text.mask(seen),
            side=side,
            person=data.scope().person,
            **values,
        )
    except SapaError as error:
        st.error(problems.said(error), icon=":material/error:")
        return
    st.session_state[_LAST] = written.finding_id
    st.session_state.pop(_DRAFT, None)
    st.rerun()


def _keep_draft() -> None:
    """A dialog closed by mistake keeps what was typed."""
    st.session_state[_DRAFT] = st.session_state["finding_text"]


def _undo(finding_id: int) -> None:
    st.session_state.pop(_LAST, None)
    _told(lambda: journal().undo(finding_id, data.scope().person))


def _close(finding_id: int) -> None:
    st.session_state[_LAST] = finding_id
    _told(lambda: journal().close_finding(finding_id, data.scope().person))


def _told(act: Callable[[], object]) -> None:
    try:
        act()
    except SapaError as error:
        st.toast(problems.said(error), icon=":material/error:")


def side_name(side: str) -> str:
    """``customer`` or ``operator`` in words."""
    return {"customer": _("Customer's side"), "operator": _("Operator's side")}.get(side, side)


def _local(moment: datetime) -> datetime:
    """UTC of the journal as the operator's clock shows it."""
    return (
        moment.replace(tzinfo=UTC)
        .astimezone(ZoneInfo(data.settings().operator.time_zone))
        .replace(tzinfo=None)
    )
