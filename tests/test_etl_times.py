"""Dates as people write them land as the moment they mean."""

from datetime import date, datetime

import pytest

from etl.spans import money, seconds
from etl.times import local_time
from etl.values import Bound
from warehouse import engine

MONTHS = {
    "ru": [
        "января",
        "февраля",
        "марта",
        "апреля",
        "мая",
        "июня",
        "июля",
        "августа",
        "сентября",
        "октября",
        "ноября",
        "декабря",
    ],
    "fr": [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    "kk": [
        "қаңтар",
        "ақпан",
        "наурыз",
        "сәуір",
        "мамыр",
        "маусым",
        "шілде",
        "тамыз",
        "қыркүйек",
        "қазан",
        "қараша",
        "желтоқсан",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}


def read(cell: str, sql: str, bound: Bound) -> object:
    return read_all([cell], sql, bound)[cell]


def read_all(cells: list[str], sql: str, bound: Bound) -> dict[str, object]:
    """Cell -> the value of ``sql``, to which it is column v."""
    with engine.memory() as connection:
        query = f"SELECT v, {sql} FROM (SELECT unnest($cells::VARCHAR[]) AS v)"
        return dict(connection.execute(query, {**bound.values, "cells": cells}).fetchall())


def moment(cell: str, pattern: str) -> object:
    bound = Bound()
    return read(cell, local_time("v", pattern, "Asia/Almaty", "Asia/Almaty", bound), bound)


@pytest.mark.parametrize(
    ("cell", "pattern", "meant"),
    [
        ("22-Apr-15", "words", datetime(2015, 4, 22)),
        ("3 мая 2024 г., 08:05", "words", datetime(2024, 5, 3, 8, 5)),
        ("1er février 2024", "words", datetime(2024, 2, 1)),
        ("2024 ж. 12 сәуір", "words", datetime(2024, 4, 12)),
        ("mardi 2 avril 2024 8h05", "words", datetime(2024, 4, 2, 8, 5)),
        ("April 3, 2024 1:05 PM", "words", datetime(2024, 4, 3, 13, 5)),
        ("31 feb 2024", "words", None),
        ("3 мая 2024", "dd mmm yyyy", datetime(2024, 5, 3)),
        ("4/2/2024 5:55 p.m.", "mm/dd/yyyy hh:MM AM", datetime(2024, 4, 2, 17, 55)),
        ("04/02/2024 08:05:11 AM +0000", "mm/dd/yyyy hh:MM:SS AM", datetime(2024, 4, 2, 13, 5, 11)),
        ("2024-04-02 08:05:11 +0300", "iso", datetime(2024, 4, 2, 10, 5, 11)),
        ("2024-04-02 08:05:11 UTC", "iso", datetime(2024, 4, 2, 13, 5, 11)),
    ],
)
def test_a_moment_is_read_as_it_is_meant(cell: str, pattern: str, meant: datetime | None) -> None:
    assert moment(cell, pattern) == meant


def test_any_day_in_words_of_four_languages() -> None:
    days = [date(1971 + n * 53 % 90, n % 12 + 1, n % 28 + 1) for n in range(84)]
    days += [date(2024, 2, 29), date(2023, 12, 31)]
    meant = {
        f"{day.day} {MONTHS[language][day.month - 1]} {day.year}": datetime(day.year, day.month, day.day)
        for day in days
        for language in MONTHS
    }
    bound = Bound()
    sql = local_time("v", "words", "Asia/Almaty", "Asia/Almaty", bound)
    assert read_all(list(meant), sql, bound) == meant


@pytest.mark.parametrize(
    ("cell", "unit", "meant"),
    [
        ("2 min 05 s", "seconds", 125.0), ("1 мин. 5 сек.", "seconds", 65.0), ("1h02m03s", "seconds", 3723.0),
        ("45 s", "minutes", 45.0), ("02:05", "seconds", 125.0), ("1,5", "minutes", 90.0),
        ("lang", "seconds", None),
    ],
)  # fmt: skip
def test_lengths_of_time_carry_their_own_unit(cell: str, unit: str, meant: float | None) -> None:
    assert read(cell, seconds("v", ",", unit), Bound()) == meant


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("1\u00a0050,50 €", 1050.5),
        ("12 300,00 руб.", 12300.0),
        ("5 000 тг", 5000.0),
        ("about 5", None),
        ("7", 7.0),
    ],
)
def test_amounts_leave_their_currency(cell: str, meant: float | None) -> None:
    assert read(cell, money("v", ","), Bound()) == meant
