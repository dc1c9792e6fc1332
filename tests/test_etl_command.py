"""The command line: one clear line per mistake, an honest exit code, the same columns for programs."""

import csv
import io
import json
from pathlib import Path

import pytest

from config.cli import exit_code
from etl.__main__ import app
from etl.contract_docs import as_markdown
from etl.contracts import CONTRACTS
from tests.etl_instances import HEADER, SURVEYS, deliver, new_instance

Capture = pytest.CaptureFixture[str]


def run(*args: str | Path) -> int:
    return exit_code(app, "etl", [str(arg) for arg in args])


def test_a_new_instance_says_what_comes_next(tmp_path: Path, capsys: Capture) -> None:
    assert run("init", tmp_path / "op") == 0
    assert "inspect" in capsys.readouterr().err
    key = tmp_path / "op" / "keys" / "customer.key"
    assert key.stat().st_mode & 0o077 == 0 and len(key.read_text().strip()) == 64
    assert run("init", tmp_path / "op") == 3
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize(
    ("toml", "told"),
    [
        ('contract = "survey"\npath = "x"', "did you mean surveys"),
        ('contract = "surveys"\npath = "x"\n[columns]\nscore = "s"', "sent_at"),
        ('contract = "surveys"\npath = "x"\ncolour = "red"', "unknown key 'colour'"),
        ('contract = "surveys"\npath = "x"\n[columns]\nsent_at = "d"\nscor = "s"', "did you mean score"),
        ('contract = "surveys"\npath = "x"\ndate_format = "dd.mm"\n[columns]\nsent_at = "d"', "dd.mm.yyyy"),
        ('contract = "surveys"\npath = "x"\n[columns]\nsent_at = "d"\n[scale]\nscore = [0, 100]', "0 to 10"),
        ("contract = ", "TOML"),
    ],
)
def test_a_mistake_in_a_declaration_is_one_line_with_its_remedy(
    tmp_path: Path, capsys: Capture, toml: str, told: str
) -> None:
    instance = new_instance(tmp_path / "op", nps=toml)
    deliver(instance, "a.csv", "d;s\n2022-03-01;9\n")
    declared = instance.sources / "nps.toml"
    declared.write_text(declared.read_text().replace('"x"', '"incoming/a.csv"'))
    assert run("check", "--home", instance.home) == 4
    failed = [line for line in capsys.readouterr().err.splitlines() if line.startswith("failed")]
    assert len(failed) == 1 and told in failed[0] and "nps.toml" in failed[0]


def test_wrong_use_ends_with_two(tmp_path: Path, capsys: Capture) -> None:
    instance = new_instance(tmp_path / "op", nps=SURVEYS)
    assert run("load", "nsp", "--home", instance.home) == 2
    assert "did you mean nps" in capsys.readouterr().err
    assert run("load", tmp_path / "none.csv", "--source", "nps", "--home", instance.home) == 2
    assert run("check", "--format", "xml", "--home", instance.home) == 2
    assert run("inspect", tmp_path / "none.csv", "--home", instance.home) == 2


def test_a_check_writes_nothing_and_lists_the_contract_columns(tmp_path: Path, capsys: Capture) -> None:
    instance = new_instance(tmp_path / "op", nps=SURVEYS)
    deliver(instance, "a.csv", HEADER + "a;2022-03-01;9;;\nb;2022-03-01;19;;\n")
    assert run("check", "--home", instance.home, "--format", "csv") == 0
    (row,) = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert list(row) == [
        "source",
        "file",
        "status",
        "read",
        "loaded",
        "rejected",
        "duplicates",
        "blank",
        "corrected",
        "late",
        "seconds",
    ]
    assert (row["read"], row["loaded"], row["rejected"]) == ("2", "1", "1")
    assert list((instance.landing / "surveys").glob("2*.parquet")) == []


def test_a_load_publishes_once_and_then_says_nothing_is_new(tmp_path: Path, capsys: Capture) -> None:
    instance = new_instance(tmp_path / "op", nps=SURVEYS)
    deliver(instance, "a.csv", HEADER + "a;2022-03-01;9;;\nb;2022-03-01;1;;плохо, интернет не работает\n")
    assert run("load", "--home", instance.home, "--format", "json") == 0
    first = json.loads(capsys.readouterr().out)
    assert first["totals"]["read"] == 2 and first["is_new_snapshot"] and first["snapshot_id"]
    assert run("load", "--home", instance.home, "--format", "json") == 0
    second = json.loads(capsys.readouterr().out)
    assert not second["is_new_snapshot"] and second["snapshot_id"] == first["snapshot_id"]
    assert run("status", "--home", instance.home, "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)[0]["loaded"] == 2
    assert run("remove", "nps", "--home", instance.home) == 0


def test_a_failed_file_ends_with_four_and_the_others_are_in(tmp_path: Path, capsys: Capture) -> None:
    instance = new_instance(tmp_path / "op", nps=SURVEYS)
    deliver(instance, "a.csv", HEADER + "a;2022-03-01;9;;\n")
    deliver(instance, "b.csv", "something;else\n1;2\n")
    assert run("load", "--home", instance.home, "--format", "json") == 4
    told = capsys.readouterr()
    assert json.loads(told.out)["totals"]["loaded"] == 1 and "b.csv" in told.err


def test_an_open_question_ends_with_three_and_writes_nothing(tmp_path: Path, capsys: Capture) -> None:
    instance = new_instance(tmp_path / "op")
    file = deliver(
        instance, "x.csv", "Ticket ID,Opened,Status\n" + "".join(f"{i},2022-03-01,Open\n" for i in range(9))
    )
    assert run("inspect", file, "--contract", "cases", "--write", "x", "--home", instance.home) == 3
    assert "constants.kind" in capsys.readouterr().err and not (instance.sources / "x.toml").exists()
    done = run(
        "inspect",
        file,
        "--contract",
        "cases",
        "--set",
        "constants.kind=complaint",
        "--write",
        "x",
        "--home",
        instance.home,
    )
    assert done == 0 and (instance.sources / "x.toml").exists()


def test_the_page_of_contracts_names_every_field() -> None:
    page = as_markdown()
    for contract in CONTRACTS.values():
        assert f"## {contract.name}\n" in page
        assert all(f"`{name}`" in page for name in contract.names)
