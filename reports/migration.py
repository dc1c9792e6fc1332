"""Where customers went: shares of offices and each online channel over time, and what moved between them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd
import plotly.graph_objects as go

from reports import marks
from reports.axes import days, period_name
from reports.canvas import Canvas
from reports.look import Look, faded
from reports.trend import time_axis

OFFICE, OTHERS = "office", "other_online"
_MOST = 5
_STRONGEST, _PALEST = 0.9, 0.25


@dataclass(frozen=True)
class Migration:
    """``shares``: percent, a row per period and a column per part, offices first, then online channels from
    the most used; ``counts``: contacts of each period; ``parts``: the columns."""

    at: list[date]
    shares: pd.DataFrame
    counts: list[int]

    @property
    def parts(self) -> list[str]:
        return [str(part) for part in self.shares.columns]

    @property
    def online_change(self) -> float:
        """Percentage points from the first period to the last."""
        return float(self.shares[OFFICE].iloc[0] - self.shares[OFFICE].iloc[-1])

    def moved(self) -> pd.DataFrame:
        """part, before, now, change (points of share), count (contacts of the last period): most first."""
        first, last = self.shares.iloc[0], self.shares.iloc[-1]
        frame = pd.DataFrame({"part": self.parts, "before": list(first), "now": list(last)})
        frame["change"] = frame["now"] - frame["before"]
        frame["count"] = (frame["now"] / 100 * self.counts[-1]).round().astype(int)
        return frame.sort_values("change", ascending=False, ignore_index=True)


def migration(
    frame: pd.DataFrame, grain: str, online_kinds: Sequence[str], most: int = _MOST
) -> Migration | None:
    """``frame``: ``grain``, channel, channel_kind, count.  Telephone and written contacts count in neither.

    The online channels beyond the ``most`` used ones are one part.  None without any contact.
    """
    online = frame["channel_kind"].isin(online_kinds)
    known = frame[(online | (frame["channel_kind"] == OFFICE)) & (frame["count"] > 0)]
    if known.empty:
        return None
    used = known[known["channel_kind"].isin(online_kinds)].groupby("channel")["count"].sum()
    named = [str(code) for code in used.sort_values(ascending=False).head(most).index]
    part = [
        OFFICE if kind == OFFICE else str(code) if code in named else OTHERS
        for kind, code in zip(known["channel_kind"], known["channel"], strict=True)
    ]
    table = known.assign(part=part).pivot_table(
        index=grain, columns="part", values="count", aggfunc="sum", fill_value=0
    )
    table = table.reindex(columns=[OFFICE, *named, *([OTHERS] if OTHERS in part else [])], fill_value=0)
    total = table.sum(axis=1)
    shares = 100 * table.div(total, axis=0)
    return Migration(days(table.reset_index(), grain), shares, [int(count) for count in total])


def migration_chart(
    found: Migration, look: Look, *, grain: str, names: Mapping[str, str], height: int = 340
) -> go.Figure:
    """Stacked areas to 100 %: offices at the bottom in grey, online channels above in ever paler ink."""
    canvas, below = Canvas.of(look, height), 0.0
    for index, part in enumerate(found.parts):
        area = _area(canvas, found, grain, part, _fill(canvas, index, len(found.parts)))
        area.text = [f"{marks.escaped(names[part])}: {text}" for text in area.text]
        canvas.chart.add_trace(area)
        last = float(found.shares[part].iloc[-1])
        _label(canvas, names[part], last, below + last / 2)
        below += last
    time_axis(canvas, found.at, grain)
    canvas.chart.update_yaxes(range=[0, 100], nticks=5, ticksuffix=look.formats.percent_sign)
    room = marks.width_of([f"{name} 00 %" for name in names.values()], look) + 14
    canvas.margins(48, 8 if look.is_narrow else room, 8, 40)
    return canvas.done()


def _label(canvas: Canvas, name: str, share: float, y: float) -> None:
    """Beside the last period; on a phone inside the area, where there is room."""
    narrow = canvas.look.is_narrow
    if share < (7 if narrow else 3.5):
        return
    written = f"{marks.escaped(name)} <b>{canvas.look.formats.percent(share, 0)}</b>"
    if narrow:
        canvas.note(written, x=1, xref="paper", y=y, anchor="right", shift=-4, bgcolor=canvas.colours.card)
    else:
        canvas.side_note(written, y=y, shift=8)


def _fill(canvas: Canvas, index: int, count: int) -> str:
    if index == 0:
        return faded(canvas.colours.grey, 0.75)
    step = (_STRONGEST - _PALEST) / max(count - 2, 1)
    return faded(canvas.colours.good, _STRONGEST - step * (index - 1))


def _area(canvas: Canvas, found: Migration, grain: str, name: str, fill: str) -> go.Scatter:
    write = canvas.look.formats
    share = [float(value) for value in found.shares[name]]
    texts = [
        f"<b>{write.percent(value)}</b><br>{period_name(day, grain, canvas.look)} · n = {write.count(count)}"
        for value, day, count in zip(share, found.at, found.counts, strict=True)
    ]
    return go.Scatter(
        x=found.at,
        y=share,
        mode="lines",
        stackgroup="shares",
        line={"width": 1, "color": canvas.colours.card},
        fillcolor=fill,
        text=texts,
        hovertemplate="%{text}<extra></extra>",
    )
