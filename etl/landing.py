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
from etl.erasing.tombstones import erased
from etl.late import Against
from etl.load_files import Judged, write_files
from etl.loads import FAILED, LOADED, UNCHANGED, Load, commit, new_load_id
from etl.locked import locked_periods
from etl.masking import masked
from etl.sound_folders import listing, parted
from etl.staging import Staged, Task, stage
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
    origin: str = ""
    """Where it was fetched from; empty: it lies at ``file``."""
    note: str = ""
    """What its reader has to tell, rows without a cursor for instance."""
    cursor_from: str | None = None
    cursor_to: str | None = None


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
            load, replaces = _failed(blank, replaces, str(error))
        except engine.Error as error:
            load, replaces = _failed(blank, replaces, _told(delivery, error))
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
            file_path=delivery.origin or str(delivery.file), file_changed_ns=delivery.changed_ns,
            message=delivery.note, cursor_from=delivery.cursor_from, cursor_to=delivery.cursor_to,
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
        against = self._against(load, replaces)
        verdicts = judge(connection, staged.mapping, against, load.load_id)
        count_bad = staged.count_bad + len(staged.mapping.raw.broken)
        load = replace(
            load, rows_read=staged.count_read, rows_rejected=count_bad,
            rows_blank=staged.count_blank + staged.mapping.raw.count_blank,
            rows_duplicate=verdicts.duplicate, rows_corrected=verdicts.corrected, rows_late=verdicts.late,
            rows_loaded=staged.count_good - verdicts.duplicate,
        )  # fmt: skip
        load = _with_days(connection, staged, load)
        if not self.is_dry:
            load = write_files(connection, Judged(staged, against, verdicts), load, self.instance, self.work)
        return replace(load, finished_at=_now())

    def _against(self, load: Load, replaces: tuple[Load, ...]) -> Against:
        """Everything of the contract that is there already."""
        gone = {item.load_id for item in replaces}
        others = [item for item in self.loads if item.contract == load.contract and item.load_id not in gone]
        home = self.instance.home
        return Against(
            schema=self.instance.landing / load.contract / "_schema.parquet",
            landed=[home / item.parquet for item in others if item.parquet],
            late=[home / item.late for item in others if item.late],
            replaced=[home / item.parquet for item in replaces if item.parquet],
            locks=[lock for lock in locked_periods(self.instance) if lock.contract == load.contract],
            erased=erased(self.instance, self.key),
        )

    def _folder_of(self, file: Path) -> str:
        """Where relative paths in it start: its own folder, or itself where it is one."""
        folder = file if file.is_dir() else file.parent
        return name_in(folder, self.instance) if _is_inside(folder, self.instance) else str(folder)

    def _remove_files(self, replaces: tuple[Load, ...]) -> None:
        for load in replaces:
            for name in load.files:
                (self.instance.home / name).unlink(missing_ok=True)


def _failed(blank: Load, replaces: tuple[Load, ...], message: str) -> tuple[Load, tuple[Load, ...]]:
    """Nothing was taken, so rows read before stay: only earlier failures give way to this one."""
    gone = tuple(load for load in replaces if load.status == FAILED)
    ids = tuple(load.load_id for load in gone)
    told = _without_persons(message)
    return replace(blank, status=FAILED, message=told, finished_at=_now(), replaces=ids), gone


def _without_persons(message: str) -> str:
    """What is told of a file may quote its cells: they are masked, the name it begins with is kept."""
    name, colon, told = message.partition(": ")
    return name + colon + masked([told])[0] if colon else masked([name])[0]


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
