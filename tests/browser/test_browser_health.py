"""Data health in a real browser: deliveries drawn, a second try by an administrator, a phone."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from config.instance import PROJECT, Instance
from tests.browser.conftest import Dashboard, _free_port, _wait_until_up, problems, settle
from tests.health_history import operator

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def running(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dashboard]:
    """The dashboard of an operator with a silent source and a failing one, its administrator looking."""
    assert shutil.which(chromium)
    instance = operator(tmp_path_factory.mktemp("health") / "op")
    port, log = _free_port(), tmp_path_factory.mktemp("log") / "dashboard.log"
    command = [
        sys.executable, "-m", "streamlit", "run", str(PROJECT / "app.py"), "--server.headless=true",
        f"--server.port={port}", "--server.address=127.0.0.1", "--server.fileWatcherType=none",
    ]  # fmt: skip
    with log.open("w") as said:
        process = subprocess.Popen(
            command, cwd=PROJECT, env={**os.environ, "SAPA_HOME": str(instance.home)}, stdout=said,
            stderr=subprocess.STDOUT,
        )  # fmt: skip
        try:
            _wait_until_up(f"http://127.0.0.1:{port}", process, Path(log))
            yield Dashboard(f"http://127.0.0.1:{port}", instance)
        finally:
            process.terminate()
            process.wait(10)


def opened(running: Dashboard, windows: Any, path: str, width: int = 1440) -> Any:
    page = windows(width).new_page()
    page.goto(f"{running.address}/{path}")
    settle(page)
    return page


def test_an_administrator_mends_a_source_and_tries_again(running: Dashboard, windows: Any) -> None:
    page = opened(running, windows, "health?lang=en")
    assert "2 sources need you" in page.inner_text("h1") and not problems(page)
    chart = page.locator(".st-key-card_health_sources .js-plotly-plot")
    chart.wait_for()
    assert chart.locator("path.point").count() > 100, "a mark for each delivery"
    assert "overdue since" in chart.inner_text()
    _mend(running.instance)
    page.get_by_role("button", name="Try again now").click()
    page.get_by_text("files were looked at").wait_for(timeout=60_000)
    settle(page)
    assert "1 source needs you: nps_offices (silent)" in page.inner_text("h1") and not problems(page)
    page.close()


def _mend(instance: Instance) -> None:
    declared = instance.sources / "state_portal.toml"
    declared.write_text(declared.read_text("utf8") + '[aliases]\nscore = ["баллы"]\n', "utf8")


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_a_phone_shows_it_whole(running: Dashboard, windows: Any, language: str) -> None:
    page = opened(running, windows, f"health?lang={language}", width=390)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390 and not problems(page)
    page.locator(".st-key-card_health_sources .js-plotly-plot").wait_for()
    button = page.locator(".st-key-health_retry button")
    assert button.bounding_box()["height"] >= 44
    page.close()
