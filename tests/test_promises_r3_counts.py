"""Promise R3: whatever a file holds, each of its rows is accounted for, and a rejected one is kept masked."""

import random
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from config.instance import Instance
from etl.load import remove_source
from etl.loads import FAILED, LOADED, Load
from tests.amounts import full
from tests.etl_instances import adds_up, deliver, landed, load, new_instance, only, quarantined
from tests.fault_bytes import plain_text
from tests.fault_files import table_file

SOURCE = """contract = "surveys"
path = "incoming/answers.{kind}"
{more}
[columns]
survey_id = "id"
sent_at = "sent"
score = "score"
customer_id = "phone"
comment = "comment"
"""
MORE = {"csv": 'delimiter = ";"', "sqlite": 'table = "answers"'}
PHONES = [f"8701555{n:04}" for n in range(12)]
COLUMNS = ["id", "sent", "score", "phone", "comment"]
TEXT_KINDS = ("csv", "ndjson")
BINARY_KINDS = ("xlsx", "parquet", "sqlite")


def _rows(seed: int) -> list[list[object]]:
    """Twelve rows with a customer each; some have a fault, some repeat another, some are blank."""
    chance = random.Random(seed)
    rows: list[list[object]] = []
    for n, phone in enumerate(PHONES):
        score = chance.choice([n % 11, "x", 99, ""])
        sent = chance.choice(["2022-03-01 10:00", "2022-03-02", "31.02.2022", ""])
        rows.append([f"a{n}", sent, score, phone, f"перезвоните мне {phone[0]} {phone[1:4]} {phone[4:]}"])
    return [*rows, rows[0], [""] * 5, rows[3]]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Instance]:
    """An instance for each kind."""
    home = tmp_path_factory.mktemp("kept")
    sources = {kind: SOURCE.format(kind=kind, more=MORE.get(kind, "")) for kind in TEXT_KINDS + BINARY_KINDS}
    return {kind: new_instance(home / kind, **{kind: text}) for kind, text in sources.items()}


Change = tuple[str, int, int]
"""What is done to a file, and two numbers that say where and how."""
TEXT_CHANGES = ("flip", "cut", "double", "join", "delimiter", "bytes", "swap", "header")


def _changed(content: bytes, change: Change) -> bytes:
    """``content`` with lines cut, doubled, joined or swapped, delimiters changed, bytes flipped or put in."""
    what, place, value = change
    lines = content.split(b"\n")
    at = place % max(1, len(lines))
    if what == "flip":
        return _flipped(content, place, value)
    if what == "bytes":
        where = place % (len(content) + 1)
        return content[:where] + bytes([value % 256, (value >> 8) % 256]) + content[where:]
    if what == "cut":
        lines[at] = lines[at][: value % (len(lines[at]) + 1)]
    elif what == "double":
        lines.insert(at, lines[at])
    elif what == "join":
        lines[at : at + 2] = [b"".join(lines[at : at + 2])]
    elif what == "delimiter":
        lines[at] = lines[at].replace(b";", b",:\t|"[value % 4 :][:1]).replace(b'":', b'";')
    elif what == "swap":
        other = value % len(lines)
        lines[at], lines[other] = lines[other], lines[at]
    else:
        del lines[0]
    return b"\n".join(lines)


def _flipped(content: bytes, place: int, value: int) -> bytes:
    if not content:
        return content
    at = place % len(content)
    return content[:at] + bytes([content[at] ^ (1 << value % 8)]) + content[at + 1 :]


NUMBERS = st.integers(0, 1 << 16)
TEXT = st.lists(st.tuples(st.sampled_from(TEXT_CHANGES), NUMBERS, NUMBERS), max_size=3)
BINARY = st.lists(st.tuples(st.just("flip"), NUMBERS, NUMBERS), max_size=2)
CHECKED = settings(max_examples=full(12, else_=4), deadline=None)


@pytest.mark.parametrize("kind", TEXT_KINDS)
@CHECKED
@given(seed=st.integers(0, 999), changes=TEXT)
@example(seed=1, changes=[("header", 0, 0)])
@example(seed=2, changes=[("delimiter", 5, 0)])
def test_text_files(kept: dict[str, Instance], kind: str, seed: int, changes: list[Change]) -> None:
    _check(kept[kind], kind, seed, changes)


@pytest.mark.parametrize("kind", BINARY_KINDS)
@CHECKED
@given(seed=st.integers(0, 999), changes=BINARY)
@example(seed=1, changes=[])
@example(seed=309, changes=[("flip", 190, 0)])  # the year 3022
def test_binary_files(kept: dict[str, Instance], kind: str, seed: int, changes: list[Change]) -> None:
    _check(kept[kind], kind, seed, changes)


def _check(kept: Instance, kind: str, seed: int, changes: list[Change]) -> None:
    remove_source(kept, kind)
    file = table_file(deliver(kept, f"answers.{kind}", b""), COLUMNS, _rows(seed))
    for change in changes:
        file.write_bytes(_changed(file.read_bytes(), change))
    done = only(load(kept, kind))
    assert adds_up(done)
    _check_rows(kept, done)
    if done.status == LOADED:
        assert not _persons(kept)


def _persons(kept: Instance) -> list[str]:
    text = plain_text(kept)
    return [phone for phone in PHONES if phone in text or phone[1:] in text]


def _check_rows(kept: Instance, done: Load) -> None:
    """What landed and what is set aside is what the counts say; each fault tells where and why."""
    faults = quarantined(kept)
    assert done.rows_rejected == len({line for line, *_ in faults})
    assert done.rows_loaded == len(landed(kept, "surveys"))
    assert done.status == LOADED or (done.status == FAILED and done.message and not faults)
    for line, column, reason, _, masked_line in faults:
        assert line >= 1 and reason and masked_line is not None
        assert column in COLUMNS or (column == "" and masked_line), "of a line that is none, the line"


def test_the_message_of_a_file_that_cannot_be_taken_names_no_person(kept: dict[str, Instance]) -> None:
    remove_source(kept["csv"], "csv")
    file = table_file(deliver(kept["csv"], "answers.csv", b""), COLUMNS, _rows(1))
    file.write_bytes(_changed(file.read_bytes(), ("header", 0, 0)))
    done = only(load(kept["csv"], "csv"))
    assert done.status == FAILED and "answers.csv" in done.message
    assert not _persons(kept["csv"])


def test_a_rejected_row_names_file_line_column_reason_and_its_masked_self(tmp_path: Path) -> None:
    instance = new_instance(tmp_path / "op", csv=SOURCE.format(kind="csv", more=MORE["csv"]))
    row = ["a1", "2022-03-01", 99, PHONES[0], f"звоните {PHONES[1]}"]
    table_file(deliver(instance, "answers.csv", b""), COLUMNS, [["a0", "2022-03-01", 9, "", ""], row])
    done = only(load(instance))
    assert (done.file, done.rows_rejected) == ("incoming/answers.csv", 1)
    assert quarantined(instance) == [
        (3, "score", "out_of_range", "found '99'", "a1;2022-03-01;99;<CUSTOMER>;звоните <PHONE>")
    ]
