"""What a board of agents says of each row: names, written figures, movement with noise marked as noise."""

import math

import pandas as pd

from reports.formats import Formats
from reports.frames import NameOf


def board_rows(
    frame: pd.DataFrame, changes: pd.DataFrame, formats: Formats, name: NameOf, *, decimals: int, signed: bool
) -> pd.DataFrame:
    """A fair metric by agent with name and the written columns ``fair``, ``mean``, ``n`` and ``moved``.

    changes: the metric's change by agent (agent, change, is_clear). signed: values are differences. Adds
    change, change_low, change_high and is_clear where the agent had a value before.
    """
    write = formats.change if signed else formats.number
    columns = ["agent", "change", "change_low", "change_high", "is_clear"]
    joined = frame.merge(changes[columns], on="agent", how="left")
    clear = joined["is_clear"].fillna(False).astype(bool)
    return joined.assign(
        is_clear=clear,
        name=[name("agent", code) for code in joined["agent"]],
        fair=[write(value, decimals) for value in joined["value"]],
        mean=[write(value, decimals) for value in joined["plain"]],
        n=[formats.count(value) for value in joined["count"]],
        moved=[
            moved(change, is_clear, formats, decimals)
            for change, is_clear in zip(joined["change"], clear, strict=True)
        ],
    )


def moved(change: float, is_clear: bool, formats: Formats, decimals: int) -> str:
    """``▲ +0.12`` where the interval of the difference leaves 0 out, ``● +0.12`` where it may be noise."""
    if math.isnan(change):
        return "—"
    mark = "●" if not is_clear else "▲" if change > 0 else "▼"
    return f"{mark} {formats.change(change, decimals)}"


def groups(frame: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """``usual`` and ``new`` agents apart where the metric tells them apart and there are new ones."""
    if "is_new" not in frame or not frame["is_new"].fillna(False).astype(bool).any():
        return {"usual": frame}
    is_new = frame["is_new"].fillna(False).astype(bool)
    return {"usual": frame[~is_new], "new": frame[is_new]}
