"""What only a person can tell, with the evidence beside each answer; answering looks at the file again."""

import re

import streamlit as st

from etl.api import connect
from ui import cards, data
from ui.connecting import details as connect_details
from ui.connecting import state as connect_state
from ui.connecting import told as connect_told
from ui.connecting import words as say
from ui.plain import plain
from ui.words import _

_LONG = 5
_GRADES = {"surveys", "ratings"}


def card(seen: connect.Sight) -> None:
    """Every open question; nothing where none is."""
    if not seen.questions:
        return
    with cards.card("connect_questions"):
        st.markdown(f"##### :red[:material/help:] {_('Only you can tell')}")
        for number, question in enumerate(seen.questions):
            _question(seen, question.key, question.text, question.choices, number)


def _question(seen: connect.Sight, key: str, text: str, choices: tuple[str, ...], number: int) -> None:
    section, _dot, rest = key.partition(".")
    field = rest.split(".")[0]
    if section == "values":
        _words(seen, field)
        return
    label, name = _asked(seen, section, field, text, choices), f"question_{number}_{key}"
    if section in ("date_format", "date_formats"):
        captions = [_read(seen, field, one) for one in choices]
        st.radio(
            label, choices, index=None, captions=captions, key=name, on_change=_answered, args=(name, key)
        )
    elif section == "columns":
        _column(seen, label, name, key, choices)
    elif choices:
        st.radio(
            label, choices, index=None, format_func=lambda one: _written(section, field, one), key=name,
            on_change=_answered, args=(name, key), horizontal=len(choices) < _LONG,
        )  # fmt: skip
    else:
        st.text_input(label, key=name, on_change=_answered, args=(name, key))


def _asked(seen: connect.Sight, section: str, field: str, text: str, choices: tuple[str, ...]) -> str:
    """The question in the reader's words; the inspector's own where it is of a new sort."""
    if section in ("date_format", "date_formats"):
        column = _column_of(seen, field)
        return _("“{column}”: which number is the day?", column=plain(column))
    if section == "columns":
        doc = say.field_doc(connect.CONTRACTS[seen.values["contract"]][field])
        return _("Which column is “{field}”?", field=say.field_title(field)) + f" {plain(doc)}"
    if section == "constants":
        return _("No column tells “{field}”. What is it for all rows?", field=say.field_title(field))
    if section == "scale":
        return _(
            "“{column}” goes beyond the scale of “{field}”: put its marks into that scale in equal steps?",
            column=plain(_column_of(seen, field)), field=say.field_title(field),
        )  # fmt: skip
    if section == "contract":
        is_of_grades = set(choices) == _GRADES
        return _("What are these grades?") if is_of_grades else _("What is each row of the file?")
    return plain(text)


def _column_of(seen: connect.Sight, field: str) -> str:
    own = field or next(iter(connect_told.of_usual_format(seen)), "")
    return " + ".join(connect.names_of(seen.values.get("columns", {}).get(own))) or say.field_title(own)


def _read(seen: connect.Sight, field: str, pattern: str) -> str:
    """The first cells under a format: ``03/04/2024 → 3 April 2024``."""
    own = field or next(iter(connect_told.of_usual_format(seen)), "")
    cells = [cell for cell, _moment in seen.times.get(own, ())]
    moments = connect.dated(cells, pattern, data.settings().operator.time_zone)
    pairs = zip(cells, moments, strict=True)
    return "  \n".join(f"{plain(cell)} → **{say.day_in_words(moment)}**" for cell, moment in pairs)


def _column(seen: connect.Sight, label: str, name: str, key: str, choices: tuple[str, ...]) -> None:
    field = connect.CONTRACTS[seen.values["contract"]][key.partition(".")[2]]
    others = [column.name for column in seen.columns if column.name not in choices]
    nothing = [] if field.required else [""]
    st.selectbox(
        label, [*choices, *others, *nothing], index=None, key=name, on_change=_answered, args=(name, key),
        format_func=lambda one: _samples(seen, one), placeholder=_("Choose a column"),
    )  # fmt: skip


def _samples(seen: connect.Sight, name: str) -> str:
    column = seen.column(name)
    if column is None:
        return _("— not in the file —")
    shown = ", ".join(one for one in column.samples if one)
    return f"{name}  ({shown})" if shown else name


def _words(seen: connect.Sight, field: str) -> None:
    column = _column_of(seen, field)
    st.markdown(
        _(
            "What do these words of “{column}” mean as “{field}”?",
            column=plain(column),
            field=say.field_title(field),
        )
    )
    connect_details.words(
        seen, connect.CONTRACTS[seen.values["contract"]][field], where="asked", only_open=True
    )


def _written(section: str, field: str, value: str) -> str:
    if section == "scale":
        marks = re.findall(r"\d+", value)
        return _("yes, it runs from {low} to {high}", low=marks[0], high=marks[-1])
    return say.contract_title(value) if section == "contract" else say.choice(field, value)


def _answered(name: str, key: str) -> None:
    now, answer = connect_state.state(), st.session_state[name]
    if answer is not None:
        connect_state.tell(connect_told.with_answer(now.told, connect_state.sight(), key, answer))
