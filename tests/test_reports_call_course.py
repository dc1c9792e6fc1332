"""The picture of a call shows who talks when, silences, overlaps and findings at their seconds."""

import pandas as pd

from reports.call_course import Mark, Spurt, call_course, overlaps, silences, spurts
from reports.look import Look

WORDS = {
    "negative": "negative", "neutral": "neutral", "positive": "positive", "unknown": "unknown",
    "silence": "silence", "overlap": "both talk",
}  # fmt: skip
NAMES = {"agent": "Agent", "customer": "Customer", "unknown": "?"}
SAID = [Spurt("agent", 0, 4), Spurt("customer", 3, 6, "negative"), Spurt("agent", 12, 14, "positive")]


def test_words_become_spurts_of_one_mood() -> None:
    rows = [
        (0, "agent", 0, 0.0, 0.4),
        (0, "agent", 0, 0.6, 1.0),
        (0, "agent", 0, 3.0, 3.4),
        (1, "customer", 1, 1.0, 2.0),
    ]
    words = pd.DataFrame(rows, columns=["channel", "speaker", "utterance_no", "start_s", "end_s"])
    assert spurts(words, {(1, 1): "negative"}) == [
        Spurt("agent", 0.0, 1.0), Spurt("customer", 1.0, 2.0, "negative"), Spurt("agent", 3.0, 3.4),
    ]  # fmt: skip


def test_silences_and_overlaps_are_where_nobody_and_both_talk() -> None:
    assert silences(SAID) == [(6, 12)] and overlaps(SAID) == [(3, 4)]
    assert silences([]) == [] and overlaps([Spurt("unknown", 0, 5), Spurt("unknown", 3, 8)]) == []


def test_the_picture_has_a_lane_a_side_and_marks_at_their_second() -> None:
    picture = call_course(SAID, [Mark(5.0, "Greeted", "broken")], Look(), names=NAMES, words=WORDS)
    told = [row[1] for trace in picture.data for row in trace.customdata]
    assert {"0:03–0:06 · negative", "silence 0:06–0:12", "both talk 0:03–0:04", "0:05 · Greeted"} <= set(told)
    assert [one.text for one in picture.layout.annotations] == ["Customer", "Agent"]
    alone = call_course([Spurt("unknown", 0, 9)], [], Look(is_dark=True), names=NAMES, words=WORDS)
    assert [one.text for one in alone.layout.annotations] == ["?"]
