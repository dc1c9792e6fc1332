"""The complaint page: causes by what they cost, waves, regions, right agent and wrong process."""

import re
from datetime import date

import plotly.io
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
ALL, JULY = Period(), Period(date(2022, 7, 1), date(2022, 8, 1))


def _said(app: AppTest) -> str:
    """What the page says, without the marks that keep it from being read as Markdown."""
    return " ".join([text_of(app), *(one.value for one in app.warning)]).replace("\\", "")


def test_appeals_show_the_planted_wave_with_start_peak_and_end(
    monkeypatch: pytest.MonkeyPatch, demo: Instance
) -> None:
    app = open_page(monkeypatch, demo, "complaints.py", {"case_kind": "appeal"}, lang="en")
    text = _said(app)
    assert "a wave from 6 Sep 2021 to" in text and "peak 247 on 9 Sep 2021" in text
    assert "by chance: less than once in 10,000 quarters" in text and "usually 0.1 a day" in text
    assert "**Where:** Contact centre Samal 742, Contact centre Altyn 651" in text
    assert "**Owner of the cause:** Dealer management" in text
    assert "No wave in the chosen period." in text and "1 earlier wave" in [one.label for one in app.expander]


def test_a_wave_of_the_chosen_period_is_open_and_told_as_running(
    monkeypatch: pytest.MonkeyPatch, demo: Instance
) -> None:
    state = {"case_kind": "appeal"}
    app = open_page(monkeypatch, demo, "complaints.py", state, lang="en", period="2021-W37")
    assert "in several places: a wave since 6 Sep 2021, it still runs" in _said(app)
    assert "earlier wave" not in " ".join(one.label for one in app.expander)


def test_of_one_unit_the_wave_is_told_of_it(monkeypatch: pytest.MonkeyPatch, demo: Instance) -> None:
    state = {"case_kind": "appeal"}
    app = open_page(monkeypatch, demo, "complaints.py", state, lang="en", period="2021-09", unit="cc_altyn")
    assert "SIM card without consent, Contact centre Altyn: a wave since 6 Sep 2021" in _said(app)


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
    page = _said(open_page(monkeypatch, demo, "complaints.py", lang="en"))
    said = r"No wave since \d+ \w+ 2021: \d+ causes, each everywhere, in 4 regions and in 8 units\."
    assert re.search(said, page)
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


def test_causes_are_put_together_by_factor_owner_and_fault_and_nothing_is_lost(
    monkeypatch: pytest.MonkeyPatch, demo: Instance
) -> None:
    app = open_page(monkeypatch, demo, "complaints.py", lang="en")
    for measure, name, most in (("count", "complaints", 5), ("points", "nps_lost", 5)):
        frame = metric(current(demo), OWNER, name, by=("category",), period=JULY)
        whole = frame.loc[frame["category"].notna(), "value"].sum()
        app.segmented_control(key="pareto_complaint").set_value(measure)
        for word in ("factor", "cause_of"):
            app.selectbox(key="pareto_complaint_by").set_value(word).run()
            (together,) = _bars(app)
            assert not app.exception and sum(together) == pytest.approx(whole)
            assert len(together) <= most and together == sorted(together, reverse=True)
    assert "The process: " in _said(app) and "(points)" in _said(app)
    app.segmented_control(key="pareto_complaint").set_value("cost")
    app.selectbox(key="pareto_complaint_by").set_value("owner").run()
    assert not app.exception and "money known of" in _said(app)


def _bars(app: AppTest) -> list[list[float]]:
    """The bars of the causes by what they cost."""
    charts = [one for one in app.get("plotly_chart") if "pareto" in str(one.key)]
    return [list(plotly.io.from_json(one.proto.spec).data[0].x) for one in charts]


def test_points_lost_by_factor_are_asked_with_their_interval_of_all_answers(demo: Instance) -> None:
    apart = metric(current(demo), OWNER, "nps_lost", by=("category",), period=JULY).set_index("category")
    causes = ("wrong_bill", "tariff_price")
    together = metric(current(demo), OWNER, "nps_lost", period=JULY, filters={"category": causes}).iloc[0]
    assert together["value"] == pytest.approx(apart.loc[list(causes), "value"].sum())
    assert together["low"] < together["value"] < together["high"]
    assert together["count"] == apart["count"].iloc[0]


def test_the_map_is_of_all_causes_or_of_the_one_that_is_chosen(
    monkeypatch: pytest.MonkeyPatch, demo: Instance
) -> None:
    app = open_page(monkeypatch, demo, "complaints.py", lang="en")
    assert "All causes: no region is clearly above the country" in _said(app)
    app.selectbox(key="map_cause_complaint").set_value("wrong_bill").run()
    assert "Wrong bill or charge: no region is clearly above the country" in _said(app) and not app.exception


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
