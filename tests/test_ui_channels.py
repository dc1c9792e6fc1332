"""The Channels page: its figures are the metrics', its what-if answers to the sliders, every filter draws."""

import re
from datetime import date

import pytest

from config.instance import Instance
from tests.app_pages import open_page, text_of
from tests.tiny_warehouse import shared_tiny
from warehouse.metrics import metric
from warehouse.period import Period
from warehouse.scope import OWNER


@pytest.fixture
def tiny() -> Instance:
    return shared_tiny()[0]


def test_the_page_shows_what_the_metrics_say(monkeypatch: pytest.MonkeyPatch, tiny: Instance) -> None:
    app = open_page(monkeypatch, tiny, "channels.py", lang="en", period="2022-02")
    february = Period.month(date(2022, 2, 1))
    phone = {"channel_kind": ["phone"]}
    shown = {one.label: one.value for one in app.metric}
    for name, title in (
        ("service_level", "Service level"),
        ("abandonment", "Abandonment"),
        ("asa", "ASA (average speed of answer)"),
    ):
        found = metric(shared_tiny()[1], OWNER, name, period=february, filters=phone).iloc[0]
        decimals = 0 if name == "asa" else 1
        assert shown[title].rstrip("%") == f"{found['value']:.{decimals}f}", name
    online = metric(shared_tiny()[1], OWNER, "online_share", period=february).iloc[0]
    assert shown["Online share"] == f"{online['value']:.1f}%"


def test_more_agents_serve_better_in_the_sentence(monkeypatch: pytest.MonkeyPatch, tiny: Instance) -> None:
    app = open_page(monkeypatch, tiny, "channels.py", lang="en", period="2022-02")
    told = re.search(
        r"2 more agents at [\d:\\]+: ([\d.]+)% in time instead of ([\d.]+)%", text_of(app).replace("\\", "")
    )
    assert told and float(told[1]) >= float(told[2])
    sliders = {one.label: one for one in app.slider}
    sliders["More or fewer"].set_value(-1)
    sliders["Agents, always free for these calls"].set_value(4)
    app.run()
    assert not app.exception
    assert "1 agent fewer at" in text_of(app)


@pytest.mark.parametrize(
    ("language", "address"),
    [
        ("ru", {"unit": "off1"}),
        ("kk", {"channel": "whatsapp"}),
        ("ru", {"process": "repair", "segment": "business"}),
        ("kk", {"period": "2022-W05"}),
    ],
)
def test_every_filter_draws(
    monkeypatch: pytest.MonkeyPatch, tiny: Instance, language: str, address: dict[str, str]
) -> None:
    app = open_page(monkeypatch, tiny, "channels.py", lang=language, **address)
    assert not re.search("Это нельзя показать|Мұны көрсету мүмкін емес", text_of(app))


def test_every_measure_is_drawn_by_interval_and_week(monkeypatch: pytest.MonkeyPatch, tiny: Instance) -> None:
    app = open_page(monkeypatch, tiny, "channels.py", lang="en", period="2022-Q1")
    for measure, view in (
        ("asa", "quarter_hour"),
        ("abandonment", "week"),
        ("aht", "week"),
        ("contacts", "week"),
    ):
        app.session_state["queue_measure"], app.session_state["queue_view"] = measure, view
        app.run()
        assert not app.exception and "This cannot be shown" not in text_of(app), (measure, view)
