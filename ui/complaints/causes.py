"""One small trend a cause on one scale; the change of each, and where chance does not explain it."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from reports import charts
from ui import cards, data, filters, labels, theme
from ui.complaints.cards import Kind
from ui.narrow import is_narrow
from ui.points import Points
from ui.words import _, formats, written_n

_MOST = {True: 6, False: 12}
_NAMED = 3


def card(kind: Kind) -> None:
    """Causes with most cases first, with the change to the period before."""
    span = filters.chosen().span
    frame = data.metric(kind.rate, by=("category", span.grain), period=span.trend)
    frame = frame[frame["category"].notna()]
    changes = data.change(kind.rate, by=("category",))
    changes = changes[changes["category"].notna() & changes["value"].notna()].sort_values(
        "value", ascending=False
    )
    cases = data.metric(kind.count, by=("category",)).set_index("category")["count"].to_dict()
    rows = changes.head(_MOST[is_narrow()]).to_dict("records")
    names = {str(row["category"]): labels.name("category", row["category"]) for row in rows}
    figure = charts.small_multiples(
        _gaps_filled(frame, span.grain), theme.look(), grain=span.grain, by="category", names=names,
        notes={str(row["category"]): _note(row, cases.get(row["category"], 0)) for row in rows},
        decimals=2, from_zero=True, columns=3,
    )  # fmt: skip
    cards.chart(
        figure if len(frame) and names else None,
        key=f"{kind.code}_causes",
        metric=kind.rate,
        frame=frame,
        title=_title(rows),
        caption=_("Per 1,000 contacts, one scale; beside the name: last value, change with 95% interval, n"),
        points=Points(frame),
    )  # fmt: skip


def _title(rows: Sequence[Mapping[Any, Any]]) -> str:
    """Which causes have clearly changed, the largest change first."""
    clear = [row for row in rows if row["is_clear"] is True or row["is_clear"] == 1]
    up, down = (
        ", ".join(
            labels.name("category", row["category"])
            for row in sorted(clear, key=lambda row: -abs(row["change"]))[:_NAMED]
            if (row["change"] > 0) == is_more
        )
        for is_more in (True, False)
    )
    if up and down:
        return _("Clearly more: {more}; clearly fewer: {fewer}", more=up, fewer=down)
    if up or down:
        return _("Clearly more: {causes}", causes=up) if up else _("Clearly fewer: {causes}", causes=down)
    return _("Each cause over time: none has clearly changed")


def _gaps_filled(frame: pd.DataFrame, grain: str) -> pd.DataFrame:
    """A period in which a cause had no case is 0 of its contacts, and drawn so."""
    if frame.empty:
        return frame
    times = frame.drop_duplicates(grain)[[grain, "from", "to", "count"]]
    every = times.merge(frame[["category"]].drop_duplicates(), how="cross")
    joined = every.merge(
        frame[[grain, "category", "value", "low", "high"]], on=[grain, "category"], how="left"
    )
    nothing = joined["value"].isna()  # no interval is told where nothing was counted
    joined.loc[nothing, "value"] = 0.0
    return joined.sort_values(["category", grain], ignore_index=True)


def _note(row: Mapping[Any, Any], count: float) -> str:
    """``▼ −0.12 (−0.2 to −0.05) · n = 41``; on a phone cases alone."""
    cases = written_n(count)
    if is_narrow() or pd.isna(row["change"]):
        return cases
    change, low, high = (float(row[name]) for name in ("change", "change_low", "change_high"))
    mark = ("▲" if change > 0 else "▼") if row["is_clear"] else "●"
    return f"{mark} {formats().change(change, 2)} ({formats().interval_of_change(low, high, 2)}) · {cases}"
