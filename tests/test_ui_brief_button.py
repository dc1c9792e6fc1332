"""The Overview offers a page to take along, and says which alerts last, to those who see everything."""

import json

import pytest

from config.instance import Instance
from tests.app_pages import open_page, text_of
from tests.tiny_warehouse import tiny_warehouse

EVERYONE = '[people.owner]\nrole = "administrator"\nunits = "all"\npersonal = true\n'
ONE_UNIT = '[people.manager]\nrole = "manager"\nunits = ["unit_1"]\npersonal = true\n'
TOLD = {"chief": {"low|u": {"text": "NPS of <b>North</b>: below 40", "since": "2022-08-02T07:00:00+00:00"}}}


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Instance:
    instance, _snapshot = tiny_warehouse(tmp_path_factory.mktemp("tiny"))
    instance.landing.mkdir(exist_ok=True)
    (instance.landing / "alerts.json").write_text(json.dumps(TOLD), "utf8")
    return instance


@pytest.mark.parametrize(("people", "is_told"), [(EVERYONE, True), (ONE_UNIT, False)])
def test_the_overview_says_what_lasts(
    monkeypatch: pytest.MonkeyPatch, tiny: Instance, people: str, is_told: bool
) -> None:
    (tiny.config / "people.toml").write_text(people, "utf8")
    app = open_page(monkeypatch, tiny, "overview.py", lang="en")
    assert ("Alerts that last: 1" in [one.label for one in app.expander]) is is_told
    assert ("NPS of <b>North</b>: below 40" in "".join(one.value for one in app.text)) is is_told
    assert "One page about the chosen unit and period" in text_of(app)
