"""An administrator hears of each trouble once, and of its end; no secret, no personal data is sent."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from config.cli import exit_code
from config.instance import Instance
from etl.__main__ import app
from etl.telling.messages import standing, tell
from etl.telling.troubles import WORDS, troubles
from etl.watching.heartbeat import WATCH, beat
from etl.watching.watch import watch_once
from tests.etl_instances import deliver, new_instance
from tests.told_instances import Postbox, open_postbox

SOURCE = """contract = "surveys"
path = "incoming/*.csv"
delimiter = ";"
[columns]
survey_id = "id"
sent_at = "sent"
score = "score"
"""
HEADER = "id;sent;score\n"
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def postbox() -> Iterator[Postbox]:
    with open_postbox() as box:
        yield box


def set_up(home: Path, url: str = "", *, language: str = "en", least_free_pct: float = 0) -> Instance:
    """An instance with one source that tells its administrator at ``url``."""
    instance = new_instance(home, nps=SOURCE)
    urls = f'["{url}"]' if url else "[]"
    (instance.config / "settings.toml").write_text(
        f'[operator]\nname = "Samal"\nlanguage = "{language}"\n[watch]\nsettle_s = 0\n'
        f"[messages]\nurls = {urls}\nleast_free_pct = {least_free_pct}\n",
        "utf8",
    )
    return instance


def load(instance: Instance) -> None:
    watch_once(instance, lambda _: None)


def test_a_failure_is_told_once_then_its_end_then_a_new_one(tmp_path: Path, postbox: Postbox) -> None:
    instance = set_up(tmp_path / "op", f"json://127.0.0.1:{postbox.port}/")
    deliver(instance, "a.csv", "id;sent;balls\nx;2022-03-01;9\n")
    load(instance)
    assert len(postbox.taken) == 1 and "score" in postbox.taken[0]["message"]
    assert "Samal" in postbox.taken[0]["title"]
    load(instance)
    assert not tell(instance).new and len(postbox.taken) == 1, "it lasts: nothing is said again"
    deliver(instance, "a.csv", HEADER + "x;2022-03-01;9\n")
    load(instance)
    assert len(postbox.taken) == 2 and "Over" in postbox.taken[1]["message"]
    deliver(instance, "a.csv", "id;sent;balls\ny;2022-03-01;9\n")
    load(instance)
    assert len(postbox.taken) == 3 and standing(instance).count_open == 1


def test_what_did_not_arrive_is_sent_again(tmp_path: Path, postbox: Postbox, capsys: Capture) -> None:
    instance = set_up(tmp_path / "op", f"json://secretuser:secretword@127.0.0.1:{postbox.port}/")
    deliver(instance, "a.csv", "id;sent;balls\nx;2022-03-01;9\n")
    postbox.status = 500
    load(instance)
    assert not postbox.taken and "JSON" in standing(instance).problem
    assert exit_code(app, "etl", ["messages", "--home", str(instance.home)]) == 4
    told = capsys.readouterr()
    assert "secretword" not in told.out + told.err + standing(instance).problem
    postbox.status = 200
    assert exit_code(app, "etl", ["messages", "--home", str(instance.home)]) == 0
    assert len(postbox.taken) == 1 and standing(instance).problem == ""


def test_an_address_may_be_a_secret(
    tmp_path: Path, postbox: Postbox, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    instance = set_up(tmp_path / "op", "${SAPA_TEST_ADDRESS}")
    args = ["messages", "--test", "--home", str(instance.home)]
    assert exit_code(app, "etl", args) == 4
    assert "SAPA_TEST_ADDRESS" in capsys.readouterr().err
    monkeypatch.setenv("SAPA_TEST_ADDRESS", f"json://127.0.0.1:{postbox.port}/")
    assert exit_code(app, "etl", args) == 0
    assert "This is a test" in postbox.taken[0]["message"] and "sent: 1. JSON" in capsys.readouterr().out


@pytest.mark.parametrize("url", ["nonsense", "json://127.0.0.1:1/"])
def test_an_address_that_does_not_work_stops_no_load(tmp_path: Path, capsys: Capture, url: str) -> None:
    instance = set_up(tmp_path / "op", url)
    deliver(instance, "a.csv", HEADER + "x;2022-03-01;19\n")
    assert exit_code(app, "etl", ["load", "--home", str(instance.home)]) == 0
    told = capsys.readouterr().err
    assert "message 1 was not sent" in told and "Traceback" not in told


def test_nothing_set_up_sends_nothing_and_says_so(tmp_path: Path, capsys: Capture) -> None:
    instance = set_up(tmp_path / "op")
    deliver(instance, "a.csv", "id;sent;balls\nx;2022-03-01;9\n")
    load(instance)
    assert not tell(instance).new and not (instance.landing / "messages.json").exists()
    assert exit_code(app, "etl", ["messages", "--dry-run", "--home", str(instance.home)]) == 0
    told = capsys.readouterr()
    assert "a file was not taken" in told.out and "Nothing is sent" in told.err
    assert exit_code(app, "etl", ["messages", "--test", "--home", str(instance.home)]) == 3


def test_every_kind_of_trouble_is_found(tmp_path: Path) -> None:
    instance = set_up(tmp_path / "op", least_free_pct=100)
    declared = instance.sources / "nps.toml"
    declared.write_text('expected = "daily"\n' + declared.read_text())
    deliver(instance, "a.csv", HEADER + "x;2022-03-01;9\ny;2022-03-01;19\n")
    load(instance)
    (instance.sources / "wrong.toml").write_text("contract = 3", "utf8")
    beat(instance, WATCH, every=timedelta(minutes=1))
    found = {one.key: one.text for one in troubles(instance, datetime.now(UTC) + timedelta(days=3))}
    assert set(found) == {"rejected|nps", "silent|nps", "broken|wrong", "watcher", "disk"}
    assert "1 of 2 rows" in found["rejected|nps"] and "50.0 %" in found["rejected|nps"]


def test_no_personal_data_is_told(tmp_path: Path) -> None:
    instance = set_up(tmp_path / "op")
    deliver(instance, "answers of +7 701 234 56 78 x@mail.kz.csv", "phone +7 705 111 22 33;b\n1;2\n")
    load(instance)
    (told,) = troubles(instance)
    assert not any(part in told.text for part in ("701 234", "x@mail.kz", "705 111")), told.text


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_messages_come_in_the_language_of_the_operator(
    tmp_path: Path, postbox: Postbox, language: str
) -> None:
    instance = set_up(tmp_path / "op", f"json://127.0.0.1:{postbox.port}/", language=language)
    deliver(instance, "a.csv", HEADER + "x;2022-03-01;19\n")
    load(instance)
    assert postbox.taken[0]["message"].count("1 ") and "rejected" not in postbox.taken[0]["message"]
    assert {key: set(texts) for key, texts in WORDS.items()}[language] == set(WORDS["en"])
