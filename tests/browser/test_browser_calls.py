"""A call is played, at the word that was clicked, by the person its address was made for."""

from typing import Any
from urllib.parse import urlsplit

import pytest

from journal.api import Journal
from tests.browser.conftest import Dashboard, Opener, problems, settle

pytestmark = pytest.mark.browser

AUDIO = (
    "() => [...document.querySelectorAll('*')].map(e => e.shadowRoot?.querySelector('audio')).find(a => a)"
)


def _audio(page: Any, what: str) -> Any:
    return page.evaluate(f"({AUDIO})().{what}")


def _wait_for(page: Any, condition: str) -> None:
    page.wait_for_function(f"() => {{ const audio = ({AUDIO})(); return {condition}; }}", timeout=15_000)


@pytest.fixture
def call(open_page: Opener) -> Any:
    page = open_page("calls?lang=en")
    page.wait_for_selector(".player .word")
    return page


def test_a_call_is_played_through_its_signed_address_and_noted(call: Any, dashboard: Dashboard) -> None:
    before = len(Journal(dashboard.instance).plays())
    with call.expect_response(lambda answer: "/recordings/" in answer.url) as sent:
        call.click(".player .play")
    assert sent.value.status == 206
    _wait_for(call, "audio.currentTime > 0.3")
    plays = Journal(dashboard.instance).plays()
    assert len(plays) == before + 1
    assert plays[0].person


def test_a_clicked_word_is_heard_and_marked(call: Any) -> None:
    word = call.locator(".player .word").nth(6)
    word.click()
    _wait_for(call, "!audio.paused && audio.currentTime > 0.5")
    call.wait_for_selector(".player .word.now")


def test_the_keyboard_moves_and_plays(call: Any) -> None:
    call.locator(".player").focus()
    call.keyboard.press("l")
    assert call.inner_text(".player .clock").startswith("00:10")
    call.keyboard.press("ArrowRight")
    call.keyboard.press("j")
    assert call.inner_text(".player .clock").startswith("00:05")
    call.keyboard.press("l")
    call.keyboard.press("k")
    _wait_for(call, "!audio.paused && audio.currentTime > 10.1")
    call.keyboard.press(" ")
    _wait_for(call, "audio.paused")


def test_another_persons_address_is_refused(call: Any, browser: Any) -> None:
    with call.expect_request(lambda request: "/recordings/" in request.url) as asked:
        call.click(".player .play")
    address = asked.value.url
    person = next(part for part in urlsplit(address).query.split("&") if part.startswith("person="))
    assert call.request.get(address).status == 200
    assert call.request.get(address.replace(person, "person=askar")).status == 403
    assert call.request.get(urlsplit(address)._replace(query="").geturl()).status == 403
    stranger = browser.new_context()
    assert stranger.request.get(address).status == 403
    stranger.close()


def test_speed_and_help_have_keys(call: Any) -> None:
    call.locator(".player").focus()
    call.keyboard.press("]")
    assert call.inner_text(".player .speed") == "1.25×"
    for _ in range(4):
        call.keyboard.press("[")
    assert call.inner_text(".player .speed") == "0.75×"
    assert not call.is_visible(".player .keys")
    call.keyboard.press("?")
    assert call.is_visible(".player .keys")
    call.click(".player .help")
    assert not call.is_visible(".player .keys")


def test_places_found_are_marked_and_stepped_through(open_page: Opener) -> None:
    page = open_page("calls?lang=en&recording=ru_11_subscription")
    page.get_by_placeholder("Search in the talks").fill("подписку")
    page.keyboard.press("Enter")
    settle(page)
    page.wait_for_selector(".player .word.hit")
    assert int(page.inner_text(".player .hit-count")) == page.locator(".player .word.hit").count()
    page.click(".player .hit-step >> nth=1")
    _wait_for(page, "!audio.paused && audio.currentTime > 1")


def test_what_is_masked_is_silent_in_what_the_browser_plays(open_page: Opener) -> None:
    """The browser's own decoder says so: no energy under the number, sound beside it."""
    page = open_page("calls?lang=en&recording=en_01_robot_debt")
    page.wait_for_selector(".player .word")
    with page.expect_request(lambda request: "/recordings/" in request.url) as asked:
        page.click(".player .play")
    start, end = page.evaluate(
        "() => { const root = [...document.querySelectorAll('*')].map(e => e.shadowRoot)"
        ".find(r => r?.querySelector('.player'));"
        "const words = [...root.querySelectorAll('.word')];"
        "const token = words.findIndex(w => w.textContent === 'phone number');"
        "return [Number(words[token].dataset.start), Number(words[token].dataset.start) + 1]; }"
    )
    inside, outside = page.evaluate(
        "async ([address, start, end]) => { const answer = await fetch(address);"
        "const content = await answer.arrayBuffer();"
        "const sound = await new OfflineAudioContext(2, 1, 48000).decodeAudioData(content);"
        "const loudest = (from, to) => { const samples = sound.getChannelData(1)"
        ".slice(from * 48000, to * 48000);"
        "return samples.reduce((most, one) => Math.max(most, Math.abs(one)), 0); };"
        "return [loudest(start, end), loudest(0, start)]; }",
        [asked.value.url, start, end],
    )
    assert inside == 0
    assert outside > 0.05


def test_a_link_opens_the_call_at_its_second(open_page: Opener, call: Any) -> None:
    call.context.grant_permissions(["clipboard-read", "clipboard-write"])
    call.locator(".player").focus()
    call.keyboard.press("l")
    call.click(".player .link")
    call.get_by_text("The link to this second is copied.").wait_for()
    link = call.evaluate("navigator.clipboard.readText()")
    other = open_page(link.split("/", 3)[3])
    other.wait_for_selector(".player .word")
    other.wait_for_function(
        "() => [...document.querySelectorAll('*')].some(e => "
        "e.shadowRoot?.querySelector('.clock')?.textContent.startsWith('00:10'))"
    )


def test_a_repeated_error_leads_to_its_second_in_the_call(open_page: Opener) -> None:
    page = open_page("errors?lang=en&period=2022-Q3")
    page.locator('[class*="st-key-listen_"] button').first.click()
    page.wait_for_url("**recording=**")
    settle(page)
    page.wait_for_selector(".player .word")
    assert not problems(page)


def test_a_phone_shows_the_list_then_the_call(open_page: Opener) -> None:
    page = open_page("calls?lang=en", width=390)
    page.locator('[data-testid="stDataFrame"] .dvn-scroller').first.click(position={"x": 20, "y": 54})
    page.wait_for_selector(".player .word")
    targets = page.evaluate(
        "() => [...document.querySelectorAll('*')].map(e => e.shadowRoot).filter(Boolean)"
        ".flatMap(root => [...root.querySelectorAll('.bar button')])"
        ".filter(b => b.offsetWidth).map(b => Math.round(Math.min(b.offsetWidth, b.offsetHeight)))"
    )
    assert targets and min(targets) >= 44
    page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollBy(0, 900)")
    page.wait_for_function(
        "() => [...document.querySelectorAll('*')].map(e => e.shadowRoot?.querySelector('.player .bar'))"
        ".find(Boolean).getBoundingClientRect().top >= 0"
    )  # the buttons stay in sight
    page.get_by_role("button", name="All calls").click()
    page.wait_for_selector('[data-testid="stDataFrame"]')
