"""How long cases stay in each stage; those still in it are not left out."""

import pandas as pd

from reports import charts
from ui import cards, data, theme
from ui.cases.words import stages
from ui.complaints.cards import Kind
from ui.narrow import is_narrow
from ui.points import Points
from ui.words import _, formats


def card(kind: Kind) -> None:
    """Median days of each stage in the order of the way, with the 90th percentile."""
    also = {"kind": (kind.code,)}
    frame = data.metric("stage_time", also=also)
    order = list(stages())
    known = frame[frame["value"].notna() & frame["stage"].isin(order)]
    known = known.sort_values("stage", key=lambda column: column.map(order.index), ignore_index=True)
    columns = {"written": _("median"), "ninety": _("90%"), "left": _("still in"), "n": _("n")}
    if is_narrow():  # a phone has room for bars or for four columns
        columns = {name: columns[name] for name in ("written", "ninety")}
    figure = charts.ranked(_drawn(known), theme.look(), columns=columns)
    titles = {"complaint": _("Days complaints take, by stage"), "appeal": _("Days appeals take, by stage")}
    cards.chart(
        figure if len(known) else None, key=f"stage_time_{kind.code}", metric="stage_time", frame=frame,
        title=titles[kind.code], points=Points(known, also=also),
        caption=_(
            "Median and the days within which 90% leave it; open cases count too; whisker: 95% interval"
        ),
    )  # fmt: skip


def _drawn(known: pd.DataFrame) -> pd.DataFrame:
    write = formats()
    return known.assign(
        name=known["stage"].map(stages()),
        is_marked=False,
        written=[write.number(value, 1) for value in known["value"]],
        ninety=[write.number(value, 1) for value in known["p90"]],
        left=[write.count(count) for count in known["still_in"]],
        n=[write.count(count) for count in known["count"]],
    )
