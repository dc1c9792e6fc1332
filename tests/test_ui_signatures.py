"""A signed address opens one recording, for one person, in one browser, for minutes, and nothing else."""

import stat
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.instance import Instance
from ui.call.signatures import KEY_FILE, LIFE_S, Refused, check, sign
from ui.ranges import read_range

NOW = 1_000_000.0


@pytest.fixture
def instance(tmp_path: Path) -> Instance:
    return Instance(tmp_path)


def _parts(address: str) -> tuple[str, dict[str, str]]:
    split = urlsplit(address)
    return unquote(split.path.removeprefix("/recordings/")), dict(parse_qsl(split.query))


def test_an_address_opens_its_recording_for_its_person(instance: Instance) -> None:
    recording_id, query = _parts(sign(instance, "call 1/ә&b", "aigul", "browser", now=NOW))
    ticket = check(instance, recording_id, query, "browser", now=NOW + LIFE_S - 1)
    assert (ticket.recording_id, ticket.person) == ("call 1/ә&b", "aigul")


def test_another_person_recording_browser_time_or_signature_is_refused(instance: Instance) -> None:
    recording_id, query = _parts(sign(instance, "r1", "aigul", "browser", now=NOW))
    wrong = [
        ("r2", query, "browser"),
        ("r1", query | {"person": "marat"}, "browser"),
        ("r1", query | {"until": str(int(query["until"]) + 60)}, "browser"),
        ("r1", query | {"once": "0" * 16}, "browser"),
        ("r1", query | {"signature": "ә"}, "browser"),
        ("r1", query | {"until": "soon"}, "browser"),
        ("r1", query, "another browser"),
        ("r1", query, ""),
        ("r1", {}, "browser"),
    ]
    for given_id, given_query, browser in wrong:
        with pytest.raises(Refused):
            check(instance, given_id, given_query, browser, now=NOW)
    assert check(instance, recording_id, query, "browser", now=NOW).person == "aigul"


def test_an_address_dies_after_minutes(instance: Instance) -> None:
    recording_id, query = _parts(sign(instance, "r1", "aigul", "browser", now=NOW))
    with pytest.raises(Refused, match="too old"):
        check(instance, recording_id, query, "browser", now=NOW + LIFE_S + 1)


def test_two_addresses_of_one_recording_differ_so_that_each_is_in_the_audit(instance: Instance) -> None:
    assert sign(instance, "r1", "aigul", "b", now=NOW) != sign(instance, "r1", "aigul", "b", now=NOW)


def test_the_key_is_made_once_and_is_its_owners_only(instance: Instance) -> None:
    recording_id, query = _parts(sign(instance, "r1", "aigul", "b", now=NOW))
    path = instance.keys / KEY_FILE
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    from ui.call.signatures import _key

    _key.cache_clear()  # as another process, or after a restart
    assert check(instance, recording_id, query, "b", now=NOW).person == "aigul"


@given(st.integers(1, 50), st.integers(0, 60), st.integers(0, 60))
def test_a_part_of_the_sound_is_the_part_that_was_asked_for(size: int, first: int, length: int) -> None:
    content = bytes(range(size))
    part = read_range(f"bytes={first}-{first + length}", size)
    if first >= size:
        assert part is None
    else:
        assert part is not None
        assert content[slice(*part)] == content[first : first + length + 1]


def test_the_end_of_the_sound_can_be_asked_for_and_nonsense_is_not_served() -> None:
    assert read_range("bytes=10-", 100) == (10, 100)
    assert read_range("bytes=-10", 100) == (90, 100)
    for nonsense in ("bytes=-", "bytes=5-2", "lines=1-2", "bytes=1-2,5-6", "bytes=-0", "bytes=100-"):
        assert read_range(nonsense, 100) is None
