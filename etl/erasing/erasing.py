"""``python -m etl erase``: one customer out of rows, texts, recordings, caches, journal and snapshots.

The order makes it safe to stop anywhere: tombstones first, so that nothing comes back; then the list of what
is to go; then everything on it, each step as good twice as once; the list itself last.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from config.errors import WrongUse
from config.instance import Instance
from config.settings import load_settings
from etl.customers import make_customers, read_key
from etl.erasing import pending, tombstones
from etl.erasing.belongings import Belongings, condition, show_ids
from etl.erasing.finding import belongings, leave_common_texts, texts
from etl.erasing.pending import Pending
from etl.keeping import rewriting
from etl.keeping.retention import publish_anew
from etl.keeping.rules import today
from etl.keeping.sounds import OldSound, names_of, of_recordings, remove
from etl.lock import writing
from etl.locked import who
from journal.api import Journal
from text import erasing as models
from warehouse import engine
from warehouse.engine import Connection

LEAST_LETTERS = 6
"""Identifiers this short may stand in a line of the quarantine by accident."""


@dataclass(frozen=True)
class Report:
    """What was, or would be, removed. ``deliveries``: delivered files that still hold the customer."""

    rows: int
    recordings: int
    sounds: int
    sounds_elsewhere: tuple[str, ...]
    rejected: int
    journal: int
    deliveries: tuple[str, ...]

    @property
    def is_nothing(self) -> bool:
        return not (self.rows or self.recordings or self.rejected or self.journal)


def would_erase(instance: Instance, customer: str) -> Report:
    """What erasing ``customer`` (as the sources name them: a telephone number, an account) would remove."""
    key = key_of(instance, customer)
    with engine.memory() as connection:
        return _done(connection, instance, _plan(connection, instance, key), None)


def erase(instance: Instance, customer: str) -> Report:
    """Erase ``customer``; one that was stopped before is finished first. Raises Busy, WrongUse, NotReady."""
    key = key_of(instance, customer)
    with writing(instance) as work, engine.memory() as connection:
        before = pending.read(instance)
        if before is not None:
            report = _finish(connection, instance, before, work)
            if before.found.customer_key == key:
                return report
        plan = _plan(connection, instance, key)
        _bury(instance, plan.found)
        pending.write(instance, plan)
        return _finish(connection, instance, plan, work)


def key_of(instance: Instance, customer: str) -> str:
    """The keyed hash rows have in the place of ``customer``. Raises WrongUse for an empty one."""
    if not customer.strip():
        raise WrongUse("no customer given: name one as the sources do, a telephone number or an account.")
    with engine.memory() as connection:
        connection.execute("CREATE TEMP TABLE asked AS SELECT $asked::VARCHAR AS customer_id",
                           {"asked": customer.strip()})  # fmt: skip
        make_customers(connection, read_key(instance), "asked")
        row = connection.execute("SELECT customer_key FROM customers").fetchone()
    assert row is not None  # noqa: S101  (one row in, one out)
    return str(row[0])


def _plan(connection: Connection, instance: Instance, key: str) -> Pending:
    found = belongings(connection, instance, key)
    leave_common_texts(connection, instance, found)
    found.marks.update(models.marks(texts(connection, instance, found)))
    found.sound_names.update(names_of(instance, found.recording_ids))
    sounds = of_recordings(instance, found.recording_ids)
    ours = tuple(str(sound.path) for sound in sounds if sound.is_ours)
    return Pending(found, ours, tuple(str(sound.path) for sound in sounds if not sound.is_ours))


def _bury(instance: Instance, found: Belongings) -> None:
    secret = tombstones.secret_of(read_key(instance))
    until = today(load_settings(instance))
    rows = (
        tombstones.of_row(secret, contract, one) for contract, those in found.rows.items() for one in those
    )
    tombstones.add(instance, [tombstones.of_customer(secret, found.customer_key, until), *rows])


def _finish(connection: Connection, instance: Instance, plan: Pending, work: Path) -> Report:
    report = _done(connection, instance, plan, work)
    publish_anew(instance, plan.found.recording_ids)
    _note(instance, report)
    pending.done(instance)
    return report


def _done(connection: Connection, instance: Instance, plan: Pending, work: Path | None) -> Report:
    """Everything but the snapshot; without ``work`` it is only counted."""
    found = plan.found
    show_ids(connection, found)
    rejected = _rejected(connection, instance, found, work)
    _rows(connection, instance, found, work)
    entries = Journal(instance).erasing.entries(found.in_journal)
    if work is not None:
        day = date.min
        remove(instance, [OldSound(Path(path), day, 0, True) for path in plan.sounds])
        remove(instance, [OldSound(Path(path), day, 0, False) for path in plan.sounds_elsewhere])
        _forget_talks(instance, found)
        models.forget(instance, found.marks)
        Journal(instance).erasing.erase(found.in_journal)
    deliveries = tuple(sorted(name for name in found.files if (instance.home / name).is_file()))
    return Report(
        found.count_rows, len(found.recording_ids), len(plan.sounds), plan.sounds_elsewhere, rejected,
        entries, deliveries,
    )  # fmt: skip


def _rows(connection: Connection, instance: Instance, found: Belongings, work: Path | None) -> None:
    """Files of rows, changes, results of texts and talks, each only where the customer is in it."""
    for file in _files(instance, "landing", "late", "transcripts", "enriched"):
        _without(connection, file, condition(rewriting.columns_of(connection, file)), found, work)
    changed = "(contract, key_hash) IN (SELECT (contract, key_hash) FROM own_keys)"
    for file in _files(instance, "changes"):
        _without(connection, file, changed, found, work)


def _rejected(connection: Connection, instance: Instance, found: Belongings, work: Path | None) -> int:
    """Rejected lines that are known to be the customer's, or that name something of theirs."""
    total = 0
    for file in _files(instance, "quarantine"):
        columns = rewriting.columns_of(connection, file)
        named = f"len(id) >= {LEAST_LETTERS} AND (contains(masked_line, id) OR contains(detail, id))"
        which = f"EXISTS (FROM own_ids WHERE kind NOT IN ('texts', 'audio') AND {named})"
        if "customer_key" in columns:
            which += " OR customer_key = $customer"
        total += _without(connection, file, which, found, work)
    return total


def _without(connection: Connection, file: Path, which: str, found: Belongings, work: Path | None) -> int:
    """Rows of ``file`` that are meant; with ``work`` they are removed."""
    if not which:
        return 0
    asked = rewriting.Which(which, found.given if "$customer" in which else {})
    if work is None:
        return rewriting.counted(connection, file, asked)
    return rewriting.without_rows(connection, file, asked, work)


def _files(instance: Instance, *folders: str) -> Iterator[Path]:
    for folder in folders:
        for file in sorted((instance.home / folder).rglob("*.parquet")):
            if not file.name.startswith(("_", ".")):
                yield file


def _forget_talks(instance: Instance, found: Belongings) -> None:
    """Their jobs, and what evaluations quote of them."""
    from transcribe.evaluation.forgetting import forget
    from transcribe.ledger import ledger_of

    if found.recording_ids:
        with ledger_of(instance) as ledger:
            ledger.erase(sorted(found.recording_ids), sorted(found.audio_ids))
        forget(instance, found.audio_ids, found.sound_names | found.recording_ids)


def _note(instance: Instance, report: Report) -> None:
    """That somebody was erased, when and by whom, and how much: not who."""
    told = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"), "by": who(), "rows": report.rows,
        "recordings": report.recordings, "sounds": report.sounds, "rejected": report.rejected,
        "journal": report.journal,
    }  # fmt: skip
    with (instance.home / "erased" / "log.ndjson").open("a", encoding="utf8") as log:
        log.write(json.dumps(told) + "\n")
