"""One file from its source to the landing: staged, compared with what is there, written, committed."""

import hashlib
import os
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from config.errors import NotReady, SapaError
from config.instance import Instance
from etl.declaration import Declaration, name_in
from etl.duplicates import judge
from etl.durable import move
from etl.loads import FAILED, LOADED, UNCHANGED, Load, commit, new_load_id
from etl.quarantine import write_quarantine
from etl.sound_folders import listing, parted
from etl.staging import Staged, Task, landing_query, stage
from warehouse import engine
from warehouse.engine import Connection

MEMORY_MIB = 512
"""What one file may take while it is loaded; SAPA_MEMORY sets another limit."""


@dataclass(frozen=True)
class Delivery:
    """A file that is there, and what is known of it."""

    file: Path
    name: str
    sha256: str
    size: int
    changed_ns: int


def look_at(file: Path, instance: Instance, known: list[Load], declaration: Declaration) -> Delivery:
    """Identity of ``file``; its content is only read where size or time changed since the last load.

    A folder of sound files is known by the names, sizes and times in it.
    """
    facts, name = file.stat(), name_in(file, instance)
    if declaration.kind == "sound_files":
        found = listing(file, parted(Path(declaration.path))[1])
        return Delivery(file, name, found.sha256, found.size, found.changed_ns)
    for load in reversed(known):
        is_same = (load.file_path, load.file_bytes) == (str(file), facts.st_size)
        if is_same and load.file_changed_ns == facts.st_mtime_ns:
            return Delivery(file, name, load.file_sha256, facts.st_size, facts.st_mtime_ns)
    with file.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    return Delivery(file, name, digest, facts.st_size, facts.st_mtime_ns)


@dataclass(frozen=True)
class Landing:
    """What a run needs to land files of one instance."""

    instance: Instance
    operator_zone: str
    key: bytes
    work: Path
    loads: list[Load]
    is_dry: bool = False

    def land(self, delivery: Delivery, declaration: Declaration, replaces: tuple[Load, ...] = ()) -> Load:
        """Load one file; one that cannot be taken gives a failed load with its message, and no rows."""
        blank = self._begun(delivery, declaration, replaces)
        try:
            load = self._staged(delivery, declaration, blank, replaces)
        except SapaError as error:
            load = replace(blank, status=FAILED, message=str(error), finished_at=_now())
        except engine.Error as error:
            told = _told(delivery, error)
            load = replace(blank, status=FAILED, message=told, finished_at=_now())
        if not self.is_dry:
            commit(self.instance, load)
            self._remove_files(replaces)
        return load

    def unchanged(self, delivery: Delivery, declaration: Declaration, twin: Load) -> Load:
        """A file whose very content was loaded before: its rows are there, or in quarantine, already."""
        load = self._begun(delivery, declaration, ())
        told = "" if twin.file == delivery.name else f"same content as {twin.file}"
        return replace(
            load, status=UNCHANGED, message=told, finished_at=_now(), rows_read=twin.rows_read,
            rows_duplicate=twin.rows_read - twin.rows_blank, rows_blank=twin.rows_blank,
        )  # fmt: skip

    def _begun(self, delivery: Delivery, declaration: Declaration, replaces: tuple[Load, ...]) -> Load:
        after = replaces[0].load_id if replaces else None
        return Load(
            load_id=new_load_id(self.instance, declaration.name, after), source=declaration.name,
            contract=declaration.contract, file=delivery.name, file_sha256=delivery.sha256,
            file_bytes=delivery.size, started_at=_now(), finished_at="", status=LOADED,
            file_path=str(delivery.file), file_changed_ns=delivery.changed_ns,
            declaration=declaration.fingerprint, replaces=tuple(load.load_id for load in replaces),
        )  # fmt: skip

    def _staged(
        self, delivery: Delivery, declaration: Declaration, load: Load, replaces: tuple[Load, ...]
    ) -> Load:
        task = Task(
            delivery.file, delivery.name, declaration, self.operator_zone, self.key, self.work,
            self._folder_of(delivery.file),
        )  # fmt: skip
        connection = engine.memory()
        try:
            _be_modest(connection)
            staged = stage(connection, task)
            return self._written(connection, staged, load, replaces)
        finally:
            connection.close()

    def _written(
        self, connection: Connection, staged: Staged, load: Load, replaces: tuple[Load, ...]
    ) -> Load:
        verdicts = judge(connection, staged.mapping, self._landed_files(load, replaces), load.load_id)
        count_bad = staged.count_bad + len(staged.mapping.raw.broken)
        load = replace(
            load, rows_read=staged.count_read, rows_rejected=count_bad,
            rows_blank=staged.count_blank + staged.mapping.raw.count_blank,
            rows_duplicate=verdicts.count_duplicate, rows_corrected=verdicts.count_corrected,
            rows_loaded=staged.count_good - verdicts.count_duplicate,
        )  # fmt: skip
        load = _with_days(connection, staged, load)
        if not self.is_dry:
            load = self._files(connection, staged, load)
        return replace(load, finished_at=_now())

    def _files(self, connection: Connection, staged: Staged, load: Load) -> Load:
        """Data first, the record last: only files a record names count."""
        lineage: dict[str, object] = {"load_id": load.load_id, "source": load.source, "file": load.file}
        if load.rows_loaded:
            target = f"landing/{load.contract}/{load.load_id}.parquet"
            written = self.work / "landing.parquet"
            connection.execute(
                f"COPY ({landing_query(staged.mapping)} WHERE record NOT IN (SELECT record FROM dropped)) "
                "TO $target (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1)",
                {**lineage, "target": str(written)},
            )
            move(written, self.instance.home / target)
            load = replace(load, parquet=target)
        if load.rows_rejected:
            target = f"quarantine/{load.load_id}.parquet"
            move(
                write_quarantine(connection, staged.mapping, lineage, self.work), self.instance.home / target
            )
            load = replace(load, quarantine=target)
        return load

    def _landed_files(self, load: Load, replaces: tuple[Load, ...]) -> list[Path]:
        gone = {item.load_id for item in replaces}
        return [
            self.instance.home / item.parquet
            for item in self.loads
            if item.parquet and item.contract == load.contract and item.load_id not in gone
        ]

    def _folder_of(self, file: Path) -> str:
        """Where relative paths in it start: its own folder, or itself where it is one."""
        folder = file if file.is_dir() else file.parent
        return name_in(folder, self.instance) if _is_inside(folder, self.instance) else str(folder)

    def _remove_files(self, replaces: tuple[Load, ...]) -> None:
        for load in replaces:
            for name in (load.parquet, load.quarantine):
                if name:
                    (self.instance.home / name).unlink(missing_ok=True)


def _told(delivery: Delivery, error: engine.Error) -> str:
    """One line for what DuckDB could not do; a full disk ends the run, no later file would fare better."""
    first = str(error).splitlines()[0]
    if "No space left" in str(error):
        raise NotReady(
            f"{delivery.name}: no space left on the disk; free some and run again, nothing of it was taken."
        ) from None
    return f"{delivery.name}: cannot be loaded: {first}"


def _be_modest(connection: Connection) -> None:
    """Big files spill to disk instead of filling the memory others need; records keep their numbers."""
    if not os.environ.get("SAPA_MEMORY"):
        connection.execute(f"SET memory_limit = '{MEMORY_MIB}MiB'")


def _is_inside(file: Path, instance: Instance) -> bool:
    return file.resolve().is_relative_to(instance.home)


def _with_days(connection: Connection, staged: Staged, load: Load) -> Load:
    day = staged.mapping.contract.day
    if day is None or not load.rows_loaded:
        return load
    row = connection.execute(
        f"SELECT min({day})::DATE, max({day})::DATE FROM typed WHERE NOT is_bad AND NOT is_blank"
    ).fetchone()
    first, last = row or (None, None)
    return replace(load, first_day=first and first.isoformat(), last_day=last and last.isoformat())


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
