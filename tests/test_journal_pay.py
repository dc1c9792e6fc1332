"""What was closed for pay stays row by row; a contest is asked once, decided once, and nothing is edited."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from config.errors import SapaError, WrongUse
from config.instance import Instance
from journal.api import ACCEPTED, OPEN, REFUSED, WITHDRAWN, Contest, Journal, PayLine, PayPeriod, PayRating

MARCH = date(2022, 3, 1)
LINES = [PayLine("a1", "cc1", 2, 9, 5.0), PayLine("a2", None, 1, 5, None)]
RATINGS = [
    PayRating("r1", "c1", "a1", "cc1", date(2022, 3, 2), 5, None, "load-1", 2),
    PayRating("r2", "c2", "a1", "cc1", date(2022, 3, 3), 4, None, "load-1", 3),
    PayRating("r3", None, "a2", None, date(2022, 3, 4), 5, None, "load-1", 4),
    PayRating("r4", None, None, None, date(2022, 3, 4), 1, "unknown_agent", "load-1", 5),
]


@pytest.fixture
def instance(tmp_path: Path) -> Instance:
    return Instance(tmp_path)


@pytest.fixture
def journal(instance: Instance) -> Journal:
    return Journal(instance)


def _close(journal: Journal, ratings: list[PayRating] = RATINGS) -> PayPeriod:
    return journal.pay.close(
        month=MARCH, person="head", formula="{}", formula_version="v1", snapshot_id="s1",
        lines=LINES, ratings=ratings,
    )  # fmt: skip


def _contest(journal: Journal, rating_id: str = "r2", **other: Any) -> Contest:
    values: dict[str, Any] = {
        "rating_id": rating_id, "agent_id": "a1", "unit_id": "cc1", "day": date(2022, 3, 3), "rating": 4,
        "reason": "The line was cut", "person": "anna",
    } | other  # fmt: skip
    return journal.pay.contest(**values)


def test_a_closed_month_is_read_back_as_it_was_closed(journal: Journal) -> None:
    period = _close(journal)
    assert journal.pay.periods() == [period] and journal.pay.period(MARCH) == period
    assert journal.pay.lines(period) == LINES and journal.pay.ratings(period) == RATINGS
    assert journal.pay.ratings(period, agent_id="a1") == RATINGS[:2]
    assert journal.pay.lines(period, agent_id="a2") == LINES[1:]
    assert journal.pay.is_whole(period) and LINES[0].mean == 4.5


def test_a_month_is_closed_once(journal: Journal) -> None:
    _close(journal)
    with pytest.raises(WrongUse, match="2022-03 is closed already"):
        _close(journal)
    with pytest.raises(WrongUse, match="no first day"):
        journal.pay.close(month=date(2022, 4, 2), person="head", formula="", formula_version="",
                          snapshot_id="", lines=[], ratings=[])  # fmt: skip


def test_pay_and_contests_cannot_be_edited_and_a_change_behind_our_back_is_found(
    journal: Journal, instance: Instance
) -> None:
    contest = _contest(journal)
    journal.pay.decide(contest.contest_id, status=REFUSED, decision="The call was heard", person="head")
    period = _close(journal)
    connection = sqlite3.connect(instance.journal / "journal.sqlite", isolation_level=None)
    for table in ("pay_periods", "pay_lines", "pay_ratings", "contests", "contest_ends"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            connection.execute(f"DELETE FROM {table}")
    connection.execute("DROP TRIGGER pay_lines_no_update")
    connection.execute("UPDATE pay_lines SET points = 15 WHERE agent_id = 'a1'")
    connection.close()
    assert not journal.pay.is_whole(period)


def test_a_contest_keeps_its_reason_and_the_decision_with_its_own(journal: Journal) -> None:
    asked = _contest(journal)
    assert asked.status == OPEN and asked.decision is None
    journal.pay.decide(asked.contest_id, status=ACCEPTED, decision="An outage nobody logged", person="head")
    (told,) = journal.pay.contests(MARCH, date(2022, 4, 1), agent_id="a1")
    assert (told.status, told.reason, told.decision, told.decided_by) == (
        ACCEPTED, "The line was cut", "An outage nobody logged", "head",
    )  # fmt: skip
    assert journal.pay.contests(MARCH, date(2022, 4, 1), units=["off1"]) == []
    assert journal.pay.contests(date(2022, 4, 1), date(2022, 5, 1)) == []


def test_a_contest_can_be_withdrawn_until_it_is_decided_by_its_writer_only(journal: Journal) -> None:
    asked = _contest(journal)
    with pytest.raises(WrongUse, match="not yours"):
        journal.pay.withdraw(asked.contest_id, "boris")
    assert journal.pay.withdraw(asked.contest_id, "anna").status == WITHDRAWN
    again = _contest(journal)
    journal.pay.decide(again.contest_id, status=REFUSED, decision="Heard again: no fault", person="head")
    with pytest.raises(WrongUse, match="already refused"):
        journal.pay.withdraw(again.contest_id, "anna")
    with pytest.raises(WrongUse, match="already refused"):
        journal.pay.decide(again.contest_id, status=ACCEPTED, decision="Changed my mind", person="head")
    with pytest.raises(WrongUse, match="a decision stands"):
        _contest(journal)


def test_nobody_decides_their_own_contest_and_both_sides_give_a_reason(journal: Journal) -> None:
    asked = _contest(journal)
    for person, status, decision in (
        ("anna", ACCEPTED, "mine"), ("head", "maybe", "x"), ("head", ACCEPTED, " "),
    ):  # fmt: skip
        with pytest.raises(WrongUse):
            journal.pay.decide(asked.contest_id, status=status, decision=decision, person=person)
    with pytest.raises(WrongUse, match="empty"):
        _contest(journal, "r1", reason="  ")


def test_a_month_with_an_undecided_contest_is_not_closed_nor_one_accepted_left_in(journal: Journal) -> None:
    asked = _contest(journal)
    with pytest.raises(WrongUse, match="1 contests wait"):
        _close(journal)
    journal.pay.decide(asked.contest_id, status=ACCEPTED, decision="Outage", person="head")
    with pytest.raises(WrongUse, match="accepted meanwhile"):
        _close(journal)
    left_out = PayRating("r2", "c2", "a1", "cc1", date(2022, 3, 3), 4, "contested", "load-1", 3)
    assert _close(journal, [RATINGS[0], left_out]).month == MARCH


def test_a_rating_of_a_closed_month_is_not_contested(journal: Journal) -> None:
    _close(journal)
    with pytest.raises(WrongUse, match="2022-03 is closed for pay"):
        _contest(journal)


def test_of_many_who_decide_at_once_one_does(journal: Journal) -> None:
    asked = _contest(journal)

    def decide(number: int) -> bool:
        status = ACCEPTED if number % 2 else REFUSED
        try:
            journal.pay.decide(asked.contest_id, status=status, decision=f"{number}", person=f"head {number}")
        except SapaError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(decide, range(16))) == 1


def test_what_was_typed_is_found_again_until_the_contest_is_sent(journal: Journal) -> None:
    journal.pay.keep_draft("r2", "anna", "The line w")
    assert journal.pay.draft("r2", "anna") == "The line w" and journal.pay.draft("r2", "boris") == ""
    _contest(journal)
    assert journal.pay.draft("r2", "anna") == ""


def test_a_journal_from_before_pay_gets_its_tables(instance: Instance) -> None:
    Journal(instance).add_finding(unit_id="u", text="kept", person="p", side="customer")
    connection = sqlite3.connect(instance.journal / "journal.sqlite", isolation_level=None)
    for table in ("pay_ratings", "pay_lines", "pay_periods", "contest_ends", "contests"):
        connection.execute(f"DROP TABLE {table}")
    connection.execute("UPDATE schema_version SET version = 1")
    connection.close()
    from journal.engine import open_engine

    open_engine.cache_clear()
    journal = Journal(instance)
    assert _close(journal) and journal.findings("u")[0].text == "kept"
