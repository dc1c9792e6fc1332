"""Metric frames made ready for a chart: names for codes, written numbers, order, what stands out."""

import math
from collections.abc import Callable, Sequence

import pandas as pd

from reports.formats import Formats

NameOf = Callable[[str, str], str]
NOT_NAMED = "not_named"
OTHERS = "other_reasons"


def losses(frame: pd.DataFrame, formats: Formats, name: NameOf, marked: int = 3) -> pd.DataFrame:
    """``nps_lost`` by reason as ``ranked`` draws it: largest first, the smaller ones summed, unnamed last.

    Adds name, is_marked, ``points`` (written, negative) and ``running`` (written running share, up to 100 %).
    """
    ordered = _with_others(_largest_first(frame, "reason"))
    total = ordered["value"].sum() or math.nan
    running = 100 * ordered["value"].cumsum() / total
    return ordered.assign(
        name=[name("reason", code) for code in ordered["reason"]],
        is_marked=[index < marked and code != NOT_NAMED for index, code in enumerate(ordered["reason"])],
        points=[formats.number(-value, 1) for value in ordered["value"]],
        running=[formats.percent(value, 0) for value in running],
    )


def _with_others(ordered: pd.DataFrame, most: int = 7) -> pd.DataFrame:
    """The largest named reasons, one row for the sum of the others, then the answers without a reason."""
    named, unnamed = ordered[ordered["reason"] != NOT_NAMED], ordered[ordered["reason"] == NOT_NAMED]
    small = named.iloc[most:]
    if len(small) < 2:
        return ordered
    others = {"reason": [OTHERS], "value": [small["value"].sum()], "low": [math.nan], "high": [math.nan]}
    return pd.concat([named.head(most), pd.DataFrame(others), unnamed], ignore_index=True)


def categories(
    frame: pd.DataFrame, formats: Formats, name: NameOf, owner: Callable[[str], str]
) -> pd.DataFrame:
    """A change of a case rate by category as ``ranked`` draws it.

    Adds name (with its owner), is_marked (clearly up), ``written`` and ``moved`` (written change and mark).
    """
    ordered = _largest_first(frame, "category").reset_index(drop=True)
    rose = ordered["is_clear"].fillna(False).astype(bool) & (ordered["change"] > 0)
    return ordered.assign(
        name=[name("category", code) for code in ordered["category"]],
        owner=[owner(str(code)) for code in ordered["category"]],
        is_marked=rose,
        written=[formats.number(value, 2) for value in ordered["value"]],
        moved=[_moved(row["change"], bool(row["is_clear"]), formats) for row in ordered.to_dict("records")],
    )


def _moved(change: float, is_clear: bool, formats: Formats) -> str:
    if math.isnan(change):
        return "—"
    return (
        f"{'▲' if change > 0 else '▼'} {formats.change(change, 2)}"
        if is_clear
        else f"● {formats.change(change, 2)}"
    )


def _largest_first(frame: pd.DataFrame, by: str) -> pd.DataFrame:
    known = frame[frame["value"].notna()].copy()
    known[by] = known[by].fillna(NOT_NAMED)
    last = known[by] == NOT_NAMED
    return (
        known.assign(_last=last)
        .sort_values(["_last", "value"], ascending=[True, False])
        .drop(columns="_last")
    )


def ranked_and_rest(frame: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Agents with enough ratings, and those without; the latter are never ranked."""
    is_ranked = frame["is_ranked"].fillna(False).astype(bool) & frame["value"].notna()
    return frame[is_ranked], frame[~is_ranked]


def joined(frames: dict[str, pd.DataFrame], on: Sequence[str]) -> pd.DataFrame:
    """The values of several metrics side by side, one column each, over all their periods."""
    result: pd.DataFrame | None = None
    for column, frame in frames.items():
        part = frame[[*on, "value"]].rename(columns={"value": column})
        result = part if result is None else result.merge(part, on=list(on), how="outer")
    return (
        pd.DataFrame(columns=list(on))
        if result is None
        else result.sort_values(list(on)).reset_index(drop=True)
    )
