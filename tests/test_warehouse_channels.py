"""Metrics of channels, computed a second time with plain pandas from the rows that were landed."""

import random
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pandas as pd
import pytest

from config.errors import WrongUse
from tests.tiny_warehouse import Row, empty_instance, land
from warehouse import engine
from warehouse.build import build
from warehouse.metrics import metric
from warehouse.period import Period
from warehouse.queues import promises, queues
from warehouse.rows import rows
from warehouse.scope import OWNER, Scope
from warehouse.snapshot import Snapshot

FIRST, DAYS = datetime(2022, 3, 1), 45
LAST_DAY = FIRST + timedelta(days=DAYS - 1)
PROMISES = {"chat": 300, "facebook": 600}
UNITS = {"phone": ("cc1",), "chat": ("cc1", "cc2"), "facebook": ("cc2",), "office": ("off1", "off2", "off3")}
KINDS = {"phone": "phone", "chat": "online", "facebook": "online", "office": "office"}


def _contacts() -> list[Row]:
    chance = random.Random(11)
    return [_contact(chance, number) for number in range(1500)]


def _contact(chance: random.Random, number: int) -> Row:
    channel = chance.choice(list(UNITS))
    start = FIRST + timedelta(minutes=chance.randrange(DAYS * 1440), seconds=chance.randrange(60))
    queue = KINDS[channel] in {"phone", "office"}
    answered = not queue or chance.random() > 0.2
    first = (
        start + timedelta(seconds=chance.expovariate(1 / 300))
        if not queue and chance.random() > 0.1
        else None
    )
    return {
        "contact_id": f"c{number}", "started_at": start, "channel_id": channel,
        "unit_id": chance.choice(UNITS[channel]), "agent_id": chance.choice(["a1", "a2"]),
        "process_id": chance.choice(["repair", "connect", "bill_question"]),
        "customer_key": f"k{chance.randrange(150)}" if chance.random() > 0.05 else None,
        "direction": chance.choice(["inbound"] * 8 + ["outbound", None]),
        "is_answered": answered,
        "wait_s": round(chance.expovariate(1 / 30), 1) if queue and chance.random() > 0.05 else None,
        "talk_s": round(chance.uniform(30, 600), 1) if answered and chance.random() > 0.1 else None,
        "hold_s": 5.0, "wrap_up_s": None,
        "is_resolved": chance.choice([True, True, False, None]) if answered else None,
        "count_transfers": chance.choice([0, 0, 0, 1, 2, None]) if answered else None,
        "first_answer_at": first.replace(microsecond=0) if first else None,
    }  # fmt: skip


CONTACTS = _contacts()


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    instance = empty_instance(tmp_path_factory.mktemp("channels") / "home")
    connection = engine.memory()
    agents = [
        {"agent_id": a, "name": a, "team": "t", "unit_id": "cc1", "valid_from": "2021-01-01"}
        for a in ("a1", "a2")
    ]
    names = [{"unit_id": u, "name": u, "region": "north"} for us in UNITS.values() for u in us if u != "cc2"]
    units = list({row["unit_id"]: row for row in [*names, {"unit_id": "cc2", "name": "cc2"}]}.values())
    for number, (contract, landed) in enumerate(
        {"units": units, "agents": agents, "contacts": CONTACTS}.items()
    ):
        land(instance, contract, landed, number=number, connection=connection)
    connection.close()
    yield build(instance)


def plain() -> pd.DataFrame:
    frame = pd.DataFrame(CONTACTS)
    frame["is_inbound"] = frame["direction"] != "outbound"
    frame["kind"] = frame["channel_id"].map(KINDS)
    frame["hour"] = [f"{at:%H}:00" for at in frame["started_at"]]
    frame["half_hour"] = [f"{at:%H}:{at.minute // 30 * 30:02d}" for at in frame["started_at"]]
    frame["weekday"] = [str(at.isoweekday()) for at in frame["started_at"]]
    frame["month"] = [at.date().replace(day=1) for at in frame["started_at"]]
    return frame.rename(
        columns={"channel_id": "channel", "unit_id": "unit", "process_id": "process", "agent_id": "agent"}
    )


def queue() -> pd.DataFrame:
    frame = plain()
    known = frame["wait_s"].notna() | ~frame["is_answered"]
    frame = frame[frame["is_inbound"] & frame["kind"].isin(["phone", "office"]) & known].copy()
    frame["short"] = ~frame["is_answered"] & (frame["wait_s"] < 5)
    limit = frame["kind"].map({"phone": 20, "office": 600})
    frame["in_time"] = frame["is_answered"] & (frame["wait_s"] <= limit)
    return frame


def answers(snapshot: Snapshot, name: str, *by: str, column: str = "value") -> dict[Any, float]:
    """Key (or keys) -> figure; withheld ones left out, months as dates."""
    frame = metric(snapshot, OWNER, name, by=by)
    frame = frame[~frame["withheld"]]
    keys = [frame[key].dt.date if frame[key].dtype.kind == "M" else frame[key] for key in by]
    names = list(zip(*keys, strict=True)) if len(keys) > 1 else list(keys[0])
    return dict(zip(names, frame[column], strict=True))


def shares(frame: pd.DataFrame, part: str, *by: str, least: int = 5) -> dict[Any, float]:
    return figures(frame, lambda group: 100 * float(group[part].mean()), *by, least=least)


def figures(
    frame: pd.DataFrame, of: Callable[[pd.DataFrame], float], *by: str, least: int = 5
) -> dict[Any, float]:
    keys: Any = list(by) if len(by) > 1 else by[0]
    return {key: of(group) for key, group in frame.groupby(keys) if len(group) >= least}


BYS = [
    ("channel",),
    ("unit",),
    ("agent",),
    ("month",),
    ("hour",),
    ("half_hour",),
    ("weekday",),
    ("weekday", "hour"),
    ("process", "hour"),
]


@pytest.mark.parametrize("by", BYS)
def test_service_level_is_answered_in_time_of_offered_less_short_abandons(
    snapshot: Snapshot, by: tuple[str, ...]
) -> None:
    offered = queue()
    counted = offered[~offered["short"]]
    assert answers(snapshot, "service_level", *by) == pytest.approx(shares(counted, "in_time", *by))
    assert offered["short"].any() and counted["in_time"].any()


@pytest.mark.parametrize("by", [("channel",), ("hour",), ("agent", "weekday")])
def test_abandonment_leaves_out_short_abandons(snapshot: Snapshot, by: tuple[str, ...]) -> None:
    counted = queue().loc[lambda frame: ~frame["short"]].assign(left=lambda frame: ~frame["is_answered"])
    assert answers(snapshot, "abandonment", *by) == pytest.approx(shares(counted, "left", *by))


@pytest.mark.parametrize("by", [("channel",), ("hour",), ("process", "month")])
def test_asa_is_the_mean_wait_of_those_answered(snapshot: Snapshot, by: tuple[str, ...]) -> None:
    answered = queue().loc[lambda frame: frame["is_answered"]]
    expected = figures(answered, lambda group: float(group["wait_s"].mean()), *by)
    assert answers(snapshot, "asa", *by) == pytest.approx(expected)


def test_handle_time_and_contacts_split_by_hour_add_up(snapshot: Snapshot) -> None:
    frame = plain()
    assert answers(snapshot, "contacts", "hour") == frame.groupby("hour").size().to_dict()
    handled = frame[frame["is_answered"] & frame["talk_s"].notna()].assign(
        handle=lambda one: one["talk_s"] + 5
    )
    expected = figures(handled, lambda group: float(group["handle"].mean()), "weekday", "hour")
    assert answers(snapshot, "aht", "weekday", "hour") == pytest.approx(expected)


@pytest.mark.parametrize("by", [("channel",), ("unit",), ("agent",), ("process", "month")])
def test_a_promise_is_judged_when_its_day_is_over(snapshot: Snapshot, by: tuple[str, ...]) -> None:
    frame = plain()
    frame = frame[frame["is_inbound"] & frame["channel"].isin(PROMISES)].copy()
    frame["due"] = frame["started_at"] + pd.to_timedelta(frame["channel"].map(PROMISES), unit="s")
    frame["kept"] = frame["first_answer_at"] <= frame["due"]
    frame["month"] = [due.date().replace(day=1) for due in frame["due"]]
    judged = frame[frame["due"] < pd.Timestamp(LAST_DAY)]
    assert len(judged) < len(frame)
    assert answers(snapshot, "promise_kept", *by) == pytest.approx(shares(judged, "kept", *by))


@pytest.mark.parametrize("by", [("channel",), ("process", "unit")])
def test_one_person_handles_what_was_not_passed_on(snapshot: Snapshot, by: tuple[str, ...]) -> None:
    known = plain().loc[lambda frame: frame["is_answered"] & frame["count_transfers"].notna()]
    known = known.assign(one=known["count_transfers"] == 0)
    assert answers(snapshot, "transfers", *by) == pytest.approx(shares(known, "one", *by))
    people = figures(known, lambda group: float((group["count_transfers"] + 1).sum()), *by)
    assert answers(snapshot, "transfers", *by, column="people") == people


def _followed() -> pd.DataFrame:
    """Each contact called resolved, and whether the same customer came again in seven days, one by one."""
    frame = plain()
    frame = frame[frame["is_inbound"] & frame["customer_key"].notna()]
    judged = frame[
        (frame["is_resolved"].astype("boolean").fillna(False))
        & (frame["started_at"].dt.date < (LAST_DAY - timedelta(days=7)).date())
    ]
    found = []
    for row in judged.to_dict("records"):
        later = frame[
            (frame["customer_key"] == row["customer_key"])
            & (frame["process"] == row["process"])
            & (frame["started_at"] > row["started_at"])
        ]
        again = later[later["started_at"] <= row["started_at"] + timedelta(days=7)].sort_values("started_at")
        nearest = again.iloc[0] if len(again) else None
        is_elsewhere = (
            nearest is not None
            and {row["kind"], nearest["kind"]} == {"office"}
            and nearest["unit"] != row["unit"]
        )
        found.append({**row, "again": len(again) > 0, "elsewhere": is_elsewhere})
    return pd.DataFrame(found)


def test_a_repeat_is_the_same_customer_and_process_within_seven_days(snapshot: Snapshot) -> None:
    followed = _followed()
    for by in (("channel",), ("process",), ("unit", "month"), ("agent",)):
        assert answers(snapshot, "repeat_contacts", *by) == pytest.approx(shares(followed, "again", *by))
    elsewhere = figures(followed, lambda group: float(group["elsewhere"].sum()), "process")
    assert answers(snapshot, "repeat_contacts", "process", column="elsewhere") == elsewhere
    assert sum(elsewhere.values()) > 0


def test_hours_to_automate_are_contacts_by_handle_time_by_share_settled_at_once(snapshot: Snapshot) -> None:
    handled = plain().loc[lambda frame: frame["is_answered"] & frame["talk_s"].notna()].copy()
    handled["handle"] = handled["talk_s"] + 5

    def hours(group: pd.DataFrame) -> float:
        known = group[group["is_resolved"].notna() & group["count_transfers"].notna()]
        at_once = (known["is_resolved"].astype(bool) & (known["count_transfers"] == 0)).mean()
        return len(group) * float(group["handle"].mean()) * float(at_once) / 3600

    expected = figures(handled, hours, "process", "channel")
    assert answers(snapshot, "automation_hours", "process", "channel") == pytest.approx(expected)


def test_hours_filter_and_narrow_like_other_dimensions(snapshot: Snapshot) -> None:
    counted = queue().loc[
        lambda frame: ~frame["short"] & (frame["hour"] == "10:00") & (frame["weekday"] == "1")
    ]
    found = metric(snapshot, OWNER, "service_level", filters={"hour": ["10:00"], "weekday": ["1"]})
    assert found["count"].iloc[0] == len(counted)


def test_the_marts_and_the_contacts_give_the_same_to_a_manager(snapshot: Snapshot) -> None:
    manager = Scope("manager", "manager", ("cc2",), None, True)
    for name in ("promise_kept", "transfers", "automation_hours", "repeat_contacts"):
        narrowed = metric(snapshot, OWNER, name, filters={"unit": ["cc2"]})
        assert metric(snapshot, manager, name).equals(narrowed), name
    agent = Scope("agent", "agent", ("cc1", "cc2"), "a1", True)
    mine = metric(snapshot, OWNER, "promise_kept", filters={"agent": ["a1"]})
    assert metric(snapshot, agent, "promise_kept")["count"].equals(mine["count"])
    mine = metric(snapshot, OWNER, "repeat_contacts", filters={"agent": ["a1"], "unit": ["cc1", "cc2"]})
    assert metric(snapshot, agent, "repeat_contacts")["count"].equals(mine["count"])


def test_who_waits_for_an_answer_is_listed_by_when_it_is_due(snapshot: Snapshot) -> None:
    waiting = rows(snapshot, OWNER, "promises_open", period=Period(date(2022, 3, 1), date(2022, 5, 1)))
    frame = plain()
    expected = frame[frame["is_inbound"] & frame["channel"].isin(PROMISES) & frame["first_answer_at"].isna()]
    assert sorted(waiting["contact_id"]) == sorted(expected["contact_id"])
    assert waiting["answer_due_at"].is_monotonic_increasing


@pytest.mark.parametrize(("minutes", "weekday"), [(15, None), (30, 2), (60, None)])
def test_a_usual_day_by_interval_is_what_the_metrics_say(
    snapshot: Snapshot, minutes: int, weekday: int | None
) -> None:
    filters = {"channel": ["phone"]} | ({"weekday": [str(weekday)]} if weekday else {})
    names = {15: "quarter_hour", 30: "half_hour", 60: "hour"}
    days = sum(weekday in (None, (FIRST + timedelta(days=day)).isoweekday()) for day in range(DAYS))
    found = {
        queue.start: queue
        for queue in queues(snapshot, OWNER, minutes=minutes, weekday=weekday, filters={"channel": ["phone"]})
    }
    for name in ("service_level", "asa", "abandonment"):
        frame = metric(snapshot, OWNER, name, by=(names[minutes],), filters=filters)
        for row in frame[~frame["withheld"]].to_dict("records"):
            queue = found[row[names[minutes]]]
            value = {"service_level": queue.service_level, "asa": queue.asa_s}.get(name, queue.abandonment)
            assert value == pytest.approx(row["value"])
            if name == "service_level":
                assert queue.count == row["count"]
                assert queue.calls == pytest.approx(row["count"] / days)


def test_a_queue_has_as_many_agents_as_took_calls_and_intervals_of_a_clock(snapshot: Snapshot) -> None:
    taken = plain().loc[lambda frame: frame["is_answered"] & (frame["channel"] == "phone")]
    seen = (
        taken.assign(day=taken["started_at"].dt.date)
        .groupby("hour")[["day", "agent"]]
        .apply(lambda group: len(group.drop_duplicates()))
    )
    for queue in queues(snapshot, OWNER, filters={"channel": ["phone"]}):
        assert queue.agents == pytest.approx(seen[queue.start] / DAYS)
    with pytest.raises(WrongUse, match="give 15, 30 or 60"):
        queues(snapshot, OWNER, minutes=7)
    assert promises(snapshot)["chat"] == 300 and "phone" not in promises(snapshot)
