"""Step 3: a dry run: how many rows load, why others do not, and the figures they would give."""

import math

import pandas as pd
import streamlit as st

from etl.api import connect
from reports import loading
from ui import cards, narrow, tables, theme
from ui.cells import number_of
from ui.connecting import state as connect_state
from ui.connecting import words as say
from ui.connecting.state import COLUMNS, SAVE
from ui.health.fixes import reason_and_fix
from ui.plain import plain
from ui.words import _, _n, formats


def draw() -> None:
    """The whole step."""
    seen = connect_state.sight()
    if not seen.is_ready:
        connect_state.go(COLUMNS)
        st.rerun()
    with st.spinner(_("Reading the whole file…")):
        found = connect_state.trial(seen)
    _counts(found)
    if found.rejected:
        _rejected(found)
    _preview(found, seen)
    _forward(found)


def fate_names() -> dict[str, str]:
    """Words for what becomes of a row."""
    return {
        "loaded": _("would load"), "duplicate": _("there already"), "blank": _("blank"),
        "rejected": _("set aside"),
    }  # fmt: skip


def _counts(found: connect.Trial) -> None:
    counts = {key: int(getattr(found.counts, key)) for key in loading.FATES}
    written = {"loaded": formats().count(counts["loaded"]), "read": formats().count(found.counts.read)}
    with cards.card("connect_counts"):
        st.markdown(f"##### {_('{loaded} of {read} rows would load', **written)}")
        figure = loading.fates(counts, theme.look(), names=fate_names())
        cards.draw(figure, key="connect_fates", alt=_summary(counts))
        st.markdown(legend(counts, fate_names()))
        if found.counts.corrected:
            st.caption(
                _n(
                    "{count} row corrects one that is there", "{count} rows correct ones that are there",
                    found.counts.corrected,
                )
            )  # fmt: skip


def _summary(counts: dict[str, int]) -> str:
    return "; ".join(f"{fate_names()[key]}: {formats().count(counts[key])}" for key in loading.FATES)


def legend(counts: dict[str, int], names: dict[str, str]) -> str:
    """The counts with the signs and words of their fates."""
    colours = {"loaded": "green", "duplicate": "gray", "blank": "gray", "rejected": "red"}
    signs = {"loaded": "check_circle", "duplicate": "content_copy", "blank": "remove", "rejected": "cancel"}
    return " · ".join(
        f":{colours[key]}[:material/{signs[key]}:] {names[key]} **{formats().count(counts[key])}**"
        for key in loading.FATES
    )


def _rejected(found: connect.Trial) -> None:
    with cards.card("connect_rejected"):
        st.markdown(f"##### {_('Why rows would be set aside')}")
        for group in found.rejected[:8]:
            reason, fix = reason_and_fix(group.reason)
            where = f" · {plain(group.column)}" if group.column else ""
            count = _n("{count} row", "{count} rows", group.count)
            st.markdown(f"**{plain(reason)}**{where} · {count}  \n:material/build: {plain(fix)}")
            tables.small(_examples(group))
        st.caption(_("They wait in Data health; nothing of the file is lost."))


def _examples(group: connect.Rejected) -> pd.DataFrame:
    lines = [formats().count(one.line) for one in group.examples]
    details = [one.detail.removeprefix("found ").strip("'") for one in group.examples]
    shown = {
        _("Line"): lines, _("Found"): [_("empty") if one == "empty" else one for one in details],
        _("Line, masked"): [one.masked_line[:120] for one in group.examples],
    }  # fmt: skip
    frame = pd.DataFrame(shown)
    return frame.drop(columns=[_("Line, masked")]) if narrow.is_narrow() else frame


def _preview(found: connect.Trial, seen: connect.Sight) -> None:
    if not found.points:
        return
    with cards.card("connect_preview"):
        st.markdown(f"##### {_preview_title(found, seen)}")
        st.caption(
            _(
                "From {first} to {last}. Does it look like what you know? If not, go back and correct it.",
                first=formats().date(found.first_day), last=formats().date(found.last_day),
            )
        )  # fmt: skip
        frame = _frame(found)
        figure = loading.preview(frame, theme.look(), grain=found.grain, is_count=found.measure == "count")
        cards.draw(figure, key="connect_preview", alt=_preview_title(found, seen))
        with st.expander(_("As a table")):
            tables.table(tables.readable(frame, (found.grain, "value", "count")), key="connect_points")


def _frame(found: connect.Trial) -> pd.DataFrame:
    rows = [
        {
            found.grain: point.start,
            "count": point.count,
            "value": number_of(point.value, math.nan),
            "low": number_of(point.low, math.nan),
            "high": number_of(point.high, math.nan),
        }
        for point in found.points
    ]  # fmt: skip
    return pd.DataFrame(rows)


def _preview_title(found: connect.Trial, seen: connect.Sight) -> str:
    by = _("by month") if found.grain == "month" else _("by day")
    title = {"nps": _("NPS"), "rating": _("Mean AR rating")}.get(
        found.measure, say.contract_title(seen.values["contract"])
    )
    total = sum(point.count for point in found.points)
    return f"{title} {by} · n\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}{formats().count(total)}"


def _forward(found: connect.Trial) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="connect_forward"):
        st.button(
            _("Back"), key="connect_back", on_click=connect_state.go, args=(COLUMNS,),
            icon=":material/arrow_back:",
        )  # fmt: skip
        st.button(
            _("Save it"), key="connect_next", type="primary", on_click=connect_state.go, args=(SAVE,),
            icon=":material/arrow_forward:",
        )  # fmt: skip
        if not found.counts.loaded and not found.counts.duplicate:
            st.markdown(f":red[:material/error:] {_('No row would load: go back and correct it.')}")
