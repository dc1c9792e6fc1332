"""Numbers that came as words stand right, as other numbers do; days and names stay where they are."""

import pandas as pd
import pytest

from ui import tables

NBSP = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"


@pytest.mark.parametrize(
    "written",
    [
        ("4,96", "15"),
        (f"79,4{NBSP}%", "95.2%"),
        (f"1{NBSP}234,5", "1,234.5"),
        ("+0,5", f"{MINUS}0,4"),
        ("7", None),
    ],
)
def test_written_numbers_stand_right(written: tuple[str, ...]) -> None:
    frame = pd.DataFrame({"value": list(written), "name": ["a"] * len(written)})
    assert tables._written_numbers(frame) == {"value"}


@pytest.mark.parametrize(
    "written", [("22.07.2022", "1"), ("6 of 14", "2"), ("10:42", "1"), (None, None), ("agent 7", "1")]
)
def test_other_texts_do_not(written: tuple[str, ...]) -> None:
    assert tables._written_numbers(pd.DataFrame({"value": list(written)})) == set()


def test_tokens_of_masking_are_read_as_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.masked.names", lambda: {"<PHONE>": "phone number"})
    frame = pd.DataFrame({"comment": ["call <PHONE> at <HOME>", None]})
    assert "call [phone number] at <HOME>" in tables.styled(frame).to_html()
