"""The real dashboard on the demo operator, and a real browser in front of it."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from config.instance import PROJECT, Instance

PHONE = (
    "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/130.0 Mobile Safari/537.36"
)
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--mute-audio",
    "--autoplay-policy=no-user-gesture-required",
]  # fmt: skip
START_S, PAGE_MS = 60, 45_000


def _chromium() -> str:
    for name in (os.environ.get("SAPA_CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome"):
        if name and (found := shutil.which(name)):
            return found
    pytest.skip("browser tests need chromium: apt-get install chromium (or name it in SAPA_CHROMIUM)")


@dataclass(frozen=True)
class Dashboard:
    """The running dashboard: its address, and its instance (a copy of the demo with a journal of its own)."""

    address: str
    instance: Instance


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser to use; without one the tests are skipped before anything is built."""
    pytest.importorskip("playwright.sync_api", reason="browser tests need Playwright: pip install playwright")
    return _chromium()


@pytest.fixture(scope="session")
def dashboard(chromium: str, demo: Instance, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dashboard]:
    """``streamlit run app.py`` on a free port, looked at as the head of quality."""
    instance = _copy(demo, tmp_path_factory.mktemp("dashboard"))
    port = _free_port()
    command = [
        sys.executable, "-m", "streamlit", "run", str(PROJECT / "app.py"), "--server.headless=true",
        f"--server.port={port}", "--server.address=127.0.0.1", "--server.fileWatcherType=none",
    ]  # fmt: skip
    environment = {**os.environ, "SAPA_HOME": str(instance.home)}
    log = (instance.home / "dashboard.log").open("w")
    process = subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=log, stderr=subprocess.STDOUT)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_until_up(address, process, Path(log.name))
        yield Dashboard(address, instance)
    finally:
        process.terminate()
        process.wait(10)
        log.close()


def _copy(demo: Instance, home: Path) -> Instance:
    """The demo's data by links, its configuration as a copy, journal and keys of its own."""
    for path in demo.home.iterdir():
        if path.name == "config":
            shutil.copytree(path, home / "config")
        elif path.name not in ("journal", "keys", "logs"):
            (home / path.name).symlink_to(path, target_is_directory=path.is_dir())
    _head_of_quality_first(home / "config" / "people.toml")
    return Instance(home)


def _head_of_quality_first(path: Path) -> None:
    """Where no proxy names the viewer, it is the first of the file."""
    head, *people = re.split(r"(?=^\[people\.)", path.read_text("utf8"), flags=re.MULTILINE)
    people.sort(key=lambda person: 'role = "head_of_quality"' not in person)
    path.write_text(head + "".join(people), "utf8")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_up(address: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.monotonic() + START_S
    while time.monotonic() < until:
        assert process.poll() is None, log.read_text()
        try:
            urllib.request.urlopen(f"{address}/_stcore/health", timeout=2).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    pytest.fail(f"the dashboard did not start in {START_S} s: {log.read_text()}")


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield browser
        browser.close()


Opener = Callable[..., Any]


@pytest.fixture(scope="session")
def windows(browser: Any) -> Iterator[Callable[[int], Any]]:
    """A browser window of each kind for all tests: scripts are fetched once; each tab is its own session."""
    contexts: dict[int, Any] = {}

    def window(width: int) -> Any:
        if width not in contexts:
            phone = {"user_agent": PHONE, "is_mobile": True, "has_touch": True} if width < 640 else {}
            height = 844 if width < 640 else 1000
            contexts[width] = browser.new_context(viewport={"width": width, "height": height}, **phone)
            contexts[width].set_default_timeout(20_000)
        return contexts[width]

    yield window
    for context in contexts.values():
        context.close()


@pytest.fixture
def open_page(windows: Callable[[int], Any], dashboard: Dashboard) -> Iterator[Opener]:
    """Opens an address of the dashboard in a tab of the given width and waits until it stands."""
    tabs: list[Any] = []

    def opened(path: str, *, width: int = 1440) -> Any:
        page = windows(width).new_page()
        tabs.append(page)
        page.goto(f"{dashboard.address}/{path}")
        settle(page)
        return page

    yield opened
    for page in tabs:
        page.close()


def settle(page: Any) -> None:
    """Waits until the script has run and the page shows its title."""
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]', timeout=PAGE_MS)
    page.wait_for_selector("h1", timeout=PAGE_MS)
    page.wait_for_timeout(150)
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]', timeout=PAGE_MS)


def problems(page: Any) -> str:
    """What went wrong on a page, in its own words; empty where nothing did."""
    found = page.locator('[data-testid="stException"], .st-key-card_problem')
    return " / ".join(found.all_inner_texts())
