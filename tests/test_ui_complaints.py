"""The complaint page: causes by what they cost, waves, regions, right agent and wrong process."""

import pytest
from streamlit.testing.v1 import AppTest

from config.instance import Instance
from etl.demo.truths import TRUTHS
from tests.app_pages import open_page, text_of
from warehouse.case_costs import case_costs
from warehouse.metrics import metric
from warehouse.period import Period
from warehouse.scope import NOBODY, OWNER
from warehouse.snapshot import current

pytestmark = pytest.mark.demo
ALL = Period()


def _said(app: AppTest) -> str:
    """What the page says, without the marks that keep it from being read as Markdown."""
    return " ".join([text_of(app), *(one.value for one in app.warning)]).replace("\\", "")


def test_appeals_show_the_planted_wave_with_start_peak_and_end(
    monkeypatch: pytest.MonkeyPatch, demo: Instance
) -> None:
    app = open_page(monkeypatch, demo, "complaints.py", {"case_kind": "appeal"}, lang="en")
    text = _said(app)
    assert "a wave from 6 Sep 2021 to" in text and "peak 247 on 9 Sep 2021" in text
    assert "Where" in text and "by chance: less than once in 10,000 quarters" in text


def test_what_is_said_in_a_wave_is_told_when_asked_to_who_may_read_texts(
    monkeypatch: pytest.MonkeyPatch, demo: Instance
) -> None:
    state = {"case_kind": "appeal"}
    monkeypatch.setattr("ui.access.first_person", lambda instance: "saltanat")
    app = open_page(monkeypatch, demo, "complaints.py", state, lang="en")
    (switch,) = [one for one in app.toggle if one.key and one.key.startswith("said_wave_appeal")]
    switch.set_value(True).run(timeout=60)
    assert "сим карта" in _said(app) and "eight weeks before" in _said(app)
    monkeypatch.setattr("ui.access.first_person", lambda instance: "askar")
    app = open_page(monkeypatch, demo, "complaints.py", state, lang="en")
    assert "your role sees figures only" in _said(app)


def test_complaints_without_a_wave_say_so_and_the_overview_says_nothing(
    monkeypatch: pytest.MonkeyPatch, demo: Instance
) -> None:
    assert "No wave in the last year and a half" in _said(
        open_page(monkeypatch, demo, "complaints.py", lang="en")
    )
    assert "a wave" not in _said(open_page(monkeypatch, demo, lang="en"))
    september = _said(open_page(monkeypatch, demo, lang="en", period="2021-09"))
    assert "Appeals: " in september and "a wave" in september


def test_causes_are_ranked_by_cases_points_and_cost(monkeypatch: pytest.MonkeyPatch, demo: Instance) -> None:
    app = open_page(monkeypatch, demo, "complaints.py", lang="en")
    assert "causes make up 80% of it" in _said(app) and "Cases by cause" in _said(app)
    app.segmented_control(key="pareto_complaint").set_value("points").run()
    assert "NPS points lost by the cause" in _said(app)
    app.segmented_control(key="pareto_complaint").set_value("cost").run()
    assert "money known of" in _said(app) and not app.exception


def test_the_process_that_is_wrong_though_agents_did_right_is_named(
    monkeypatch: pytest.MonkeyPatch, demo: Instance
) -> None:
    found = metric(current(demo), OWNER, "clean_detractors", by=("process",)).set_index("process")
    whole = metric(current(demo), OWNER, "clean_detractors")["value"][0]
    assert found.loc[TRUTHS.script_kept_but_unhappy_process, "low"] > whole
    app = open_page(monkeypatch, demo, "complaints.py", lang="en")
    assert "“Port a number”: agents did right, yet" in _said(app)


def test_a_cause_alone_has_its_own_trend(monkeypatch: pytest.MonkeyPatch, demo: Instance) -> None:
    app = open_page(monkeypatch, demo, "complaints.py", lang="en")
    app.selectbox(key="cause_complaint").set_value("wrong_bill").run()
    assert "Complaints per 1,000 contacts: " in _said(app) and not app.exception
    app.toggle(key="control_trend_complaint").set_value(True).run()
    assert "Control chart" in _said(app) and not app.exception


def test_costs_are_sums_of_what_is_known_and_nobody_sees_them_without_scope(demo: Instance) -> None:
    snapshot = current(demo)
    found = case_costs(snapshot, OWNER, "complaint", period=ALL)
    plain = snapshot.cursor().execute(
        "select sum(recalculation), count(recalculation), count(*) from facts.cases where kind = 'complaint'"
    ).fetchone()  # fmt: skip
    assert plain is not None
    assert found["given"].sum() == pytest.approx(float(plain[0]))
    assert (found["given_known"].sum(), found["cases"].sum()) == plain[1:]
    assert (found["handled"] <= found["cases"]).all() and found["handled"].sum() > 0
    assert found[found["given_known"] == 0]["given"].isna().all()
    assert case_costs(snapshot, NOBODY, "complaint", period=ALL).empty
