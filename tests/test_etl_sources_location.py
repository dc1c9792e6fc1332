"""Files behind an address are fetched when they are new, known by content, and not kept."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest

from config.instance import Instance
from etl.loads import FAILED, LOADED, UNCHANGED, read_loads
from tests.etl_instances import adds_up, landed, load, new_instance, only

DECLARED = """contract = "ratings"
path = "{path}"
[columns]
rating_id = "id"
rated_at = "at"
rating = "stars"
{more}
"""
ROWS = "id;at;stars\n{0};2022-03-01;5\n"


def make(tmp_path: Path, path: str, more: str = "") -> Instance:
    return new_instance(tmp_path / "op", far=DECLARED.format(path=path, more=more))


@pytest.fixture
def memory() -> Iterator[fsspec.AbstractFileSystem]:
    system = fsspec.filesystem("memory")
    system.store.clear()
    yield system
    system.store.clear()


def test_new_files_are_fetched_known_ones_are_not(
    tmp_path: Path, memory: fsspec.AbstractFileSystem, monkeypatch: pytest.MonkeyPatch
) -> None:
    instance = make(tmp_path, "memory://in/nps_*.csv")
    memory.pipe({"/in/nps_1.csv": ROWS.format(1).encode(), "/in/nps_2.csv": ROWS.format(2).encode()})
    memory.pipe({"/in/other.csv": b"no", "/in/nps_sub/x.csv": b"no"})
    first = load(instance)
    assert [(item.file, item.rows_loaded) for item in first.loads] == [("nps_1.csv", 1), ("nps_2.csv", 1)]
    memory.pipe("/in/nps_3.csv", ROWS.format(1).encode())  # known content under another name
    fetched: list[str] = []
    own = type(memory).get_file

    def noted(self: fsspec.AbstractFileSystem, path: str, *rest: object, **more: object) -> None:
        fetched.append(path)
        own(self, path, *rest, **more)

    monkeypatch.setattr(type(memory), "get_file", noted)
    assert [item.status for item in load(instance).loads] == [UNCHANGED] * 3
    assert [item.status for item in load(instance).loads] == [UNCHANGED] * 3
    assert fetched == ["/in/nps_3.csv"]
    assert not list(instance.home.rglob("nps_*.csv"))


def test_a_changed_file_is_fetched_again_and_corrects(
    tmp_path: Path, memory: fsspec.AbstractFileSystem
) -> None:
    instance = make(tmp_path, "memory://in")
    memory.pipe("/in/a.csv", ROWS.format(1).encode())
    load(instance)
    memory.pipe("/in/a.csv", ROWS.format(1).replace(";5", ";4").encode())
    done = only(load(instance))
    assert adds_up(done) and (done.status, done.rows_corrected) == (LOADED, 1)


def test_an_archive_is_read_from_inside(tmp_path: Path) -> None:
    archive = tmp_path / "march.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("in/a.csv", ROWS.format(1))
        packed.writestr("in/b.csv", ROWS.format(2))
    instance = make(tmp_path, f"zip://in/*.csv::file://{archive}")
    assert sum(item.rows_loaded for item in load(instance).loads) == 2
    with zipfile.ZipFile(archive, "a") as packed:
        packed.writestr("in/c.csv", ROWS.format(3))
    assert [item.status for item in load(instance).loads] == [UNCHANGED, UNCHANGED, LOADED]


def test_a_place_that_is_not_there_is_one_line_and_recovers(tmp_path: Path) -> None:
    folder = tmp_path / "share"
    instance = make(tmp_path, f"file://{folder}")
    gone = only(load(instance))
    assert gone.status == FAILED and "share is not there" in gone.message
    folder.mkdir()
    (folder / "a.csv").write_text(ROWS.format(1))
    assert only(load(instance)).rows_loaded == 1
    assert [item.status for item in read_loads(instance)] == [LOADED]


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("s3://bucket/in/*.csv", "s3://"),
        ("nosuch://host/x.csv", "nosuch://"),
        ("sftp://127.0.0.1:1/in/*.csv", "sftp://"),
    ],
)
def test_an_address_that_cannot_work_is_one_line(tmp_path: Path, path: str, told: str) -> None:
    done = only(load(make(tmp_path, path)))
    assert done.status == FAILED and told in done.message and "\n" not in done.message


def test_sftp_with_a_secret_and_a_known_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("paramiko")
    from tests.sftp_server import PASSWORD, USER, SftpServer

    (tmp_path / "served" / "in").mkdir(parents=True)
    (tmp_path / "served" / "in" / "nps_1.csv").write_text(ROWS.format(1))
    server = SftpServer(tmp_path / "served")
    try:
        monkeypatch.setenv("SFTP_PASSWORD", PASSWORD)
        known = tmp_path / "known_hosts"
        more = (
            f'[location]\nport = {server.port}\nusername = "{USER}"\npassword = "${{SFTP_PASSWORD}}"\n'
            f'known_hosts = "{known}"\nallow_agent = false\nlook_for_keys = false\n'
        )
        instance = make(tmp_path, "sftp://127.0.0.1/in/nps_*.csv", more)
        stranger = only(load(instance))
        assert stranger.status == FAILED and "not in known_hosts" in stranger.message
        known.write_text(server.known_hosts)
        assert only(load(instance)).rows_loaded == 1
        assert only(load(instance)).status == UNCHANGED
        assert server.opened == ["nps_1.csv"]
        assert landed(instance, "ratings", "rating_id, file") == [("1", "nps_1.csv")]
        monkeypatch.setenv("SFTP_PASSWORD", "wrong 12345")
        refused = only(load(instance))
        assert refused.status == FAILED and "wrong 12345" not in refused.message
    finally:
        server.close()
