"""Figures of complete months that changed after they were published: old and new, since when, why."""

from collections.abc import Sequence
from datetime import UTC
from typing import Any

import pandas as pd
import streamlit as st

from ui import cards, data, labels, tables
from ui.health import data as health_data
from ui.narrow import is_narrow
from ui.periods import span_of
from ui.words import _, _n, formats
from warehouse.restatements import Figure, Restatement, restatements

_SHOWN = 200


def card() -> None:
    """What was reported and is otherwise now, the newest change first."""
    found = restatements(data.instance(), data.scope(), limit=_SHOWN)
    with cards.card("restated"):
        caption = _("Months that were complete when they were shown, and whose figures changed afterwards")
        cards.head(key="restated", title=_("Figures that changed since they were reported"), caption=caption)
        if not found:
            st.markdown(f":material/check: {_('No reported figure has changed.')}")
            return
        st.markdown(_n("{count} figure changed", "{count} figures changed", len(found)))
        tables.table(_frame(found), key="restated_table", row_height=36)


def _frame(found: Sequence[Restatement]) -> pd.DataFrame:
    columns: dict[str, list[Any]] = {
        _("Figure"): [_(data.definitions()[one.metric].title) for one in found],
        _("Month"): [span_of("month", one.month).title for one in found],
        _("Unit"): [labels.name("unit", one.unit) if one.unit else _("all units") for one in found],
        _("Was"): [_written(one, one.old) for one in found],
        _("Is now"): [_written(one, one.new) for one in found],
        _("Since"): [health_data.when(one.since.replace(tzinfo=UTC)) for one in found],
        _("Why"): [_why(one) for one in found],
    }
    shown = pd.DataFrame(columns)
    return shown[[_("Figure"), _("Was"), _("Is now")]] if is_narrow() else shown


def _written(one: Restatement, figure: Figure) -> str:
    definition = data.definitions()[one.metric]
    if figure.value is None:
        return f"— (n {formats().count(figure.n)})"
    value = formats().value(figure.value, definition.unit, definition.decimals)
    return f"{value} (n {formats().count(figure.n)})"


def _why(one: Restatement) -> str:
    if one.files:
        return _("new rows: {files}", files=", ".join(one.files))
    return _("settings, references or formulas changed, or rows were taken back")
