"""The controls of the filters: one row on a wide screen, one popover on a phone."""

from typing import Literal

import streamlit as st

from ui import filters, labels, saved
from ui.narrow import is_narrow
from ui.periods import GRAINS, Grain, Span
from ui.plain import plain
from ui.words import _

Width = int | Literal["stretch"]
WIDE = ("unit", "channel", "process")
MORE = ("region", "product", "segment")


def bar() -> filters.Chosen:
    """Draws the filters and returns what is chosen."""
    with st.container(key="filters", horizontal=True, vertical_alignment="center"):
        if is_narrow():
            _phone()
        else:
            _grains()
            _spans(width=190)
            for dimension in WIDE:
                _choice(dimension, width=190)
            _more(MORE)
    _notes()
    return filters.chosen()


def _phone() -> None:
    """One line that says what is chosen, so that the first figure stands on the first screen."""
    words = f"{filters.chosen().span.title} · {plain(summary())}"
    with st.popover(words, icon=":material/tune:", key="filters_more", width="stretch"):
        _grains()
        _spans(width="stretch")
        for dimension in (*WIDE, *MORE):
            _choice(dimension, width="stretch")
        _reset()
        saved.section()


def _more(dimensions: tuple[str, ...]) -> None:
    count = sum(len(filters.chosen().values.get(dimension, ())) for dimension in dimensions)
    with st.popover(_counted(_("More"), count), icon=":material/tune:", key="filters_more"):
        for dimension in dimensions:
            _choice(dimension, width=260)
        _reset()
        saved.section()


def _counted(text: str, count: int) -> str:
    return f"{text} ({count})" if count else text


def _reset() -> None:
    st.button(
        _("Lift all filters"),
        icon=":material/filter_alt_off:",
        key="filters_reset",
        on_click=filters.reset,
        disabled=not filters.chosen().is_narrowed,
    )


def _grains() -> None:
    names = {"week": _("Week"), "month": _("Month"), "quarter": _("Quarter")}
    key = _control("grain", filters.chosen().span.grain)
    st.segmented_control(
        _("Period"),
        GRAINS,
        format_func=names.__getitem__,
        key=key,
        required=True,
        label_visibility="collapsed",
        on_change=_on_grain,
        args=(key,),
    )


def _on_grain(key: str) -> None:
    grain: Grain = st.session_state[key]
    filters.choose(span=filters.same_time(grain))


def _spans(width: Width) -> None:
    current = filters.chosen().span
    offered = {span.code: span for span in filters.available(current.grain)}
    offered.setdefault(current.code, current)
    titles = {code: span.title for code, span in offered.items()}
    key = _control("span", current.code)
    st.selectbox(
        _("Which one"),
        list(offered),
        format_func=titles.__getitem__,
        key=key,
        label_visibility="collapsed",
        on_change=_on_span,
        args=(key, offered),
        width=width,
    )


def _on_span(key: str, offered: dict[str, Span]) -> None:
    filters.choose(span=offered[st.session_state[key]])


def _choice(dimension: str, width: Width) -> None:
    chosen = filters.chosen().values.get(dimension, ())
    offered = list(dict.fromkeys((*labels.values(dimension), *chosen)))
    known = labels.names(dimension)
    names = {code: known.get(code) or labels.name(dimension, code) for code in offered}
    key = _control(dimension, list(chosen))
    st.multiselect(
        title(dimension),
        offered,
        format_func=names.__getitem__,
        key=key,
        placeholder=everything(dimension),
        label_visibility="collapsed",
        on_change=_on_choice,
        args=(dimension, key),
        width=width,
        wrap=False,
    )


def _on_choice(dimension: str, key: str) -> None:
    filters.choose(None, **{dimension: tuple(st.session_state[key])})


def _control(name: str, value: object) -> str:
    """The key of a control that always shows the state, whichever page drew it last."""
    key = f"filter_{name}"
    st.session_state[key] = value
    return key


def title(dimension: str) -> str:
    """The word for a dimension one can filter by."""
    return {
        "unit": _("Unit"),
        "channel": _("Channel"),
        "process": _("Process"),
        "region": _("Region"),
        "product": _("Product"),
        "segment": _("Segment"),
    }[dimension]


def everything(dimension: str) -> str:
    return {
        "unit": _("All units"),
        "channel": _("All channels"),
        "process": _("All processes"),
        "region": _("All regions"),
        "product": _("All products"),
        "segment": _("All segments"),
    }[dimension]


def summary() -> str:
    """What is narrowed, in words, for captions; all units where nothing is."""
    values = filters.chosen().values
    parts = [
        ", ".join(labels.name(key, code) for code in values[key])
        for key in filters.DIMENSIONS
        if key in values
    ]
    return " · ".join(parts) or _("all units")


def _notes() -> None:
    for key, value in filters.notes():
        name = _("Period") if key == "period" else title(key)
        st.caption(
            _(
                "The address names “{value}” for {filter}, which is not in this data: left out.",
                value=value,
                filter=name,
            )
        )
