"""Recorded calls as pages ask for them: one call, its words and findings, its signed address."""

import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from config.instance import Instance
from ui import browsers, data, filters, signatures
from warehouse import rows as warehouse_rows
from warehouse import words as warehouse_words
from warehouse.period import Period
from warehouse.scope import Scope
from warehouse.snapshot import Snapshot

FRESH_S = 120
"""An address with less life than this is replaced at the next run of the page."""
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


def sound_file(instance: Instance, snapshot: Snapshot, scope: Scope, recording_id: str) -> Path | None:
    """Where the snapshot says the sound is; None where this scope may not hear it.

    The address a browser asks for never becomes a path: it is only looked up.
    """
    found = warehouse_rows.rows(
        snapshot, scope, "calls", period=ALL_DAYS, filters={"recording_id": [recording_id]}, limit=1
    )
    path = None if found.empty or not scope.personal else found.iloc[0]["path"]
    return instance.home / path if isinstance(path, str) and path else None


def signed_address(recording_id: str, person: str) -> str:
    """The address of the sound for this person in this browser; the same one until it grows old.

    A new address in each run would make the player load the sound again.
    """
    kept: dict[tuple[str, str], tuple[str, float]] = st.session_state.setdefault("recording_addresses", {})
    address, made_at = kept.get((recording_id, person), ("", 0.0))
    if time.time() - made_at > signatures.LIFE_S - FRESH_S:
        address = signatures.sign(data.instance(), recording_id, person, browsers.of_session())
        kept[(recording_id, person)] = (address, time.time())
    return _base_path() + address


def forget_address(recording_id: str, person: str) -> None:
    """The next ``signed_address`` is a fresh one (the player asked for it)."""
    st.session_state.get("recording_addresses", {}).pop((recording_id, person), None)


def _base_path() -> str:
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{base}" if base else ""
