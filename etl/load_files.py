"""The files of one load: rows that land, rows that came too late, what corrections changed, rejected rows.

Each is written beside the instance's data and moved there whole; only files the load's record names count.
"""

from dataclasses import dataclass, replace
from pathlib import Path

from config.instance import Instance
from etl.changes import write_changes
from etl.duplicates import Verdicts
from etl.durable import move
from etl.late import Against
from etl.loads import Load
from etl.problems import UnreadableFile
from etl.quarantine import write_quarantine
from etl.schemas import landed_columns
from etl.staging import Staged, landing_query
from warehouse.engine import Connection

LAYOUT = (
    "FORMAT parquet, PARQUET_VERSION v2, COMPRESSION zstd, COMPRESSION_LEVEL 1, DICTIONARY_SIZE_LIMIT 2000"
)
"""Columns with more values than that gain little from a dictionary, and looking for one takes long."""


@dataclass(frozen=True)
class Judged:
    """A file in memory, every row of it decided."""

    staged: Staged
    against: Against
    verdicts: Verdicts


def write_files(connection: Connection, judged: Judged, load: Load, instance: Instance, work: Path) -> Load:
    """Write what ``load`` brings; gives it with the names of its files."""
    # Rows keep their line as a column: their order in the file is worth less than the memory it takes.
    connection.execute("SET preserve_insertion_order = false")
    contract, verdicts = judged.staged.mapping.contract, judged.verdicts
    if load.rows_loaded - load.rows_late + verdicts.carried:
        load = replace(
            load, parquet=_put(_landing(connection, judged, load, work), "landing", load, instance)
        )
    if load.rows_late:
        load = replace(load, late=_put(_late(connection, judged, load, work), "late", load, instance))
    if load.rows_corrected:
        changes = write_changes(connection, contract, judged.against, load.load_id, work)
        load = replace(load, changes=_put(changes, "changes", load, instance))
    if load.rows_rejected:
        bad = write_quarantine(connection, judged.staged.mapping, _lineage(load), work)
        load = replace(load, quarantine=_put(bad, "quarantine", load, instance))
    return load


def _put(file: Path, folder: str, load: Load, instance: Instance) -> str:
    kind = f"{load.contract}/" if folder in ("landing", "late") else ""
    target = f"{folder}/{kind}{load.load_id}.parquet"
    move(file, instance.home / target)
    return target


def _landing(connection: Connection, judged: Judged, load: Load, work: Path) -> Path:
    kept = "" if judged.verdicts.are_all_new else "ANTI JOIN dropped USING (record)"
    query = f"{landing_query(judged.staged.mapping)} {kept}"
    if judged.verdicts.carried:
        columns = ", ".join(
            f"$load_id AS {name}" if name == "load_id" else name
            for name in landed_columns(judged.staged.mapping.contract)
        )
        query += f" UNION ALL SELECT {columns} FROM carried"
    count = load.rows_loaded - load.rows_late + judged.verdicts.carried
    return _written(connection, query, load, count, work)


def _late(connection: Connection, judged: Judged, load: Load, work: Path) -> Path:
    query = f"{landing_query(judged.staged.mapping)} SEMI JOIN late USING (record)"
    return _written(connection, query, load, load.rows_late, work)


def _written(connection: Connection, query: str, load: Load, count: int, work: Path) -> Path:
    """A file of exactly ``count`` rows; raises UnreadableFile where rows were lost or made on the way."""
    file = work / "landing.parquet"
    done = connection.execute(
        f"COPY ({query}) TO $target ({LAYOUT})", {**_lineage(load), "target": str(file)}
    )
    (written,) = done.fetchone() or (0,)
    if written != count:
        raise UnreadableFile(f"{load.file}: {count} good rows became {written}; nothing was taken.")
    return file


def _lineage(load: Load) -> dict[str, object]:
    return {"load_id": load.load_id, "source": load.source, "file": load.file}
