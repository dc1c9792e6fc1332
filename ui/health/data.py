"""What the cards of Data health show: sources, deliveries and runs as they stand now."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pandas as pd
import streamlit as st

from etl import api as etl
from ui import data
from ui.call import recordings
from ui.words import _, formats

FINE = ("fresh", "waiting")
COUNTS = ("read", "loaded", "rejected", "duplicate", "blank")
WEEKS = 8
_MOST, _FRESH_S = 100_000, 30


def sees_sources() -> bool:
    """Sources are of the whole operator: they are shown to whoever sees all of it."""
    return data.scope().sees_everything


def is_administrator() -> bool:
    return data.scope().role == "administrator" and sees_sources()


def sources() -> pd.DataFrame:
    """One row a source as it stands now, what needs somebody first; empty for who does not see all units.

    Columns: source, contract, state, message, last_load, due_at, overdue_at (UTC), interval, first_day,
    last_day, files, read, loaded, rejected, duplicate, blank, is_fine.
    """
    if not sees_sources():
        return pd.DataFrame()
    found = _sources(*_key())
    if found.empty:
        return found
    return found.sort_values(
        ["is_fine", "rejected", "source"], ascending=[True, False, True], kind="stable"
    ).reset_index(drop=True)


def runs() -> list[etl.Load]:
    """Every load, newest first."""
    return _loads(*_key()) if sees_sources() else []


def recent() -> pd.DataFrame:
    """Deliveries of the last weeks: source, day (of the operator), files, rows, rejected, failed."""
    found = etl.deliveries(data.instance(), datetime.now(UTC) - timedelta(weeks=WEEKS), runs()[::-1])
    rows = [
        {
            "source": one.source, "day": local(one.at).date(), "files": one.count_files,
            "rows": one.rows_loaded, "rejected": one.rows_rejected, "failed": one.count_failed,
        }
        for one in found
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=["source", "day", "files", "rows", "rejected", "failed"])
    return frame.groupby(["source", "day"], as_index=False).sum()


def covered() -> pd.DataFrame:
    """The days each file covers: source, file, first_day, last_day, rows; by source and first day."""
    rows = [
        {
            "source": load.source, "file": load.file, "first_day": date.fromisoformat(load.first_day),
            "last_day": date.fromisoformat(load.last_day), "rows": load.rows_loaded,
        }
        for load in runs()
        if load.first_day and load.last_day and load.rows_loaded
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=["source", "file", "first_day", "last_day", "rows"])
    return frame.sort_values(["source", "first_day"], kind="stable").reset_index(drop=True)


def rejected() -> pd.DataFrame:
    """Every fault in quarantine that this viewer may see."""
    return recordings.where("quarantine", {}, period=recordings.ALL_DAYS, limit=_MOST)


def heartbeat() -> etl.Heartbeat:
    return etl.heartbeat(data.instance())


def local(moment: datetime) -> datetime:
    """In the operator's own zone."""
    return moment.astimezone(ZoneInfo(data.settings().operator.time_zone))


def today() -> date:
    return local(datetime.now(UTC)).date()


def state(code: str) -> str:
    """A state by symbol and word."""
    words = {
        "fresh": _("● fresh"),
        "silent": _("▼ silent: nothing for longer than usual"),
        "failed": _("▼ a file was not taken"),
        "broken": _("▼ the declaration is wrong"),
        "waiting": _("○ nothing loaded yet"),
    }
    return words.get(code, code)


def trouble(code: str) -> str:
    """What is wrong with a source, within a sentence."""
    words = {"silent": _("silent"), "failed": _("a file was not taken"), "broken": _("declared wrongly")}
    return words.get(code, code)


def when(moment: datetime | None) -> str:
    return "—" if moment is None or pd.isna(moment) else formats().time(local(moment))


def forget() -> None:
    """What was known is asked again: a run has just ended."""
    _sources.clear()
    _loads.clear()


def _key() -> tuple[str, str]:
    return str(data.instance().home), data.snapshot().id


@st.cache_data(ttl=_FRESH_S, max_entries=20, show_spinner=False)
def _loads(home: str, snapshot_id: str) -> list[etl.Load]:
    return etl.load_status(data.instance())


@st.cache_data(ttl=_FRESH_S, max_entries=20, show_spinner=False)
def _sources(home: str, snapshot_id: str) -> pd.DataFrame:
    found = etl.sources(data.instance(), loads=_loads(home, snapshot_id)[::-1])
    return pd.DataFrame([_source(one) for one in found])


def _source(one: etl.SourceStatus) -> dict[str, object]:
    counts = {name: getattr(one.counts, name) for name in COUNTS}
    return {
        "source": one.name, "contract": one.contract, "state": one.state, "message": one.message,
        "last_load": one.last_load, "due_at": one.due_at, "overdue_at": one.overdue_at,
        "interval": one.usual_interval, "first_day": one.first_day, "last_day": one.last_day,
        "files": one.count_files, **counts, "is_fine": one.state in FINE,
    }  # fmt: skip
