"""The main job, end to end on the demo operator: files and calls in, the published figures out."""

import csv
import io
import json
from collections import defaultdict
from collections.abc import Callable
from itertools import pairwise

import pytest

from config.cli import exit_code
from config.instance import PROJECT, Instance
from etl.demo.truths import TRUTHS
from tests.app_pages import open_page, text_of
from warehouse.__main__ import app as warehouse_app

pytestmark = pytest.mark.demo
Ask = Callable[..., list[dict[str, str]]]
H2_2021, H1_2022 = ("2021-07-01", "2022-01-01"), ("2022-01-01", "2022-07-01")
JULY = ("2022-07-01", "2022-08-01")


@pytest.fixture
def ask(demo: Instance, capsys: pytest.CaptureFixture[str]) -> Ask:
    """``python -m warehouse ...`` on the demo, its CSV as rows."""

    def run(*words: str) -> list[dict[str, str]]:
        code = exit_code(warehouse_app, "warehouse", [*words, "--format", "csv", "--home", str(demo.home)])
        said = capsys.readouterr()
        assert code == 0, said.err
        return list(csv.DictReader(io.StringIO(said.out)))

    return run


def _span(period: tuple[str, str]) -> tuple[str, ...]:
    return ("--from", period[0], "--to", period[1])


def test_nps_rises_each_month_from_38_to_55(ask: Ask) -> None:
    rows = ask("metric", "nps", "--by", "month", "--from", "2022-01-01", "--to", "2022-08-01")
    values = [row["value"] for row in rows]
    assert (values[0], values[-1]) == ("38.0", "55.0")
    assert all(float(a) < float(b) for a, b in pairwise(values))
    assert [row["month"] for row in rows][:2] == ["2022-01-01", "2022-02-01"]
    assert all(float(row["low"]) < float(row["value"]) < float(row["high"]) for row in rows)


@pytest.mark.parametrize(
    ("period", "value", "online", "office"),
    [
        (("2021-01-01", "2022-01-01"), "58.0", "84100", "60900"),
        (H1_2022, "62.5", "50600", "30350"),
        (JULY, "65.0", "7320", "3940"),
    ],
)
def test_online_share_is_the_published_counts(
    ask: Ask, period: tuple[str, str], value: str, online: str, office: str
) -> None:
    (row,) = ask("metric", "online_share", *_span(period))
    assert (row["value"], row["online"], row["office"]) == (value, online, office)


@pytest.mark.parametrize(
    ("metric", "before", "after"), [("complaints", "1000", "740"), ("appeals", "2500", "800")]
)
def test_complaints_fell_by_26_and_appeals_by_68_percent(
    ask: Ask, metric: str, before: str, after: str
) -> None:
    assert ask("metric", metric, *_span(H2_2021))[0]["value"] == before
    assert ask("metric", metric, *_span(H1_2022))[0]["value"] == after


def test_137_appeals_came_through_the_state_portal(ask: Ask) -> None:
    portal = ("--filter", "source=state_portal")
    assert ask("metric", "appeals", *portal)[0]["value"] == str(TRUTHS.state_portal_appeals)
    individuals = ask("metric", "appeals", *portal, "--by", "segment")
    assert [row["segment"] for row in individuals] == ["individual"]
    assert ask("metric", "appeals", *portal, "--to", "2022-02-01") == []


def test_more_than_85_percent_of_agents_are_rated_each_month(ask: Ask) -> None:
    rows = ask("metric", "ar_coverage", "--by", "month")
    rated = {row["month"][:7]: int(row["rated"]) for row in rows}
    assert rated == TRUTHS.agents_rated_by_month
    assert {row["active"] for row in rows} == {str(TRUTHS.front_line_agents)}


def test_three_perfect_ratings_do_not_lead_the_board(ask: Ask) -> None:
    rows = ask("metric", "fair_ar", "--by", "agent", *_span(JULY))
    three = next(row for row in rows if row["agent"] == TRUTHS.agent_with_three_perfect_ratings)
    assert (three["ratings"], three["withheld"], three["value"]) == ("3", "true", "")
    assert max(float(row["value"]) for row in rows if row["value"]) > 4.6


def test_the_unit_that_is_worst_by_its_mix_is_better_in_each_process(ask: Ask) -> None:
    overall = {row["unit"]: float(row["value"]) for row in ask("metric", "ar", "--by", "unit")}
    assert min(overall, key=lambda unit: overall[unit]) == TRUTHS.mix_unit
    own: dict[str, float] = {}
    points, ratings = defaultdict[str, float](float), defaultdict[str, float](float)
    for row in ask("metric", "ar", "--by", "unit,process"):
        if row["unit"] == TRUTHS.mix_unit and row["value"]:
            own[row["process"]] = float(row["value"])
        elif row["value"]:
            points[row["process"]] += float(row["value"]) * int(row["count"])
            ratings[row["process"]] += int(row["count"])
    assert len(own) > 5
    assert all(mean > points[process] / ratings[process] for process, mean in own.items())


def test_a_word_said_in_a_recording_is_found_at_its_time(ask: Ask) -> None:
    calls = json.loads((PROJECT / "etl/demo/recordings/calls.json").read_text("utf8"))
    turn = next(t for t in calls[0]["turns"] if t["speaker"] == "customer" and "робот" in t["text"].split())
    words = ask("words", calls[0]["file"].removesuffix(".ogg"))
    said = [word for word in words if word["word"] == "робот"]
    assert len(said) == 1
    assert said[0]["speaker"] == "customer"
    assert turn["start_s"] <= float(said[0]["start_s"]) <= turn["end_s"]
    assert float(said[0]["confidence"]) > 0.5


def test_every_recording_was_heard_and_dictated_numbers_are_hidden(ask: Ask) -> None:
    (calls,) = ask("metric", "calls")
    assert (calls["recorded"], calls["transcribed"], calls["failed"]) == ("36", "36", "0")
    text = " ".join(row["text"] for row in ask("rows", "utterances", "--limit", "5000"))
    assert "семь ноль один" not in text
    assert "<PHONE>" in text or "<NUMBER>" in text


def test_broken_rows_wait_in_quarantine_with_their_reasons(ask: Ask) -> None:
    rows = ask("rows", "quarantine")
    assert {
        "missing", "not_a_number", "not_a_date", "out_of_range", "not_one_of", "not_yes_or_no", "ragged",
        "undecodable",
    } <= {row["reason"] for row in rows}  # fmt: skip
    assert all(row["file"] and int(row["line"]) > 1 and row["masked_line"] for row in rows)


def test_rows_read_add_up_for_every_file(ask: Ask) -> None:
    for row in ask("rows", "loads"):
        parts = ("rows_loaded", "rows_rejected", "rows_duplicate", "rows_blank")
        assert int(row["rows_read"]) == sum(int(row[part]) for part in parts), row


@pytest.mark.parametrize(
    ("page", "language", "figures"),
    [
        ("overview.py", "en", ("55.0", "target 40", "n = 2,300")),
        ("overview.py", "ru", ("55,0", "цель 40")),
        ("nps.py", "kk", ("55,0", "65,0 %")),
        ("agents.py", "en", ("91.7%", "55 of 60")),
        ("complaints.py", "en", ("100",)),
    ],
)
def test_pages_show_the_headlines(
    monkeypatch: pytest.MonkeyPatch, demo: Instance, page: str, language: str, figures: tuple[str, ...]
) -> None:
    shown = text_of(open_page(monkeypatch, demo, page, lang=language)).replace("\N{NO-BREAK SPACE}", " ")
    for figure in figures:
        assert figure in shown, f"{figure} is not on {page}: {shown[:600]}"
