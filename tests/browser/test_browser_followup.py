"""A low score is closed from a phone in three taps, and what was typed survives a lost connection."""

from datetime import datetime
from typing import Any

import pytest

from journal.api import CLOSED, TAKEN, Journal
from journal.followup_book import FollowUpBook
from tests.browser.conftest import Dashboard, Opener, problems, settle

pytestmark = pytest.mark.browser

UNIT = "office_lake"
LONG_AGO = datetime(2000, 1, 1)
ADDRESS = f"followup?lang=en&unit={UNIT}"


def _book(dashboard: Dashboard) -> FollowUpBook:
    return Journal(dashboard.instance).followups


def _first(page: Any) -> str:
    """The task at the top of the list."""
    classes = str(page.locator('[class*="st-key-close_"]').first.get_attribute("class"))
    name = next(one for one in classes.split() if one.startswith("st-key-close_"))
    return name.removeprefix("st-key-close_survey-").removeprefix("st-key-close_rating-")


def _open_form(page: Any) -> Any:
    page.locator('[class*="st-key-close_"] button').first.click()
    dialog = page.get_by_role("dialog")
    dialog.wait_for()
    return dialog


def test_a_manager_with_a_phone_closes_one_in_three_taps_and_a_note(
    open_page: Opener, dashboard: Dashboard
) -> None:
    page = open_page(f"{ADDRESS}&process=repair", width=390)
    top = _first(page)
    dialog = _open_form(page)  # the first tap
    dialog.get_by_text("Resolved", exact=True).click()  # the second
    if not dialog.locator('[aria-checked="true"], [data-testid*="Active"]').count() > 1:
        dialog.get_by_text("The process", exact=True).click()  # where the taxonomy knows no cause
    dialog.get_by_role("textbox", name="What was said and done").fill("Called +7 701 234 56 78: mended")
    dialog.get_by_role("button", name="Close it").click()  # the third
    page.get_by_text("Closed. It is in the journal.").wait_for()
    settle(page)
    lines = [line for line in _book(dashboard).states(LONG_AGO).splitlines() if top in line]
    assert len(lines) == 1 and f"\t{CLOSED}\t" in lines[0] and lines[0].endswith("resolved")
    (step,) = _book(dashboard).steps(lines[0].split("\t")[0])
    assert "mended" in step.note and "701" not in step.note
    assert not problems(page)
    page.locator(".st-key-followup_undo button").click()
    page.locator(".st-key-followup_undo").wait_for(state="detached")
    assert _book(dashboard).steps(step.task_id)[-1].what == "undone"


def test_a_note_typed_before_the_connection_was_lost_is_there_again(
    open_page: Opener, dashboard: Dashboard
) -> None:
    page = open_page(f"{ADDRESS}&process=connect")
    expect = pytest.importorskip("playwright.sync_api").expect
    dialog = _open_form(page)
    note = dialog.get_by_role("textbox", name="What was said and done")
    note.fill("Not at home, calls back tomorr")
    note.blur()
    page.wait_for_timeout(1500)  # nothing on the page tells that a draft is kept
    page.context.set_offline(True)
    page.wait_for_timeout(300)
    page.context.set_offline(False)
    page.close()
    again = open_page(f"{ADDRESS}&process=connect")
    found = _open_form(again).get_by_role("textbox", name="What was said and done")
    expect(found).to_have_value("Not at home, calls back tomorr")


def test_one_is_taken_by_the_keyboard_alone(open_page: Opener, dashboard: Dashboard) -> None:
    page = open_page(f"{ADDRESS}&process=bill_question")
    button = page.locator('[class*="st-key-take_"] button').first
    button.focus()
    page.keyboard.press("Enter")
    page.get_by_text("1 taken.").wait_for()
    assert any(f"\t{TAKEN}\t" in line for line in _book(dashboard).states(LONG_AGO).splitlines())
    assert not problems(page)
