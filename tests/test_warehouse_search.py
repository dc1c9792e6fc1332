"""Calls are found by what was said in them, within scope and filters, and nobody sees others' calls."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.errors import NotReady, WrongUse
from config.instance import PROJECT, Instance
from tests.search_talks import BANK, CALLS, ENGLISH, KAZAKH, MONEY, Call, snapshot_of
from warehouse.period import Period
from warehouse.scope import NOBODY, OWNER, Refused, Scope
from warehouse.search import asking, shards, state
from warehouse.search.asking import Found
from warehouse.search.update import Done, forget, update
from warehouse.snapshot import Snapshot

ALWAYS = Period()


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Instance, Snapshot]]:
    home = tmp_path_factory.mktemp("search")
    instance, snapshot = Instance(home), snapshot_of(home, CALLS)
    assert update(instance, snapshot) == Done(written=4)
    yield instance, snapshot


def _found(ready: tuple[Instance, Snapshot], text: str, scope: Scope = OWNER, **more: list[str]) -> set[str]:
    answer = asking.search(*ready, scope, text, period=ALWAYS, filters=more)
    assert answer.count == len(answer.hits)
    return {hit.recording_id for hit in answer.hits}


@pytest.mark.parametrize(
    ("text", "calls"),
    [
        ("деньги", {"money"}), ("вернуть деньгам", {"money"}), ("всё", {"money"}), ("елки", {"bank"}),
        ("Ёлкой", {"bank"}), ("банки", {"bank"}), ("қызмет", {"kazakh"}), ("кызмет", {"kazakh"}),
        ("тариф услуга", {"kazakh"}), ("cancel", {"english"}), ("<PHONE>", {"english"}),
        ("<phone> charge", {"english"}), ("бан*", {"bank"}), ("рoутер", set()), ("роу*", {"money"}),
        ('"верните мои деньги"', {"money"}), ('"вернуть деньги"', set()), ('"роутер мы"', set()),
        ('"cancelling it"', {"english"}), ("я -ёлка", set()), ("money -деньги", {"english"}),
        ('деньги -"за роутер"', set()), ("кот", set()), ("", set()),
    ],
)  # fmt: skip
def test_calls_are_found_by_any_form_of_what_was_said(
    ready: tuple[Instance, Snapshot], text: str, calls: set[str]
) -> None:
    assert _found(ready, text) == calls


def test_filters_narrow_together(ready: tuple[Instance, Snapshot]) -> None:
    assert _found(ready, "вернуть", speaker=["agent"]) == {"money"}
    assert _found(ready, "деньги", speaker=["agent"]) == set()
    assert _found(ready, "деньги", score=["2"], unit=["u1"], broken=["any"]) == {"money"}
    assert _found(ready, "деньги", broken=["apology"], agent=["a1"]) == {"money"}
    assert _found(ready, "деньги", score=["9"]) == set()
    assert _found(ready, "қызмет", language=["ru"]) == {"kazakh"}, "both languages are spoken in it"
    assert _found(ready, "деньги", recording_id=["bank"]) == set()


def test_a_period_and_filters_of_time_choose_days(ready: tuple[Instance, Snapshot]) -> None:
    first_week = Period(date(2022, 7, 1), date(2022, 7, 4))
    assert asking.search(*ready, OWNER, "cancel", period=first_week).count == 0
    assert asking.search(*ready, OWNER, "деньги", period=first_week).count == 1
    assert _found(ready, "cancel", week=["2022-07-04"]) == {"english"}
    assert _found(ready, "cancel", month=["2022-08-01"]) == set()
    with pytest.raises(WrongUse, match="colour"):
        _found(ready, "cancel", colour=["red"])
    with pytest.raises(WrongUse, match="speaker"):
        _found(ready, "cancel", speaker=["cat"])


def test_newest_come_first_and_best_where_that_is_asked(tmp_path: Path) -> None:
    often = Call("often", (("agent", "ru", "деньги деньги деньги"),), day=1)
    late = Call("late", (("agent", "ru", "про деньги скажу потом и много всего другого расскажу"),), day=5)
    instance, snapshot = Instance(tmp_path), snapshot_of(tmp_path, [often, late])
    update(instance, snapshot)

    def first(order: asking.Order) -> str:
        found = asking.search(instance, snapshot, OWNER, "деньги", period=ALWAYS, order=order, limit=1)
        assert (found.count, len(found.hits)) == (2, 1)
        return found.hits[0].recording_id

    assert (first("newest"), first("best")) == ("late", "often")


def test_a_hit_says_where_in_the_call_and_marks_the_words(ready: tuple[Instance, Snapshot]) -> None:
    (hit,) = asking.search(*ready, OWNER, "вернуть", period=ALWAYS).hits
    assert [(place.speaker, place.start_s, place.text) for place in hit.places] == [
        ("customer", 0.0, "[верните] мои деньги за роутер"), ("agent", 6.0, "мы [вернём] вам всё завтра"),
    ]  # fmt: skip
    assert (hit.unit_id, hit.agent_id, hit.score, hit.started_at) == ("u1", "a1", 2, datetime(2022, 7, 1, 12))


def test_nobody_finds_calls_outside_the_scope(ready: tuple[Instance, Snapshot]) -> None:
    manager = Scope("m", "manager", ("u2",), None, True)
    agent = Scope("a", "agent", ("u1",), "a3", True)
    assert _found(ready, "деньги", manager) == set()
    assert _found(ready, "банк", manager) == {"bank"}
    assert _found(ready, "банк", manager, unit=["u1"]) == set()
    assert _found(ready, "деньги", agent) == set()
    assert _found(ready, "тариф", agent) == {"kazakh"}
    assert _found(ready, "деньги", NOBODY) == set()
    with pytest.raises(Refused):
        _found(ready, "деньги", Scope("e", "executive", None, None, False))


def test_a_call_that_moved_to_another_unit_is_not_shown_by_an_older_index(tmp_path: Path) -> None:
    instance, old = Instance(tmp_path), snapshot_of(tmp_path, [MONEY])
    update(instance, old)
    new = snapshot_of(tmp_path, [replace(MONEY, unit="u9")], "two")
    manager = Scope("m", "manager", ("u1",), None, True)
    found = asking.search(instance, new, manager, "деньги", period=ALWAYS)
    assert found.hits == () and not found.is_current
    update(instance, new)
    assert asking.search(instance, new, manager, "деньги", period=ALWAYS) == Found(0, ())


@settings(max_examples=60)
@given(st.text(alphabet=st.sampled_from("аде \"-*.[](){}|\\+?^$~=:<>/;'%_нГҒa1\x00\n"), max_size=30))
def test_no_text_breaks_the_search_or_leaves_the_scope(ready: tuple[Instance, Snapshot], text: str) -> None:
    scope = Scope("m", "manager", ("u2",), None, True)
    try:
        found = asking.search(*ready, scope, text, period=ALWAYS)
    except WrongUse:
        return
    assert {hit.unit_id for hit in found.hits} <= {"u2"}
    assert found.count == len(found.hits)


def test_only_what_changed_is_made_again(tmp_path: Path) -> None:
    others = [replace(BANK, id=f"bank{number}", day=1) for number in range(9)]
    instance = Instance(tmp_path)
    update(instance, snapshot_of(tmp_path, [MONEY, *others, KAZAKH]))
    before = state.read(instance)
    new = snapshot_of(tmp_path, [MONEY.scored(10), *others, KAZAKH], "two")
    assert update(instance, new) == Done(written=0, amended=1)
    after = state.read(instance)
    assert before.days[date(2022, 7, 3)] == after.days[date(2022, 7, 3)]
    assert _found((instance, new), "деньги", score=["10"]) == {"money"}
    assert _found((instance, new), "деньги", score=["2"]) == set()
    assert update(instance, new) == Done()


def test_a_call_that_is_gone_and_one_forgotten_leave_no_byte(tmp_path: Path) -> None:
    secret = Call("secret", (("customer", "en", "abracadabrica"),), day=1)
    instance, old = Instance(tmp_path), snapshot_of(tmp_path, [secret, MONEY, BANK])
    update(instance, old)
    assert _holds(instance, b"abracadabrica")
    assert forget(instance, old, ["secret"]) == 1
    assert not _holds(instance, b"abracadabrica")
    assert _found((instance, old), "деньги") == {"money"}
    update(instance, old)
    assert _holds(instance, b"abracadabrica"), "the snapshot has it still"
    new = snapshot_of(tmp_path, [MONEY, BANK], "two")
    assert update(instance, new) == Done(written=1)
    assert not _holds(instance, b"abracadabrica")
    assert forget(instance, new, ["secret"]) == 0


def _holds(instance: Instance, text: bytes) -> bool:
    return any(text in path.read_bytes() for path in state.folder(instance).rglob("*") if path.is_file())


_KILLED = """
import os, signal, sys
from pathlib import Path
from config.instance import Instance
from tests.search_talks import CALLS, snapshot_of
from warehouse.search import shards, state, update
home, where, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
module, name = {"writing": (shards, "write"), "naming": (state, "write")}[where]
act, done = getattr(module, name), []
def killing(*given):
    act(*given)
    done.append(1)
    if len(done) == count:
        os.kill(os.getpid(), signal.SIGKILL)
setattr(module, name, killing)
update.update(Instance(home), snapshot_of(home, CALLS, "killed"))
"""


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL there")
@pytest.mark.parametrize(("where", "count", "kept"), [("writing", 2, 1), ("naming", 3, 3)])
def test_a_killed_update_leaves_a_good_index_and_the_next_one_ends_it(
    tmp_path: Path, where: str, count: int, kept: int
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _KILLED, str(tmp_path), where, str(count)], cwd=PROJECT, check=False
    )
    assert done.returncode == -signal.SIGKILL
    instance, snapshot = Instance(tmp_path), snapshot_of(tmp_path, CALLS)
    held = state.read(instance)
    assert (len(held.days), held.is_whole) == (kept, False)
    found = asking.search(instance, snapshot, OWNER, "cancel", period=ALWAYS)
    assert (found.count, found.is_current) == (1, False), "the newest day is made first"
    assert update(instance, snapshot) == Done(written=len(CALLS) - kept)
    assert _found((instance, snapshot), "деньги") == {"money"}
    folders = {path.name for path in state.folder(instance).iterdir() if path.is_dir()}
    assert folders == set(state.read(instance).days.values())


def test_without_an_index_that_is_said_and_a_lost_one_is_made_again(tmp_path: Path) -> None:
    instance, snapshot = Instance(tmp_path), snapshot_of(tmp_path, [ENGLISH])
    missing = asking.search(instance, snapshot, OWNER, "cancel", period=ALWAYS)
    assert missing == Found(0, (), is_missing=True, is_current=False)
    update(instance, snapshot)
    pointer = state.folder(instance) / "CURRENT"
    pointer.write_text("{half of", "utf8")
    assert asking.search(instance, snapshot, OWNER, "cancel", period=ALWAYS).is_missing
    assert update(instance, snapshot) == Done(written=1)
    assert _found((instance, snapshot), "cancel") == {"english"}


def test_a_damaged_day_is_told_in_one_line(tmp_path: Path) -> None:
    instance, snapshot = Instance(tmp_path), snapshot_of(tmp_path, [ENGLISH])
    update(instance, snapshot)
    (name,) = state.read(instance).days.values()
    (state.folder(instance) / name / "meta.json").write_text("{", "utf8")
    with pytest.raises(NotReady, match="python -m warehouse index"):
        asking.search(instance, snapshot, OWNER, "cancel", period=ALWAYS)


def test_one_update_at_a_time(tmp_path: Path) -> None:
    instance, snapshot = Instance(tmp_path), snapshot_of(tmp_path, [ENGLISH])
    told: list[str] = []

    def second(done: int, total: int) -> None:
        with pytest.raises(NotReady, match="another process"):
            update(instance, snapshot)
        told.append(f"{done} of {total}")

    update(instance, snapshot, second)
    assert told == ["0 of 1"]


def test_readers_go_on_while_days_are_made_anew(tmp_path: Path) -> None:
    instance, old = Instance(tmp_path), snapshot_of(tmp_path, [MONEY])
    update(instance, old)
    day = date(2022, 7, 1)
    held = shards.open_shard(state.folder(instance) / state.read(instance).days[day], day)
    new = snapshot_of(tmp_path, [replace(MONEY, id="other")], "two")
    update(instance, new)
    assert shards.holds_any(held, ["money"]), "who reads keeps the old day"
    assert _found((instance, new), "деньги") == {"other"}
