"""Rejected rows by reason, each with its remedy, its masked lines as a file, and a second try."""

import re
from collections.abc import Callable

import pandas as pd
import streamlit as st

from ui import cards, downloads, narrow, tables
from ui.health import retry as health_retry
from ui.health.fixes import reason_and_fix
from ui.plain import plain
from ui.words import _, _n, formats, language, speaking

_SHOWN, _LEAST_SHARE = 200, 0.01
_FOUND = re.compile("found '(.*)'", re.DOTALL)


def quarantine_card(faults: pd.DataFrame, sources: pd.DataFrame) -> None:
    """How many of how many rows, reasons with their remedies; a chosen reason opens its lines."""
    with cards.card("health_quarantine"):
        cards.head(
            key="health_quarantine", title=_("Rejected rows by reason"),
            caption=_("Choose a row to see its lines and what to do"), rows="quarantine",
        )  # fmt: skip
        if faults.empty:
            st.markdown(f":material/check: {_('No row was rejected.')}")
            return
        st.markdown(_share(sources) or _n("{count} fault", "{count} faults", len(faults)))
        grouped = _by_reason(faults)
        event = tables.table(
            _reasons_shown(grouped, sources), key="health_reasons", on_select="rerun",
            selection_mode="single-row-required", row_height=36,
            column_config={_("What to do"): st.column_config.TextColumn(width="large")},
        )  # fmt: skip
        chosen = event.selection.rows if event else []
        row = grouped.iloc[chosen[0] if chosen and chosen[0] < len(grouped) else 0]
        _lines(faults, str(row["source"]), str(row["reason"]))
        health_retry.button()


def _share(sources: pd.DataFrame) -> str:
    """Rows rejected, of those read: per cent, with its n."""
    read = int(sources["read"].sum()) if len(sources) else 0
    if not read:
        return ""
    rejected = int(sources["rejected"].sum())
    return _(
        "{rejected} of {read} rows read were rejected: {share}",
        rejected=formats().count(rejected), read=formats().count(read), share=_percent(rejected, read),
    )  # fmt: skip


def _percent(part: float, whole: float) -> str:
    """Two decimals below one per cent; a few rows of very many are less than the least, never nothing."""
    share = 100 * part / whole
    if 0 < share < _LEAST_SHARE:
        return f"<\N{NO-BREAK SPACE}{formats().percent(_LEAST_SHARE, 2)}"
    return formats().percent(share, 2 if share < 1 else 1)


def _by_reason(faults: pd.DataFrame) -> pd.DataFrame:
    grouped = faults.groupby(["source", "reason"])
    counted = pd.DataFrame(
        {
            "count": grouped.size(),
            "rows": grouped.apply(lambda part: len(part[["file", "line"]].drop_duplicates())),
        }
    ).reset_index()
    return counted.sort_values(["count", "source"], ascending=[False, True], kind="stable").reset_index(
        drop=True
    )


def _reasons_shown(grouped: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    told = [reason_and_fix(code) for code in grouped["reason"]]
    read = dict(zip(sources["source"], sources["read"], strict=True)) if len(sources) else {}
    shown = pd.DataFrame(
        {
            _("Reason"): [reason for reason, _fix in told],
            _("Source"): list(grouped["source"]),
            _("Rows"): list(grouped["rows"]),
            _("Of its rows"): [
                _percent(rows, read[source]) if read.get(source) else "—"
                for rows, source in zip(grouped["rows"], grouped["source"], strict=True)
            ],
            _("What to do"): [fix for _reason, fix in told],
        }
    )
    few = [_("Reason"), _("Source"), _("Rows")]
    return shown[few] if narrow.is_narrow() else shown


def _lines(faults: pd.DataFrame, source: str, reason: str) -> None:
    mine = faults[(faults["source"] == source) & (faults["reason"] == reason)]
    told, fix = reason_and_fix(reason)
    st.markdown(f"**{plain(told)}** · {plain(source)}  \n:material/build: {plain(fix)}")
    if mine["masked_line"].isna().all():
        st.caption(_("The lines themselves are hidden from your role."))
    shown = _lines_shown(mine.head(_SHOWN))
    few = [_("Line"), _("Column"), _("Found")]
    tables.table(shown[few] if narrow.is_narrow() else shown, key="health_lines", row_height=36)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            _("These lines as CSV"), _file(mine), f"sapa-{source}-{reason}.csv", "text/csv",
            key="health_lines_csv", icon=":material/download:", on_click="ignore",
        )  # fmt: skip
        if len(mine) > _SHOWN:
            st.caption(_("the first {shown} are shown", shown=formats().count(_SHOWN)))


def _found(detail: str) -> str:
    """What stood in the cell, in the language of the session; details of other kinds as they are."""
    if detail == "empty":
        return _("nothing")
    quoted = _FOUND.fullmatch(detail)
    return quoted[1] if quoted else detail


def _file(mine: pd.DataFrame) -> Callable[[], bytes]:
    """Made when somebody asks for it, where no session is: the language goes along."""
    spoken = language()

    def made() -> bytes:
        with speaking(spoken):
            return downloads.csv(_lines_shown(mine))

    return made


def _lines_shown(mine: pd.DataFrame) -> pd.DataFrame:
    columns = {
        _("File"): list(mine["file"]),
        _("Line"): [formats().count(line) for line in mine["line"]],
        _("Column"): list(mine["column_name"]),
        _("Found"): [_found(str(detail)) for detail in mine["detail"]],
        _("Line, masked"): list(mine["masked_line"]),
    }
    return pd.DataFrame(columns)
