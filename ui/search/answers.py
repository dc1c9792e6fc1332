"""Answers of the search within the viewer's scope, the shared filters and what narrows the search."""

import streamlit as st

from ui import data, filters
from ui.call import recordings
from ui.search.wanted import Wanted
from warehouse.period import Period
from warehouse.scope import Scope
from warehouse.search import asking, state
from warehouse.search.asking import Found, Hit
from warehouse.search.query import Unreadable, parse
from warehouse.snapshot import Snapshot

_Frozen = tuple[tuple[str, tuple[str, ...]], ...]


def found(wanted: Wanted, limit: int) -> Found:
    """Calls in which what was typed is said, ``limit`` of them; WrongUse where it cannot be read."""
    return _asked(wanted, filters.chosen().span.period, _narrowed(wanted), limit)


def hit_in(wanted: Wanted, recording_id: str) -> Hit | None:
    """Where the search is met in one call, whatever narrows the list; None where it is not."""
    if unreadable(wanted.q):
        return None
    one = (("recording_id", (recording_id,)),)
    hits = _asked(wanted, recordings.ALL_DAYS, one, 1).hits
    return hits[0] if hits else None


def unreadable(text: str) -> Unreadable | None:
    """Why nothing can be looked for; None where something can."""
    try:
        parse(text)
    except Unreadable as error:
        return error
    return None


def words(wanted: Wanted, recording_id: str) -> tuple[str, ...]:
    """Words to mark in the player of a call, as it compares them."""
    hit = hit_in(wanted, recording_id)
    if hit is None:
        return ()
    return tuple(sorted({word.replace("ё", "е") for place in hit.places for word in place.said}))


def _narrowed(wanted: Wanted) -> _Frozen:
    codes = {
        **recordings.narrowed("calls"),
        "score": wanted.scores,
        "language": (wanted.said_in,) if wanted.said_in else (),
        "speaker": (wanted.speaker,) if wanted.speaker else (),
        "broken": (wanted.broken,) if wanted.broken else (),
    }
    return tuple((key, tuple(some)) for key, some in sorted(codes.items()) if some)


def _asked(wanted: Wanted, period: Period, narrowed: _Frozen, limit: int) -> Found:
    shot, instance = data.snapshot(), data.instance()
    key = f"{instance.home}/{shot.id}/{state.read(instance).sequence}"
    return _found(
        shot, key, data.scope(), wanted.q, period=period, narrowed=narrowed, order=wanted.order, limit=limit
    )


@st.cache_data(max_entries=200, show_spinner=False)
def _found(
    _snapshot: Snapshot, key: str, scope: Scope, text: str, *, period: Period, narrowed: _Frozen, order: str,
    limit: int,
) -> Found:  # fmt: skip
    return asking.search(
        data.instance(), _snapshot, scope, text, period=period, filters=dict(narrowed),
        order="best" if order == "best" else "newest", limit=limit,
    )  # fmt: skip
