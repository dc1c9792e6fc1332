"""A small instance for tests of the ETL, and ways to feed and read it."""

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from config.instance import Instance
from etl.beginning import make_instance
from etl.customers import make_key
from etl.load import Outcome, load_sources
from etl.loads import Load
from etl.lock import writing
from warehouse import engine

SURVEYS = """contract = "surveys"
path = "incoming/*.csv"
delimiter = ";"
[columns]
survey_id = "id"
sent_at = "sent"
score = "score"
customer_id = "phone"
comment = "comment"
"""
HEADER = "id;sent;score;phone;comment\n"


def new_instance(home: Path, **sources: str) -> Instance:
    """An instance in ``home`` with the declared ``sources`` (name -> TOML)."""
    instance = Instance(shutil.copytree(_fresh(), home).resolve())
    make_key(instance)
    for name, text in sources.items():
        (instance.sources / f"{name}.toml").write_text(text, "utf8")
    return instance


@cache
def _fresh() -> Path:
    """An instance as it is made, but for its key: the dozens of files in it need writing only once."""
    folder = tempfile.mkdtemp()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    made = make_instance(Path(folder) / "fresh")
    (made.keys / "customer.key").unlink()
    return made.home


def deliver(instance: Instance, name: str, content: str | bytes) -> Path:
    """Put a file into ``incoming/``."""
    file = instance.home / "incoming" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


def load(instance: Instance, *names: str, is_retry: bool = False) -> Outcome:
    """Load the sources as the command does, without publishing."""
    with writing(instance) as work:
        return load_sources(instance, names, work, tell=lambda _: None, is_retry=is_retry)


def only(outcome: Outcome) -> Load:
    """The one file that was looked at."""
    assert not outcome.problems, outcome.problems
    (found,) = outcome.loads
    return found


def landed(instance: Instance, contract: str, columns: str = "*") -> list[tuple[Any, ...]]:
    """Landed rows of a contract in order of load and line."""
    return _read(
        f"SELECT {columns} FROM read_parquet($f, union_by_name = true) ORDER BY load_id, line",
        instance.landing / contract,
    )


def quarantined(instance: Instance) -> list[tuple[Any, ...]]:
    """(line, column, reason, detail, masked line) of every fault."""
    return _read(
        "SELECT line, column_name, reason, detail, masked_line FROM read_parquet($f) "
        "ORDER BY load_id, line, column_name",
        instance.quarantine,
    )


def _read(sql: str, folder: Path) -> list[tuple[Any, ...]]:
    connection = engine.memory()
    try:
        return connection.execute(sql, {"f": str(folder / "*.parquet")}).fetchall()
    finally:
        connection.close()


def adds_up(load: Load) -> bool:
    """Every row read is accounted for."""
    counts = load.counts
    return counts.read == counts.loaded + counts.rejected + counts.duplicate + counts.blank
