"""What is searched for besides the shared filters; kept in the address as codes, so that a link shares it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields

import streamlit as st

from ui import labels
from ui.words import LANGUAGE_NAMES

SCORES = {"low": (0, 6), "middle": (7, 8), "high": (9, 10)}
SPEAKERS = ("agent", "customer")
ANY_BROKEN = "any"
ORDERS = ("newest", "best")
_STATE, _WRITTEN = "search_wanted", "search_written"
_MOST_LETTERS = 400


@dataclass(frozen=True)
class Wanted:
    """q: what was typed. score: a group of ``SCORES``. said_in: a language. broken: a criterion, or any."""

    q: str = ""
    score: str = ""
    said_in: str = ""
    speaker: str = ""
    broken: str = ""
    order: str = "newest"

    @property
    def scores(self) -> tuple[str, ...]:
        """The scores of the group; none where all will do."""
        low, high = SCORES.get(self.score, (0, -1))
        return tuple(str(score) for score in range(low, high + 1))


KEYS = tuple(field.name for field in fields(Wanted))


def wanted() -> Wanted:
    """What this session searches for."""
    state = st.session_state.get(_STATE)
    return state if isinstance(state, Wanted) else Wanted()


def want(**changed: str) -> None:
    """Changes some of it."""
    st.session_state[_STATE] = Wanted(**{**asdict(wanted()), **changed})


def start() -> None:
    """Takes the search from the address where it is new, then writes it there."""
    given = {key: st.query_params[key] for key in KEYS if key in st.query_params}
    if _STATE not in st.session_state or (given and given != st.session_state.get(_WRITTEN)):
        st.session_state[_STATE] = read(given)
    _write()


def read(given: Mapping[str, str]) -> Wanted:
    """An address as a search; what means nothing here is left out."""
    known = {
        "score": tuple(SCORES), "said_in": tuple(LANGUAGE_NAMES), "speaker": SPEAKERS, "order": ORDERS,
        "broken": (ANY_BROKEN, *labels.values("criterion")) if given.get("broken") else (),
    }  # fmt: skip
    codes = {key: given[key] for key, allowed in known.items() if given.get(key) in allowed}
    return Wanted(q=given.get("q", "")[:_MOST_LETTERS].strip(), **codes)


def _write() -> None:
    plain, address = asdict(Wanted()), asdict(wanted())
    narrowed = {key: value for key, value in address.items() if value != plain[key]}
    for key in KEYS:
        if key in st.query_params and key not in narrowed:
            del st.query_params[key]
    for key, value in narrowed.items():
        if st.query_params.get(key) != value:
            st.query_params[key] = value
    st.session_state[_WRITTEN] = narrowed
