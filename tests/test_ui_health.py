"""Data health tells what is wrong first, in the reader's language, and lets an administrator try again."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from config.instance import Instance
from etl.api import REASONS, Background, sources
from etl.lock import writing
from tests.app_pages import open_page, start_app, text_of
from tests.etl_instances import deliver, new_instance
from tests.health_history import ADMINISTRATOR, HEADER, SOURCE, operator
from ui.health import fixes
from warehouse.publish import pointed_at

CHIEF = ADMINISTRATOR.replace("administrator", "head_of_quality")
UNIT = '[people.owner]\nrole = "manager"\nunits = ["u1"]\npersonal = false\n'


@pytest.fixture(scope="module")
def old_operator(tmp_path_factory: pytest.TempPathFactory) -> Instance:
    return operator(tmp_path_factory.mktemp("health") / "op")


@pytest.fixture
def instance(old_operator: Instance, tmp_path: Path) -> Iterator[Instance]:
    """A copy, which a test may change."""
    shutil.copytree(old_operator.home, tmp_path / "op")
    yield Instance(tmp_path / "op")


def seen(app: Any) -> str:
    """Words and tables of the page."""
    return text_of(app) + " ".join(table.value.to_string() for table in app.dataframe)


def test_what_is_wrong_stands_first(monkeypatch: pytest.MonkeyPatch, old_operator: Instance) -> None:
    app = open_page(monkeypatch, old_operator, "health.py", lang="en")
    assert (
        "2 sources need you: nps_offices (silent), state_portal (a file was not taken)" in app.title[0].value
    )
    told = seen(app)
    assert "nothing since" in told and "state\\_portal\\_2.csv" in told.replace("\\.", ".")
    assert "7 of 2" in told and "Outside the allowed limits" in told
    assert "every 1 min" in told and "messages are not set up" in told
    charts = [chart.proto.spec for chart in app.get("plotly_chart")]
    assert len(charts) == 1 and "overdue since" in charts[0]


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_reasons_and_remedies_are_in_the_language_of_the_reader(
    monkeypatch: pytest.MonkeyPatch, old_operator: Instance, language: str
) -> None:
    told = seen(open_page(monkeypatch, old_operator, "health.py", lang=language))
    for english in (
        "Outside the allowed",
        "found '",
        "fresh",
        "Check the declared",
        "Newest first",
        "loaded",
    ):
        assert english not in told, english


def test_every_reason_has_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.words.st", SimpleNamespace(session_state={"language": "ru"}))
    general = fixes.reason_and_fix("no such reason")[1]
    untold = [code for code in REASONS if fixes.reason_and_fix(code)[1] == general]
    assert not untold, f"add these to ui/health/fixes.py: {untold}"


def test_corrections_show_the_old_value_beside_the_new(
    monkeypatch: pytest.MonkeyPatch, old_operator: Instance
) -> None:
    app = open_page(monkeypatch, old_operator, "health.py", lang="en")
    (table,) = [one.value for one in app.dataframe if "Is now" in one.value]
    score = table[table["Field"] == "Score"].iloc[0]
    assert (score["Was"], score["Is now"], score["Record"]) == ("3", "9", "chat3")


def test_only_those_that_failed_can_be_listed(
    monkeypatch: pytest.MonkeyPatch, old_operator: Instance
) -> None:
    app = open_page(monkeypatch, old_operator, "health.py", lang="en")
    app.toggle("health_only_failed").set_value(True).run()
    (table,) = [one.value for one in app.dataframe if "Seconds" in one.value]
    assert set(table["State"]) == {"▼ failed"} and len(table) == 2


def test_who_is_no_administrator_gets_the_command_not_the_button(
    monkeypatch: pytest.MonkeyPatch, instance: Instance
) -> None:
    (instance.config / "people.toml").write_text(CHIEF, "utf8")
    app = open_page(monkeypatch, instance, "health.py", lang="en")
    assert not [one for one in app.button if one.key == "health_retry"]
    assert "an administrator runs: python -m etl retry" in seen(app)


def test_who_sees_one_unit_sees_no_sources(monkeypatch: pytest.MonkeyPatch, instance: Instance) -> None:
    (instance.config / "people.toml").write_text(UNIT, "utf8")
    told = seen(open_page(monkeypatch, instance, "health.py", lang="en"))
    assert "state_portal" not in told and "Corrected values" not in told and "chat3" not in told


def test_an_administrator_tries_again_and_sees_the_outcome(
    monkeypatch: pytest.MonkeyPatch, instance: Instance
) -> None:
    declared = instance.sources / "state_portal.toml"
    declared.write_text(declared.read_text() + '[aliases]\nscore = ["баллы"]\n', "utf8")
    before = pointed_at(instance)
    app = open_page(monkeypatch, instance, "health.py", lang="en")
    app.button("health_retry").click().run(timeout=60)
    assert not app.exception
    told = seen(app)
    assert "files were looked at" in told and "7 rows rejected again" in told
    assert "1 source needs you: nps_offices" in app.title[0].value
    assert pointed_at(instance) != before and not list(instance.logs.glob("retry-*"))


def test_while_another_run_writes_the_button_waits(
    monkeypatch: pytest.MonkeyPatch, instance: Instance
) -> None:
    with writing(instance):
        app = open_page(monkeypatch, instance, "health.py", lang="en")
        assert app.button("health_retry").disabled
        assert "A run is going on now" in seen(app)
        background = Background(instance)
        assert next(background.progress()).step == "load"
        ended = background.ended()
    assert ended.code == 3 and "another run" in ended.message


def test_a_fresh_operator_sees_a_calm_page(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from etl.run import run
    from etl.wish import Wish
    from tests.health_history import Quiet

    instance = new_instance(tmp_path / "op", nps=SOURCE.format(name="nps"))
    (instance.config / "people.toml").write_text(ADMINISTRATOR, "utf8")
    deliver(instance, "nps_1.csv", HEADER + "a;2022-03-01;9;\n")
    run(instance, Wish(), Quiet())
    app = open_page(monkeypatch, instance, "health.py", lang="en")
    assert not [one for one in app.button if one.key == "health_retry"]
    assert "All sources are well (1 of 1); 0 rows wait" in app.title[0].value
    told = seen(app)
    for calm in ("No row was rejected", "No record was corrected", "No row came for a locked period"):
        assert calm in told
    assert "Days covered" in str(app.get("button_group")) or "nobody watches" in told


def test_a_narrow_screen_shows_three_columns(monkeypatch: pytest.MonkeyPatch, old_operator: Instance) -> None:
    app = start_app(monkeypatch, old_operator, lang="kk")
    app.session_state["narrow"] = True
    app.switch_page("pages/health.py")
    app.run()
    assert not app.exception
    assert all(len(table.value.columns) <= 3 for table in app.dataframe)


def test_sources_of_the_page_are_those_of_the_command(old_operator: Instance) -> None:
    states = {one.name: one.state for one in sources(old_operator)}
    assert states["nps_offices"] == "silent" and states["weekly_sheet"] == "fresh"
