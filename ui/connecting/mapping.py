"""Step 2: what Sapa saw, what only a person can tell, and which column is which field."""

from collections.abc import Sequence

import streamlit as st

from etl.api import connect
from ui import cards, narrow
from ui.connecting import details as connect_details
from ui.connecting import questions
from ui.connecting import seen as connect_seen
from ui.connecting import state as connect_state
from ui.connecting import told as connect_told
from ui.connecting import words as say
from ui.connecting.state import FILE, TRY
from ui.plain import plain
from ui.words import _, _n

NOWHERE, CONSTANT, TOGETHER = "", "\0constant", "\0together"
_LONGEST, _SAMPLE = 46, 22


def draw() -> None:
    """The whole step."""
    with st.spinner(_("Looking at the whole file…")):
        seen = connect_state.sight()
    if seen.problem:
        with cards.card("connect_unclear"):
            st.markdown(f":red[:material/error:] {plain(say.problem(seen.problem))}")
    connect_seen.card(seen)
    questions.card(seen)
    _mapping(seen)
    _forward(seen)


def _mapping(seen: connect.Sight) -> None:
    contract = connect.CONTRACTS[seen.values["contract"]]
    with cards.card("connect_columns"):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.markdown(f"##### {_('Which column is what')}", width="stretch")
            _undo_buttons()
        _contract(contract)
        first = [field for field in contract.fields if _is_shown(seen, field)]
        first.sort(key=lambda field: not _is_needed(seen, field))
        _fields(seen, first)
        rest = [field for field in contract.fields if field not in first]
        if rest:
            words = _n(
                "{count} more field, not in the file", "{count} more fields, not in the file", len(rest)
            )
            with st.expander(words):
                _fields(seen, rest)
        _unused(seen)


def _undo_buttons() -> None:
    now = connect_state.state()
    count = connect_told.count(now.told)
    if now.past:
        st.button(
            _("Undo"), key="connect_undo", on_click=connect_state.undo, icon=":material/undo:",
            help=_("Take the last correction back"),
        )  # fmt: skip
    if count:
        st.button(
            _("As Sapa proposed"), key="connect_undo_all", on_click=connect_state.undo_all,
            icon=":material/restart_alt:",
            help=_n("Takes {count} correction back", "Takes {count} corrections back", count),
        )  # fmt: skip


def _contract(contract: connect.Contract) -> None:
    st.session_state["connect_contract"] = contract.name
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            _("The file holds"), list(connect.CONTRACTS), format_func=say.contract_title, width=360,
            key="connect_contract", on_change=_contract_chosen, help=_("Each row becomes one of these."),
        )  # fmt: skip
        st.caption(say.contract_doc(contract.name), width=520)


def _contract_chosen() -> None:
    now = connect_state.state()
    connect_state.tell(connect_told.with_contract(now.told, st.session_state["connect_contract"]))


def _fields(seen: connect.Sight, fields: Sequence[connect.Field]) -> None:
    with st.grid(3, min_column_width=300, gap="medium"):
        for field in fields:
            with st.container(gap="xsmall", key=f"field_{field.name}"):
                _field(seen, field)


def _field(seen: connect.Sight, field: connect.Field) -> None:
    current, key = _current(seen, field), f"column_{field.name}"
    st.session_state[key] = current
    st.selectbox(
        f"{_mark(seen, field)} {plain(say.field_title(field.name))}",
        _options(seen, field),
        format_func=lambda option: _option(seen, field, option),
        key=key, help=plain(say.field_doc(field)), on_change=_chosen, args=(field.name,),
    )  # fmt: skip
    if current == CONSTANT or st.session_state.get("connect_constant") == field.name:
        connect_details.constant(seen, field)
    connect_details.below(seen, field)


def _mark(seen: connect.Sight, field: connect.Field) -> str:
    """The state as a coloured sign with its word, for whoever hears or does not tell the colours."""
    if _is_open(seen, field):
        return f":red[:material/help: {_('needs you')}] ·"
    if _is_given(seen, field):
        return f":green[:material/check_circle: {_('found')}] ·"
    return f":gray[:material/remove: {_('not in the file')}] ·"


def _is_given(seen: connect.Sight, field: connect.Field) -> bool:
    given = {**seen.values.get("columns", {}), **seen.values.get("constants", {})}
    return given.get(field.name) not in (None, "", [])


def _is_shown(seen: connect.Sight, field: connect.Field) -> bool:
    """Found, needed, or touched: what a person has just changed does not jump away."""
    touched = connect_state.state().told.get("columns", {})
    return _is_given(seen, field) or _is_needed(seen, field) or field.name in touched


def _is_needed(seen: connect.Sight, field: connect.Field) -> bool:
    return _must_be(seen, field) or _is_open(seen, field)


def _must_be(seen: connect.Sight, field: connect.Field) -> bool:
    """Required, and not made of the row's content where no column holds it."""
    contract = connect.CONTRACTS[seen.values["contract"]]
    return field.required and not connect.may_be_made(contract, field.name)


def _is_open(seen: connect.Sight, field: connect.Field) -> bool:
    """Whether a question about it waits, or it is required and nowhere."""
    asked = any(_is_about(seen, field, question.key) for question in seen.questions)
    return asked or (_must_be(seen, field) and not _is_given(seen, field))


def _is_about(seen: connect.Sight, field: connect.Field, key: str) -> bool:
    if key == "date_format":
        return field.name in connect_told.of_usual_format(seen)
    return field.name in key.split(".")


def _current(seen: connect.Sight, field: connect.Field) -> str:
    names = connect.names_of(seen.values.get("columns", {}).get(field.name))
    if len(names) > 1:
        return TOGETHER
    if names:
        return next((column.name for column in seen.columns if _same(column.name, names[0])), NOWHERE)
    return CONSTANT if field.name in seen.values.get("constants", {}) else NOWHERE


def _same(one: str, other: str) -> bool:
    return " ".join(one.lower().split()) == " ".join(other.lower().split())


def _options(seen: connect.Sight, field: connect.Field) -> list[str]:
    together = [TOGETHER] if _current(seen, field) == TOGETHER else []
    return [NOWHERE, *together, *(column.name for column in seen.columns), CONSTANT]


def _option(seen: connect.Sight, field: connect.Field, option: str) -> str:
    if option == NOWHERE:
        return _("— not in the file —")
    if option == CONSTANT:
        return _("the same for all rows…")
    if option == TOGETHER:
        return " + ".join(connect.names_of(seen.values["columns"][field.name]))
    column = seen.column(option)
    samples = ", ".join(_short(one, _SAMPLE) for one in column.samples if one) if column else ""
    return f"{_short(option, _LONGEST)}  ({samples})" if samples else _short(option, _LONGEST)


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _chosen(field: str) -> None:
    option, now = st.session_state[f"column_{field}"], connect_state.state()
    st.session_state.pop("connect_constant", None)
    if option == CONSTANT:
        st.session_state["connect_constant"] = field
    elif option != TOGETHER:
        connect_state.tell(connect_told.with_column(now.told, field, [option] if option else []))


def _unused(seen: connect.Sight) -> None:
    if seen.unused:
        shown = " · ".join(plain(_short(name, _LONGEST)) for name in seen.unused[:40])
        st.caption(_("Columns of the file that are not used: {columns}", columns=shown))


def _forward(seen: connect.Sight) -> None:
    """Back and next; on a phone one below the other."""
    with st.container(horizontal=True, vertical_alignment="center", key="connect_forward"):
        st.button(
            _("Back"),
            key="connect_back",
            on_click=connect_state.go,
            args=(FILE,),
            icon=":material/arrow_back:",
        )
        st.button(
            _("Try it"), key="connect_next", type="primary" if seen.is_ready else "secondary",
            on_click=connect_state.go, args=(TRY,),
            icon=":material/arrow_forward:", disabled=not seen.is_ready,
        )  # fmt: skip
        if seen.questions:
            count = len(seen.questions)
            st.markdown(_n("{count} question is open.", "{count} questions are open.", count))
        elif not seen.problem and not narrow.is_narrow():
            st.caption(connect_seen.verdict(seen))
