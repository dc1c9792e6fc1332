"""Kaplan and Meier in plain Python, by their own definition, for comparison."""

from collections.abc import Sequence


def median(times: Sequence[tuple[float, bool]]) -> float | None:
    """The first time by which at most half are left; ``times``: how long, and whether it ended then."""
    survived = 1.0
    for day in sorted({days for days, is_over in times if is_over}):
        at_risk = sum(days >= day for days, _ in times)
        survived *= 1 - sum(days == day and is_over for days, is_over in times) / at_risk
        if survived <= 0.5 + 1e-9:
            return day
    return None
