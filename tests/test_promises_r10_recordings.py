"""Promise R10: a recording goes to a signed, short-lived address of one person in one browser, each listening
is in the audit, and what is personal in it is not heard."""

import time
import tracemalloc
import wave
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from config.errors import NotReady
from config.instance import Instance
from journal.api import Journal
from tests.tiny_warehouse import tiny_instance, write_parquet
from tests.tiny_warehouse.landing import types_of
from transcribe import playback, wav
from transcribe.sound_cache import SoundCache
from ui.browsers import COOKIE
from ui.call import sounds
from ui.call.signatures import LIFE_S, sign
from ui.routes import middleware, routes
from warehouse import engine, words
from warehouse.build import build
from warehouse.scope import OWNER, scope_of
from warehouse.snapshot import current

BROWSER = "0" * 32
RATE = 8000
SPOKEN = ("мой", "номер", "<PHONE>", "спасибо")
PEOPLE = """
[people.listener]
role = "head_of_quality"
units = "all"
personal = true
unmuted = true
"""


def _speak(instance: Instance) -> None:
    """rec0: the customer says a number from second 1.0 to 1.4; rec5: its text is gone; rec1 waits."""
    folder = instance.transcripts / "2022-01-01"
    said = [
        {"word": word, "start_s": 0.5 * n, "end_s": 0.5 * n + 0.4, "confidence": 0.9}
        for n, word in enumerate(SPOKEN)
    ]
    row = {
        "audio_id": "sound0", "model": "tiny-ru", "language": "ru", "channel": 1, "speaker": "customer",
        "utterance_no": 0, "start_s": 0.0, "end_s": 1.9, "text": " ".join(SPOKEN), "confidence": 0.9,
        "count_words": 4, "words": said,
    }  # fmt: skip
    with engine.memory() as connection:
        types = types_of(connection, instance.transcripts / "_schema.utterances.parquet")
        write_parquet(connection, folder / "0001.utterances.parquet", types, [row])
        fresh = folder / "fresh.parquet"
        connection.execute(
            "copy (select * replace ('sounds/' || recording_id || '.wav' as path) from read_parquet($old) "
            "where recording_id <> 'rec1') to $fresh (format parquet)",
            {"old": str(folder / "0001.recordings.parquet"), "fresh": str(fresh)},
        )
    fresh.replace(folder / "0001.recordings.parquet")


def _noise(path: Path, seconds: int = 4) -> None:
    path.parent.mkdir(exist_ok=True)
    noise = np.random.default_rng(7).integers(-9000, 9000, (seconds * RATE, 2), np.int16)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(noise.tobytes())


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Instance:
    instance = tiny_instance(tmp_path_factory.mktemp("r10") / "op")
    people = instance.config / "people.toml"
    people.write_text(people.read_text("utf8") + PEOPLE, "utf8")
    _speak(instance)
    for name in ("rec0", "rec5"):
        _noise(instance.home / "sounds" / f"{name}.wav")
    _noise(instance.home / "rec1.ogg")
    build(instance)
    return instance


@pytest.fixture
def client(instance: Instance, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    monkeypatch.setenv("SAPA_HOME", str(instance.home))
    with TestClient(Starlette(routes=routes(), middleware=middleware()), cookies={COOKIE: BROWSER}) as client:
        yield client


def _address(instance: Instance, recording: str = "rec0", person: str = "quality", **more: float) -> str:
    return sign(instance, recording, person, BROWSER, **more)  # type: ignore[arg-type]


def _samples(content: bytes) -> np.ndarray:
    return np.frombuffer(content[wav.HEADER_BYTES :], "<i2").reshape(-1, 2)


def test_the_number_is_silent_and_the_rest_is_as_recorded(client: TestClient, instance: Instance) -> None:
    original = (instance.home / "sounds" / "rec0.wav").read_bytes()
    served = client.get(_address(instance)).content
    before, after = _samples(original), _samples(served)
    assert len(served) == len(original)
    assert not after[int(0.85 * RATE) : int(1.55 * RATE), 1].any()
    outside = np.r_[0 : int(0.83 * RATE), int(1.57 * RATE) : len(after)]
    assert np.array_equal(after[outside], before[outside])
    assert np.array_equal(after[:, 0], before[:, 0])


@pytest.mark.parametrize(
    ("asked", "status", "start", "end"),
    [
        (None, 200, 0, None),
        ("bytes=0-", 206, 0, None),
        ("bytes=13600-24799", 206, 13600, 24800),  # around the muted moment
        ("bytes=13601-13601", 206, 13601, 13602),
        ("bytes=-100", 206, -100, None),
        ("bytes=20000-99999999", 206, 20000, None),
        ("bytes=99999999-", 416, 0, 0),
        ("bytes=5-2", 416, 0, 0),
        ("bytes=0-9,20-29", 416, 0, 0),
        ("bytes=-0", 416, 0, 0),
        ("seconds=1-2", 416, 0, 0),
    ],
)
def test_parts_are_parts_of_the_muted_sound(
    client: TestClient, instance: Instance, asked: str | None, status: int, start: int, end: int | None
) -> None:
    address = _address(instance)
    whole = client.get(address).content
    headers = {"Range": asked} if asked else {}
    answer = client.get(address, headers=headers)
    assert answer.status_code == status
    assert "no-store" in answer.headers["cache-control"] and "private" in answer.headers["cache-control"]
    if status == 416:
        assert answer.headers["content-range"] == f"bytes */{len(whole)}"
        return
    assert answer.content == whole[slice(start, end)]
    assert int(answer.headers["content-length"]) == len(answer.content)
    head = client.head(address, headers=headers)
    assert (head.status_code, head.content) == (status, b"")
    assert head.headers["content-length"] == answer.headers["content-length"]


def test_a_listening_is_noted_once_with_its_second_however_often_parts_are_asked_for(
    client: TestClient, instance: Instance
) -> None:
    journal = Journal(instance)
    known = len(journal.plays("rec0"))
    client.head(_address(instance))
    client.get(_address(instance), headers={"Range": "bytes=99999999-"})
    assert len(journal.plays("rec0")) == known  # nothing was heard
    first = _address(instance, listening="one") + "&from=12.5"  # type: ignore[arg-type]
    for part in ("bytes=0-", "bytes=400-800", "bytes=900-"):
        client.get(first, headers={"Range": part})
    client.get(_address(instance, listening="one"))  # type: ignore[arg-type]  # a renewed address
    added = journal.plays("rec0")[: len(journal.plays("rec0")) - known]
    assert [(play.person, play.from_s, play.is_unmuted) for play in added] == [("quality", 12.5, False)]
    client.get(_address(instance), headers={"Range": f"bytes={wav.HEADER_BYTES + 2 * RATE * 4}-"})
    assert journal.plays("rec0")[0].from_s == 2.0


def test_an_address_that_is_too_old_or_shown_by_nobody_is_refused(
    client: TestClient, instance: Instance
) -> None:
    old = _address(instance, now=time.time() - LIFE_S - 1)
    stranger = TestClient(client.app)
    refused = [client.get(old), stranger.get(_address(instance)), client.get("/recordings/rec0")]
    assert [answer.status_code for answer in refused] == [403, 403, 403]
    assert all("no-store" in answer.headers["cache-control"] for answer in refused)


def test_who_lost_the_right_cannot_go_on_listening(client: TestClient, instance: Instance) -> None:
    address, people = _address(instance), instance.config / "people.toml"
    kept = people.read_text("utf8")
    assert client.get(address).status_code == 200
    try:
        people.write_text(kept.replace("[people.quality]", "[people.somebody]"), "utf8")
        assert client.get(address, headers={"Range": "bytes=900-"}).status_code == 403
    finally:
        people.write_text(kept, "utf8")


def test_what_nobody_transcribed_is_played_to_nobody_who_hears_it_muted(
    client: TestClient, instance: Instance
) -> None:
    """rec5's text is gone, rec1 waits for its turn: what in them is personal is not known."""
    for recording, why in (("rec5", sounds.TEXT_GONE), ("rec1", sounds.NOT_HEARD)):
        answer = client.get(_address(instance, recording), headers={"Accept-Language": "en"})
        assert (answer.status_code, answer.text) == (403, why)


def test_who_may_hear_all_hears_it_whole_and_the_audit_says_so(
    client: TestClient, instance: Instance
) -> None:
    original = (instance.home / "sounds" / "rec0.wav").read_bytes()
    assert client.get(_address(instance, person="listener")).content == original
    assert client.get(_address(instance, "rec1", "listener")).status_code == 200
    play = Journal(instance).plays("rec0")[0]
    assert (play.person, play.is_unmuted) == ("listener", True)


def test_nobody_hears_all_who_may_not_see_personal_data(instance: Instance, tmp_path: Path) -> None:
    config = tmp_path / "config"
    config.mkdir()
    wrong = '[people.chief]\nrole = "executive"\nunits = "all"\nunmuted = true\n'
    (config / "people.toml").write_text(wrong, "utf8")
    with pytest.raises(NotReady, match="personal = true"):
        scope_of(Instance(tmp_path), "chief")
    assert [scope_of(instance, name).unmuted for name in ("quality", "listener")] == [False, True]


def test_a_recording_of_half_a_day_is_never_in_memory(tmp_path: Path) -> None:
    """1.4 GB of a sparse file: only the pieces that are asked for are read."""
    layout = wav.WavLayout(wav.HEADER_BYTES, 12 * 3600 * RATE * 4, 2, RATE)
    file = tmp_path / "long.wav"
    with file.open("wb") as target:
        target.write(layout.header)
        target.truncate(wav.HEADER_BYTES + layout.size)
    played = playback.playable(file, [], SoundCache(tmp_path / "cache", 0))
    tracemalloc.start()
    count = sum(len(piece) for piece in played.part(played.size - 50_000_000, played.size))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 50_000_000
    assert peak < 5_000_000


@pytest.mark.demo
@pytest.mark.parametrize("recording", ["en_01_robot_debt", "ru_11_subscription", "kk_06_tariff"])
def test_the_number_said_in_a_demo_call_is_silent(demo: Instance, tmp_path: Path, recording: str) -> None:
    snapshot = current(demo)
    said = words.words(demo, snapshot, OWNER, recording)
    numbers = said[said["word"] == "<PHONE>"]
    assert len(numbers), "the call holds a number"
    quality = type(OWNER)("q", "head_of_quality", None, None, True)
    heard = sounds.audible(demo, snapshot, quality, recording)
    assert isinstance(heard, sounds.Audible)
    played = playback.playable(heard.path, heard.spans, SoundCache(tmp_path, 10**9))
    assert played.layout is not None
    after, rate = _samples(b"".join(played.part(0, played.size))), played.layout.rate
    for start_s, end_s, channel in numbers[["start_s", "end_s", "channel"]].to_numpy():
        moment = after[int((start_s - 0.1) * rate) : int((end_s + 0.1) * rate), int(channel)]
        assert len(moment) and not moment.any()
    assert (after != 0).mean() > 0.3
