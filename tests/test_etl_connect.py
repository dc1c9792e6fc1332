"""What the page "Connect a source" asks: files of strangers and enemies, dry runs, saving, loading."""

import tempfile
import time
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from config.errors import NotReady, SapaError, WrongUse
from config.instance import Instance
from etl import connect
from etl.connecting.files import safe_name
from etl.declaration import read_declaration
from etl.lock import writing
from tests.etl_instances import landed, new_instance

PHONE = "+7 701 555 12 34"
CASES = "Номер;Вид;Дата регистрации;Перерасчёт;Текст\r\n"


@pytest.fixture
def instance(tmp_path: Path) -> Instance:
    return new_instance(tmp_path / "operator")


def survey_book(path: Path) -> Path:
    """A pivot first, then answers below a title, day first."""
    book = Workbook()
    pivot = book.active
    assert pivot is not None
    for row in (("Месяц", "Среднее"), ("март", 8.1), ("апрель", 8.4)):
        pivot.append(row)
    sheet = book.create_sheet("Ответы")
    sheet.append(["Выгрузка опросов"])
    sheet.append(
        ["№ анкеты", "Телефон", "Дата отправки", "Готовы ли рекомендовать нас (0-10)", "Комментарий"]
    )
    for number in range(120):
        day = f"{number % 28 + 1:02}/0{number % 3 + 3}/2024"
        said = f"долго ждал, звоните {PHONE}" if number % 5 == 0 else "спасибо"
        sheet.append([f"A-{number:04}", PHONE, day, (number * 7) % 11, said])
    book.save(path)
    return path


def case_list(path: Path, count: int = 60) -> Path:
    """Windows Cyrillic, decimal commas, one day that is none."""
    rows = [
        f"К-{n};{('Жалоба', 'Обращение')[n % 2]};{n % 28 + 1:02}.01.2024;{n},50;позвоните {PHONE}\r\n"
        for n in range(count)
    ]
    rows[3] = f"К-x;Жалоба;32.01.2024;1,50;мой номер {PHONE}\r\n"
    path.write_bytes((CASES + "".join(rows)).encode("cp1251"))
    return path


def test_the_table_is_found_behind_a_pivot_and_shown_without_numbers_of_customers(
    instance: Instance, tmp_path: Path
) -> None:
    seen = connect.look(instance, survey_book(tmp_path / "Опрос.xlsx"), {})
    assert seen.is_ready and seen.values["sheet"] == "Ответы" and len(seen.sheets) == 2
    assert seen.rows[0][0] == "A-0000" and seen.rows[0][1] == connect.HIDDEN
    assert "<PHONE>" in seen.rows[0][4] and "555 12 34" not in repr(seen)
    assert seen.times["sent_at"][0] == ("01/03/2024", datetime(2024, 3, 1))


def test_a_wrong_order_of_day_and_month_shows_in_the_examples() -> None:
    day_first = connect.dated(["03/04/2024"], "dd/mm/yyyy", "Asia/Almaty")
    month_first = connect.dated(["03/04/2024"], "mm/dd/yyyy", "Asia/Almaty")
    assert (day_first, month_first) == ([datetime(2024, 4, 3)], [datetime(2024, 3, 4)])
    assert connect.dated(["13/04/2024"], "mm/dd/yyyy", "Asia/Almaty") == [None]
    assert connect.dated(["13/04/2024"], "no format", "Asia/Almaty") == [None]


def test_a_dry_run_counts_every_row_and_writes_nothing(instance: Instance, tmp_path: Path) -> None:
    file = case_list(tmp_path / "Жалобы.csv")
    seen = connect.look(instance, file, {})
    assert seen.values["encoding"] == "cp1251" and seen.values["decimal"] == ","
    before = sorted(instance.home.rglob("*"))
    found = connect.try_out(instance, file, seen.values)
    assert (found.counts.read, found.counts.loaded, found.counts.rejected) == (60, 59, 1)
    (group,) = found.rejected
    assert (group.column, group.reason, group.count) == ("Дата регистрации", "not_a_date", 1)
    assert group.examples[0].line == 5 and "555 12 34" not in group.examples[0].masked_line
    assert (found.grain, sum(point.count for point in found.points)) == ("day", 59)
    assert sorted(instance.home.rglob("*")) == before


def test_nps_of_the_file_is_seen_before_it_is_saved(instance: Instance, tmp_path: Path) -> None:
    """Scores n*7 mod 11: of each eleven two are 9 or 10 and seven are 0 to 6."""
    file = survey_book(tmp_path / "a.xlsx")
    found = connect.try_out(instance, file, connect.look(instance, file, {}).values)
    scores = [(n * 7) % 11 for n in range(120)]
    expected = 100 * (sum(s >= 9 for s in scores) - sum(s <= 6 for s in scores)) / 120
    total = sum((point.value or 0) * point.count for point in found.points) / 120
    assert found.measure == "nps" and total == pytest.approx(expected)
    assert all(point.low is not None and point.low < (point.value or 0) for point in found.points)


def test_a_file_nobody_understands_can_still_be_mapped_by_hand(instance: Instance, tmp_path: Path) -> None:
    file = tmp_path / "odd.csv"
    file.write_text("qq;ww\n" + "\n".join(f"{n};2024-01-{n:02}" for n in range(1, 29)), "utf8")
    seen = connect.look(instance, file, {"contract": "recordings"})
    assert not seen.is_ready and [column.name for column in seen.columns] == ["qq", "ww"]


def _bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/worksheets/sheet1.xml", b"\x00" * (8 << 20))


def _far_cell(path: Path) -> None:
    """One cell in the last corner: a few kilobytes that claim seventeen billion cells."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["XFD1048576"] = "a", "b"
    book.save(path)


def _wide(path: Path) -> None:
    names = ";".join(f"c{n}" for n in range(10_000))
    path.write_text(f"{names}\n" + ";".join("1" for _ in range(10_000)), "utf8")


HOSTILE: dict[str, Callable[[Path], object]] = {
    "empty.csv": lambda path: path.write_bytes(b""),
    "header.csv": lambda path: path.write_text("id;score\n", "utf8"),
    "binary.csv": lambda path: path.write_bytes(bytes(range(256)) * 40),
    "picture.xlsx": lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\x00\x01" * 500),
    "no.xlsx": lambda path: path.write_bytes(b"PK\x03\x04" + b"nonsense" * 20),
    "no.parquet": lambda path: path.write_bytes(b"PAR1" + b"\x00" * 60 + b"PAR1"),
    "half.json": lambda path: path.write_text('[{"a": 1}, {"a":', "utf8"),
    "bomb.xlsx": _bomb,  # of eight megabytes, and the limit is lowered to four
    "far.xlsx": _far_cell,
    "wide.csv": _wide,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_one_line(
    instance: Instance, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr("etl.connecting.guard.MOST_UNPACKED", 4 << 20)
    file = tmp_path / name
    HOSTILE[name](file)
    try:
        told = connect.look(instance, file, {}).problem
    except SapaError as error:
        told = str(error)
    assert name in told and "\n" not in told and len(told) < 300


def test_a_saved_source_says_what_was_seen_and_its_older_self_is_kept(
    instance: Instance, tmp_path: Path
) -> None:
    toml = connect.look(instance, case_list(tmp_path / "Жалобы.csv"), {}).toml
    first = connect.save(instance, "cases", connect.with_path(toml, "incoming/a*.csv"))
    with pytest.raises(NotReady, match="there already"):
        connect.save(instance, "cases", toml)
    second = connect.save(instance, "cases", connect.with_path(toml, "incoming/b*.csv"), replace=True)
    assert first.backup is None and second.backup is not None
    assert "incoming/a*.csv" in second.backup.read_text("utf8")
    assert read_declaration(second.file).path == "incoming/b*.csv"
    assert [path.name for path in instance.sources.glob("*.toml")] == ["cases.toml"]


@pytest.mark.parametrize("name", ["", "Имя", "../up", "a b"])
def test_a_bad_name_saves_nothing(instance: Instance, tmp_path: Path, name: str) -> None:
    toml = connect.look(instance, case_list(tmp_path / "Жалобы.csv"), {}).toml
    with pytest.raises(SapaError):
        connect.save(instance, name, toml)
    assert not list(instance.home.rglob("*.toml.bak*")) and not list(instance.sources.glob("*.toml"))


def test_an_upload_is_loaded_once_and_only_its_rows_stay(instance: Instance) -> None:
    folder = connect.new_folder()
    file = connect.keep_upload(folder, "../../Жалобы май.csv", case_list(folder / "x.csv").read_bytes())
    seen = connect.look(instance, file, {})
    connect.save(instance, "cases", connect.with_path(seen.toml, "incoming/*.csv"))
    done = _finish(connect.start(instance, "cases", file))
    again = connect.try_out(instance, file, seen.values)
    connect.forget_folder(folder)
    assert again.counts.duplicate == 59 and again.counts.loaded == 0
    assert file.name == "Жалобы май.csv" and not folder.exists()
    assert done.state == "done" and done.summary["loaded"] == 59 and done.summary["rejected"] == 1
    assert len(landed(instance, "cases", "case_id")) == 59 and not list(
        (instance.home / "incoming").iterdir()
    )


def test_uploads_of_a_killed_server_go() -> None:
    left = Path(tempfile.gettempdir()) / "sapa-upload-4194999-left"
    left.mkdir(exist_ok=True)
    (left / "people.csv").write_text("x", "utf8")
    mine = connect.new_folder()
    assert not left.exists() and connect.is_ours(mine) and not connect.is_ours(Path("/etc/passwd"))
    connect.forget_folder(mine)


def test_a_kept_upload_lies_where_its_source_looks(instance: Instance, tmp_path: Path) -> None:
    file = case_list(tmp_path / "Жалобы.csv")
    seen = connect.look(instance, file, {})
    kept = connect.keep_file(instance, file, "incoming/cases/Ж*.csv")
    again = connect.keep_file(instance, file, "incoming/cases/Ж*.csv")
    assert kept.parent == instance.home / "incoming" / "cases" and again.name == "Жалобы (2).csv"
    assert connect.takes(instance, seen.values, "incoming/cases/Ж*.csv", kept)
    assert not connect.takes(instance, seen.values, "incoming/*.csv", kept)


def test_a_load_waits_while_another_run_writes(instance: Instance, tmp_path: Path) -> None:
    file = case_list(tmp_path / "Жалобы.csv", 5)
    connect.save(
        instance, "cases", connect.with_path(connect.look(instance, file, {}).toml, "incoming/*.csv")
    )
    with writing(instance):
        job = connect.start(instance, "cases", file)
        _until(lambda: job.progress.state == "waiting")
        assert "another run" in job.progress.message
        with pytest.raises(NotReady, match="being loaded now"):
            connect.start(instance, "cases", file)
    assert _finish(job).state == "done"


def test_a_waiting_load_can_be_called_off(instance: Instance, tmp_path: Path) -> None:
    file = case_list(tmp_path / "Жалобы.csv", 5)
    connect.save(
        instance, "cases", connect.with_path(connect.look(instance, file, {}).toml, "incoming/*.csv")
    )
    with writing(instance):
        job = connect.start(instance, "cases", file)
        _until(lambda: job.progress.state == "waiting")
        job.cancel()
    assert _finish(job).state == "cancelled" and not list((instance.landing / "loads").glob("*.json"))


def _finish(job: connect.Job) -> connect.Progress:
    _until(lambda: not job.progress.is_running)
    return job.progress


def _until(holds: Callable[[], bool], seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.05)


def test_a_draft_outlives_its_session(instance: Instance) -> None:
    draft = connect.Draft("incoming/a.csv", "a.csv", True, {"columns": {"score": "Балл"}}, 2)
    connect.keep_draft(instance, "Анна <a@b>", draft)
    assert connect.draft_of(instance, "Анна <a@b>") == draft and connect.draft_of(instance, "other") is None
    connect.forget_draft(instance, "Анна <a@b>")
    assert connect.draft_of(instance, "Анна <a@b>") is None


def test_files_on_the_server_are_offered_with_the_source_that_takes_them(instance: Instance) -> None:
    case_list(instance.home / "incoming" / "one.csv")
    (instance.home / "incoming" / "call.wav").write_bytes(b"RIFF")
    assert [one.name for one in connect.waiting(instance)] == ["one.csv"]
    assert connect.find_waiting(instance, "one.csv").is_file()
    with pytest.raises(WrongUse):
        connect.find_waiting(instance, "../config/settings.toml")


@pytest.mark.parametrize(
    ("name", "source", "path"),
    [
        ("Жалобы май 2024.xlsx", "zhaloby", "incoming/Жалобы *.xlsx"),
        ("nps_2024-05.csv", "nps", "incoming/nps_*.csv"),
        ("маршруты.csv", "marshruty", "incoming/маршруты.csv"),
        ("sub/2024.csv", "surveys", "incoming/sub/*.csv"),
    ],
)
def test_a_name_and_a_place_are_suggested(name: str, source: str, path: str) -> None:
    assert connect.suggested_name(name, "surveys") == source
    assert connect.suggested_path(name) == path


@given(st.text(max_size=140))
def test_no_name_of_an_upload_leaves_its_folder(name: str) -> None:
    safe = safe_name(name)
    assert Path(safe).name == safe and not safe.startswith(".") and len(safe.encode()) < 1000


@given(st.text(max_size=60))
def test_no_place_lies_outside_incoming(path: str) -> None:
    try:
        parts = Path(connect.check_path("incoming/" + path)).parts
    except WrongUse:
        return
    assert parts[0] == "incoming" and ".." not in parts
