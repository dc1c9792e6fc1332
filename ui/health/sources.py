"""Each source: what came when as a picture, its state, its next delivery, and the sum that must come out."""

from datetime import date, timedelta
from typing import Any

import pandas as pd
import streamlit as st
from babel.dates import format_timedelta

from reports import deliveries as pictures
from ui import cards, data, narrow, page, tables, theme
from ui.cells import day_of, is_known, records
from ui.health import data as health_data
from ui.health import retry as health_retry
from ui.plain import plain
from ui.words import _, _n, formats, language

_MOST_NARROW = 12
_STATES = {"fresh": "good", "waiting": "unknown"}


def sources_card(found: pd.DataFrame, *, with_retry: bool = False) -> None:
    """What is wrong in words, the picture, the table; ``with_retry``: and the button, where files failed."""
    with cards.card("health_sources"):
        caption = _("What needs somebody stands first")
        cards.head(key="health_sources", title=_("Sources"), caption=caption, frame=found, rows="loads")
        if found.empty:
            hidden = _("No source is in your view: sources are shown to those who see all units.")
            page.empty("sources", _("No source is declared yet.") if data.scope().sees_everything else hidden)
            return
        for one in records(found[~found["is_fine"]]):
            told = plain(one["message"] or _since(one))
            st.markdown(f":red[▼] **{plain(one['source'])}**: {told}")
        if with_retry and (found["state"] == "failed").any():
            health_retry.button()
        _picture(found)
        _table(found)


def _since(one: dict[str, Any]) -> str:
    """Of a silent source: when it was due, and how often it usually comes."""
    return _(
        "nothing since {last}; due {due} (usual interval: {span})",
        last=health_data.when(one["last_load"]), due=health_data.when(one["due_at"]),
        span=_interval(one["interval"]),
    )  # fmt: skip


def _picture(found: pd.DataFrame) -> None:
    recent, covered = health_data.recent(), health_data.covered()
    words = {"deliveries": _("What came when"), "days": _("Days covered")}
    usual = "deliveries" if recent["day"].nunique() > 1 or covered.empty else "days"
    chosen = st.segmented_control(
        _("Picture"), list(words), format_func=words.__getitem__, default=usual, required=True,
        key="health_picture", label_visibility="collapsed",
    )  # fmt: skip
    shown = found.head(_MOST_NARROW) if narrow.is_narrow() else found
    if chosen == "deliveries" or covered.empty:
        _deliveries(shown, recent)
    else:
        _covered(shown, covered)
    if len(shown) < len(found):
        st.caption(
            _("{shown} of {all} sources; the others are in the table.", shown=len(shown), all=len(found))
        )


def _deliveries(shown: pd.DataFrame, recent: pd.DataFrame) -> None:
    if recent.empty:
        st.markdown(f":material/inbox: {_('Nothing came in the last eight weeks.')}")
        return
    today = health_data.today()
    rows = [_row(one, today) for one in records(shown)]
    mine = recent[recent["source"].isin(shown["source"])]
    told = [_told(one) for one in records(mine)]
    figure = pictures.deliveries(
        rows, mine.assign(is_failed=mine["failed"] > 0, told=told), theme.look(),
        days=(today - timedelta(weeks=health_data.WEEKS), today),
    )  # fmt: skip
    st.caption(
        _("■ something came · ▼ a file was not taken · ○ the next is due · orange: overdue · dots: today")
    )
    cards.draw(figure, key="health_deliveries", alt=_("Deliveries of each source in the last eight weeks"))


def _row(one: dict[str, Any], today: date) -> pictures.Source:
    due = health_data.local(one["due_at"]).date() if is_known(one["due_at"]) else None
    is_late = one["state"] == "silent"
    return pictures.Source(
        str(one["source"]), _STATES.get(str(one["state"]), "bad"), _side(one, due, today),
        due=None if is_late or due is None or due < today else due, late_from=due if is_late else None,
    )  # fmt: skip


def _side(one: dict[str, Any], due: date | None, today: date) -> str:
    if one["state"] == "silent" and due:
        return _("overdue since {day}", day=formats().day_month(due))
    if one["state"] in ("failed", "broken"):
        return _("needs you")
    if due:
        moment = health_data.local(one["due_at"])
        return _("due {day}", day=f"{moment:%H:%M}" if due == today else formats().day_month(due))
    if is_known(one["last_load"]):
        return _("came {day}", day=formats().day_month(health_data.local(one["last_load"]).date()))
    return _("nothing yet")


def _told(one: dict[str, Any]) -> str:
    files = _n("{count} file", "{count} files", int(one["files"]))
    rows = _n("{count} row", "{count} rows", int(one["rows"]))
    return f"{one['source']} · {formats().date(one['day'])} · {files}, {rows}"


def _covered(shown: pd.DataFrame, covered: pd.DataFrame) -> None:
    mine = covered[covered["source"].isin(shown["source"])]
    known = set(mine["source"])
    rows = [
        pictures.Source(
            str(one["source"]),
            _STATES.get(str(one["state"]), "bad"),
            _("to {day}", day=formats().date(day_of(one["last_day"]))),
        )
        for one in records(shown)
        if one["source"] in known
    ]
    told = [
        f"{one['file']} · {formats().date(one['first_day'])}–{formats().date(one['last_day'])} · "
        + _n("{count} row", "{count} rows", int(one["rows"]))
        for one in records(mine)
    ]
    st.caption(_("A bar a file, from its first day to its last · dashed: days that no file covers"))
    figure = pictures.covered(rows, mine.assign(told=told), theme.look())
    cards.draw(figure, key="health_covered", alt=_("Days that the files of each source cover"))


def _table(found: pd.DataFrame) -> None:
    shown = _readable(found)
    colours = {one: _colour(str(code)) for one, code in zip(shown[_("State")], found["state"], strict=True)}
    styled = tables.styled(shown).map(lambda text: f"color: {colours.get(text, '')}", subset=[_("State")])
    st.caption(_("Rows read = loaded + rejected + duplicates + blank, for every source"))
    config = {_("State"): st.column_config.TextColumn(width=270)}
    st.dataframe(
        styled, hide_index=True, key="health_sources_table", placeholder="—", row_height=36,
        height=36 * (min(len(shown), 12) + 1) + 2, column_config=None if narrow.is_narrow() else config,
    )  # fmt: skip


def _colour(state: str) -> str:
    colours = theme.look().palette
    return {"good": colours.good, "unknown": colours.muted}.get(_STATES.get(state, "bad"), colours.bad_text)


def _readable(frame: pd.DataFrame) -> pd.DataFrame:
    columns: dict[str, list[Any]] = {
        _("Source"): list(frame["source"]),
        _("State"): [health_data.state(one) for one in frame["state"]],
        _("Last delivery"): [health_data.when(one) for one in frame["last_load"]],
        _("Next due"): [health_data.when(one) for one in frame["due_at"]],
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
        del columns[_("Comes every")], columns[_("Next due")]
    shown = pd.DataFrame(columns)
    return shown[[_("Source"), _("State"), _("Rejected")]] if narrow.is_narrow() else shown


def _interval(value: Any) -> str:
    if not is_known(value):
        return "—"
    text: str = format_timedelta(value, locale=language(), format="short")
    return text
