"""A customer on the line is found by number, however it is typed, and only by who may see that customer."""

import pytest

from config.instance import Instance
from etl.customer_asked import customer_asked
from etl.customers import make_key
from journal.api import Journal
from tests.app_pages import open_page, text_of
from tests.test_ui_cases import find
from tests.tiny_warehouse import CASES, CONTACTS, RECORDINGS, SURVEYS, land, tiny_instance
from warehouse.build import build

NUMBER = "+7 701 555 12 34"
WRITTEN = ("87015551234", "7015551234", "8 (701) 555-12-34", "tel:+77015551234")
QUALITY = '[people.one]\nrole = "head_of_quality"\nunits = "all"\npersonal = true\n'
MANAGER = '[people.one]\nrole = "manager"\nunits = ["{unit}"]\npersonal = true\n'


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Instance:
    """The customer with this number has a contact in each unit, and what belongs to them."""
    made = tiny_instance(tmp_path_factory.mktemp("find") / "home")
    make_key(made)
    key = customer_asked(made, NUMBER)
    own = {row["unit_id"]: {**row, "customer_key": key} for row in CONTACTS if row["unit_id"]}
    land(made, "contacts", list(own.values()), number=70)
    build(made)
    return made


def _found(instance: Instance) -> int:
    return Journal(instance).searches.latest()[0].count_found


def test_any_usual_writing_finds_everything_of_the_customer(
    monkeypatch: pytest.MonkeyPatch, instance: Instance
) -> None:
    (instance.config / "people.toml").write_text(QUALITY, "utf8")
    contacts = {row["contact_id"] for row in _own()}
    theirs = [row for row in (*CASES, *RECORDINGS) if row.get("contact_id") in contacts]
    answered = [row for row in SURVEYS if row.get("contact_id") in contacts and row.get("score") is not None]
    count = len(contacts) + len(theirs) + len(answered)
    app = open_page(monkeypatch, instance, "cases.py", lang="en", period="2022-02")
    for written in WRITTEN:
        said = text_of(find(app, written)).replace("\N{NO-BREAK SPACE}", " ")
        assert "Everything of this customer" in said and f"n = {count}" in said, written
        assert _found(instance) == count, written


def _own() -> list[dict[str, object]]:
    return list({row["unit_id"]: row for row in CONTACTS if row["unit_id"]}.values())


def test_a_manager_finds_only_what_lies_in_the_own_unit(
    monkeypatch: pytest.MonkeyPatch, instance: Instance
) -> None:
    counts = {}
    for unit in ("", *sorted({str(row["unit_id"]) for row in _own()})):
        person = MANAGER.format(unit=unit) if unit else QUALITY
        (instance.config / "people.toml").write_text(person, "utf8")
        find(open_page(monkeypatch, instance, "cases.py", lang="en", period="2022-02"), NUMBER)
        counts[unit] = _found(instance)
    whole = counts.pop("")
    assert sum(counts.values()) == whole and all(0 < count < whole for count in counts.values())


def test_what_is_no_number_is_told_in_one_line_and_nobody_is_looked_up(
    monkeypatch: pytest.MonkeyPatch, instance: Instance
) -> None:
    (instance.config / "people.toml").write_text(QUALITY, "utf8")
    before = len(Journal(instance).searches.latest())
    app = find(open_page(monkeypatch, instance, "cases.py", lang="en", period="2022-02"), " +() ")
    assert "There is no number in it" in text_of(app)
    assert len(Journal(instance).searches.latest()) == before


def test_a_number_that_lacks_a_figure_is_told_as_read(
    monkeypatch: pytest.MonkeyPatch, instance: Instance
) -> None:
    (instance.config / "people.toml").write_text(QUALITY, "utf8")
    app = find(open_page(monkeypatch, instance, "cases.py", lang="en", period="2022-02"), "+7 701 555 12 3")
    said = text_of(app)
    assert "Nothing of this number" in said and "no whole telephone number" in said
    app = find(app, "+7 777 000 00 00")
    assert "read as a telephone number" in text_of(app)
