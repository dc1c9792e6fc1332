"""Recorded calls as pages ask for them: one call, its words and findings, its signed address."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
import streamlit as st

from config.errors import SapaError
from etl import api as etl
from ui import browsers, data, filters
from ui.call import signatures, sounds
from ui.words import _, formats
from warehouse import rows as warehouse_rows
from warehouse import words as warehouse_words
from warehouse.period import Period
from warehouse.scope import Scope
from warehouse.snapshot import Snapshot

FRESH_S = 120
"""An address with less life than this is replaced at the next run of the page."""
LISTENING_S = 3600
"""Who plays a call again after so long listens to it a second time, in the audit too."""
ALL_DAYS = Period(None, None)
_Frozen = tuple[tuple[str, tuple[str, ...]], ...]


def call(recording_id: str) -> dict[str, Any] | None:
    """One recorded call by its row query; None where it is not in the viewer's scope."""
    found = where("calls", {"recording_id": (recording_id,)}, period=ALL_DAYS, limit=1)
    return None if found.empty else {str(key): value for key, value in found.iloc[0].items()}


def findings(recording_id: str) -> pd.DataFrame:
    """Script checks and scorecard items of one call."""
    return where("findings", {"recording_id": (recording_id,)}, period=ALL_DAYS)


def words(recording_id: str) -> pd.DataFrame:
    """Its words with their times; see ``warehouse.words.words``."""
    shot = data.snapshot()
    return _words(shot, f"{data.instance().home}/{shot.id}", data.scope(), recording_id)


def narrowed(name: str) -> dict[str, tuple[str, ...]]:
    """The shared filters that a row query has."""
    dimensions = data.row_definitions()[name].dimensions
    return {key: tuple(codes) for key, codes in filters.chosen().values.items() if key in dimensions}


def where(
    name: str, wanted: Mapping[str, Sequence[str]], *, period: Period, limit: int = 500
) -> pd.DataFrame:
    """Rows of a query narrowed by its dimensions, its own columns and ``search``, in the viewer's scope."""
    shot = data.snapshot()
    frozen = tuple((key, tuple(codes)) for key, codes in sorted(wanted.items()) if codes)
    return _rows(
        shot,
        f"{data.instance().home}/{shot.id}",
        data.scope(),
        name,
        frozen=frozen,
        period=period,
        limit=limit,
    )


@st.cache_data(max_entries=300, show_spinner=False)
def _rows(
    _snapshot: Snapshot, key: str, scope: Scope, name: str, *, frozen: _Frozen, period: Period, limit: int
) -> pd.DataFrame:
    return warehouse_rows.rows(_snapshot, scope, name, period=period, filters=dict(frozen), limit=limit)


@st.cache_data(max_entries=100, show_spinner=False)
def _words(_snapshot: Snapshot, key: str, scope: Scope, recording_id: str) -> pd.DataFrame:
    return warehouse_words.words(data.instance(), _snapshot, scope, recording_id)


def signed_address(recording_id: str, person: str) -> str:
    """The address of the sound for this person in this browser; the same one until it grows old.

    A new address in each run would make the player load the sound again.  Addresses of one listening share
    its identifier, so that the audit has it once.
    """
    kept: dict[tuple[str, str], _Listening] = st.session_state.setdefault("recording_addresses", {})
    now, listening = time.time(), kept.get((recording_id, person))
    if listening is None or now - listening.begun_at > LISTENING_S:
        listening = _Listening(signatures.new_listening(), now)
    if now - listening.made_at > signatures.LIFE_S - FRESH_S:
        address = signatures.sign(
            data.instance(), recording_id, person, browsers.of_session(), listening=listening.id
        )
        listening = replace(listening, address=address, made_at=now)
    kept[(recording_id, person)] = listening
    return _base_path() + listening.address


def forget_address(recording_id: str, person: str) -> None:
    """The next ``signed_address`` is a fresh one (the player asked for it)."""
    kept: dict[tuple[str, str], _Listening] = st.session_state.get("recording_addresses", {})
    if (recording_id, person) in kept:
        kept[(recording_id, person)] = replace(kept[(recording_id, person)], made_at=0.0)


@dataclass(frozen=True)
class _Listening:
    """One person at one recording, for an hour at most; times: seconds since 1970."""

    id: str
    begun_at: float
    address: str = ""
    made_at: float = 0.0


def sound(call: Mapping[str, Any]) -> sounds.Audible | sounds.Silent:
    """What the viewer may hear of ``call``, a row of ``calls``."""
    said = words(str(call["recording_id"])) if data.scope().personal else pd.DataFrame()
    return sounds.of_call(data.instance(), data.scope(), call, said)


def why_silent(call: Mapping[str, Any]) -> str:
    """Why the sound of ``call`` is not played to the viewer, in a sentence; empty where it is."""
    heard = sound(call)
    if not isinstance(heard, sounds.Silent):
        return ""
    gone = etl.sound_gone(data.instance(), call["started_at"].date())
    if heard.why == sounds.SOUND_GONE and gone:
        return _("The sound of this call was deleted by rule on {day}; its figures stay.",
                 day=formats().date(gone))  # fmt: skip
    return _(heard.why)


def loudness(call: Mapping[str, Any]) -> dict[str, list[float]]:
    """By speaker, values 0 to 1 over the call, 0 where it is muted; empty where its sound is not played."""
    heard = sound(call)
    try:
        channels = [] if isinstance(heard, sounds.Silent) else sounds.loudness(data.instance(), heard)
    except (SapaError, OSError):
        channels = []
    if len(channels) < 2:
        return {"unknown": channels[0]} if channels else {}
    agent_first = call["agent_side"] != "right"
    return {"agent": channels[0 if agent_first else 1], "customer": channels[1 if agent_first else 0]}


def _base_path() -> str:
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{base}" if base else ""
