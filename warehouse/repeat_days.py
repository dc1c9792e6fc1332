"""Bringing the mart of repeat contacts up to date: its days say what came within the days after them."""

from collections.abc import Iterator
from datetime import date, timedelta

from warehouse import engine, making, sql_files

MART = "repeat_days"
MOST_DAYS = 370
"""Days that are made anew span by span; more of them are quicker made together."""


def remake(connection: engine.Connection, changed: list[date]) -> None:
    """Make anew what contacts of the days ``changed`` change: those days, the days whose contacts they may
    follow, and the days over which judgement has become possible since."""
    window = timedelta(days=_window(connection))
    days = _affected(connection, changed, window)
    if days is None or len(days) > MOST_DAYS:
        making.set_variables(connection, {"repeats_from": None, "repeats_to": None})
        making.make(connection, "marts", MART)
        return
    for first, last in _spans(sorted(days)):
        making.set_variables(connection, {"repeats_from": first, "repeats_to": last + window})
        span = {"first": first, "last": last}
        connection.execute(f"delete from marts.{MART} where date between $first and $last", span)  # noqa: S608
        found = sql_files.read("marts", MART)
        body = f"({found.body}) where date between $first and $last"
        before = f"insert into marts.{MART} from "
        sql_files.execute(connection, found, before=before, body=body, parameters=span)


def _window(connection: engine.Connection) -> int:
    found = connection.execute("select getvariable('repeat_contact_days')").fetchone()
    return int(found[0]) if found else 0


def _affected(connection: engine.Connection, changed: list[date], window: timedelta) -> set[date] | None:
    """None where nothing was judged before: all days are."""
    found = connection.execute(
        "select (select max(date) from marts.repeat_days), (select max(date) from facts.contacts)"
    ).fetchone()
    judged, newest = found or (None, None)
    if judged is None or newest is None:
        return None
    days = {day - timedelta(days=back) for day in changed for back in range(window.days + 1)}
    return days | {judged + timedelta(days=on) for on in range(1, (newest - judged).days + 1)}


def _spans(days: list[date]) -> Iterator[tuple[date, date]]:
    """Runs of neighbouring days, first and last."""
    for place, day in enumerate(days):
        if place == 0 or day - days[place - 1] > timedelta(days=1):
            first = day
        if place == len(days) - 1 or days[place + 1] - day > timedelta(days=1):
            yield first, day
