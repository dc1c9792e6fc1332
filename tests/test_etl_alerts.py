"""Alerts say what left the declared bounds, once, and once more when it is over."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from config.cli import exit_code
from config.errors import NotReady
from config.instance import DEFAULTS, Instance
from etl.__main__ import app
from etl.telling.alert_rules import load_rules
from etl.telling.alerts import alert, current_alerts
from tests.told_instances import Postbox, beside, declare, open_postbox

pytestmark = pytest.mark.demo
LOW = 'metric = "nps"\nby = ["unit"]\ngrain = "month"\nwhen = "below"\nlimit = {limit}\nleast = 30\n'


@pytest.fixture
def postbox() -> Iterator[Postbox]:
    with open_postbox() as box:
        yield box


def rules(url: str, limit: float, *, units: str = '"all"') -> str:
    return (
        f'[[receiver]]\nname = "chief"\nurls = ["{url}"]\nlanguage = "en"\nunits = {units}\n'
        f'[[alert]]\nname = "low"\nto = ["chief"]\n{LOW.format(limit=limit)}'
    )


def test_an_alert_is_sent_once_and_once_more_when_it_is_over(
    demo: Instance, tmp_path: Path, postbox: Postbox
) -> None:
    instance = beside(demo, tmp_path / "operator", rules(postbox.url, 101))
    first, second = alert(instance), alert(instance)
    assert {row.state for row in first.rows} == {"new"}
    assert {row.state for row in second.rows} == {"lasts"}
    assert len(postbox.taken) == 1
    text = postbox.taken[0]["message"]
    assert "Net Promoter Score" in text and "July 2022" in text and "below 101.0" in text
    assert all("n\u00a0=\u00a0" in line for line in text.splitlines()), "each line says its n"
    assert len(current_alerts(instance)) == len(first.rows)
    declare(instance, rules(postbox.url, -100))
    third = alert(instance)
    assert {row.state for row in third.rows} == {"over"}
    assert postbox.taken[1]["message"].startswith("• Over: ")
    assert not current_alerts(instance)


def test_what_did_not_arrive_is_sent_again(demo: Instance, tmp_path: Path, postbox: Postbox) -> None:
    instance = beside(demo, tmp_path / "operator", rules(postbox.url, 101))
    postbox.status = 500
    assert alert(instance).problems
    assert not current_alerts(instance)
    postbox.status = 200
    assert alert(instance).sent_to
    assert len(postbox.taken) == 1


def test_a_dry_run_sends_nothing_and_says_why_not(
    demo: Instance, tmp_path: Path, postbox: Postbox, capsys: pytest.CaptureFixture[str]
) -> None:
    instance = beside(demo, tmp_path / "operator", rules(postbox.url, 40))
    assert (
        exit_code(app, "etl", ["alerts", "--dry-run", "--home", str(instance.home), "--format", "csv"]) == 0
    )
    out = capsys.readouterr().out
    assert "not surely beyond 40.0" in out
    assert not postbox.taken
    assert not list(instance.landing.iterdir())


def test_nobody_is_told_of_another_unit(demo: Instance, tmp_path: Path, postbox: Postbox) -> None:
    instance = beside(demo, tmp_path / "operator", rules(postbox.url, 101, units='["cc_altyn"]'))
    assert [row.key for row in alert(instance).rows] == ["low|cc_altyn"]
    assert len(postbox.taken[0]["message"].splitlines()) == 1


def test_too_small_an_n_says_nothing_and_ends_nothing(
    demo: Instance, tmp_path: Path, postbox: Postbox
) -> None:
    instance = beside(demo, tmp_path / "operator", rules(postbox.url, 101))
    alert(instance)
    declare(instance, rules(postbox.url, -100).replace("least = 30", "least = 1000000"))
    assert {row.state for row in alert(instance).rows} == {"lasts"}
    assert len(postbox.taken) == 1


def test_a_signal_of_the_control_chart_is_an_alert(demo: Instance, tmp_path: Path, postbox: Postbox) -> None:
    signal = rules(postbox.url, 1).replace('when = "below"\nlimit = 1\n', 'when = "signal"\n')
    instance = beside(demo, tmp_path / "operator", signal.replace('by = ["unit"]\n', ""))
    (row,) = alert(instance, is_dry=True).rows
    assert row.state == "new"
    assert "the usual" in row.text


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ('[[alert]]\nname = "x"\nmetric = "nps"\nwhen = "below"\nlimit = 1\nto = ["chif"]\n', "chif"),
        ('[[alert]]\nname = "x"\nmetric = "nps"\nwhen = "below"\nto = ["chief"]\n', "need a limit"),
        ('[[alert]]\nname = "x"\nmetric = "nps"\nwhen = "under"\nto = ["chief"]\n', "alert 'x': when"),
        ('[[receiver]]\nname = "chief"\nurls = ["json://b"]\n', "two entries [[receiver]]"),
        ('[[receiver]]\nurls = []\nname = "b"\n', "receiver 'b': urls"),
        ("x = 1\n", "x: "),
    ],
)
def test_a_wrong_rule_is_named(tmp_path: Path, wrong: str, told: str) -> None:
    instance = Instance(tmp_path)
    instance.config.mkdir()
    receiver = '[[receiver]]\nname = "chief"\nurls = ["json://a"]\n'
    declare(instance, wrong if wrong == "x = 1\n" else receiver + wrong)
    with pytest.raises(NotReady, match=r"alerts\.toml") as raised:
        load_rules(instance)
    assert told in str(raised.value)
    assert "\n" not in str(raised.value)


def test_an_unknown_metric_names_the_alert(demo: Instance, tmp_path: Path) -> None:
    instance = beside(demo, tmp_path / "operator", rules("json://a", 1).replace('"nps"', '"npx"'))
    with pytest.raises(NotReady, match=r"alert 'low'.*nps"):
        alert(instance, is_dry=True)


def test_the_example_is_right(demo: Instance, tmp_path: Path) -> None:
    example = (DEFAULTS / "alerts.example.toml").read_text("utf8")
    instance = beside(demo, tmp_path / "operator", example)
    assert alert(instance, is_dry=True).rows
