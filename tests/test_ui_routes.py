"""The sound of a call goes to whom its address was made for, is in the audit, and to nobody else (R10)."""

import wave
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from starlette.applications import Starlette
from starlette.responses import HTMLResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from config.instance import PROJECT, Instance
from journal.api import Journal
from tests.tiny_warehouse import empty_instance, tiny_instance
from ui.browsers import COOKIE
from ui.call.signatures import sign
from ui.routes import middleware, routes
from warehouse import engine
from warehouse.build import build

SOUNDS = PROJECT / "etl" / "demo" / "recordings"
BROWSER = "0" * 32
RANGE = {"Range": "bytes=100-199"}


def _with_sound(instance: Instance) -> None:
    """The first two recordings of the tiny operator become real files: a WAV, and one no browser plays."""
    folder = instance.home / "sounds"
    folder.mkdir()
    with wave.open(str(folder / "rec0.wav"), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(bytes(range(256)) * 500)
    a_law = next(path for path in sorted(SOUNDS.glob("*.wav")) if path.read_bytes()[20:22] == b"\x06\x00")
    (folder / "rec5.wav").write_bytes(a_law.read_bytes())
    batch = instance.transcripts / "2022-01-01" / "0001.recordings.parquet"
    fresh = batch.with_name("0002.recordings.parquet")
    with engine.memory() as connection:
        connection.execute(
            "copy (select * replace ('sounds/' || recording_id || '.wav' as path) from read_parquet($batch)) "
            "to $fresh (format parquet)",
            {"batch": str(batch), "fresh": str(fresh)},
        )
    fresh.replace(batch)


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Instance:
    instance = tiny_instance(tmp_path_factory.mktemp("sounds") / "with a space")
    _with_sound(instance)
    build(instance)
    return instance


@pytest.fixture
def client(instance: Instance, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    monkeypatch.setenv("SAPA_HOME", str(instance.home))
    page = Route("/", lambda _request: HTMLResponse("<h1>a page</h1>"))
    app = Starlette(routes=[*routes(), page], middleware=middleware())
    with TestClient(app, cookies={COOKIE: BROWSER}) as client:
        yield client


def _address(instance: Instance, recording: str, person: str = "quality", browser: str = BROWSER) -> str:
    return sign(instance, recording, person, browser)


def test_the_sound_is_played_to_its_person_and_noted_once_for_each_address(
    client: TestClient, instance: Instance
) -> None:
    address = _address(instance, "rec0")
    whole = client.get(address)
    assert (whole.status_code, whole.headers["content-type"]) == (200, "audio/wav")
    assert whole.content == (instance.home / "sounds" / "rec0.wav").read_bytes()
    assert "no-store" in whole.headers["cache-control"]
    client.get(address, headers=RANGE)
    assert [play.person for play in Journal(instance).plays("rec0")] == ["quality"]


def test_a_player_may_ask_for_a_part(client: TestClient, instance: Instance) -> None:
    answer = client.get(_address(instance, "rec0"), headers=RANGE)
    size = (instance.home / "sounds" / "rec0.wav").stat().st_size
    assert (answer.status_code, answer.headers["content-range"]) == (206, f"bytes 100-199/{size}")
    assert answer.content == (instance.home / "sounds" / "rec0.wav").read_bytes()[100:200]
    beyond = client.get(_address(instance, "rec0"), headers={"Range": f"bytes={size}-"})
    assert beyond.status_code == 416


def test_a_telephone_format_comes_as_something_every_browser_plays(
    client: TestClient, instance: Instance
) -> None:
    answer = client.get(_address(instance, "rec5"))
    assert (answer.status_code, answer.headers["content-type"]) == (200, "audio/wav")
    assert answer.content[20:22] == b"\x01\x00"  # plain PCM


def test_anybody_else_gets_one_line_and_no_sound(client: TestClient, instance: Instance) -> None:
    good = _address(instance, "rec0")
    refused = [
        "/recordings/rec0",  # nobody
        good.replace("person=quality", "person=manager"),  # somebody else with this address
        good.replace("rec0", "rec5"),  # another recording
        _address(instance, "rec0", browser="1" * 32),  # passed on to another browser
        _address(instance, "rec0", person="nobody_here"),
        _address(instance, "rec0", person="chief"),  # sees figures, not people
        _address(instance, "rec0", person="stranger"),  # sees no unit
        _address(instance, "no such recording"),
        _address(instance, "../../config/people.toml"),
    ]
    for address in refused:
        answer = client.get(address)
        assert answer.status_code == 403, address
        assert answer.headers["content-type"].startswith("text/plain")
        assert len(answer.text.splitlines()) == 1
    without_cookie = TestClient(client.app).get(good)
    assert without_cookie.status_code == 403


def test_a_manager_hears_the_own_unit_only(client: TestClient, instance: Instance) -> None:
    from warehouse.period import Period
    from warehouse.rows import rows
    from warehouse.scope import OWNER
    from warehouse.snapshot import current

    calls = rows(current(instance), OWNER, "calls", period=Period(None, None))
    for recording, unit in zip(calls["recording_id"], calls["unit_id"], strict=True):
        status = client.get(_address(instance, recording, person="manager")).status_code
        is_heard = recording not in ("rec1",)
        assert (status == 403) == (unit != "cc1" or not is_heard)


def test_a_file_that_is_gone_says_so(client: TestClient, instance: Instance) -> None:
    answer = client.get(_address(instance, "rec10"))
    assert (answer.status_code, len(answer.text.splitlines())) == (404, 1)


def test_a_first_page_gives_the_browser_its_cookie_and_hides_addresses_from_others(
    client: TestClient,
) -> None:
    fresh = TestClient(client.app).get("/")
    assert COOKIE in fresh.cookies
    assert "HttpOnly" in fresh.headers["set-cookie"]
    assert fresh.headers["referrer-policy"] == "same-origin"
    assert "set-cookie" not in client.get("/").headers


def test_health_of_the_service_is_json_for_whoever_asks(client: TestClient, instance: Instance) -> None:
    answer = client.get("/healthz", headers={"Accept": "text/html,*/*"})
    assert answer.status_code == 200
    assert (
        answer.json()["snapshot_id"]
        == (instance.warehouse / "CURRENT").read_text().split("-", 1)[1].split(".")[0]
    )
    assert answer.json()["age_s"] >= 0
    assert client.get("/health").status_code == 404  # the page, which Streamlit serves


def test_the_first_page_is_found_by_its_name_too(client: TestClient) -> None:
    answer = client.get("/overview?unit=cc1", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (307, "./?unit=cc1")


def test_health_without_a_snapshot_says_what_to_do(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SAPA_HOME", str(empty_instance(tmp_path).home))
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert "etl load" in answer.json()["message"]


def test_our_addresses_do_not_collide_with_streamlits() -> None:
    for route in routes():
        first = urlsplit(route.path).path.split("/")[1]  # type: ignore[attr-defined]
        assert first not in {"_stcore", "media", "component", "static"}
