"""A case or a customer found by a number, while the customer is on the line.

What is typed is hashed with the instance's key and forgotten: it stands in no address, file, log or session.
Each search is in the journal's audit before anything is shown.
"""

from dataclasses import dataclass

import streamlit as st

from config.errors import SapaError
from etl import api as etl
from journal.api import Journal
from ui import access, cards, data, problems
from ui.cases import customer, one_case
from ui.words import _, written_n
from warehouse import rows as warehouse_rows
from warehouse.period import Period

_FIELD, _FOUND = "case_find", "case_found"
_ALL_DAYS = Period(None, None)


@dataclass(frozen=True)
class Found:
    """What a search gave. key: of the customer, empty where it is not known; error: why there is none;
    is_telephone: whether what was typed is a whole telephone number; is_number: whether it is any."""

    key: str = ""
    case_id: str = ""
    error: SapaError | None = None
    is_telephone: bool = True
    is_number: bool = True


def may_search() -> bool:
    """A number of a customer is personal data."""
    return bool(data.scope().person) and access.may_see_people(data.instance())


def field() -> None:
    """The field; Enter searches."""
    if not may_search():
        st.caption(f":material/lock: {_('Finding a customer by number is not open to your role.')}")
        return
    st.text_input(
        _("Telephone, account or case number"), key=_FIELD, icon=":material/search:", on_change=_search,
        placeholder=_("Telephone, account or case number, then Enter"), label_visibility="collapsed",
        autocomplete="off", max_chars=60,
    )  # fmt: skip


def is_asked() -> bool:
    return _FOUND in st.session_state


def answer() -> None:
    """What was found: the case, and the customer's timeline."""
    found: Found = st.session_state[_FOUND]
    st.button(_("Close the search"), icon=":material/close:", key="case_find_close", on_click=_close)
    if found.error or not found.is_number:
        with cards.card("case_find_problem"):
            st.text(
                problems.said(found.error)
                if found.error
                else _(
                    "There is no number in it: type a telephone number, an account or the number of a case."
                )
            )
        return
    if found.case_id:
        one_case.draw(found.case_id, with_back=False)
    if found.key:
        _timeline(found)
    elif not found.case_id:
        with cards.card("case_find_none"):
            _nothing(found)


def _timeline(found: Found) -> None:
    entries = customer.entries(found.key)
    with cards.card("case_find_found"):
        kept = _("the number itself is kept nowhere; this search is in the audit")
        if not entries:
            _nothing(found)
            st.caption(kept)
            return
        caption = f"{written_n(len(entries))} · {kept}"
        cards.head(key="case_find_found", title=_("Everything of this customer"), caption=caption)
        customer.draw(entries)


def _nothing(found: Found) -> None:
    """Nothing was found, and how the number was read: a figure may be missing."""
    st.markdown(f":material/search_off: {_('Nothing of this number is among what you may see.')}")
    if found.is_telephone:
        st.caption(_("It was read as a telephone number."))
    else:
        st.caption(_("That is no whole telephone number: it has 10 figures, or 11 with +7 or 8."))


def _close() -> None:
    st.session_state.pop(_FOUND, None)


def _search() -> None:
    """Find, write the audit, keep the key alone; the field is emptied whatever happens."""
    typed = str(st.session_state.get(_FIELD, "")).strip()
    st.session_state[_FIELD] = ""
    if not typed or not may_search():
        return
    if not any(letter.isalnum() for letter in typed):
        st.session_state[_FOUND] = Found(is_number=False)
        return
    try:
        st.session_state[_FOUND] = _case(typed) or _customer(typed)
    except SapaError as error:
        st.session_state[_FOUND] = Found(error=error)


def _case(typed: str) -> Found | None:
    filters = {"case_id": tuple({typed, typed.upper()})}
    asked = {"period": _ALL_DAYS, "filters": filters, "limit": 1}
    frame = warehouse_rows.rows(data.snapshot(), data.scope(), "cases", **asked)  # type: ignore[arg-type]
    if frame.empty:
        return None
    case_id, key = str(frame.iloc[0]["case_id"]), frame.iloc[0]["customer_key"]
    _audit("case", case_id, 1)
    return Found(key=key if isinstance(key, str) else "", case_id=case_id)


def _customer(typed: str) -> Found:
    key = etl.customer_asked(data.instance(), typed)
    _audit("customer", key, len(customer.entries(key)))
    return Found(key=key, is_telephone=etl.is_telephone(typed))


def _audit(subject: str, asked: str, count: int) -> None:
    person = data.scope().person
    Journal(data.instance()).searches.add(person=person, subject=subject, asked=asked, count_found=count)
