"""A brief is safe to open whoever named a unit, fits a page, and speaks of complete periods only."""

import io
import math
from datetime import date, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from config.errors import WrongUse
from etl.telling.digest import make
from reports import html, pdf, pictures
from reports.brief import Brief, as_text
from reports.brief_ask import ALL
from reports.brief_figures import Figure
from reports.brief_parts import Entry, Part
from reports.brief_span import last_complete, span_of
from reports.drawing import Drawing, Label
from reports.voice import Voice
from tests.tiny_warehouse import tiny_warehouse
from warehouse import labels
from warehouse.scope import OWNER

HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>'
FIGURE = Figure("NPS", "55.0", "52.0…57.8", "2,300", "+3.0", "−1.0…+7.0", "could be chance", "unclear")


def brief_of(word: str, *, parts: int = 1) -> Brief:
    """A brief in which ``word`` stands wherever a name can."""
    picture = Drawing(340, 40, (Label(10, 20, word),), word)
    part = Part(word, picture, word, (Entry(word, word, "bad"),))
    figure = Figure(word, word, word, word, word, word, word, "good")
    return Brief(
        "en", "2022-07-x-en", word, word, word, "bad", ("Figure", "Value", "95%", "n", "Change", word),
        (FIGURE, figure), (part,) * parts, word, datetime(2022, 8, 1), "Notes",
    )  # fmt: skip


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.attributes |= {name for name, _value in attrs}


@given(st.text(max_size=60))
@settings(max_examples=60)
def test_no_name_becomes_part_of_the_page(word: str) -> None:
    plain, other = _Tags(), _Tags()
    plain.feed(html.page(brief_of("x")))
    other.feed(html.page(brief_of(word)))
    assert (other.seen, other.attributes) == (plain.seen, plain.attributes)


def test_a_hostile_name_is_shown_as_it_is_written() -> None:
    page = html.page(brief_of(HOSTILE))
    assert "<script" not in page and "<img" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize("word", [HOSTILE, "Ә" * 300, "\x00\u202e\u2060\n", "🙂 جدید", ""])
def test_any_name_fits_one_page_of_paper(word: str) -> None:
    reader = PdfReader(io.BytesIO(pdf.document(brief_of(word, parts=9))))
    assert len(reader.pages) == 1
    text = reader.pages[0].extract_text()
    assert "55.0" in text and "2,300" in text
    assert "/JavaScript" not in str(reader.trailer)


def test_paper_can_be_made_again_and_is_the_same() -> None:
    assert pdf.document(brief_of("Қызылорда")) == pdf.document(brief_of("Қызылорда"))


def test_the_text_of_a_message_says_every_figure_with_its_n() -> None:
    lines = as_text(brief_of("x")).splitlines()
    assert "NPS: 55.0 (52.0…57.8), n = 2,300; +3.0, could be chance" in lines


@given(st.sampled_from(["week", "month", "quarter"]), st.dates(date(2000, 1, 1), date(2040, 1, 1)))
def test_a_brief_is_about_days_that_are_over(grain: str, last_day: date) -> None:
    span = last_complete(grain, last_day)
    assert span.end <= last_day + timedelta(days=1) < span_of(grain, span.end).end + timedelta(days=1)
    assert span.before.end == span.start
    assert span.trend.end == span.end


def test_an_unknown_period_is_answered_with_those_there_are() -> None:
    with pytest.raises(WrongUse, match="week"):
        span_of("weak", date(2022, 1, 1))


def test_codes_of_periods_are_those_of_the_pages() -> None:
    day = date(2022, 7, 28)
    assert [span_of(grain, day).code for grain in ("week", "month", "quarter")] == [
        "2022-W30",
        "2022-07",
        "2022-Q3",
    ]
    assert span_of("quarter", day).title(Voice("en")) == "Q3 2022"


def test_a_missing_period_is_a_gap_in_the_line() -> None:
    months = pd.to_datetime([f"2022-0{month}-01" for month in range(1, 6)])
    values = [40.0, 42.0, math.nan, 50.0, 51.0]
    frame = pd.DataFrame({"month": months, "value": values, "low": values, "high": values})
    drawing = pictures.trend(frame, "month", Voice("en"), None, "NPS")
    assert drawing is not None
    lines = [shape for shape in drawing.shapes if getattr(shape, "width", 0) == 2]
    assert [len(line.points) for line in lines] == [2, 2]  # type: ignore[union-attr]
    assert pictures.trend(frame.head(1), "month", Voice("en"), None, "NPS") is None


def test_the_steps_of_a_change_lead_from_one_value_to_the_other() -> None:
    rows = pd.DataFrame(
        {
            "name": ["June", "a", "b", "July"],
            "value": [40.0, 5.0, -2.0, 43.0],
            "kind": ["total", "rate", "mix", "total"],
        }
    )
    drawing = pictures.steps(rows, Voice("en"), "why")
    assert drawing is not None
    written = [shape.text for shape in drawing.shapes if isinstance(shape, Label)]
    assert written == ["June", "40.0", "a", "+5.0", "b", "−2.0", "July", "43.0"]


def test_a_brief_of_few_answers_withholds_and_still_is_written(tmp_path: Path) -> None:
    instance, snapshot = tiny_warehouse(tmp_path)
    unit = labels.values(snapshot, OWNER, "unit")[0]
    for code, grain in ((ALL, "month"), (unit, "week")):
        written = make(instance, snapshot, OWNER, code, language="ru", grain=grain)
        assert html.page(written) and pdf.document(written)
        assert all(figure.value != "0" or figure.n not in ("0", "—") for figure in written.figures)
