"""Files that people download open in a spreadsheet without running anything."""

from datetime import datetime
from io import BytesIO

import openpyxl
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from ui import downloads

RISKY = ("=", "+", "-", "@", "\t", "\r")


def test_a_formula_in_a_comment_is_only_text() -> None:
    frame = pd.DataFrame({"comment": ["=1+1", "+7 <PHONE>", "plain", None], "score": [1, -2, 3, 4]})
    assert list(downloads.defused(frame)["comment"].fillna("")) == ["'=1+1", "'+7 <PHONE>", "plain", ""]
    assert list(downloads.defused(frame)["score"]) == [1, -2, 3, 4]


@given(st.text(min_size=1, max_size=20))
def test_no_text_of_a_file_begins_like_a_formula(text: str) -> None:
    frame = downloads.defused(pd.DataFrame({text: [text]}))
    assert not str(frame.iloc[0, 0]).startswith(RISKY) and not str(frame.columns[0]).startswith(RISKY)


def test_the_sheet_holds_no_formula_and_keeps_numbers() -> None:
    frame = pd.DataFrame({"Комментарий": ["=HYPERLINK(1)"], "Балл": [9], "Когда": [datetime(2022, 7, 1, 9)]})
    sheet = openpyxl.load_workbook(BytesIO(downloads.xlsx(frame))).active
    assert sheet is not None
    assert [cell.data_type for cell in sheet[2]] == ["s", "n", "d"]
    assert sheet["A2"].value == "'=HYPERLINK(1)" and sheet["B2"].value == 9


def test_cyrillic_survives_the_way_to_a_spreadsheet() -> None:
    assert downloads.csv(pd.DataFrame({"Өңір": ["Алматы"]})).decode("utf-8-sig").split() == ["Өңір", "Алматы"]
