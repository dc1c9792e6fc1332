"""Signal or noise: any trend as a control chart, switched on by the viewer."""

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from reports import charts
from reports.control_chart import signal_or_noise
from ui import data, estimates, theme
from ui.words import _, say
from warehouse.period import Period


def is_on(key: str) -> bool:
    """The switch of a trend card."""
    return bool(
        st.toggle(
            _("Signal or noise"),
            key=f"control_{key}",
            help=_("Shows the range the figure stays in by chance, and marks what lies outside it."),
        )
    )


def figure(name: str, grain: str, period: Period) -> tuple[go.Figure | None, pd.DataFrame, str]:
    """The chart of a metric (None where nothing is known), the table behind it, and its sentence."""
    definition, frame = data.definitions()[name], estimates.control(name, grain, period)
    said = signal_or_noise(
        frame, better=definition.better, unit=definition.unit, decimals=definition.decimals
    )
    if not len(frame) or not frame["value"].notna().any():
        return None, frame, say(said)
    drawn = charts.control_chart(
        frame,
        theme.look(),
        grain=grain,
        better=definition.better,
        unit=definition.unit,
        decimals=definition.decimals,
        range_words=_("usual range"),
        signal_words={
            1: _("signal: outside the usual range"),
            2: _("signal: nine in a row on one side of the mean"),
        },
    )
    shown = [grain, "value", "count", "centre", "lower", "upper", "rule"]
    return drawn, frame[shown], say(said)
