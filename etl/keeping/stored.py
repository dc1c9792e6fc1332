"""What is stored of calls and rows that is older than the rules allow: found, counted, removed."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from config.instance import Instance
from etl.contracts import CONTRACTS
from etl.keeping import rewriting
from etl.keeping.rules import QUARANTINE, ROWS, TRANSCRIPTS, Rule, free_texts
from etl.loads import Load, commit, read_loads
from warehouse.engine import Connection

_SAID = ".utterances.parquet"


@dataclass(frozen=True)
class Part:
    """What of one file goes: ``count`` rows or texts of days ``oldest`` to ``newest``.

    ``bytes``: of the file where it goes wholly, else its share by rows.
    """

    file: Path
    count: int
    bytes: int
    oldest: date | None
    newest: date | None


def parts(connection: Connection, instance: Instance, rule: Rule) -> list[Part]:
    """What of each file goes under ``rule``, by name of file."""
    if rule.what == TRANSCRIPTS:
        found = list(_transcripts(connection, instance, rule))
    elif rule.what == QUARANTINE:
        found = [_whole(connection, instance.home / str(load.quarantine), _day_of(load))
                 for load in _old_quarantine(instance, rule)]  # fmt: skip
    else:
        found = list(_rows(connection, instance, rule))
    return [part for part in found if part.count]


def talks(connection: Connection, instance: Instance, rule: Rule) -> set[str]:
    """Recordings whose text goes under ``rule``, a rule of transcripts."""
    found: set[str] = set()
    for part in parts(connection, instance, rule):
        heard = part.file.name.endswith(_SAID)
        file = (
            part.file.with_name(part.file.name.replace(_SAID, ".recordings.parquet")) if heard else part.file
        )
        which = "true" if heard else _condition(instance, replace(rule, contract="utterances"), part.file)
        if "recording_id" in rewriting.columns_of(connection, file):
            rows = connection.execute(
                f"SELECT DISTINCT recording_id FROM read_parquet($file) WHERE {which} OR $before IS NULL",
                {"file": str(file), "before": rule.before},
            )
            found |= {str(row[0]) for row in rows.fetchall()}
    return found


def remove(connection: Connection, instance: Instance, rule: Rule, part: Part, work: Path) -> None:
    """Remove ``part``; again after a crash it is as if once."""
    rule = replace(rule, contract="utterances") if rule.what == TRANSCRIPTS else rule
    if rule.what == TRANSCRIPTS and part.file.is_relative_to(instance.transcripts):
        part.file.unlink(missing_ok=True)
    elif rule.what == QUARANTINE:
        name = part.file.relative_to(instance.home).as_posix()
        for load in read_loads(instance):
            if load.quarantine == name:
                commit(instance, replace(load, quarantine=None))
        part.file.unlink(missing_ok=True)
    elif rule.what == ROWS or part.file.is_relative_to(instance.home / "changes"):
        rewriting.without_rows(connection, part.file, _which(instance, rule, part.file), work)
    else:
        fields = ("text",) if rule.what == TRANSCRIPTS else free_texts(rule.contract)
        rewriting.without_cells(connection, part.file, fields, _which(instance, rule, part.file), work)


def _transcripts(connection: Connection, instance: Instance, rule: Rule) -> Iterator[Part]:
    """A folder holds the calls of its day, so that files go wholly; transcripts made elsewhere lose texts."""
    for folder in sorted(instance.transcripts.iterdir()) if instance.transcripts.is_dir() else []:
        day = _as_day(folder.name)
        if day is not None and day < rule.before:
            for file in sorted(folder.glob(f"*{_SAID}")):
                yield _whole(connection, file, day)
    yield from _rows(connection, instance, replace(rule, contract="utterances"))


def _whole(connection: Connection, file: Path, day: date) -> Part:
    count = rewriting.counted(connection, file, rewriting.ALL) if file.exists() else 0
    return Part(file, count, file.stat().st_size if count else 0, day, day)


def _old_quarantine(instance: Instance, rule: Rule) -> list[Load]:
    return [load for load in read_loads(instance) if load.quarantine and _day_of(load) < rule.before]


def _day_of(load: Load) -> date:
    return datetime.fromisoformat(load.finished_at).date()


def _rows(connection: Connection, instance: Instance, rule: Rule) -> Iterator[Part]:
    contract = rule.contract
    for load in read_loads(instance):
        if load.contract == contract and not (load.first_day and load.first_day >= rule.before.isoformat()):
            for name in (load.parquet, load.late, load.changes):
                if name and (instance.home / name).exists():
                    yield _part(connection, instance, rule, instance.home / name)


def _part(connection: Connection, instance: Instance, rule: Rule, file: Path) -> Part:
    day = "day" if file.is_relative_to(instance.home / "changes") else f"{CONTRACTS[rule.contract].day}::DATE"
    which = _which(instance, rule, file)
    meant = f"FILTER ({which.sql})"
    row: Any = connection.execute(
        f"SELECT count(*) {meant}, min({day}) {meant}, max({day}) {meant}, count(*) FROM read_parquet($file)",
        {**which.given, "file": str(file)},
    ).fetchone()
    share = round(file.stat().st_size * row[0] / row[3]) if row[3] else 0
    return Part(file, row[0], share, row[1], row[2])


def _which(instance: Instance, rule: Rule, file: Path) -> rewriting.Which:
    """The rows of ``file`` that ``rule`` is about."""
    return rewriting.Which(_condition(instance, rule, file), {"before": rule.before})


def _condition(instance: Instance, rule: Rule, file: Path) -> str:
    fields = ("text",) if rule.what == TRANSCRIPTS else free_texts(rule.contract)
    if file.is_relative_to(instance.home / "changes"):
        told = ", ".join(f"'{field}'" for field in fields)
        return "day < $before" + ("" if rule.what == ROWS else f" AND field IN ({told})")
    old = f"{CONTRACTS[rule.contract].day}::DATE < $before"
    if rule.what == ROWS:
        return old
    return f"{old} AND ({' OR '.join(f'{field} IS NOT NULL' for field in fields)})"


def _as_day(name: str) -> date | None:
    try:
        return date.fromisoformat(name)
    except ValueError:
        return None
