"""What the cards of a call ask the warehouse."""

from datetime import timedelta
from typing import Any

import pandas as pd
import streamlit as st

from ui import data
from ui.call import recordings
from ui.cells import records
from warehouse.past_talks import usual_call
from warehouse.period import Period
from warehouse.scope import Scope
from warehouse.snapshot import Snapshot

USUAL_DAYS = 90
"""What is usual is looked at over so many days, the call's own the last of them."""


def measures(recording_id: str) -> dict[str, Any] | None:
    """How the call went; None where it was not measured (a transcript without times, or not yet)."""
    found = recordings.where(
        "call_measures", {"recording_id": (recording_id,)}, period=recordings.ALL_DAYS, limit=1
    )
    return records(found)[0] if len(found) else None


def said(recording_id: str) -> pd.DataFrame:
    """Its utterances with sentiment, in order of time."""
    return recordings.where("utterances", {"recording_id": (recording_id,)}, period=recordings.ALL_DAYS)


def causes(recording_id: str) -> pd.DataFrame:
    """Causes its utterances speak of, in order of time: category_id, speaker, start_s, text."""
    return recordings.where("causes_said", {"recording_id": (recording_id,)}, period=recordings.ALL_DAYS)


def usual(unit: str | None, day: Any) -> dict[str, float | None]:
    """Medians of the unit's calls over the ``USUAL_DAYS`` up to the day of the call."""
    after = pd.Timestamp(day).date() + timedelta(days=1)
    period = Period(after - timedelta(days=USUAL_DAYS), after)
    shot = data.snapshot()
    return _usual(shot, f"{data.instance().home}/{shot.id}", data.scope(), unit, period)


@st.cache_data(max_entries=300, show_spinner=False)
def _usual(
    _snapshot: Snapshot, key: str, scope: Scope, unit: str | None, period: Period
) -> dict[str, float | None]:
    return usual_call(_snapshot, scope, unit, period)
