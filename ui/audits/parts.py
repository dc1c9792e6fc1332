"""What the audits share: the owner, bars of parts against the whole, and the list behind a figure."""

import math
from collections.abc import Mapping

import pandas as pd

from reports import charts
from ui import cards, chart_menu, data, filters, labels, owners, theme
from ui.codes import said
from ui.narrow import is_narrow
from ui.points import Points
from ui.words import _, formats
from warehouse.period import Period


def owner_words(category: str) -> str:
    """``Owner: Billing``, by the taxonomy; empty where it names none."""
    name = owners.owner(category)
    return _("owner: {person}", person=name) if name else ""


def bars(
    metric: str,
    by: str,
    *,
    title: str,
    caption: str,
    head: str,
    also: data.Filters | None = None,
    key: str = "",
    part: str = "",
    period: Period | None = None,
) -> None:
    """A metric by ``by``, the highest first; clearly above the whole stands out.

    ``head``: of the column of values; ``part``: a component written in a column besides n; ``period``: its
    days, where not the chosen ones.
    """
    frame = data.metric(metric, by=(by,), also=also, period=period)
    whole = data.one(data.metric(metric, also=also, period=period))
    known = frame[frame["value"].notna()].sort_values("value", ascending=False, ignore_index=True)
    columns = {"written": head, **({"parts": _("cases")} if part else {}), "n": _("n")}
    if is_narrow():  # a phone has room for bars or for three columns
        columns.pop("parts", None)
    figure = charts.ranked(_drawn(known, metric, by, whole, part), theme.look(), columns=columns, most=14)
    cards.chart(
        figure if len(known) else None, key=key or f"{metric}_{by}", title=title, caption=caption,
        metric=metric, frame=frame, points=Points(known, also=also or {}, period=period),
    )  # fmt: skip


def _drawn(known: pd.DataFrame, metric: str, by: str, whole: Mapping[str, object], part: str) -> pd.DataFrame:
    definition, write = data.definitions()[metric], formats()
    above = number(whole, "high")
    return known.assign(
        name=[str(said(by, code) or _("Not known")) if by not in _NAMED else _name(by, code)
              for code in known[by]],
        is_marked=known["low"] > above,
        written=[write.value(value, definition.unit, definition.decimals) for value in known["value"]],
        parts=[write.count(count) for count in known[part]] if part else "",
        n=[write.count(count) for count in known["count"]],
    )  # fmt: skip


_NAMED = ("unit", "product", "category", "source", "channel")


def _name(by: str, code: object) -> str:
    return _("Not known") if code is None or pd.isna(code) else labels.name(by, code)  # type: ignore[call-overload]


def since() -> str:
    """``since 1 August 2021``: where a month has too few, the days of the trend are counted."""
    start = filters.chosen().span.trend.start
    return _("since {day}", day=formats().date(start)) if start else ""


def listing(rows: str, title: str, caption: str, also: data.Filters | None = None) -> None:
    """The rows behind, with both files."""
    with cards.card(f"list_{rows}"):
        cards.head(key=f"list_{rows}", title=title, caption=caption)
        chart_menu.rows_table(rows, key=f"list_{rows}", also=also)


def number(row: Mapping[str, object], key: str) -> float:
    """A figure of an answer; not a number where it is missing."""
    value = row.get(key)
    return math.nan if value is None or pd.isna(value) else float(str(value))  # type: ignore[call-overload]
