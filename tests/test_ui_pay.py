"""Pay and My ratings as people use them: who sees what, contesting, deciding, closing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from config.instance import Instance
from journal.api import Journal
from tests.app_pages import start_app, text_of
from tests.tiny_warehouse import tiny_warehouse
from tests.tiny_warehouse.building import PEOPLE
from ui.words import speaking

MORE = """
[people.north]
role = "head_of_quality"
units = ["off1"]
personal = true

[people.figures]
role = "head_of_quality"
units = "all"

[people.other]
role = "agent"
units = ["off1"]
agent_id = "a3"
personal = true
"""
HEADS = ("quality", "north")
AGENTS = ("agent", "other")
PEOPLE_OF = ("chief", "quality", "manager", "agent", "stranger", "north", "figures", "other", "")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Instance:
    instance, _snapshot = tiny_warehouse(tmp_path_factory.mktemp("pay"))
    (instance.config / "people.toml").write_text(PEOPLE + MORE, "utf8")
    return instance


@pytest.fixture
def tiny(built: Instance, monkeypatch: pytest.MonkeyPatch) -> Iterator[Instance]:
    """The tiny operator as a demo, so that persons can be switched; what was written goes again."""
    from journal.engine import open_engine

    monkeypatch.setattr("config.instance.DEMO_HOME", built.home)
    with speaking("en"):  # the test reads the words of boxes itself
        yield built
    open_engine.cache_clear()
    for path in (*built.journal.glob("journal.sqlite*"), *(built.home / "locked").glob("*")):
        path.unlink()


def _open(monkeypatch: pytest.MonkeyPatch, instance: Instance, page: str, person: str) -> AppTest:
    app = start_app(monkeypatch, instance, lang="en")
    app.session_state["person"] = person
    app.switch_page(f"pages/{page}.py")
    app.run()
    assert not app.exception, [error.value for error in app.exception]
    return app


def _january(app: AppTest, page: str) -> AppTest:
    app.selectbox(key=f"{page}_month").set_value("2022-01").run()
    assert not app.exception
    return app


@pytest.mark.parametrize("person", PEOPLE_OF)
def test_pay_is_for_heads_of_quality_and_my_ratings_for_agents(
    monkeypatch: pytest.MonkeyPatch, tiny: Instance, person: str
) -> None:
    pay, own = (_open(monkeypatch, tiny, page, person) for page in ("pay", "my_ratings"))
    assert ("This page is for heads of quality" not in text_of(pay)) == (person in HEADS)
    assert ("This page is for agents" not in text_of(own)) == (person in AGENTS)
    for app, may in ((pay, person in HEADS), (own, person in AGENTS)):
        assert bool(app.dataframe) <= may and bool(app.metric) <= may and bool(app.selectbox) >= may
    can_close = any(button.key == "pay_close_button" for button in pay.button)
    assert can_close == (person == "quality")


def test_a_head_of_some_units_sees_no_agent_of_others(
    monkeypatch: pytest.MonkeyPatch, tiny: Instance
) -> None:
    app = _january(_open(monkeypatch, tiny, "pay", "north"), "pay")
    shown = " ".join(table.value.to_string() for table in app.dataframe)
    assert "Chin" in shown and "Aina" not in shown and "Boris" not in shown


def test_an_agent_sees_own_ratings_and_nobody_elses(monkeypatch: pytest.MonkeyPatch, tiny: Instance) -> None:
    app = _january(_open(monkeypatch, tiny, "my_ratings", "agent"), "my_ratings")
    assert "January 2022" in app.title[0].value and "makes" in app.title[0].value
    (table,) = [one.value for one in app.dataframe]
    assert len(table) > 10 and {"Date", "Rating", "Channel", "Process", "For pay"} <= set(table.columns)
    assert any("during an outage" in one for one in table["For pay"])
    assert "Next:" in text_of(app)


def _contest(app: AppTest, reason: str) -> str:
    number = "r0"
    app.selectbox(key="my_contest_rating_2022-01").set_value(number).run()
    app.text_area(key=f"my_contest_text_{number}").set_value(reason).run()
    app.button(key="my_contest_send").click().run()
    assert not app.exception
    return number


def test_a_contest_goes_to_the_head_and_the_decision_with_its_reason_back(
    monkeypatch: pytest.MonkeyPatch, tiny: Instance
) -> None:
    agent = _january(_open(monkeypatch, tiny, "my_ratings", "agent"), "my_ratings")
    number = _contest(agent, "Call me on +7 701 123 45 67, the line was cut")
    assert "Saved in the journal" in text_of(agent) and "waits for a decision" in text_of(agent)
    assert "701" not in text_of(agent), "numbers of people are masked before anything is kept"

    head = _january(_open(monkeypatch, tiny, "pay", "quality"), "pay")
    assert "1 contest waits" in head.title[0].value
    head.button(key="decide_1_accepted").click().run()
    assert any("Write the reason" in one.value for one in head.error)
    head.text_input(key="decide_1_why").set_value("An outage nobody logged").run()
    head.button(key="decide_1_accepted").click().run()
    assert "contested, accepted: 1" in text_of(head)

    agent = _january(_open(monkeypatch, tiny, "my_ratings", "agent"), "my_ratings")
    assert "An outage nobody logged" in text_of(agent)
    assert any("contested, accepted" in one for one in agent.dataframe[0].value["For pay"])
    assert number not in str(agent.selectbox(key="my_contest_rating_2022-01").options)


def test_a_contest_can_be_withdrawn_and_its_draft_comes_back(
    monkeypatch: pytest.MonkeyPatch, tiny: Instance
) -> None:
    agent = _january(_open(monkeypatch, tiny, "my_ratings", "agent"), "my_ratings")
    agent.selectbox(key="my_contest_rating_2022-01").set_value("r0").run()
    agent.text_area(key="my_contest_text_r0").set_value("half a sent").run()
    later = _january(_open(monkeypatch, tiny, "my_ratings", "agent"), "my_ratings")
    later.selectbox(key="my_contest_rating_2022-01").set_value("r0").run()
    assert later.text_area(key="my_contest_text_r0").value == "half a sent"
    later.button(key="my_contest_send").click().run()
    later.button(key="my_withdraw_1").click().run()
    assert "withdrawn" in text_of(later) and not later.error


def test_a_head_cannot_decide_for_a_unit_that_is_not_theirs(
    monkeypatch: pytest.MonkeyPatch, tiny: Instance
) -> None:
    agent = _january(_open(monkeypatch, tiny, "my_ratings", "agent"), "my_ratings")
    _contest(agent, "The line was cut")
    head = _january(_open(monkeypatch, tiny, "pay", "north"), "pay")
    assert not [button for button in head.button if str(button.key).startswith("decide_")]


def test_a_month_is_closed_by_hand_and_then_gives_files_and_stays(
    monkeypatch: pytest.MonkeyPatch, tiny: Instance
) -> None:
    head = _january(_open(monkeypatch, tiny, "pay", "quality"), "pay")
    assert head.button(key="pay_close_button").disabled
    head.checkbox(key="pay_sure_2022-01").check().run()
    head.button(key="pay_close_button").click().run()
    assert not head.exception and not head.error, [one.value for one in head.error]
    assert "January 2022 is closed" in head.title[0].value
    assert "Every row is as it was closed" in text_of(head) and "Nothing came later" in text_of(head)
    assert not [button for button in head.button if button.key == "pay_close_button"]
    assert len(head.get("download_button")) == 4
    (period,) = Journal(tiny).pay.periods()
    assert period.closed_by == "quality"

    agent = _january(_open(monkeypatch, tiny, "my_ratings", "agent"), "my_ratings")
    assert "is closed" in agent.title[0].value and "can no longer be contested" in text_of(agent)
    assert not [box for box in agent.selectbox if str(box.key).startswith("my_contest_rating")]


def test_a_month_with_a_waiting_contest_is_not_closed(
    monkeypatch: pytest.MonkeyPatch, tiny: Instance
) -> None:
    agent = _january(_open(monkeypatch, tiny, "my_ratings", "agent"), "my_ratings")
    _contest(agent, "The line was cut")
    head = _january(_open(monkeypatch, tiny, "pay", "quality"), "pay")
    head.checkbox(key="pay_sure_2022-01").check().run()
    head.button(key="pay_close_button").click().run()
    assert any("1 contests wait" in one.value for one in head.error)
    assert Journal(tiny).pay.periods() == [] and not list(Path(tiny.home / "locked").glob("x"))


def test_a_file_for_payroll_has_each_agent_with_n_mean_points_and_formula(
    monkeypatch: pytest.MonkeyPatch, tiny: Instance
) -> None:
    from ui.pay import cards as pay_cards
    from ui.pay import closing as pay_close
    from ui.pay import data as pay_data
    from ui.periods import read_code

    monkeypatch.setenv("SAPA_HOME", str(tiny.home))
    monkeypatch.setattr("ui.access._person", lambda _instance: "quality")
    month = read_code("2022-01")
    assert month
    period = pay_close.close(month)
    frame = pay_cards.payroll(month, period, pay_data.closed_lines(period))
    assert list(frame.columns[:6]) == ["month", "agent_id", "agent_name", "unit_id", "count", "mean"]
    assert set(frame["formula_version"]) == {period.formula_version} and frame["count"].min() > 0
