"""What the player is given: turns of both sides, findings at their turn, masked words as one chip."""

import pandas as pd
import pytest

from ui.player.component import FOLDER, SCRIPTS
from ui.player.turns import PAUSE_S, tokens_in, turn_at, turns_of

COLUMNS = ["channel", "speaker", "utterance_no", "word", "start_s", "end_s", "confidence", "language"]


def _said(*rows: tuple[object, ...]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=COLUMNS)


CALL = _said(
    (0, "agent", 0, "good", 0.0, 0.4, 0.99, "en"),
    (0, "agent", 0, "morning", 0.4, 1.0, 0.5, "en"),
    (1, "customer", 0, "my", 1.5, 1.7, 0.9, "en"),
    (1, "customer", 0, "<PHONE>", 1.7, 2.0, 0.9, "en"),
    (1, "customer", 0, "<PHONE>", 2.0, 2.6, 0.9, "en"),
    (0, "agent", 1, "thanks", 5.0, 5.5, None, "en"),
)


def test_both_sides_take_turns_in_the_order_of_time() -> None:
    turns = turns_of(CALL)
    assert [(turn.speaker, turn.text) for turn in turns] == [
        ("agent", "good morning"), ("customer", "my <PHONE>"), ("agent", "thanks"),
    ]  # fmt: skip
    assert [turn.turn_no for turn in turns] == [0, 1, 2]


def test_a_number_said_in_several_words_is_one_chip_over_all_its_time() -> None:
    turn = turns_of(CALL)[1]
    assert turn.words[-1] == ("<PHONE>", 1.7, 2.6, 0.9)
    assert tokens_in(turns_of(CALL), {"<PHONE>": "phone number"}) == {"<PHONE>": "phone number"}
    assert tokens_in(turns_of(CALL), {}) == {"<PHONE>": "phone"}


def test_a_short_pause_does_not_break_a_turn_and_a_long_one_does() -> None:
    for pause, count in ((PAUSE_S - 0.1, 1), (PAUSE_S + 0.1, 2)):
        said = _said(
            (0, "agent", 0, "one", 0.0, 1.0, 0.9, "en"),
            (0, "agent", 1, "two", 1.0 + pause, 2.0 + pause, 0.9, "en"),
        )
        assert len(turns_of(said)) == count


def test_an_unknown_speaker_is_said_to_be_unknown() -> None:
    said = _said((0, "left", 0, "one", 0.0, 1.0, 0.9, None))
    assert [(turn.speaker, turn.language) for turn in turns_of(said)] == [("unknown", "")]


def test_a_finding_belongs_to_the_turn_that_is_spoken_at_its_second() -> None:
    turns = turns_of(CALL)
    assert [turn_at(turns, second) for second in (0.2, 1.8, 3.5, 5.2, 99.0)] == [0, 1, 1, 2, 2]
    assert turn_at([], 1.0) is None


def test_a_call_without_words_has_no_turns() -> None:
    assert turns_of(CALL.head(0)) == []


@pytest.mark.parametrize("name", SCRIPTS)
def test_nothing_said_in_a_call_can_become_markup_and_nothing_is_fetched_from_elsewhere(name: str) -> None:
    script = (FOLDER / name).read_text("utf8")
    for forbidden in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "fetch("):
        assert forbidden not in script
    assert [line for line in script.splitlines() if "://" in line and "www.w3.org/2000/svg" not in line] == []
