"""Deadlines with their reason, refused reports and public answers as their pages tell of them."""

import pytest
from streamlit.testing.v1 import AppTest

from config.instance import Instance
from etl.customers import make_key
from tests.app_pages import open_page, text_of
from tests.replied import REFUSED, TEMPLATE, replied

QUALITY = '[people.one]\nrole = "head_of_quality"\nunits = "all"\npersonal = true\n'
CHIEF = '[people.one]\nrole = "executive"\nunits = "all"\n'


@pytest.fixture
def instance() -> Instance:
    made = replied()[0]
    make_key(made)
    return made


def opened(
    monkeypatch: pytest.MonkeyPatch,
    instance: Instance,
    page: str = "audits.py",
    person: str = QUALITY,
    lang: str = "en",
    **at: str,
) -> AppTest:
    (instance.config / "people.toml").write_text(person, "utf8")
    return open_page(monkeypatch, instance, page, lang=lang, period="2022-01", **at)


def said_on(app: AppTest) -> str:
    """As it is read: without the marks that keep words from being formatted."""
    return text_of(app).replace("\\", "").replace("\N{NO-BREAK SPACE}", " ")


def tables_of(app: AppTest) -> str:
    return " ".join(frame.value.to_csv() for frame in app.dataframe)


def test_refused_reports_are_counted_for_all_and_read_by_who_may_read_texts(
    monkeypatch: pytest.MonkeyPatch, instance: Instance
) -> None:
    app = opened(monkeypatch, instance, audit="refused")
    assert "6 of 12 complaints that report our own error tell of a refusal" in text_of(app)
    assert REFUSED in tables_of(app) and "Network operations" in tables_of(app)
    hidden = opened(monkeypatch, instance, person=CHIEF, audit="refused")
    assert "6 of 12 complaints" in text_of(hidden), "how many there are is no secret"
    assert "not open to your role" in text_of(hidden) and REFUSED not in tables_of(hidden)


def test_template_answers_are_told_with_what_came_of_them(
    monkeypatch: pytest.MonkeyPatch, instance: Instance
) -> None:
    app = opened(monkeypatch, instance, audit="replies")
    said = said_on(app)
    assert "50.0% of public answers to complaints are templates" in said
    assert "difference +30.0 pp" in said and "within 30 days" in said
    assert TEMPLATE in tables_of(app) and "n = 20" in said
    hidden = opened(monkeypatch, instance, person=CHIEF, audit="replies")
    assert "50.0% of public answers" in text_of(hidden) and TEMPLATE not in tables_of(hidden)


def test_a_case_says_until_when_and_why_and_what_was_answered(
    monkeypatch: pytest.MonkeyPatch, instance: Instance
) -> None:
    said = said_on(opened(monkeypatch, instance, "cases.py", case="s0"))
    assert "18 Jan 2022 23:59 (Complaints: 15 calendar days, to a working day)" in said
    assert TEMPLATE in said and "a template, as rules find it" in said and "the matter came back" in said
    hidden = text_of(opened(monkeypatch, instance, "cases.py", CHIEF, case="s0"))
    assert TEMPLATE not in hidden


def test_open_cases_are_judged_by_the_last_moment_known(
    monkeypatch: pytest.MonkeyPatch, instance: Instance
) -> None:
    app = opened(monkeypatch, instance, "cases.py")
    assert "as of 10 Mar 2022 12:00" in said_on(app) and "at most 2 working days left" in said_on(app)
    owned = next(one.value for one in app.dataframe if "Oldest, days" in one.value)
    assert list(owned.columns) == ["Owner", "Overdue", "Due soon", "All open", "Oldest, days"]


@pytest.mark.parametrize(("lang", "words"), [("ru", "15 календарных дней"), ("kk", "15 күнтізбелік күн")])
def test_the_reason_of_a_date_is_told_in_each_language(
    monkeypatch: pytest.MonkeyPatch, instance: Instance, lang: str, words: str
) -> None:
    assert words in text_of(opened(monkeypatch, instance, "cases.py", lang=lang, case="s0"))
