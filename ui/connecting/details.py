"""Below a field's column: how its cells are read, shown on examples, and how to read them otherwise."""

import streamlit as st

from config.errors import SapaError
from etl.api import connect
from ui import data
from ui.connecting import state as connect_state
from ui.connecting import told as connect_told
from ui.connecting import words as say
from ui.plain import plain
from ui.words import _

_MOST_WORDS, _FEW = 24, 3
_UNITS = ("seconds", "minutes", "hours", "milliseconds")
_EMPTY, _UNKNOWN = "\0empty", ""


def below(seen: connect.Sight, field: connect.Field) -> None:
    """What fits the kind of field; nothing for one that is not in the file."""
    names = connect.names_of(seen.values.get("columns", {}).get(field.name))
    if not names:
        return
    if field.name in seen.times:
        _times(seen, field)
    elif field.kind in (connect.Kind.CHOICE, connect.Kind.YES_NO):
        _word_map(seen, field)
    elif field.kind is connect.Kind.CUSTOMER:
        st.caption(_("Kept as a keyed hash only: nobody can read the number again."))
    elif field.kind is connect.Kind.FREE_TEXT:
        st.caption(_("Phone numbers, cards and e-mail addresses are hidden before it is kept."))
    elif field.name == "score" and field.high is not None:
        _scale(seen, field)
    elif field.unit == "seconds":
        _unit(seen, field)


def constant(seen: connect.Sight, field: connect.Field) -> None:
    """One value for all rows: chosen from the contract's words, or written."""
    key, current = f"constant_{field.name}", str(seen.values.get("constants", {}).get(field.name, ""))
    st.session_state[key] = current
    choices = _choices(field)
    if choices:
        st.selectbox(
            _("For all rows"), ["", *choices], key=key, on_change=_constant_told, args=(field.name,),
            format_func=lambda one: say.choice(field.name, one) if one else _("Choose"),
        )  # fmt: skip
    else:
        st.text_input(_("For all rows"), key=key, on_change=_constant_told, args=(field.name,))


def _constant_told(field: str) -> None:
    now, value = connect_state.state(), st.session_state[f"constant_{field}"].strip()
    if value:
        st.session_state.pop("connect_constant", None)
        connect_state.tell(connect_told.with_constant(now.told, field, value))


def _choices(field: connect.Field) -> tuple[str, ...]:
    return ("yes", "no") if field.kind is connect.Kind.YES_NO else field.choices


def _times(seen: connect.Sight, field: connect.Field) -> None:
    pairs = [f"{plain(cell)} → **{say.day_in_words(moment)}**" for cell, moment in seen.times[field.name]]
    st.caption("  \n".join(pairs))
    with st.popover(
        _("Dates are written otherwise"), key=f"m_date_{field.name}", type="tertiary", icon=":material/edit:"
    ):
        _formats(seen, field)


def _formats(seen: connect.Sight, field: connect.Field) -> None:
    current, key = connect_told.pattern_of(seen, field.name), f"date_{field.name}"
    cells = [cell for cell, _moment in seen.times[field.name]][:1]
    offered = [one for one in dict.fromkeys((current, connect_told.swapped(current), "iso")) if one]
    st.session_state[key] = current
    st.radio(
        _("As in the file"), offered, key=key, on_change=_date_told, args=(field.name, key),
        captions=[_example(cells, one) for one in offered],
    )  # fmt: skip
    own = f"own_{key}"
    st.text_input(
        _("Another format"), key=own, placeholder="dd.mm.yyyy HH:MM", on_change=_date_told,
        args=(field.name, own),
        help=_("dd day, mm month, yyyy year, HH hours, MM minutes, SS seconds, mmm month in letters"),
    )  # fmt: skip


def _example(cells: list[str], pattern: str) -> str:
    moments = connect.dated(cells, pattern, data.settings().operator.time_zone)
    return " ".join(f"{plain(c)} → {say.day_in_words(m)}" for c, m in zip(cells, moments, strict=True))


def _date_told(field: str, key: str) -> None:
    now, pattern = connect_state.state(), str(st.session_state[key]).strip()
    if pattern:
        connect_state.tell(connect_told.with_date(now.told, [field], pattern))


def _word_map(seen: connect.Sight, field: connect.Field) -> None:
    found = {word: meaning(seen, field, word) for word in _words_of(seen, field)}
    open_words = [word for word, known in found.items() if known == _UNKNOWN]
    shown = [f"{plain(word)} → **{_said(field, known)}**" for word, known in found.items() if known][:_FEW]
    if open_words:
        listed = ", ".join(plain(word) for word in open_words[:_FEW])
        shown.append(f":red[:material/help:] {_('unknown: {words}', words=listed)}")
    if shown:
        st.caption("  \n".join(shown))
    with st.popover(
        _("What its words mean"), key=f"m_words_{field.name}", type="tertiary", icon=":material/edit:"
    ):
        words(seen, field, where="map")


def words(seen: connect.Sight, field: connect.Field, *, where: str, only_open: bool = False) -> None:
    """A choice for each different word of the column; ``only_open``: those nobody knows."""
    options = [*_choices(field), _EMPTY, _UNKNOWN]
    for number, word in enumerate(_words_of(seen, field)):
        known, key = meaning(seen, field, word), f"word_{where}_{field.name}_{number}"
        if only_open and known != _UNKNOWN:
            continue
        st.session_state[key] = known
        st.selectbox(
            f"“{plain(word[:60])}”", options, key=key, format_func=lambda one: _said(field, one),
            on_change=_word_told, args=(field.name, word, key), filter_mode=None,
        )  # fmt: skip


def _words_of(seen: connect.Sight, field: connect.Field) -> tuple[str, ...]:
    names = connect.names_of(seen.values["columns"][field.name])
    column = seen.column(names[0])
    return column.words[:_MOST_WORDS] if column else ()


def _said(field: connect.Field, value: str) -> str:
    if value == _EMPTY:
        return _("nothing (an empty cell)")
    return say.choice(field.name, value) if value else _("unknown: the row is set aside")


def meaning(seen: connect.Sight, field: connect.Field, word: str) -> str:
    """What a word of the column is read as: a choice, nothing, or unknown."""
    if word.lower() in {one.lower() for one in seen.values.get("empty", ())}:
        return _EMPTY
    pairs = {key.lower(): value for key, value in seen.values.get("values", {}).get(field.name, {}).items()}
    tidy = pairs.get(word.lower(), word).lower()
    if field.kind is connect.Kind.YES_NO:
        return "yes" if tidy in connect.YES else "no" if tidy in connect.NO else _UNKNOWN
    code = tidy.replace(" ", "_").replace("-", "_")
    return code if code in field.choices else _UNKNOWN


def _word_told(field: str, word: str, key: str) -> None:
    now, value = connect_state.state(), st.session_state[key]
    try:
        values = connect_state.sight().values
    except SapaError:
        return
    if value == _EMPTY:
        connect_state.tell(connect_told.with_empty(now.told, values.get("empty", ()), word))
    else:
        known = values.get("values", {}).get(field, {})
        connect_state.tell(connect_told.with_word(now.told, field, known, word, value))


def _scale(seen: connect.Sight, field: connect.Field) -> None:
    low, high = seen.values.get("scale", {}).get(field.name, (0, 10))
    key, offered = f"scale_{field.name}", [0, 1]
    st.session_state[key] = int(low)
    st.radio(
        _("Scale"), offered, key=key, horizontal=True, on_change=_scale_told,
        args=(field.name, key, int(high)),
        format_func=lambda one: _("{low} to {high}", low=one, high=int(high)),
        help=_("Where the scale begins; detractors are 0 to 6, or 1 to 6."),
    )  # fmt: skip


def _scale_told(field: str, key: str, high: int) -> None:
    now = connect_state.state()
    connect_state.tell(connect_told.with_part(now.told, "scale", field, [int(st.session_state[key]), high]))


def _unit(seen: connect.Sight, field: connect.Field) -> None:
    names = {
        "seconds": _("seconds, or h:mm:ss"), "minutes": _("minutes"), "hours": _("hours"),
        "milliseconds": _("milliseconds"),
    }  # fmt: skip
    key = f"unit_{field.name}"
    st.session_state[key] = seen.values.get("units", {}).get(field.name, "seconds")
    st.selectbox(
        _("Counted in"), list(_UNITS), key=key, format_func=names.__getitem__, on_change=_unit_told,
        args=(field.name, key), filter_mode=None,
    )  # fmt: skip


def _unit_told(field: str, key: str) -> None:
    now = connect_state.state()
    connect_state.tell(connect_told.with_part(now.told, "units", field, st.session_state[key]))
