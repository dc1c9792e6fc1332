"""The shared filters: one state for all pages, kept in the address as codes, so that a link shares it.

``start()`` (once a run, from app.py) reconciles address and session; ``chosen()`` is what pages use;
``ui.filter_bar`` draws the controls.  Values of the address that mean nothing are left out with a note.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import streamlit as st

from ui import data, labels
from ui.periods import GRAINS, Grain, Span, read_code, span_of, spans

__all__ = [
    "DIMENSIONS", "GRAINS", "KEYS", "Chosen", "Span", "available", "choose", "chosen", "default_span",
    "notes", "read", "reset", "same_time", "span_of", "start", "write",
]  # fmt: skip

DIMENSIONS = ("unit", "channel", "process", "region", "product", "segment")
KEYS = ("period", *DIMENSIONS)
_STATE, _WRITTEN, _NOTES = "filters", "filters_written", "filters_notes"


@dataclass(frozen=True)
class Chosen:
    """The chosen period and the chosen codes by dimension (only dimensions that are narrowed)."""

    span: Span
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def address(self) -> dict[str, str]:
        """As it stands in the address: codes only."""
        narrowed = {key: ",".join(codes) for key, codes in self.values.items() if codes}
        default = default_span(self.span.grain)
        period = {} if self.span == default and default.grain == "month" else {"period": self.span.code}
        return {**period, **narrowed}

    @property
    def is_narrowed(self) -> bool:
        return any(self.values.values())


def chosen() -> Chosen:
    """What is chosen in this session."""
    state = st.session_state.get(_STATE)
    return state if isinstance(state, Chosen) else Chosen(default_span("month"))


def choose(span: Span | None = None, **codes: tuple[str, ...]) -> None:
    """Changes the choice: ``choose(span)`` or ``choose(unit=("u1",))``; () lifts a filter."""
    current = chosen()
    kept = {key: some for key, some in {**current.values, **codes}.items() if some}
    st.session_state[_STATE] = Chosen(span or current.span, kept)


def reset() -> None:
    """Lifts every filter; the period stays."""
    st.session_state[_STATE] = replace(chosen(), values={})


def notes() -> list[tuple[str, str]]:
    """(key, value) pairs of the address that were left out in this run."""
    return list(st.session_state.get(_NOTES, ()))


def start() -> None:
    """Takes the choice from the address when it is new, then writes the choice into the address."""
    given = {key: st.query_params[key] for key in KEYS if key in st.query_params}
    if _STATE not in st.session_state or (given and given != st.session_state.get(_WRITTEN)):
        st.session_state[_STATE], st.session_state[_NOTES] = read(given)
    elif given:
        st.session_state[_NOTES] = []
    write()


def write() -> None:
    """The choice into the address; other parameters of the page stay."""
    address = chosen().address()
    for key in KEYS:
        if key in st.query_params and key not in address:
            del st.query_params[key]
    for key, value in address.items():
        if st.query_params.get(key) != value:
            st.query_params[key] = value
    st.session_state[_WRITTEN] = address


def read(given: Mapping[str, str]) -> tuple[Chosen, list[tuple[str, str]]]:
    """An address as a choice, and the parts of it that mean nothing here."""
    notes: list[tuple[str, str]] = []
    span = _read_span(given.get("period"), notes)
    values = {key: _read_codes(key, given[key], notes) for key in DIMENSIONS if given.get(key)}
    return Chosen(span, {key: codes for key, codes in values.items() if codes}), notes


def _read_span(code: str | None, notes: list[tuple[str, str]]) -> Span:
    span = read_code(code) if code else None
    if span and span in available(span.grain):
        return span
    if code:
        notes.append(("period", code))
    return default_span("month")


def _read_codes(key: str, text: str, notes: list[tuple[str, str]]) -> tuple[str, ...]:
    known = set(labels.values(key))
    codes = [code for code in text.split(",") if code]
    notes.extend((key, code) for code in codes if code not in known)
    return tuple(dict.fromkeys(code for code in codes if code in known))


def available(grain: Grain) -> list[Span]:
    """The spans the data covers, newest first; the current one where there is no data."""
    info = data.snapshot().info
    last = info.last_day or date.today()
    return spans(grain, info.first_day or last, last)


def default_span(grain: Grain) -> Span:
    """The last complete month of the data, or the span of ``grain`` that ends with it."""
    info = data.snapshot().info
    month = span_of("month", info.last_complete_month or info.last_day or date.today())
    return month if grain == "month" else _last_complete(grain, month.end - timedelta(days=1))


def _last_complete(grain: Grain, last_day: date) -> Span:
    span = span_of(grain, last_day)
    return span if span.end <= last_day + timedelta(days=1) else span.before


def same_time(grain: Grain) -> Span:
    """The span of another grain that lies where the chosen one ends (for the switch of grains)."""
    last_day = chosen().span.end - timedelta(days=1)
    span = _last_complete(grain, last_day)
    return span if span in available(grain) else default_span(grain)
