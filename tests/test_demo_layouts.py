"""The demo's files look like those of real systems, are always the same, and break in every known way."""

import csv
import hashlib
import re
import tomllib
from pathlib import Path

import pytest

from config.errors import WrongUse
from etl.contracts import CONTRACTS
from etl.demo import write_sources
from etl.demo.personal import iin_check_digit
from etl.demo.reference import table as reference
from etl.demo.scorecards import CRITERIA
from etl.demo.steps import PROCESSES
from etl.demo.texts import categories
from tests.demo_files import cases, contacts, demo, surveys

REFERENCE = Path("config/reference")


def digests(folder: Path) -> dict[str, str]:
    return {
        str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def test_two_runs_write_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_sources(tmp_path / name, 0.05)
    assert digests(tmp_path / "one") == digests(tmp_path / "two")


@pytest.mark.parametrize("scale", [0.0, -1.0, 1000.0])
def test_an_impossible_scale_is_refused_in_one_line(tmp_path: Path, scale: float) -> None:
    with pytest.raises(WrongUse, match=r"scale .* give 0\.05 to 100\."):
        write_sources(tmp_path, scale)


def test_progress_is_told_step_by_step(tmp_path: Path) -> None:
    told: list[str] = []
    write_sources(tmp_path, 0.05, told.append)
    assert told[0].startswith("settings") and "contacts" in told and len(told) >= 6


def test_every_contract_is_fed_by_a_declared_source_whose_files_are_there() -> None:
    declared = [
        tomllib.loads(file.read_text("utf8")) for file in (demo().home / "config" / "sources").glob("*")
    ]
    heard_here = {"utterances"}  # the demo's calls are recognised, none comes with its words
    assert {source["contract"] for source in declared} == set(CONTRACTS) - heard_here
    for source in declared:
        assert list(demo().home.glob(source["path"])), source["path"]
        assert set(source["columns"]) <= set(CONTRACTS[source["contract"]].names)


def test_layouts_differ_on_purpose() -> None:
    declared = [
        tomllib.loads(file.read_text("utf8")) for file in (demo().home / "config" / "sources").glob("*")
    ]
    kinds = {source.get("kind", "csv") for source in declared}
    assert kinds == {"csv", "excel", "ndjson", "parquet", "sqlite", "queue_log"}
    assert {source.get("encoding", "utf-8") for source in declared} == {"utf-8", "cp1251"}
    assert {source.get("decimal", ".") for source in declared} == {".", ","}
    assert {source.get("date_format", "iso")[:2] for source in declared} == {"is", "dd", "un"}
    assert any(source.get("header_row", 1) > 1 for source in declared)


def lines(name: str) -> list[bytes]:
    return (demo().incoming / name).read_bytes().split(b"\n")


def test_rows_break_in_every_known_way() -> None:
    march = lines("nps/nps_2022-03.csv")
    rows = [line.split(b";") for line in march if line.startswith(b"X9")]
    assert any(row[3] == b"2022-13-45 10:00:00" for row in rows), "bad date"
    assert any(row[6] == b"11" for row in rows if len(row) > 6), "score above the scale"
    assert any(row[6] == "восемь".encode() for row in rows if len(row) > 6), "text in a number"
    assert {len(row) for row in rows} >= {4, 10, 13}, "ragged rows"
    assert any(line.startswith(b";;") for line in march), "missing identifier"
    assert b"" in march[:-1], "blank lines"
    assert any(not is_utf8(line) for line in march), "undecodable bytes"
    known = [line for line in march if line.startswith(b"N")]
    assert len(known) - len(set(known)) == 3, "duplicates"
    assert any(b",VIP," in line for line in lines("phone/altyn_calls.csv")), "unknown choice"
    assert any("вопрос".encode() in line for line in lines("cases/appeals.csv")), "unknown choice"


def is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf8")
    except UnicodeDecodeError:
        return False
    return True


def test_one_file_comes_twice_under_two_names() -> None:
    folder = demo().incoming / "nps"
    assert (folder / "nps_2022-07.csv").read_bytes() == (folder / "nps_2022-07 (копия).csv").read_bytes()


def test_texts_are_written_in_three_languages_and_tell_personal_data() -> None:
    texts = [*surveys()["comment"], *cases()["text"]]
    told = [text for text in texts if text]
    assert sum(bool(re.search("[әғқңөұүһі]", text.lower())) for text in told) > 1000
    assert sum(bool(re.search("^[a-z0-9 .,!'?-]+$", text.lower())) for text in told) > 100
    everything = "\n".join(told)
    numbers = re.findall(r"(?<!\d)\d{12}(?!\d)", everything)
    assert len(numbers) > 50
    assert all(iin_check_digit([int(d) for d in n[:11]]) == int(n[11]) for n in numbers)
    cards = [found.replace(" ", "") for found in re.findall(r"\b\d{4} \d{4} \d{4} \d{4}\b", everything)]
    assert len(cards) > 30
    assert all(luhn(card) for card in cards)
    assert len(re.findall(r"@example\.", everything)) > 50
    assert len(re.findall(r"(?:\+7|8)[ (-]*7[079]9", everything)) > 50


def luhn(card: str) -> bool:
    digits = [int(d) for d in reversed(card)]
    return sum(sum(divmod(d * (1 + n % 2), 10)) for n, d in enumerate(digits)) % 10 == 0


def test_texts_know_every_cause_of_the_taxonomy_but_its_parents() -> None:
    written = set(categories())
    assert {"no_service", "unwanted_sim", "praise", "suggestion", "other"} <= written
    assert len(written) == 23
    assert {code for code in cases()["category"].dropna() if code} <= written


@pytest.mark.parametrize("name", ["channels", "processes", "products", "reasons", "steps"])
def test_reference_words_have_a_name_in_three_languages(name: str) -> None:
    with (REFERENCE / f"{name}.csv").open(encoding="utf8", newline="") as rows:
        words = list(csv.DictReader(rows))
    assert all(row[f"name{tongue}"] for row in words for tongue in ("", "_ru", "_kk", "_en"))
    codes = [next(iter(row.values())) for row in words]
    assert len(codes) == len(set(codes))
    if name in CONTRACTS:
        assert tuple(words[0]) == CONTRACTS[name].names


def test_every_step_of_a_process_has_a_name_and_each_process_five_to_seven_steps() -> None:
    with (REFERENCE / "steps.csv").open(encoding="utf8", newline="") as rows:
        named = {row["step_id"] for row in csv.DictReader(rows)}
    assert all(5 <= len(steps) <= 7 for name, steps in PROCESSES.items() if name != "suspend")
    assert {step.step_id for steps in PROCESSES.values() for step in steps} <= named


def test_units_and_people_are_of_one_operator() -> None:
    units = {row["unit_id"] for row in reference("units")}
    assert len(units) == 8
    assert set(contacts()["unit"]) == units
    people = tomllib.loads((demo().home / "config" / "people.toml").read_text("utf8"))["people"]
    assert {person["role"] for person in people.values()} == {
        "executive", "head_of_quality", "manager", "trainer", "agent", "administrator",
    }  # fmt: skip
    assert all(set(person["units"]) <= units for person in people.values() if person["units"] != "all")


def test_scorecards_use_the_criteria_of_the_script() -> None:
    scripts = [tomllib.loads(file.read_text("utf8")) for file in Path("config/scripts").glob("*.toml")]
    assert set(CRITERIA) <= {item["id"] for script in scripts for item in script["criterion"]}
