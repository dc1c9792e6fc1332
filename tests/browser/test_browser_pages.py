"""Every page opens in a real browser, wide and on a phone, in three languages; filters travel along."""

from typing import Any

import pytest

from tests.browser.conftest import Opener, problems, settle

pytestmark = pytest.mark.browser

PAGES = (
    "overview", "nps", "complaints", "followup", "compare", "channels", "calls", "gemba", "agents", "errors",
    "health",
)  # fmt: skip
"""Those of the menu for everybody."""


@pytest.mark.parametrize(("width", "language"), [(1440, "ru"), (1440, "en"), (390, "kk")])
def test_every_page_opens(open_page: Opener, width: int, language: str) -> None:
    """By the navigation, which a wide window shows whole; then narrowed to the width of a phone (in Kazakh,
    whose words are longest)."""
    page, failed = open_page(f"?lang={language}", width=width), []
    for name in PAGES:
        page.set_viewport_size({"width": 1440, "height": 1000})
        _go(page, name)
        failed += _faults(page, name, 1440)
        if width != 1440:
            page.set_viewport_size({"width": width, "height": 844})
            page.wait_for_timeout(100)
            failed += _faults(page, name, width)
    assert not failed


def _faults(page: Any, name: str, width: int) -> list[str]:
    """What a person would see go wrong on a screen of this width."""
    wide = page.evaluate("document.documentElement.scrollWidth")
    told = [f"{name}: {wide} px wide on a screen of {width}"] if wide > width else []
    return [*told, *([f"{name}: {problem}"] if (problem := problems(page)) else [])]


def test_a_filter_stays_on_the_next_page_and_in_the_link(open_page: Opener) -> None:
    page = open_page("nps?lang=en&period=2022-06")
    _go(page, "complaints")
    assert "period=2022-06" in page.url
    assert "June 2022" in page.inner_text("[data-testid=stMainBlockContainer]")
    page.get_by_text("Quarter", exact=True).first.click()
    page.wait_for_url("**period=2022-Q2**")
    _go(page, "errors")
    assert "period=2022-Q2" in page.url
    shared = open_page(page.url.split("/", 3)[3])
    assert "Q2 2022" in shared.inner_text("[data-testid=stMainBlockContainer]")


def test_a_unit_chosen_on_the_gemba_page_is_in_the_link(open_page: Opener) -> None:
    page = open_page("gemba?lang=en", width=820)
    page.locator(".st-key-units button").first.click()
    page.wait_for_url("**unit=**")
    settle(page)
    assert not problems(page)
    assert page.locator(".st-key-card_gemba_summary").count() == 1


def test_the_rows_behind_a_chart_open(open_page: Opener) -> None:
    page = open_page("nps?lang=en")
    page.locator('[class*="st-key-card"] [class*="st-key-m_"] button:visible').first.click()
    page.get_by_text("Rows behind it").locator("visible=true").first.click()
    page.wait_for_selector('[role="dialog"] [data-testid="stDataFrame"]')
    assert not problems(page)


def test_a_word_in_the_data_is_never_markup(open_page: Opener) -> None:
    page = open_page("calls?lang=en&recording=%3Cimg%20src=x%20onerror=alert(1)%3E")
    assert not problems(page)
    assert page.locator("img[src=x]").count() == 0


def _go(page: Any, name: str) -> None:
    """By the menu: the first page has a link of its own, the others stand below their subject."""
    subjects = page.locator('[data-testid="stTopNavSection"]')
    subjects.last.wait_for()
    link = page.locator('[data-testid="stTopNavLink"]')
    if name != "overview":
        link = page.locator(f'[data-testid="stTopNavDropdownLink"][href*="/{name}"]')
        for subject in subjects.all():
            subject.click()
            page.wait_for_timeout(200)
            if link.count():
                break
    link.first.click()
    page.wait_for_timeout(300)
    settle(page)
