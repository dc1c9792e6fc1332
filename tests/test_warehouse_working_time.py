"""Promises count in working hours: the statement of the build against a slow walk from minute to minute."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from config.errors import NotReady
from config.instance import DEFAULTS, Instance
from tests.tiny_warehouse import empty_instance
from warehouse import engine, making, working_time
from warehouse.reference import Calendar, calendar

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
CASES = {"complaint": {"days": 1}, "appeal": {"days": 1}}
OFFICE: dict[str, Any] = {"workdays": ["09:00-13:00", "14:00-18:00"], "saturday": ["10:00-14:00"]}


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[engine.Connection, Path]]:
    connection = engine.memory()
    making.run(connection, "staging", "build_macros")
    connection.execute("create schema dims")
    yield connection, tmp_path_factory.mktemp("work")
    connection.close()


def due_by_statement(
    work: tuple[engine.Connection, Path], read: Calendar, promise_s: int, starts: list[datetime]
) -> list[datetime]:
    connection, folder = work
    for name, rows in (("hours", working_time.hours(read)), ("days", working_time.days(read))):
        (folder / name).write_text(json.dumps(rows), "utf8")
        making.set_variables(connection, {f"reference_{name}": str(folder / name)})
    connection.execute(
        "create or replace table dims.channels as select 'desk' as channel_id, $1 as promise_s", [promise_s]
    )
    connection.execute(
        "create or replace table landed_contacts as select unnest(range(len($1))) as contact_id, "
        "'desk' as channel_id, unnest($1::timestamp[]) as started_at, 'inbound' as direction",
        [starts],
    )
    making.view(connection, "staging", "stg_working_time")
    due = connection.execute("select contact_id, due_at from answers_due('landed_contacts') order by 1")
    found = due.fetchall()
    assert [row[0] for row in found] == list(range(len(starts)))
    return [row[1] for row in found]


class Walk:
    """The same question answered by walking the minutes of a calendar as it is written."""

    def __init__(self, hours: dict[str, list[str]], holidays: set[str]) -> None:
        self.hours, self.holidays = hours, holidays

    def of(self, day: datetime) -> list[str]:
        name = WEEK[day.weekday()]
        return self.hours.get(name, self.hours.get("workdays", []) if day.weekday() < 5 else [])

    def works(self, moment: datetime) -> bool:
        clock, day = f"{moment:%H:%M}", moment.replace(hour=0, minute=0)
        if f"{day:%Y-%m-%d}" in self.holidays:
            return any(self.covers(span, clock) for span in self.hours.get("holiday", []))
        begun = any(self.covers(span, clock) for span in self.of(day))
        return begun or any(span[6:] < span[:5] and clock < span[6:] for span in self.of(day - DAY))

    @staticmethod
    def covers(span: str, clock: str) -> bool:
        start, end = span.split("-")
        return start <= clock and (clock < end or end < start)

    def due(self, moment: datetime, promise_s: int) -> datetime:
        while not self.works(moment):
            moment += MINUTE
        if promise_s % 86_400 == 0:
            return self.after_days(moment, promise_s // 86_400)
        left = promise_s // 60
        while left:
            left -= self.works(moment)
            moment += MINUTE
        return moment

    def after_days(self, begun: datetime, count: int) -> datetime:
        day = begun
        while count:
            day += DAY
            midnight = day.replace(hour=0, minute=0)
            count -= any(self.works(midnight + MINUTE * minute) for minute in range(0, 1440, 5))
        return day


CLOCK = st.integers(0, 287).map(lambda five: f"{five // 12:02d}:{five % 12 * 5:02d}")
SPAN = st.tuples(CLOCK, CLOCK).filter(lambda ends: ends[0] != ends[1]).map("-".join)
HOURS = st.dictionaries(
    st.sampled_from([*WEEK, "workdays", "holiday"]), st.lists(SPAN, max_size=3), min_size=1
).filter(lambda days: any(spans for day, spans in days.items() if day != "holiday"))
STARTS = st.lists(
    st.integers(0, 40 * 1440).map(lambda minutes: datetime(2022, 2, 20) + MINUTE * minutes),
    min_size=1, max_size=8,
)  # fmt: skip
HOLIDAYS = st.sets(
    st.integers(0, 45).map(lambda day: f"{datetime(2022, 2, 20) + DAY * day:%Y-%m-%d}"), max_size=4
)
PROMISES = st.one_of(st.integers(1, 1439).map(lambda m: m * 60), st.sampled_from([86_400, 3 * 86_400]))


@settings(
    max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.filter_too_much]
)
@given(HOURS, HOLIDAYS, PROMISES, STARTS)
@example(OFFICE, {"2022-03-08"}, 86_400, [datetime(2022, 3, 5, 13, 30), datetime(2022, 3, 7, 12, 0)])
def test_due_times_are_those_of_a_walk_through_the_minutes(
    work: tuple[engine.Connection, Path],
    hours: dict[str, list[str]],
    holidays: set[str],
    promise_s: int,
    starts: list[datetime],
) -> None:
    read = Calendar.model_validate(
        {**CASES, "hours": {"desk": hours}, "holidays": {"days": sorted(holidays)}}
    )
    walk = Walk(hours, holidays)
    if not any(walk.works(datetime(2022, 5, 2) + MINUTE * m) for m in range(0, 7 * 1440, 5)):
        return  # works on a holiday's hours alone, or on a weekday that overrides itself away
    expected = [walk.due(start, promise_s) for start in starts]
    assert due_by_statement(work, read, promise_s, starts) == expected


@pytest.mark.parametrize(
    ("start", "promise_s", "due"),
    [
        ("2022-03-04 12:50", 1200, "2022-03-04 14:10"),  # ten minutes before the break, ten after
        ("2022-03-04 17:55", 600, "2022-03-05 10:05"),  # a Saturday is worked from ten
        ("2022-03-04 17:30", 86400, "2022-03-05 17:30"),  # a working day later, at the same time
        ("2022-03-05 20:00", 86400, "2022-03-09 09:00"),  # Sunday and the eighth are free; Monday counts
        ("2022-03-07 13:30", 300, "2022-03-07 14:05"),
    ],
)
def test_worked_examples(work: tuple[engine.Connection, Path], start: str, promise_s: int, due: str) -> None:
    read = Calendar.model_validate({**CASES, "hours": {"desk": OFFICE}, "holidays": {"days": ["03-08"]}})
    found = due_by_statement(work, read, promise_s, [datetime.fromisoformat(start)])
    assert found == [datetime.fromisoformat(due)]


def test_a_day_off_can_be_worked_instead() -> None:
    read = Calendar.model_validate(
        {**CASES, "hours": {"desk": OFFICE}, "holidays": {"days": ["2022-03-07"], "worked": ["2022-03-06"]}}
    )
    assert working_time.days(read) == [
        {"day": "2022-03-06", "rule": "1"}, {"day": "2022-03-07", "rule": "holiday"},
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('[hours.email]\nworkdays = ["9-18"]', "hours.email.workdays.*write it as 09:00-13:00"),
        ('[hours.email]\nworkdays = ["09:00-25:00"]', "no span of hours between"),
        ("[hours.email]\nworkdays = []", "no hours at all"),
        ('[holidays]\ndays = ["30.02"]', "holidays.days.*write it as 2022-07-09"),
        ('[holidays]\nworked = ["02-30"]', "'02-30' is no day"),
        ('[hours.email]\nmoonday = ["09:00-13:00"]', "hours.email.moonday"),
    ],
)
def test_a_calendar_that_makes_no_sense_names_file_and_line(tmp_path: Path, line: str, said: str) -> None:
    instance = empty_instance(tmp_path)
    cases = "[complaint]\ndays = 15\n[appeal]\ndays = 10\n"
    (instance.config / "calendar.toml").write_text(cases + line, "utf8")
    with pytest.raises(NotReady, match=rf"calendar.toml: .*{said}"):
        calendar(instance)


def test_the_calendar_that_comes_with_sapa_is_read() -> None:
    assert (DEFAULTS / "calendar.toml").is_file()
    read = calendar(Instance(Path("nowhere")))
    assert {"email", "letter"} <= set(read.hours) and len(working_time.days(read)) > 1000
