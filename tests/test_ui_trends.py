"""On pages with trends: signal or noise, one line of filters on a phone, outages, alerts."""

from collections.abc import Iterator

import pytest
from streamlit.testing.v1.element_tree import Block

from config.instance import Instance
from tests.app_pages import open_page, text_of
from tests.tiny_warehouse import tiny_warehouse

OWNER = '[people.owner]\nrole = "administrator"\nunits = "all"\npersonal = true\n'
RULES = """
[[receiver]]
name = "chief"
urls = ["${NOBODY_SET_THIS}"]
language = "en"

[[alert]]
name = "low"
metric = "nps"
grain = "month"
when = "below"
limit = 101
least = 1
to = ["chief"]

[[alert]]
name = "flood"
metric = "complaints"
when = "wave"
to = ["chief"]
"""


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Instance:
    instance = tiny_warehouse(tmp_path_factory.mktemp("trends"))[0]
    (instance.config / "people.toml").write_text(OWNER, "utf8")
    return instance


@pytest.mark.parametrize(
    ("page", "switch"),
    [
        ("overview.py", "trend_nps"), ("complaints.py", "trend_complaint"), ("agents.py", "coverage"),
        ("channels.py", "online"),
    ],
)  # fmt: skip
def test_any_trend_becomes_a_control_chart_and_back(
    monkeypatch: pytest.MonkeyPatch, tiny: Instance, page: str, switch: str
) -> None:
    app = open_page(monkeypatch, tiny, page, lang="en")
    assert "Control chart" not in text_of(app)
    app.toggle(key=f"control_{switch}").set_value(True).run()
    assert not app.exception and "Control chart" in text_of(app)
    app.toggle(key=f"control_{switch}").set_value(False).run()
    assert not app.exception and "Control chart" not in text_of(app)


def test_a_phone_says_its_filters_in_one_line(monkeypatch: pytest.MonkeyPatch, tiny: Instance) -> None:
    monkeypatch.setattr("ui.filter_bar.is_narrow", lambda: True)
    app = open_page(monkeypatch, tiny, lang="en", unit="cc1", period="2022-01")
    labels = [one.proto.popover.label for one in _blocks(app.main) if hasattr(one.proto, "popover")]
    assert "January 2022 · Centre One" in labels


def _blocks(block: Block) -> Iterator[Block]:
    for child in block.children.values():
        if isinstance(child, Block):
            yield child
            yield from _blocks(child)


def test_an_outage_is_told_beside_the_agents_figures(monkeypatch: pytest.MonkeyPatch, tiny: Instance) -> None:
    board = text_of(open_page(monkeypatch, tiny, "agents.py", lang="en", period="2022-01"))
    assert "Fell into an outage and held against nobody: ratings 1, of n" in board
    later = text_of(open_page(monkeypatch, tiny, "agents.py", lang="en", period="2022-02"))
    assert "held against nobody" not in later
    own = text_of(open_page(monkeypatch, tiny, "agent.py", lang="en", period="2022-01", agent="a1"))
    assert "Not held against the agent" in own and "Cable cut" in own
    other = text_of(open_page(monkeypatch, tiny, "agent.py", lang="en", period="2022-01", agent="a3"))
    assert "Not held against the agent" not in other


def test_alerts_stand_in_data_health_and_a_dry_run_sends_nothing(
    monkeypatch: pytest.MonkeyPatch, tiny: Instance
) -> None:
    assert "No alert is declared." in text_of(open_page(monkeypatch, tiny, "health.py", lang="en"))
    rules = tiny.config / "alerts.toml"
    rules.write_text(RULES, "utf8")
    app = open_page(monkeypatch, tiny, "health.py", lang="en")
    assert "none lasts" in text_of(app)
    app.button(key="health_alerts_run").click().run()
    assert not app.exception and "Judged: 2; would be told: 1. Nothing was sent." in text_of(app)
    assert not (tiny.landing / "alerts.json").exists()
    rules.write_text(RULES.replace('"wave"', '"flood"'), "utf8")
    assert "alerts.toml" in text_of(open_page(monkeypatch, tiny, "health.py", lang="en"))
    rules.unlink()
