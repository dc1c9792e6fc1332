"""Data health: what stands behind the figures, what was rejected and why, what could not be heard."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd
import streamlit as st
from babel.dates import format_timedelta

from etl import api as etl
from transcribe import api as speech
from ui import cards, data, narrow, page, recordings, tables
from ui.cells import day_of, is_known, records
from ui.fixes import reason_and_fix
from ui.plain import plain
from ui.words import LANGUAGE_NAMES, _, _n, formats, language

_MOST = 100_000
_COUNTS = ("read", "loaded", "rejected", "duplicate", "blank")
_FINE = ("fresh", "waiting")


def sources() -> pd.DataFrame:
    """One row a source as it stands now; empty for a viewer who does not see all units.

    Columns: source, contract, state, message, last_load (UTC), interval, last_day, files, read, loaded,
    rejected, duplicate, blank.
    """
    if not data.scope().sees_everything:
        return pd.DataFrame()
    found = _sources(str(data.instance().home), data.snapshot().id)
    if found.empty:
        return found
    return found.assign(is_fine=found["state"].isin(_FINE)).sort_values(
        ["is_fine", "rejected", "source"], ascending=[True, False, True], kind="stable"
    )


@st.cache_data(ttl=30, max_entries=20, show_spinner=False)
def _sources(_home: str, _snapshot_id: str) -> pd.DataFrame:
    return pd.DataFrame([_source(one) for one in etl.sources(data.instance())])


def _source(one: etl.SourceStatus) -> dict[str, object]:
    counts = {name: getattr(one.counts, name) for name in _COUNTS}
    return {
        "source": one.name,
        "contract": one.contract,
        "state": one.state,
        "message": one.message,
        "last_load": one.last_load,
        "interval": one.usual_interval,
        "last_day": one.last_day,
        "files": one.count_files,
        **counts,
    }


def rejected() -> pd.DataFrame:
    """Every fault in quarantine."""
    return recordings.where("quarantine", {}, period=recordings.ALL_DAYS, limit=_MOST)


def headline(found: pd.DataFrame) -> str:
    """How many sources are well, how many rows wait for a fix."""
    if found.empty:
        return _("Data health")
    fine, rows = int(found["state"].isin(_FINE).sum()), int(found["rejected"].sum())
    waiting = _n("{count} row waits for a fix", "{count} rows wait for a fix", rows)
    return _("{fine} of {all} sources are well; {waiting}", fine=fine, all=len(found), waiting=waiting)


def figures(found: pd.DataFrame) -> None:
    """Snapshot, age, rows, models: four cards."""
    info, snapshot = data.snapshot().info, data.snapshot()
    with st.grid(4, min_column_width=205):
        with cards.card("health_snapshot", stretch=True):
            built = info.built_at.replace(tzinfo=UTC)
            st.metric(_("Refreshed"), page.ago(info.built_at))
            st.caption(f"{plain(snapshot.id)} · {formats().time(_local(built))}")
        with cards.card("health_days", stretch=True):
            st.metric(_("Data to"), formats().date(info.last_day))
            st.caption(_("from {day}", day=formats().date(info.first_day)))
        with cards.card("health_rows", stretch=True):
            _rows_figure(found)
        with cards.card("health_models", stretch=True):
            _models()


def _rows_figure(found: pd.DataFrame) -> None:
    sums = {name: int(found[name].sum()) if len(found) else 0 for name in _COUNTS}
    st.metric(_("Rows read"), formats().count(sums["read"]))
    st.caption(
        _(
            "= {loaded} loaded + {rejected} rejected + {duplicates} duplicates + {blank} blank",
            loaded=formats().count(sums["loaded"]),
            rejected=formats().count(sums["rejected"]),
            duplicates=formats().count(sums["duplicate"]),
            blank=formats().count(sums["blank"]),
        )
    )


def _models() -> None:
    used = speech.models_in_use(data.instance())
    st.metric(_("Speech models in use"), formats().count(len(used)))
    notes = {True: f" · {_('demonstration model')}", False: ""}
    lines = [
        plain(f"{LANGUAGE_NAMES.get(model.language, model.language)}: {model.name}{notes[model.is_demo]}")
        for model in used
    ]
    st.caption("  \n".join(lines))
    if not used:
        st.caption(_("None: install one with “python -m transcribe models install small-ru”."))


def sources_card(found: pd.DataFrame) -> None:
    """Each source: heartbeat, newest load, and the sum that must come out."""
    with cards.card("health_sources"):
        caption = _("Rows read = loaded + rejected + duplicates + blank, for every source")
        cards.head(key="health_sources", title=_("Sources"), caption=caption, frame=found, rows="loads")
        if found.empty:
            hidden = _("No source is in your view: sources are shown to those who see all units.")
            page.empty("sources", _("No source is declared yet.") if data.scope().sees_everything else hidden)
            return
        for one in records(found[~found["state"].isin(_FINE)]):
            told = plain(one["message"] or _state(one["state"]))
            st.markdown(f":material/error: **{plain(one['source'])}**: {told}")
        tables.table(_readable(found), key="health_sources_table", row_height=36, height=36 * 13 + 2)


def _readable(frame: pd.DataFrame) -> pd.DataFrame:
    columns = {
        _("Source"): list(frame["source"]),
        _("State"): [_state(one) for one in frame["state"]],
        _("Last load"): [
            formats().time(_local(one)) if not pd.isna(one) else "—" for one in frame["last_load"]
        ],
        _("Comes every"): [_interval(one) for one in frame["interval"]],
        _("Data to"): [formats().date(day_of(one)) for one in frame["last_day"]],
        _("Files"): list(frame["files"]),
        _("Read"): list(frame["read"]),
        _("Loaded"): list(frame["loaded"]),
        _("Rejected"): list(frame["rejected"]),
        _("Duplicates"): list(frame["duplicate"]),
        _("Blank"): list(frame["blank"]),
    }
    if not frame["interval"].map(is_known).any():
        del columns[_("Comes every")]
    shown = pd.DataFrame(columns)
    return shown[[_("Source"), _("State"), _("Rejected")]] if narrow.is_narrow() else shown


def _state(state: str) -> str:
    words = {
        "fresh": _("● fresh"),
        "silent": _("▼ silent: nothing for longer than usual"),
        "failed": _("▼ a file was not taken"),
        "broken": _("▼ the declaration is wrong"),
        "waiting": _("○ nothing loaded yet"),
    }
    return words.get(state, state)


def _interval(value: Any) -> str:
    if not is_known(value):
        return "—"
    text: str = format_timedelta(value, locale=language(), format="short")
    return text


def _written_moment(value: Any) -> str:
    return formats().time(_local(value)) if is_known(value) else "—"


def quarantine_card(faults: pd.DataFrame) -> None:
    """Rejected rows by reason, each with its remedy; a chosen reason opens its lines, masked."""
    with cards.card("health_quarantine"):
        cards.head(
            key="health_quarantine",
            title=_("Rejected rows by reason"),
            caption=_("Choose a row to see its lines; after a fix: python -m etl retry"),
            rows="quarantine",
        )
        if faults.empty:
            st.markdown(f":material/check: {_('No row was rejected.')}")
            return
        grouped = _by_reason(faults)
        event = tables.table(
            _reasons_shown(grouped),
            key="health_reasons",
            on_select="rerun",
            selection_mode="single-row-required",
            row_height=36,
            column_config={_("What to do"): st.column_config.TextColumn(width="large")},
        )
        chosen = event.selection.rows if event else []
        row = grouped.iloc[chosen[0] if chosen and chosen[0] < len(grouped) else 0]
        _lines(faults, str(row["source"]), str(row["reason"]))


def _by_reason(faults: pd.DataFrame) -> pd.DataFrame:
    counted = faults.groupby(["source", "reason"]).size().rename("count").reset_index()
    return counted.sort_values(["count", "source"], ascending=[False, True], kind="stable").reset_index(
        drop=True
    )


def _reasons_shown(grouped: pd.DataFrame) -> pd.DataFrame:
    told = [reason_and_fix(code) for code in grouped["reason"]]
    shown = pd.DataFrame(
        {
            _("Reason"): [reason for reason, _fix in told],
            _("Source"): list(grouped["source"]),
            _("Faults"): list(grouped["count"]),
            _("What to do"): [fix for _reason, fix in told],
        }
    )
    return shown.drop(columns=[_("What to do")]) if narrow.is_narrow() else shown


def _lines(faults: pd.DataFrame, source: str, reason: str) -> None:
    chosen = faults[(faults["source"] == source) & (faults["reason"] == reason)].head(200)
    told, fix = reason_and_fix(reason)
    st.markdown(f"**{plain(told)}** · {plain(source)}  \n:material/build: {plain(fix)}")
    if chosen["masked_line"].isna().all():
        st.caption(_("The lines themselves are hidden from your role."))
    columns = {
        _("File"): list(chosen["file"]),
        _("Line"): [formats().count(line) for line in chosen["line"]],
        _("Column"): list(chosen["column_name"]),
        _("Found"): list(chosen["detail"]),
        _("Line, masked"): list(chosen["masked_line"]),
    }
    shown = pd.DataFrame(columns)
    few = [_("Line"), _("Column"), _("Found")]
    tables.table(shown[few] if narrow.is_narrow() else shown, key="health_lines", row_height=36)


def failed_recordings_card() -> None:
    """Recordings nobody could hear, with the reason."""
    failed = recordings.where("recordings_failed", {}, period=recordings.ALL_DAYS)
    with cards.card("health_failed"):
        cards.head(
            key="health_failed", title=_("Recordings that could not be read"), rows="recordings_failed"
        )
        if failed.empty:
            st.markdown(f":material/check: {_('Every recording could be read.')}")
            return
        columns = {
            _("Recording"): list(failed["recording_id"]),
            _("Date"): [formats().date(day_of(one)) for one in failed["date"]],
            _("Reason"): list(failed["reason"]),
        }
        tables.table(pd.DataFrame(columns), key="health_failed_table", row_height=36)


def _local(moment: datetime) -> datetime:
    return moment.astimezone(ZoneInfo(data.snapshot().info.time_zone))
