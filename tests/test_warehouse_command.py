"""What the command line prints and how it says that something was put wrongly."""

import csv
import io
import json

import pytest

from config.cli import exit_code
from tests.tiny_warehouse import SURVEYS, shared_tiny
from warehouse.__main__ import app
from warehouse.documentation import markdown

Printed = pytest.CaptureFixture[str]


def run(*words: str) -> int:
    return exit_code(app, "warehouse", [*words, "--home", str(shared_tiny()[0].home)])


def table(printed: Printed) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(printed.readouterr().out)))


def test_a_metric_prints_the_contracts_columns(capsys: Printed) -> None:
    assert run("metric", "nps", "--by", "month", "--format", "csv") == 0
    rows = table(capsys)
    assert list(rows[0]) == [
        "metric", "month", "from", "to", "value", "low", "high", "count", "promoters", "passives",
        "detractors", "unit", "withheld", "snapshot_id",
    ]  # fmt: skip
    assert rows[0]["month"] == rows[0]["from"] == "2022-01-01" and rows[0]["to"] == "2022-02-01"
    assert rows[0]["value"] == "-39.4" and rows[0]["unit"] == "points"
    assert rows[0]["snapshot_id"] == shared_tiny()[1].id
    assert (rows[-1]["value"], rows[-1]["count"], rows[-1]["withheld"]) == ("", "1", "true")


def test_split_by_unit_the_measure_is_named_unit_of_measure(capsys: Printed) -> None:
    assert run("metric", "contacts", "--by", "unit,channel_kind", "--format", "csv") == 0
    rows = table(capsys)
    assert {row["unit"] for row in rows} == {"cc1", "off1"}
    assert {row["unit_of_measure"] for row in rows} == {"contacts"}
    assert sum(int(row["value"]) for row in rows) == 118


def test_filters_of_one_key_mean_or_and_of_two_mean_and(capsys: Printed) -> None:
    assert (
        run(
            "metric", "contacts", "--filter", "channel=phone", "--filter", "channel=office", "--format", "csv"
        )
        == 0
    )
    both = int(table(capsys)[0]["value"])
    run("metric", "contacts", "--filter", "channel=phone", "--filter", "unit=cc1", "--format", "csv")
    narrow = int(table(capsys)[0]["value"])
    assert both == 89 and narrow < both


def test_json_has_numbers_and_nothing_where_nothing_is_known(capsys: Printed) -> None:
    assert run("metric", "online_share", "--format", "json") == 0
    row = json.loads(capsys.readouterr().out)[0]
    assert row["value"] == 33.0 and row["low"] is None and row["withheld"] is False


def test_as_a_person_only_that_persons_rows_are_printed(capsys: Printed) -> None:
    assert run("metric", "contacts", "--by", "unit", "--as", "manager", "--format", "csv") == 0
    assert [row["unit"] for row in table(capsys)] == ["cc1"]
    assert run("metric", "contacts", "--as", "stranger", "--format", "csv") == 0
    assert table(capsys) == []
    assert run("words", "rec0", "--as", "chief") == 2
    assert "not open to the role 'executive'" in capsys.readouterr().err


def test_rows_and_words_are_printed(capsys: Printed) -> None:
    assert run("rows", "surveys", "--format", "csv") == 0
    assert len(table(capsys)) == len(SURVEYS)
    assert run("words", "rec0", "--format", "csv") == 0
    words = table(capsys)
    assert words[1] == {
        "channel": "0", "speaker": "agent", "utterance_no": "0", "word": "чем", "start_s": "0.500",
        "end_s": "0.900", "confidence": "0.900", "language": "ru", "voice": "", "guess": "",
    }  # fmt: skip


def test_a_table_for_people_breaks_no_line(capsys: Printed) -> None:
    assert run("metric", "step_time", "--by", "process,step") == 0
    out = capsys.readouterr().out
    assert "approval" in out and len([line for line in out.splitlines() if "step_time" in line]) == 2


def test_the_catalogue_is_listed_for_people_and_for_programs(capsys: Printed) -> None:
    assert exit_code(app, "warehouse", ["metrics"]) == 0
    assert "Net Promoter Score (points)" in capsys.readouterr().out
    assert exit_code(app, "warehouse", ["metrics", "--format", "json"]) == 0
    assert {"metric", "grain", "definition"} <= set(json.loads(capsys.readouterr().out)[0])
    assert exit_code(app, "warehouse", ["metrics", "--format", "markdown"]) == 0
    assert capsys.readouterr().out == markdown()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("metric", "nsp"), "unknown metric 'nsp'; did you mean nps?"),
        (("metric", "nps", "--by", "moon"), "unknown dimension of nps 'moon'"),
        (("metric", "nps", "--filter", "unit"), "write it as DIMENSION=CODE"),
        (("metric", "nps", "--filter", "unit="), "write it as DIMENSION=CODE"),
        (("metric", "nps", "--filter", "moon=full"), "unknown filter of nps 'moon'"),
        (("metric", "nps", "--from", "tomorrow"), "--from: 'tomorrow' is no date"),
        (("metric", "nps", "--from", "2022-02-01", "--to", "2022-01-01"), "the period is empty"),
        (("metric", "nps", "--as", "nobody"), "unknown person 'nobody'"),
        (("metric", "nps", "--format", "xml"), "unknown format 'xml'"),
        (("rows", "nothing"), "unknown row query 'nothing'"),
        (("metric",), "Missing argument"),
    ],
)
def test_a_mistake_is_one_line_and_exit_code_2(
    words: tuple[str, ...], sentence: str, capsys: Printed
) -> None:
    assert run(*words) == 2
    printed = capsys.readouterr()
    assert printed.out == "" and printed.err.count("\n") == 1 and sentence in printed.err
