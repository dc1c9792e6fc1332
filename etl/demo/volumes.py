"""How many contacts of which kind in which month: the published half-years exactly, the months plausibly."""

import numpy as np

from etl.demo.arrays import Floats, Ints, share_out

KINDS = ("online", "office", "phone", "written")
_HALVES = (slice(0, 12), slice(12, 18), slice(18, 19))  # 2021, first half of 2022, July 2022
_PUBLISHED = {
    "online": (84_100, 50_600, 7_320),
    "office": (60_900, 30_350, 3_940),
    "phone": (39_000, 17_900, 3_100),
    "written": (3_900, 1_700, 300),
}  # a tenth of the operator's counts
_TREND = {"online": 0.012, "office": -0.009, "phone": -0.006, "written": -0.005}


def counts_by_month(kind: str, scale: float) -> Ints:
    """Contacts of ``kind`` in each of the 19 months; sums over 2021, January-June and July 2022 are exact."""
    weights = (1 + _TREND[kind]) ** np.arange(19) * _season()
    parts = [
        share_out(round(total * scale), weights[half])
        for half, total in zip(_HALVES, _PUBLISHED[kind], strict=True)
    ]
    return np.concatenate(parts)


def _season() -> Floats:
    """Months are not equal: holidays in January and May, a busy autumn."""
    year = np.array([0.95, 0.93, 1.02, 1.0, 0.96, 0.97, 0.96, 0.99, 1.05, 1.06, 1.05, 1.06])
    return np.concatenate([year, year[:7]])
