"""Answers in time by the rule that set the deadline: which promise is kept, and which is not."""

import pandas as pd

from reports import charts
from ui import cards, data, filters, theme
from ui.cases import rules
from ui.cells import is_known
from ui.complaints.cards import Kind
from ui.narrow import is_narrow
from ui.points import Points
from ui.words import _, formats


def card(kind: Kind) -> None:
    """The least kept rule first, over the days of the trend: a month has too few."""
    also, period = {"kind": (kind.code,)}, filters.chosen().span.trend
    frame = data.metric("on_time", by=("deadline",), also=also, period=period)
    known = frame[frame["value"].notna()].sort_values("value", ignore_index=True)
    columns = {"written": _("in time"), "late": _("late"), "n": _("n")}
    if is_narrow():  # a phone has room for bars or for three columns
        columns.pop("late")
    figure = charts.ranked(_drawn(known), theme.look(), columns=columns)
    titles = {"complaint": _("Complaints answered in time, by rule"),
              "appeal": _("Appeals answered in time, by rule")}  # fmt: skip
    cards.chart(
        figure if len(known) else None, key=f"kept_{kind.code}", metric="on_time", frame=frame,
        title=titles[kind.code], points=Points(known, also=also, period=period),
        caption=_("By the day the answer was due, since {day}; orange: surely below the target; "
                  "whisker: 95% interval", day=formats().date(period.start)) if period.start else "",
    )  # fmt: skip


def _drawn(known: pd.DataFrame) -> pd.DataFrame:
    write, target, names = formats(), data.target("on_time"), rules.titles()
    return known.assign(
        name=[
            names.get(str(code), str(code)) if is_known(code) else _("Not known")
            for code in known["deadline"]
        ],
        is_marked=[target is not None and high < target for high in known["high"]],
        written=[write.percent(value) for value in known["value"]],
        n=[write.count(count) for count in known["count"]],
        late=[write.count(count) for count in known["late"]],
    )
