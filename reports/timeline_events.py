"""Everything that happened to one agent, day by day, in one table."""

from collections.abc import Callable, Mapping

import pandas as pd

LANES: Mapping[str, tuple[str, ...]] = {
    "ratings": ("date", "rating"),
    "answers": ("date", "answer"),
    "calls": ("date",),
    "findings": ("date", "result"),
    "coachings": ("date",),
    "knowledge_tests": ("date", "score_pct"),
    "mystery_visits": ("date", "visit_id", "result"),
}
"""Row queries of which a timeline is made, in the order of its lanes, and their columns that tell a tone."""
COLUMNS = ("day", "lane", "tone", "count")
_RIGHT_PCT = 80
"""A knowledge test with fewer right answers is one to look at."""


def events(rows: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """day, lane, tone (good, bad or neutral), count: one row per day, lane and tone, oldest first.

    ``rows``: row query -> the columns of ``LANES`` and count, how many rows have them.  A day is
    that of the contact; of coaching, tests and visits their own.  Of findings only the broken ones are
    events; a visit is one event, bad where anything was amiss.
    """
    parts = [_counted(lane, rows[lane]) for lane in LANES if lane in rows and len(rows[lane])]
    if not parts:
        return pd.DataFrame(columns=list(COLUMNS))
    together = pd.concat(parts, ignore_index=True)
    return together.sort_values(["day", "lane", "tone"], ignore_index=True)[list(COLUMNS)]


def _counted(lane: str, frame: pd.DataFrame) -> pd.DataFrame:
    kept = _visits(frame) if lane == "mystery_visits" else frame
    kept = kept[kept["result"] == "broken"] if lane == "findings" else kept
    days = pd.to_datetime(kept["date"]).dt.date
    tones = [_TONES[lane](row) for row in kept.to_dict("records")]
    counted = pd.DataFrame({"day": list(days), "lane": lane, "tone": tones, "count": list(kept["count"])})
    return counted.groupby(["day", "lane", "tone"], as_index=False)[["count"]].sum()


def _visits(frame: pd.DataFrame) -> pd.DataFrame:
    """One row per visit, broken where any criterion was."""
    ordered = frame.assign(_late=frame["result"] != "broken").sort_values("_late", kind="stable")
    return ordered.drop_duplicates("visit_id").assign(count=1)


def _rating_tone(row: Mapping[object, object]) -> str:
    rating = float(row["rating"])  # type: ignore[arg-type]
    return "good" if rating >= 4 else "bad" if rating <= 2 else "neutral"


def _answer_tone(row: Mapping[object, object]) -> str:
    return {"promoter": "good", "detractor": "bad"}.get(str(row["answer"]), "neutral")


def _test_tone(row: Mapping[object, object]) -> str:
    score = row["score_pct"]
    if score is None or pd.isna(score):  # type: ignore[call-overload]
        return "neutral"
    return "good" if float(score) >= _RIGHT_PCT else "bad"  # type: ignore[arg-type]


_TONES: Mapping[str, Callable[[Mapping[object, object]], str]] = {
    "ratings": _rating_tone,
    "answers": _answer_tone,
    "calls": lambda _row: "neutral",
    "findings": lambda _row: "bad",
    "coachings": lambda _row: "neutral",
    "knowledge_tests": _test_tone,
    "mystery_visits": lambda row: "bad" if row["result"] == "broken" else "good",
}
