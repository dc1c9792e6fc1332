"""The pages NPS and Compare: switches, sides and what they say."""

from pathlib import Path

import pytest

from config.instance import Instance
from tests.app_pages import open_page, text_of
from tests.tiny_warehouse import tiny_warehouse

EVERYONE = '[people.owner]\nrole = "administrator"\nunits = "all"\npersonal = true\n'


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Instance:
    instance, _snapshot = tiny_warehouse(tmp_path_factory.mktemp("tiny"))
    Path(instance.config / "people.toml").write_text(EVERYONE, "utf8")
    return instance


def test_the_trend_becomes_a_control_chart(monkeypatch: pytest.MonkeyPatch, tiny: Instance) -> None:
    app = open_page(monkeypatch, tiny, "nps.py", lang="en", period="2022-02")
    app.segmented_control(key="nps_trend_grain").set_value("week").run()
    assert "usual range" not in text_of(app)
    app.toggle(key="control_nps").set_value(True).run()
    assert "usual range" in text_of(app) and not app.exception


def test_the_split_says_that_a_change_could_be_chance(
    monkeypatch: pytest.MonkeyPatch, tiny: Instance
) -> None:
    app = open_page(monkeypatch, tiny, "nps.py", lang="en", period="2022-02")
    assert "Whether NPS changed is unclear" in text_of(app)
    app.segmented_control(key="nps_split_by").set_value("unit").run()
    assert "Shares of answers by unit" in text_of(app) and not app.exception


def test_a_year_before_the_data_there_is_nothing_to_split(
    monkeypatch: pytest.MonkeyPatch, tiny: Instance
) -> None:
    app = open_page(monkeypatch, tiny, "nps.py", lang="en", period="2022-02")
    app.segmented_control(key="nps_split_against").set_value("year").run()
    assert "Why NPS changed" in text_of(app) and not app.exception


def test_two_periods_are_compared_with_a_verdict(monkeypatch: pytest.MonkeyPatch, tiny: Instance) -> None:
    app = open_page(monkeypatch, tiny, "compare.py", lang="en", period="2022-02")
    assert app.title[0].value.startswith("Net Promoter Score: ")
    assert "no difference to see, between" in app.title[0].value
    app.selectbox(key="compare_metric").set_value("contacts").run()
    assert "a full count, so real" in app.title[0].value


def test_two_segments_are_compared_in_the_same_month(monkeypatch: pytest.MonkeyPatch, tiny: Instance) -> None:
    app = open_page(monkeypatch, tiny, "compare.py", lang="en", period="2022-01")
    for side, unit in (("a", "cc1"), ("b", "off1")):
        app.selectbox(key=f"compare_{side}_dimension").set_value("unit").run()
        app.multiselect(key=f"compare_{side}_unit").set_value([unit]).run()
    app.selectbox(key="compare_b_span_2021-12").set_value("2022-01").run()
    labels = [metric.label for metric in app.metric]
    assert "January 2022 · Centre One" in labels and "January 2022 · Office One" in labels
    assert not app.exception


def test_sides_that_share_rows_are_said(monkeypatch: pytest.MonkeyPatch, tiny: Instance) -> None:
    app = open_page(monkeypatch, tiny, "compare.py", lang="en", period="2022-01")
    app.selectbox(key="compare_b_span_2021-12").set_value("2022-01").run()
    assert "share rows" in text_of(app)
