"""Cases and audits as pages: what waits, one case whole, a customer found by number, what audits name."""

import pytest
from streamlit.testing.v1 import AppTest

from config.instance import Instance
from etl.customers import make_key
from journal.api import Journal
from tests.app_pages import open_page, text_of
from tests.audited import audited

NUMBER = "+7 701 555 12 34"
QUALITY = '[people.one]\nrole = "head_of_quality"\nunits = "all"\npersonal = true\n'
CHIEF = '[people.one]\nrole = "executive"\nunits = "all"\n'


@pytest.fixture
def instance() -> Instance:
    made = audited()[0]
    make_key(made)
    return made


def opened(
    monkeypatch: pytest.MonkeyPatch,
    instance: Instance,
    page: str = "cases.py",
    person: str = QUALITY,
    **at: str,
) -> AppTest:
    (instance.config / "people.toml").write_text(person, "utf8")
    return open_page(monkeypatch, instance, page, lang="en", period="2022-02", **at)


def find(app: AppTest, typed: str) -> AppTest:
    app.text_input(key="case_find").set_value(typed).run()
    assert not app.exception, [error.value for error in app.exception]
    return app


def test_complaints_that_wait_are_counted_without_appeals(
    monkeypatch: pytest.MonkeyPatch, instance: Instance
) -> None:
    said = text_of(opened(monkeypatch, instance))
    assert "8 complaints are open" in said and "What waits for an answer" in said


def test_a_case_stands_whole_with_its_way(monkeypatch: pytest.MonkeyPatch, instance: Instance) -> None:
    said = text_of(opened(monkeypatch, instance, case="x1"))
    for words in ("Complaint x1", "case text 1", "Assigned to a unit", "Interim answer", "Opened again"):
        assert words in said
    hidden = text_of(opened(monkeypatch, instance, person=CHIEF, case="x1"))
    assert "case text 1" not in hidden and "The text is not open to your role" in hidden
    assert "No case of this number" in text_of(opened(monkeypatch, instance, case="nowhere"))


def test_a_case_is_found_by_its_number_and_the_search_is_in_the_audit(
    monkeypatch: pytest.MonkeyPatch, instance: Instance
) -> None:
    said = text_of(find(opened(monkeypatch, instance), "X5"))
    assert "case text 5" not in said, "the number is written as it is written in the source"
    app = find(opened(monkeypatch, instance), "x5")
    assert "Complaint x5" in text_of(app) and "Everything of this customer" in text_of(app)
    newest = Journal(instance).searches.latest()[0]
    assert (newest.person, newest.subject, newest.asked, newest.count_found) == ("one", "case", "x5", 1)


def test_a_telephone_number_is_hashed_audited_and_forgotten(
    monkeypatch: pytest.MonkeyPatch, instance: Instance
) -> None:
    app = find(opened(monkeypatch, instance), NUMBER)
    assert "Nothing of this number" in text_of(app)
    newest = Journal(instance).searches.latest()[0]
    assert (newest.subject, newest.count_found) == ("customer", 0)
    assert len(newest.asked) == 32 and "555" not in newest.asked.replace("5555", "")
    assert app.text_input(key="case_find").value == "" and "555" not in str(app.query_params)
    everything = b"".join(file.read_bytes() for file in instance.journal.glob("*"))
    assert b"7015551234" not in everything and NUMBER.encode() not in everything


def test_who_may_not_see_people_cannot_search(monkeypatch: pytest.MonkeyPatch, instance: Instance) -> None:
    app = opened(monkeypatch, instance, person=CHIEF)
    assert "not open to your role" in text_of(app)
    assert not [one for one in app.text_input if one.key == "case_find"]


def test_audits_say_what_they_found_and_whose_it_is(
    monkeypatch: pytest.MonkeyPatch, instance: Instance
) -> None:
    debts = text_of(opened(monkeypatch, instance, "audits.py"))
    assert "44.4% of debt calls should not have been made" in debts and "owner: Debt collection" in debts
    dealers = text_of(opened(monkeypatch, instance, "audits.py", audit="dealers"))
    assert "bad attaches services without a code clearly more often" in dealers
    assert "owner: Dealer management" in dealers
    assert "wrong data on accounts: 0" in text_of(
        opened(monkeypatch, instance, "audits.py", audit="wrong_data")
    )
