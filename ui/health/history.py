"""What happened: values that were corrected, rows that came too late for a locked period, the last runs."""

from datetime import date, datetime
from typing import Any

import pandas as pd
import streamlit as st

from etl import api as etl
from ui import cards, data, narrow, tables
from ui.cells import is_known
from ui.columns import title
from ui.health import data as health_data
from ui.words import _, _n, formats

_SHOWN, _RUNS = 200, 60
_TWIN = "same content as "


def corrections_card() -> None:
    """Which values newer data replaced, old and new beside each other, the newest first."""
    loads = health_data.runs()
    with cards.card("health_changes"):
        caption = _("The same record came again with other values; the newest counts")
        cards.head(key="health_changes", title=_("Corrected values"), caption=caption)
        count = sum(load.rows_corrected for load in loads)
        if not count:
            st.markdown(f":material/check: {_('No record was corrected.')}")
            return
        files = sum(bool(load.rows_corrected) for load in loads)
        st.markdown(
            _n("{count} record was corrected", "{count} records were corrected", count)
            + " · "
            + _n("{count} file", "{count} files", files)
        )
        found = pd.DataFrame([vars(one) for one in etl.changes(data.instance(), limit=_SHOWN)])
        if len(found):
            tables.table(_corrections(found), key="health_changes_table", row_height=36)


def _corrections(found: pd.DataFrame) -> pd.DataFrame:
    personal = data.scope().personal
    columns = {
        _("When"): [_moment(one) for one in found["changed_at"]],
        _("Source"): list(found["source"]),
        _("Record"): list(found["key"]),
        _("Field"): [title(str(one)) if is_known(one) else "—" for one in found["field"]],
        _("Was"): [one if personal else "…" for one in found["old_value"]],
        _("Is now"): [one if personal else "…" for one in found["new_value"]],
        _("File"): list(found["file"]),
        _("Line"): [formats().count(one) for one in found["line"]],
    }
    shown = pd.DataFrame(columns)
    return shown[[_("Field"), _("Was"), _("Is now")]] if narrow.is_narrow() else shown


def late_card() -> None:
    """Rows for a period that is locked: kept apart, not in any figure."""
    late = [load for load in health_data.runs() if load.rows_late]
    with cards.card("health_late"):
        caption = _("Kept apart until the period is opened; no figure holds them")
        cards.head(key="health_late", title=_("Rows too late for a locked period"), caption=caption)
        if not late:
            st.markdown(f":material/check: {_('No row came for a locked period.')}")
            return
        count = sum(load.rows_late for load in late)
        st.markdown(f":material/lock: {_n('{count} row waits', '{count} rows wait', count)}")
        tables.table(_late(), key="health_late_table", row_height=36)
        st.caption(_("To apply them: python -m etl unlock PERIOD, then python -m etl retry"))


def _late() -> pd.DataFrame:
    personal = data.scope().personal
    rows = etl.late_rows(data.instance(), limit=_SHOWN)
    columns = {
        _("When"): [_moment(one.came_at) for one in rows],
        _("Source"): [one.source for one in rows],
        _("Record"): [one.key for one in rows],
        _("Day"): [formats().date(one.day) for one in rows],
        _("Its values"): [_values(one.values) if personal else "…" for one in rows],
        _("File"): [one.file for one in rows],
        _("Line"): [formats().count(one.line) for one in rows],
    }
    shown = pd.DataFrame(columns)
    return shown[[_("Source"), _("Record"), _("Day")]] if narrow.is_narrow() else shown


def _values(values: dict[str, str | None]) -> str:
    return "; ".join(f"{title(name)}: {value}" for name, value in values.items() if value)


def runs_card() -> None:
    """The last files that were looked at, with what became of them and how long it took."""
    loads = health_data.runs()
    with cards.card("health_runs"):
        cards.head(key="health_runs", title=_("Last loads"), caption=_("Newest first"), rows="loads")
        if not loads:
            st.markdown(f":material/inbox: {_('Nothing was loaded yet.')}")
            return
        failed = [load for load in loads if load.status == "failed"]
        only = _n("Only the {count} that failed", "Only the {count} that failed", len(failed))
        if failed and st.toggle(only, key="health_only_failed"):
            loads = failed
        tables.table(_runs(loads[:_RUNS]), key="health_runs_table", row_height=36)
        if len(loads) > _RUNS:
            st.caption(_("the first {shown} are shown", shown=formats().count(_RUNS)))


def _runs(loads: list[etl.Load]) -> pd.DataFrame:
    words = {"loaded": _("● loaded"), "unchanged": _("○ unchanged"), "failed": _("▼ failed")}
    columns: dict[str, list[Any]] = {
        _("When"): [_moment(load.finished_at) for load in loads],
        _("Source"): [load.source for load in loads],
        _("State"): [words.get(load.status, load.status) for load in loads],
        _("Read"): [load.rows_read for load in loads],
        _("Loaded"): [load.rows_loaded for load in loads],
        _("Rejected"): [load.rows_rejected for load in loads],
        _("Seconds"): [round(load.seconds, 1) for load in loads],
        _("File"): [load.file for load in loads],
        _("Message"): [_said(load.message) for load in loads],
    }
    if not any(load.message for load in loads):
        del columns[_("Message")]
    shown = pd.DataFrame(columns)
    return shown[[_("When"), _("Source"), _("State")]] if narrow.is_narrow() else shown


def _said(message: str) -> str:
    """The one message that is no problem, in the language of the session; problems as the run told them."""
    twin = message.removeprefix(_TWIN)
    return _("same content as {file}", file=twin) if twin != message else message


def _moment(value: Any) -> str:
    """A time of the ETL (UTC), in the operator's zone."""
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    if isinstance(moment, date) and not isinstance(moment, datetime):
        return formats().date(moment)
    return health_data.when(moment)
