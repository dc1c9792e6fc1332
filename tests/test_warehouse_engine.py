"""The door to DuckDB: nothing is fetched, nothing is glued into SQL, nothing of Python is scanned."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.instance import PROJECT
from warehouse import engine


@settings(deadline=None, max_examples=40)
@given(st.text(min_size=1, max_size=40).filter(lambda name: "\x00" not in name))
def test_any_name_can_be_an_identifier(name: str) -> None:
    with engine.memory() as connection:
        connection.execute(f"create table t (x integer, {engine.identifier('y' + name)} integer)")
        columns = connection.execute("describe t").fetchall()
    assert columns[1][0] == "y" + name


def test_an_empty_name_is_no_identifier() -> None:
    with pytest.raises(ValueError, match="at least one character"):
        engine.identifier("")


def test_extensions_are_never_fetched() -> None:
    with engine.memory() as connection:
        row = connection.execute(
            "select current_setting('autoinstall_known_extensions'), "
            "current_setting('autoload_known_extensions')"
        ).fetchone()
    assert row == (False, False)


def test_python_objects_are_not_scanned() -> None:
    frame = [1, 2, 3]
    assert frame
    with engine.memory() as connection, pytest.raises(engine.Error, match="frame"):
        connection.execute("select * from frame")


def test_a_read_only_database_stays_as_it_is_and_reads_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a b.duckdb"
    with engine.open_new(path) as connection:
        connection.execute("create table t as select 42 as x")
    with engine.open_readonly(path) as connection:
        assert connection.cursor().execute("select x from t").fetchone() == (42,)
        with pytest.raises(engine.Error):
            connection.execute("insert into t values (1)")
        with pytest.raises(engine.Error, match="disabled by configuration"):
            connection.execute("copy t to 'out.csv'")
        with pytest.raises(engine.Error):
            connection.execute("set enable_external_access = true")


def test_only_the_engine_imports_duckdb() -> None:
    folders = ("config", "text", "journal", "warehouse", "transcribe", "reports", "etl", "ui", "pages")
    found = [
        path.relative_to(PROJECT).as_posix()
        for folder in folders
        for path in (PROJECT / folder).rglob("*.py")
        if any(
            line.startswith(("import duckdb", "from duckdb")) for line in path.read_text("utf8").splitlines()
        )
    ]
    assert found == ["warehouse/engine.py"]
