"""Deadlines of cases by rules and the working calendar: the build's statement against a walk over days."""

import json
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config.errors import NotReady
from config.instance import Instance
from tests.tiny_warehouse import empty_instance
from warehouse import engine, making, working_time
from warehouse.deadlines import Deadlines, deadlines, names, rows
from warehouse.reference import Calendar, calendar

DAY = timedelta(days=1)
TAXONOMY: list[dict[str, Any]] = [
    {"category_id": "moving", "parent_id": None}, {"category_id": "porting_refused", "parent_id": "moving"},
]  # fmt: skip
Work = tuple[engine.Connection, Path]
Found = dict[str, Any]


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Work]:
    connection = engine.memory()
    yield connection, tmp_path_factory.mktemp("work")
    connection.close()


def judged(work: Work, told: dict[str, Any], cases: list[Found], read: Calendar | None = None) -> list[Found]:
    """due_at, due_rule, at_risk_at and first_word_date of each case, by the statements of the build."""
    connection, folder = work
    due, days = Deadlines.model_validate(told), read or calendar(Instance(Path("nowhere")))
    for name, listed in (("days", working_time.days(days)), ("deadlines", rows(due, TAXONOMY))):
        (folder / name).write_text(json.dumps(listed), "utf8")
        making.set_variables(connection, {f"reference_{name}": str(folder / name)})
    making.set_variables(connection, {
        "at_risk_days": due.at_risk.working_days, "at_risk_share": due.at_risk.share_left,
        "first_word_until": due.first_word.until,
    })  # fmt: skip
    _land(connection, folder, cases)
    making.view(connection, "staging", "stg_deadlines")
    before = "create or replace temp table stg_working_days as "
    making.run(connection, "staging", "stg_working_days", before=before)
    making.view(connection, "staging", "stg_case_deadlines")
    found = connection.execute("from stg_case_deadlines order by case_id").df()
    return [{str(key): value for key, value in row.items()} for row in found.to_dict("records")]


def _land(connection: engine.Connection, folder: Path, cases: list[Found]) -> None:
    plain = {"kind": "complaint", "source": None, "channel_id": None, "category_id": None, "due_at": None}
    listed = [{**plain, "case_id": place, **case} for place, case in enumerate(cases)]
    (folder / "cases").write_text(json.dumps(listed, default=str), "utf8")
    connection.execute(
        "create or replace temp table landed_cases as from read_json($1, columns = {case_id: 'BIGINT', "
        "kind: 'VARCHAR', source: 'VARCHAR', channel_id: 'VARCHAR', category_id: 'VARCHAR', "
        "registered_at: 'TIMESTAMP', due_at: 'TIMESTAMP'})",
        [str(folder / "cases")],
    )
    connection.execute("create or replace temp view stg_cases as from landed_cases")
    connection.execute(
        "create or replace temp view stg_case_causes as select case_id, category_id from landed_cases"
    )


def at(written: str) -> datetime:
    return datetime.fromisoformat(written)


def rule(days: int, count: str = "working", **more: Any) -> dict[str, Any]:
    return {"rule": [{"id": "one", "days": days, "count": count, **more}]}


@pytest.mark.parametrize(
    ("registered", "days", "due"),
    [
        ("2022-05-20 10:00", 1, "2022-05-23"),  # a Friday: the Monday after
        ("2022-05-21 23:00", 1, "2022-05-23"),  # a Saturday: Monday is the first working day
        ("2022-05-20 10:00", 0, "2022-05-20"),  # the same day
        ("2022-05-22 10:00", 0, "2022-05-23"),  # on a day off: the next that is worked
        ("2022-03-18 12:00", 1, "2022-03-24"),  # over Nauryz: the 21st to 23rd are off
        ("2021-12-30 12:00", 2, "2022-01-03"),  # Friday the 31st, then the 1st and 2nd are a weekend
        ("2022-01-06 12:00", 1, "2022-01-10"),  # Christmas on Friday the 7th
        ("2022-03-26 12:00", 5, "2022-04-01"),  # the night other countries move their clocks
        ("2022-02-01 12:00", 15, "2022-02-22"),
    ],
)
def test_working_days_over_weekends_and_holidays(work: Work, registered: str, days: int, due: str) -> None:
    (found,) = judged(work, rule(days), [{"registered_at": at(registered)}])
    assert found["due_at"] == at(f"{due} 23:59:59") and found["due_rule"] == "one"


@pytest.mark.parametrize(
    ("registered", "days", "day_off", "due"),
    [
        ("2022-03-11 09:00", 10, "same", "2022-03-21"),
        ("2022-03-11 09:00", 10, "next", "2022-03-24"),  # ends on Nauryz: the day after the holidays
        ("2022-05-06 09:00", 15, "next", "2022-05-23"),  # ends on a Saturday
        ("2022-05-05 09:00", 15, "next", "2022-05-20"),
    ],
)
def test_calendar_days_that_end_on_a_day_off_may_end_on_the_next_working_day(
    work: Work, registered: str, days: int, day_off: str, due: str
) -> None:
    (found,) = judged(work, rule(days, "calendar", day_off=day_off), [{"registered_at": at(registered)}])
    assert found["due_at"] == at(f"{due} 23:59:59")


def test_the_first_rule_that_fits_stands_and_the_sources_own_time_before_all(work: Work) -> None:
    told = {
        "rule": [
            {"id": "hard", "category": ["moving"], "days": 30},
            {"id": "portal", "source": ["state_portal"], "days": 15},
            {"id": "mail", "channel": ["email"], "kind": ["complaint"], "days": 3},
        ]
    }
    day = {"registered_at": at("2022-02-01 10:00")}
    cases = [
        {**day, "source": "state_portal", "category_id": "porting_refused"},
        {**day, "source": "state_portal"},
        {**day, "channel_id": "email"},
        {**day, "channel_id": "email", "kind": "appeal"},
        {**day, "channel_id": "email", "kind": "appeal", "due_at": at("2022-02-09 12:00")},
    ]
    found = judged(work, told, cases)
    assert [str(one["due_rule"]) for one in found] == ["hard", "portal", "mail", "nan", "source"]
    assert [str(one["due_at"])[:10] for one in found] == [
        "2022-03-03", "2022-02-16", "2022-02-04", "NaT", "2022-02-09",
    ]  # fmt: skip
    assert str(found[3]["at_risk_at"]) == "NaT", "without a due time nothing is at risk"


@pytest.mark.parametrize(
    ("due", "days", "share", "at_risk"),
    [
        ("2022-05-25 23:59:59", 2, 0, "2022-05-23"),  # Wednesday: from Monday on
        ("2022-05-23 23:59:59", 1, 0, "2022-05-20"),  # Monday: from Friday on
        ("2022-05-22 23:59:59", 0, 0, "2022-05-20"),  # a Sunday: its last working day is Friday
        ("2022-05-26 00:00:00", 0, 0.2, "2022-05-21 00:00"),  # a fifth of 25 days
        ("2022-05-26 00:00:00", 9, 0.2, "2022-05-13"),  # whichever comes first
        ("2022-05-02 12:00:00", 5, 0, "2022-05-01"),  # never before it came
    ],
)
def test_a_case_is_at_risk_some_working_days_or_a_share_of_its_time_before(
    work: Work, due: str, days: int, share: float, at_risk: str
) -> None:
    told = {"at_risk": {"working_days": days, "share_left": share}}
    (found,) = judged(work, told, [{"registered_at": at("2022-05-01 00:00"), "due_at": at(due)}])
    assert found["at_risk_at"] == at(at_risk)


@pytest.mark.parametrize(
    ("registered", "day"),
    [
        ("2022-05-20 17:59", "2022-05-20"),
        ("2022-05-20 23:00", "2022-05-23"),  # Friday night: Monday
        ("2022-05-21 11:00", "2022-05-23"),  # Saturday: Monday
        ("2022-03-22 11:00", "2022-03-24"),  # Nauryz
    ],
)
def test_a_first_word_is_due_on_the_working_day_a_case_came_on(work: Work, registered: str, day: str) -> None:
    (found,) = judged(work, {}, [{"registered_at": at(registered)}])
    assert str(found["first_word_date"])[:10] == day


STARTS = st.integers(0, 200 * 1440).map(lambda minutes: at("2022-01-01 00:00") + timedelta(minutes=minutes))
OFF = st.sets(st.integers(0, 260).map(lambda day: date(2022, 1, 1) + DAY * day), max_size=12)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(STARTS, min_size=2, max_size=6), st.integers(0, 30), OFF, OFF)
def test_n_working_days_end_on_a_worked_day_and_later_cases_never_earlier(
    work: Work, starts: list[datetime], days: int, off: set[date], worked: set[date]
) -> None:
    holidays = {"days": [str(one) for one in off], "worked": [str(one) for one in worked]}
    read = Calendar.model_validate({"holidays": holidays})

    def works(day: date) -> bool:
        return day in worked or (day.weekday() < 5 and day not in off)

    def walked(start: datetime) -> datetime:
        day, left = start.date(), days
        while left or not works(day):
            day += DAY
            left -= left > 0 and works(day)
        return datetime.combine(day, time(23, 59, 59))

    starts = sorted(starts)
    found = judged(work, rule(days), [{"registered_at": start} for start in starts], read)
    dues = [one["due_at"] for one in found]
    assert dues == [walked(start) for start in starts] == sorted(dues)
    assert all(works(due.date()) for due in dues)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('[[rule]]\nid = "a"\ndays = "soon"', "rule.0.days"),
        ('[[rule]]\nid = "a"\ndays = 5\ncount = "bank"', "rule.0.count"),
        ('[[rule]]\nid = "a"\ndays = 5\n[[rule]]\nid = "a"\ndays = 6', "the id 'a' is taken"),
        ('[[rule]]\nid = "source"\ndays = 5', "the id 'source' is taken"),
        ('[first_word]\nuntil = "6 pm"', "first_word.until.*write it as 18:00"),
        ("[at_risk]\nshare_left = 2", "at_risk.share_left"),
    ],
)
def test_rules_that_make_no_sense_name_file_and_line(tmp_path: Path, line: str, said: str) -> None:
    instance = empty_instance(tmp_path)
    (instance.config / "deadlines.toml").write_text(line, "utf8")
    with pytest.raises(NotReady, match=rf"deadlines.toml: .*{said}"):
        deadlines(instance)


def test_days_of_an_older_calendar_still_count_until_there_are_rules(tmp_path: Path) -> None:
    instance = empty_instance(tmp_path)
    assert [one.id for one in deadlines(instance).rule] == ["state_portal", "complaint", "appeal"]
    assert names(deadlines(instance), "kk")["appeal"] == "Өтініштер"
    (instance.config / "calendar.toml").write_text("[complaint]\ndays = 7\n[appeal]\ndays = 9\n", "utf8")
    kept = [(one.id, one.days, one.count, one.day_off) for one in deadlines(instance).rule]
    assert kept == [("complaint", 7, "calendar", "same"), ("appeal", 9, "calendar", "same")]
    (instance.config / "deadlines.toml").write_text('[[rule]]\nid = "all"\ndays = 5\n', "utf8")
    assert [one.id for one in deadlines(instance).rule] == ["all"]
