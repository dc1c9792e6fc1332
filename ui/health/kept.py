"""What is kept how long: the rules of retention, and what they removed last."""

import pandas as pd
import streamlit as st

from etl import api as etl
from ui import cards, data, tables
from ui.words import _, _n, formats


def kept_card() -> None:
    """A line for each kind of data: how long it is kept, and when and how much of it went last."""
    with cards.card("health_kept"):
        cards.head(
            key="health_kept",
            title=_("What is kept how long"),
            caption=_("By the rules in the settings; the figures of deleted calls stay"),
        )
        rules = _rules()
        if not any(rules.values()):
            st.markdown(f":material/all_inclusive: {_('No rule is set: everything is kept.')}")
            return
        tables.table(pd.DataFrame([_line(what, days) for what, days in rules.items() if days]),
                     key="health_kept_table", row_height=36)  # fmt: skip


def _rules() -> dict[tuple[str, str], int | None]:
    """(what, record type) -> days."""
    told = data.settings().retention
    return {
        ("sounds", ""): told.audio_days,
        ("transcripts", ""): told.transcript_days,
        ("quarantine", ""): told.quarantine_days,
        **{("texts", name): days for name, days in told.texts_days.items()},
        **{("rows", name): days for name, days in told.rows_days.items()},
    }


def _line(what: tuple[str, str], days: int | None) -> dict[str, str]:
    return {
        _("What"): _name(*what),
        _("Kept for"): _n("{count} day", "{count} days", days or 0),
        _("Went last"): _last(*what),
    }


def _name(what: str, contract: str) -> str:
    names = {
        "sounds": _("Sound of calls"),
        "transcripts": _("Texts of calls"),
        "quarantine": _("Rejected rows"),
        "texts": _("Texts of {records}", records=contract),
        "rows": _("Rows of {records}", records=contract),
    }
    return names[what]


def _last(what: str, contract: str) -> str:
    """When this rule last removed something, and how much."""
    for done in reversed(etl.retention_runs(data.instance())):
        count = sum(one.count for one in done.gone if (one.what, one.contract) == (what, contract))
        if count:
            return f"{formats().date(done.day)} · {formats().count(count)}"
    return "—"
