"""An administrator connects the first file of a fresh instance in a real browser, from upload to figures."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from config.instance import PROJECT, Instance
from tests.browser.conftest import problems, settle
from tests.etl_instances import new_instance
from tests.test_etl_connect import PHONE, survey_book

pytestmark = pytest.mark.browser
BODY = "[data-testid=stMainBlockContainer]"


@pytest.fixture
def fresh(browser: Any, tmp_path: Path) -> Iterator[tuple[Any, Instance]]:
    """A tab on the dashboard of an instance that holds nothing yet."""
    instance = new_instance(tmp_path / "operator")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable, "-m", "streamlit", "run", str(PROJECT / "app.py"), "--server.headless=true",
        f"--server.port={port}", "--server.address=127.0.0.1", "--server.fileWatcherType=none",
    ]  # fmt: skip
    environment = {**os.environ, "SAPA_HOME": str(instance.home)}
    server = subprocess.Popen(
        command, cwd=PROJECT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait_until_up(port, server)
        page = browser.new_page(viewport={"width": 1440, "height": 1000})
        page.set_default_timeout(20_000)
        page.goto(f"http://127.0.0.1:{port}/connect?lang=en")
        settle(page)
        yield page, instance
        page.close()
    finally:
        server.terminate()
        server.wait(10)


def _wait_until_up(port: int, server: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        assert server.poll() is None
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    pytest.fail("the dashboard did not start")


def test_a_first_file_is_connected_corrected_loaded_and_seen(
    fresh: tuple[Any, Instance], tmp_path: Path
) -> None:
    page, instance = fresh
    page.set_input_files(
        '[data-testid="stFileUploaderDropzoneInput"]', str(survey_book(tmp_path / "Survey 2024-03.xlsx"))
    )
    page.locator(".st-key-connect_next").wait_for()
    settle(page)
    assert "sheet “Ответы” of 2" in page.inner_text(BODY) and PHONE not in page.inner_text(BODY)

    _choose(page, "column_comment", "not in the file")
    page.locator(".st-key-connect_undo button").first.wait_for()
    assert "not used: Комментарий" in page.inner_text(BODY)
    _choose(page, "column_comment", "Комментарий")
    settle(page)
    assert "not used: Комментарий" not in page.inner_text(BODY)

    page.locator(".st-key-connect_next button").click()
    page.get_by_text("120 of 120 rows would load").wait_for()
    page.locator(".js-plotly-plot").nth(1).wait_for()
    page.locator(".st-key-connect_next button").click()
    page.get_by_role("textbox", name="Name of the source").wait_for()
    page.locator(".st-key-card_connect_text").get_by_text("score = ").first.wait_for()
    settle(page)
    assert 'score = "Готовы ли рекомендовать нас (0-10)"' in page.inner_text(".st-key-card_connect_text")

    page.locator(".st-key-connect_load button").click()
    page.get_by_text("120 of 120 rows are loaded").wait_for(timeout=60_000)
    assert not problems(page) and (instance.sources / "survey.toml").is_file()
    page.get_by_text("See the figures").click()
    page.wait_for_url("**/nps**")
    settle(page)
    assert "NPS" in page.inner_text("h1") and not problems(page)
    assert "всё" not in page.inner_text(BODY) and PHONE not in page.inner_text(BODY)


def _choose(page: Any, key: str, option: str) -> None:
    """By the keyboard alone: into the field, a few letters, Enter."""
    page.locator(f".st-key-{key} input").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type(option)
    page.keyboard.press("Enter")
    page.wait_for_timeout(200)
    settle(page)
