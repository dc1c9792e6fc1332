"""``python -m warehouse search`` and ``index``: rows to stdout, all else to stderr, one line a mistake."""

import json
import shutil
from pathlib import Path

import pytest

from config.cli import exit_code
from config.instance import Instance
from tests.tiny_warehouse import tiny_warehouse
from warehouse.__main__ import app

_PEOPLE = """
[people.aidos]
role = "manager"
units = ["cc9"]
personal = true

[people.chief]
role = "executive"
units = "all"
personal = false
"""


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Instance:
    instance, _snapshot = tiny_warehouse(tmp_path_factory.mktemp("tiny"))
    (instance.config / "people.toml").write_text(_PEOPLE, "utf8")
    return instance


def _run(instance: Instance, *words: str) -> int:
    return exit_code(app, "warehouse", [*words, "--home", str(instance.home)])


def test_places_are_printed_with_what_was_met_marked(
    tiny: Instance, capsys: pytest.CaptureFixture[str]
) -> None:
    wanted = ("search", "помогла", "--from", "2022-01-03", "--filter", "broken=greeting", "--limit", "2")
    assert _run(tiny, *wanted, "--format", "json") == 0
    said = capsys.readouterr()
    rows = json.loads(said.out)
    assert [row["recording_id"] for row in rows] == ["rec20", "rec10"]
    assert rows[0]["text"] == "здравствуйте чем могу [помочь]"
    assert "3 calls, 2 shown" in said.err


def test_a_person_prints_only_what_the_scope_gives(
    tiny: Instance, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(tiny, "search", "помочь", "--as", "aidos", "--format", "csv") == 0
    assert "здравствуйте" not in capsys.readouterr().out
    assert _run(tiny, "search", "помочь", "--as", "chief") == 2
    assert "not open to the role" in capsys.readouterr().err


@pytest.mark.parametrize(
    "wrong", [["--order", "oldest"], ["--filter", "colour=red"], ["--format", "xml"], ["--from", "today"]]
)
def test_a_wrong_word_is_one_line(
    tiny: Instance, capsys: pytest.CaptureFixture[str], wrong: list[str]
) -> None:
    assert _run(tiny, "search", "помочь", *wrong) == 2
    said = capsys.readouterr()
    assert said.out == "" and len(said.err.strip().splitlines()) == 1


def test_a_lost_index_is_told_and_made_again(tiny: Instance, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.rmtree(Path(tiny.home) / "search")
    assert _run(tiny, "search", "помочь") == 0
    assert "python -m warehouse index" in capsys.readouterr().err
    assert _run(tiny, "index") == 0
    assert "5 days written" not in capsys.readouterr().out, "what is told is no data"
    assert _run(tiny, "search", "помочь", "--format", "json") == 0
    assert len(json.loads(capsys.readouterr().out)) == 5
