"""Data health at a glance: the finding, how fresh, who looks, how many rows, which speech models."""

from datetime import UTC

import pandas as pd
import streamlit as st
from babel.dates import format_timedelta

from etl import api as etl
from transcribe import api as speech
from ui import cards, data, page, problems, tables
from ui.call import recordings
from ui.cells import day_of, records
from ui.health import data as health_data
from ui.plain import plain
from ui.words import LANGUAGE_NAMES, _, _n, formats, language

_NAMED = 2


def headline(found: pd.DataFrame) -> str:
    """What needs somebody first; else that all is well; and how many rows wait for a fix."""
    if found.empty:
        return _("Data health")
    rows, bad = int(found["rejected"].sum()), found[~found["is_fine"]]
    waiting = _n("{count} row waits for a fix", "{count} rows wait for a fix", rows)
    heart = health_data.heartbeat()
    if heart.is_silent() and heart.looked_at is not None:
        return _("Nobody looks for new files since {when}; {waiting}", waiting=waiting,
                 when=health_data.when(heart.looked_at))  # fmt: skip
    if len(bad):
        need = _n("{count} source needs you", "{count} sources need you", len(bad))
        named = [
            f"{one['source']} ({health_data.trouble(one['state'])})" for one in records(bad.head(_NAMED))
        ]
        more = ["…"] if len(bad) > _NAMED else []
        return f"{need}: {', '.join(named + more)}; {waiting}"
    return _("All sources are well ({all} of {all}); {waiting}", all=len(found), waiting=waiting)


def figures(found: pd.DataFrame) -> None:
    """Last look, snapshot, days, rows, models; on a phone the first three."""
    looked = [_looked] if health_data.sees_sources() else []
    cards.kpis(*looked, _refreshed, lambda: _rows(found), _days, _models)


def _looked() -> None:
    with cards.card("health_looked", stretch=True):
        heart = health_data.heartbeat()
        st.metric(_("Looked for new files"), page.ago(heart.looked_at) if heart.looked_at else "—")
        st.caption(f"{_pace(heart)} · {_messages()}")


def _pace(heart: etl.Heartbeat) -> str:
    if heart.is_silent():
        return f":red[▼ {_('the watcher is silent: start it again')}]"
    if heart.every is None:
        return _("nobody watches: loaded when somebody starts it")
    every: str = format_timedelta(heart.every, locale=language(), format="short")
    return _("every {span}", span=every)


def _messages() -> str:
    told = etl.standing(data.instance())
    if not told.count_addresses:
        return _("messages are not set up")
    if told.problem:
        return f":red[▼ {_('the last message did not arrive')}]"
    return _n("messages to {count} address", "messages to {count} addresses", told.count_addresses)


def _refreshed() -> None:
    info, snapshot = data.snapshot().info, data.snapshot()
    with cards.card("health_snapshot", stretch=True):
        st.metric(_("Refreshed"), page.ago(info.built_at))
        built = health_data.when(info.built_at.replace(tzinfo=UTC))
        st.caption(f"{built} · {plain(snapshot.id)}")


def _days() -> None:
    info = data.snapshot().info
    with cards.card("health_days", stretch=True):
        st.metric(_("Data to"), formats().date(info.last_day))
        st.caption(_("from {day}", day=formats().date(info.first_day)))


def _rows(found: pd.DataFrame) -> None:
    sums = {name: int(found[name].sum()) if len(found) else 0 for name in health_data.COUNTS}
    with cards.card("health_rows", stretch=True):
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
    with cards.card("health_models", stretch=True):
        st.metric(_("Speech models in use"), formats().count(len(used)))
        notes = {True: f" · {_('demonstration model')}", False: ""}
        lines = [
            plain(f"{LANGUAGE_NAMES.get(model.language, model.language)}: {model.name}{notes[model.is_demo]}")
            for model in used
        ]
        st.caption("  \n".join(lines))
        if not used:
            st.caption(_("None: install one with “python -m transcribe models install small-ru”."))


def failed_recordings_card() -> None:
    """Recordings nobody could hear, with the reason."""
    failed = recordings.where("recordings_failed", {}, period=recordings.ALL_DAYS)
    with cards.card("health_failed"):
        title = _("Recordings that could not be read")
        cards.head(key="health_failed", title=title, rows="recordings_failed")
        if failed.empty:
            st.markdown(f":material/check: {_('Every recording could be read.')}")
            return
        columns = {
            _("Recording"): list(failed["recording_id"]),
            _("Date"): [formats().date(day_of(one)) for one in failed["date"]],
            _("Reason"): [problems.said(one) for one in failed["reason"]],
        }
        tables.table(pd.DataFrame(columns), key="health_failed_table", row_height=36)
