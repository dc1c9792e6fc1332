"""A finding written on the spot is in the journal when the page says so, and can be taken back."""

from typing import Any

import pytest

from journal.api import OPEN, WITHDRAWN, Journal
from tests.browser.conftest import Dashboard, Opener, problems, settle

pytestmark = pytest.mark.browser

UNIT = "office_lake"


def _write(page: Any, text: str) -> None:
    page.locator(".st-key-find button").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("textbox", name="What did you see").fill(text)
    dialog.get_by_role("button", name="Save").click()
    page.get_by_text("Saved in the journal.").wait_for()
    settle(page)


@pytest.mark.parametrize("width", [820, 390])
def test_a_finding_is_saved_masked_and_can_be_undone(
    open_page: Opener, dashboard: Dashboard, width: int
) -> None:
    page, journal = open_page(f"gemba?lang=en&unit={UNIT}", width=width), Journal(dashboard.instance)
    _write(page, "One desk of three is open, said the customer of +7 701 234 56 78")
    finding = journal.findings(UNIT)[0]
    assert (finding.status, finding.unit_id) == (OPEN, UNIT)
    assert "701" not in finding.text
    assert "One desk of three" in page.inner_text(".st-key-card_gemba_findings")
    page.locator(".st-key-finding_undo button").click()
    page.locator(".st-key-finding_undo").wait_for(state="detached")
    assert journal.findings(UNIT, statuses=[WITHDRAWN])[0].finding_id == finding.finding_id
    assert not problems(page)


def test_a_finding_is_closed_with_one_touch(open_page: Opener, dashboard: Dashboard) -> None:
    page, journal = open_page(f"gemba?lang=en&unit={UNIT}", width=820), Journal(dashboard.instance)
    _write(page, "The queue machine is off")
    finding = journal.findings(UNIT)[0]
    page.locator(f".st-key-close_{finding.finding_id} button").click()
    page.locator(f".st-key-close_{finding.finding_id}").wait_for(state="detached")
    assert journal.findings(UNIT)[0].status == "closed"


def test_both_bottlenecks_are_named(open_page: Opener) -> None:
    page = open_page("gemba?lang=en&unit=office_lake&process=connect", width=820)
    told = page.inner_text(".st-key-card_gemba_process")
    assert "Customer's side" in told
    assert "Operator's side" in told
    assert "waits longest at" in told


def test_a_dialog_closed_by_mistake_keeps_what_was_typed(open_page: Opener) -> None:
    page = open_page(f"gemba?lang=en&unit={UNIT}", width=820)
    page.locator(".st-key-find button").click()
    box = page.get_by_role("dialog").get_by_role("textbox", name="What did you see")
    box.fill("half a thought")
    box.blur()
    page.wait_for_timeout(500)
    page.get_by_role("dialog").get_by_role("button", name="Close").click()
    page.get_by_role("dialog").wait_for(state="detached")
    page.locator(".st-key-find button").click()
    assert (
        page.get_by_role("dialog").get_by_role("textbox", name="What did you see").input_value()
        == "half a thought"
    )
