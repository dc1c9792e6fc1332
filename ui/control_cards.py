"""Signal or noise: any trend as a control chart, switched on by the viewer."""

from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from reports import charts
from reports.control_chart import signal_or_noise
from ui import cards, data, estimates, theme
from ui.words import _, say, written_n
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


@dataclass(frozen=True)
class Switch:
    """The switch inside a trend's card: known before it is drawn, since title and chart follow it."""

    key: str

    @property
    def is_on(self) -> bool:
        return bool(st.session_state.get(f"control_{self.key}"))

    def draw(self) -> None:
        """Without a trend to judge there is no switch: ``cards.chart(switch=...)``."""
        is_on(self.key)

    def card(self, name: str, grain: str, period: Period, also: data.Filters | None = None) -> None:
        """The trend as a control chart, in a card of its own."""
        drawn, frame, said = figure(name, grain, period, also)
        known = frame["count"].dropna()
        caption = _("Control chart: diamonds lie outside the usual range, rings in a run of nine")
        cards.chart(
            drawn,
            key=f"{self.key}_control",
            title=f"{_(data.definitions()[name].title)}: {said[:1].lower()}{said[1:]}",
            caption=" · ".join([caption, *([written_n(float(known.iloc[-1]))] if len(known) else [])]),
            metric=name,
            frame=frame,
            switch=self.draw,
        )


def figure(
    name: str, grain: str, period: Period, also: data.Filters | None = None
) -> tuple[go.Figure | None, pd.DataFrame, str]:
    """The chart of a metric (None where nothing is known), the table behind it, and its sentence."""
    definition, frame = data.definitions()[name], estimates.control(name, grain, period, also)
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
