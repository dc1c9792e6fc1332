"""A database is read from where it was left, exactly; a dead one stops nobody else."""

import sqlite3
from datetime import datetime
from pathlib import Path

import pytest

from config.instance import Instance
from etl.loads import FAILED, LOADED, UNCHANGED, read_loads
from tests.etl_instances import adds_up, deliver, landed, load, new_instance, only, quarantined

ANSWERS = """contract = "ratings"
kind = "database"
url = "sqlite:///crm.sqlite"
table = "answers"
cursor = "changed_at"
{more}
[columns]
rating_id = "id"
rated_at = "when"
rating = "stars"
comment = "said"
"""


def make(tmp_path: Path, more: str = "", text: str = ANSWERS) -> Instance:
    instance = new_instance(tmp_path / "op", crm=text.replace("{more}", more))
    with sqlite3.connect(instance.home / "crm.sqlite") as database:
        database.execute(
            "CREATE TABLE answers (id INTEGER, [when] TEXT, stars REAL, said TEXT, changed_at DATETIME)"
        )
    database.close()
    return instance


def put(instance: Instance, *rows: tuple[object, ...]) -> None:
    with sqlite3.connect(instance.home / "crm.sqlite") as database:
        for row in rows:
            database.execute("DELETE FROM answers WHERE id = ?", row[:1])
            database.execute("INSERT INTO answers VALUES (?, ?, ?, ?, ?)", row)
    database.close()


def test_only_what_is_new_is_read_and_a_tie_counts_once(tmp_path: Path) -> None:
    instance = make(tmp_path)
    put(
        instance,
        (1, "2022-03-01", 5, 'ok, "fine"\n;', "2022-03-02 10:00"),
        (2, "2022-03-01", 4, None, "2022-03-02 11:00"),
    )
    first = only(load(instance))
    assert adds_up(first) and (first.rows_loaded, first.cursor_from, first.cursor_to) == (
        2,
        None,
        "2022-03-02 11:00",
    )
    put(
        instance,
        (3, "2022-03-01", 3, "", "2022-03-02 11:00"),
        (1, "2022-03-01", 1, "worse", "2022-03-03 09:00"),
    )
    second = only(load(instance))
    counts = (second.rows_read, second.rows_loaded, second.rows_duplicate, second.rows_corrected)
    assert adds_up(second) and counts == (3, 2, 1, 1)
    assert (second.cursor_from, second.cursor_to) == ("2022-03-02 11:00", "2022-03-03 09:00")
    assert [row[0] for row in landed(instance, "ratings", "rating")] == [5, 4, 3, 1]


def test_nothing_new_adds_no_load_however_often_one_looks(tmp_path: Path) -> None:
    instance = make(tmp_path)
    put(instance, (1, "2022-03-01", 5, "", "2022-03-02 10:00"))
    load(instance)
    load(instance)
    count = len(read_loads(instance))
    assert [only(load(instance)).status for _ in range(3)] == [UNCHANGED] * 3
    assert len(read_loads(instance)) == count


def test_rows_without_a_cursor_are_read_each_time_and_told(tmp_path: Path) -> None:
    instance = make(tmp_path)
    put(instance, (1, "2022-03-01", 5, "", None), (2, "2022-03-01", 4, "", "2022-03-02 11:00"))
    assert "1 rows have no changed_at" in only(load(instance)).message
    put(instance, (4, "2022-03-01", 3, "", None))
    second = only(load(instance))
    assert (second.rows_loaded, second.rows_duplicate) == (1, 2)


def test_retry_reads_the_window_of_the_rejected_rows_again(tmp_path: Path) -> None:
    instance = make(tmp_path)
    put(instance, (1, "2022-03-01", 9, "", "2022-03-02 10:00"), (2, "2022-03-01", 4, "", "2022-03-02 11:00"))
    assert only(load(instance)).rows_rejected == 1
    put(instance, (3, "2022-03-05", 5, "", "2022-03-06 10:00"))
    load(instance)
    with sqlite3.connect(instance.home / "crm.sqlite") as database:  # mended without a new time
        database.execute("UPDATE answers SET stars = 2 WHERE id = 1")
    database.close()
    again, new = load(instance, is_retry=True).loads
    assert (again.cursor_to, again.rows_read, again.rows_rejected) == ("2022-03-02 11:00", 2, 0)
    assert new.rows_loaded == 0
    assert sorted(landed(instance, "ratings", "rating_id, rating")) == [("1", 2), ("2", 4), ("3", 5)]
    assert not quarantined(instance)


def test_a_changed_declaration_reads_all_again_and_keeps_what_the_database_dropped(tmp_path: Path) -> None:
    instance = make(tmp_path)
    put(instance, *((n, "2022-03-01", 9 if n == 3 else 4, "", f"2022-03-0{n} 10:00") for n in range(1, 5)))
    load(instance)
    with sqlite3.connect(instance.home / "crm.sqlite") as database:
        database.execute("DELETE FROM answers WHERE id < 3")
    database.close()
    file = instance.sources / "crm.toml"
    file.write_text(file.read_text() + '\n[values.rating]\n"9" = "5"\n')
    loads = load(instance).loads
    assert [item.status for item in loads] == [LOADED, UNCHANGED] or loads[-1].rows_loaded == 0
    assert {row[0] for row in landed(instance, "ratings", "rating_id")} == {"1", "2", "3", "4"}
    load(instance)
    assert not [item for item in read_loads(instance) if item.rows_rejected]
    assert all(adds_up(item) for item in read_loads(instance))


def test_a_query_with_exact_decimals_and_zones(tmp_path: Path) -> None:
    query = """query = '''
SELECT id, [when] || 'T10:00:00+00:00' AS [when], stars, said, id AS changed_at
FROM answers WHERE said <> ':x';
'''"""
    instance = make(tmp_path, text=ANSWERS.replace('table = "answers"', query))
    put(instance, (7, "2022-03-01", 5, "q", ""), (10, "2022-03-01", 4, "q", ""))
    assert only(load(instance)).cursor_to == "10"
    put(instance, (9, "2022-03-01", 5, "late", ""), (11, "2022-03-01", 5, "q", ""))
    assert only(load(instance)).rows_loaded == 1  # numbers compare as numbers; 9 was passed
    assert landed(instance, "ratings", "rated_at")[0] == (datetime(2022, 3, 1, 16),)


def test_bytes_are_refused_where_they_are_mapped(tmp_path: Path) -> None:
    instance = make(tmp_path)
    put(instance, (1, "2022-03-01", 5, b"\x00\xff", "2022-03-02 10:00"))
    done = only(load(instance))
    assert done.status == FAILED and "column 'said' holds bytes" in done.message


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ('url = "sqlite:///gone.sqlite"', "did not give the rows"),
        ('url = "postgresql://sapa:${DB_PASSWORD}@127.0.0.1:1/crm"', "sources/crm.toml"),
        ('url = "nosuch://host/crm"', "no database is called"),
        ('url = "crm.sqlite"', "no database address"),
    ],
)
def test_a_dead_database_is_told_in_one_line_and_stops_nobody(
    tmp_path: Path, wrong: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DB_PASSWORD", "s3cr3t-word")
    instance = make(tmp_path, text=ANSWERS.replace('url = "sqlite:///crm.sqlite"', wrong))
    other = 'contract = "ratings"\npath = "incoming/r.csv"\n[columns]\n'
    other += 'rating_id = "id"\nrated_at = "at"\nrating = "r"\n'
    (instance.sources / "other.toml").write_text(other)
    deliver(instance, "r.csv", "id;at;r\n1;2022-03-01;5\n")
    dead, good = load(instance).loads
    assert dead.status == FAILED and told in dead.message and "\n" not in dead.message
    assert "s3cr3t" not in dead.message and good.rows_loaded == 1
    load(instance)
    assert len([item for item in read_loads(instance) if item.status == FAILED]) == 1


def test_the_failure_is_forgotten_when_the_database_answers_again(tmp_path: Path) -> None:
    instance = make(tmp_path)
    put(instance, (1, "2022-03-01", 5, "", "2022-03-02 10:00"))
    (instance.home / "crm.sqlite").rename(instance.home / "away.sqlite")
    assert only(load(instance)).status == FAILED
    (instance.home / "away.sqlite").rename(instance.home / "crm.sqlite")
    assert only(load(instance)).rows_loaded == 1
    assert [item.status for item in read_loads(instance)] == [LOADED]


def test_a_secret_that_is_not_set_is_named_not_guessed(tmp_path: Path) -> None:
    instance = make(tmp_path, text=ANSWERS.replace("sqlite:///crm.sqlite", "sqlite:///${NOWHERE_SET}"))
    assert "${NOWHERE_SET} is set neither" in only(load(instance)).message
    (instance.keys / "secrets.toml").write_text('NOWHERE_SET = "crm.sqlite"\n')
    assert only(load(instance)).status == UNCHANGED


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("url = ", "# "), "url is missing"),
        (("table = ", "# "), "give table or query"),
        (('rating_id = "id"', ""), "cursor: needs [columns] rating_id"),
        (('kind = "database"', 'kind = "csv"\npath = "x.csv"'), "only for kind database"),
    ],
)
def test_a_declaration_that_cannot_work_says_so(tmp_path: Path, change: tuple[str, str], told: str) -> None:
    instance = make(tmp_path, text=ANSWERS.replace(*change))
    assert told in load(instance).problems[0]
