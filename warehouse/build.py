"""Building a snapshot: landed files -> staging -> facts -> marts in a new database file, then published.

``build`` makes everything from what landed.  ``refresh`` takes the published snapshot and what came since,
where that is enough, and gives the same tables.  Each table is one file of ``sql/`` for both.
"""

import errno
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from config.errors import NotReady
from config.instance import Instance
from warehouse import engine, incremental, landed_files, making, restatements
from warehouse.inputs import Inputs, added, read_inputs, stored_inputs
from warehouse.publish import building, copy_of, new_snapshot_id, publish, remove
from warehouse.search import follow
from warehouse.snapshot import Snapshot, current
from warehouse.sql_files import BadSql


def build(instance: Instance, progress: making.Progress | None = None) -> Snapshot:
    """Build a snapshot of all that is committed and publish it; ``progress`` is told each step.

    A build that fails leaves the published snapshot as it was and no file behind.  Raises NotReady where the
    instance lacks something, where the disk is full, or where another build is running.
    """
    return _published(instance, progress or _nobody, is_whole=True)


def refresh(instance: Instance, progress: making.Progress | None = None) -> Snapshot:
    """Publish what is committed, as ``build`` does and with equal content, from the published snapshot and
    the files added since; everything anew where more than that changed.

    Rows taken back are in the bytes of such a snapshot until the next ``build``: erasing needs that one.
    """
    return _published(instance, progress or _nobody, is_whole=False)


def _published(instance: Instance, say: making.Progress, *, is_whole: bool) -> Snapshot:
    snapshot_id = new_snapshot_id()
    with _room(instance), building(instance, snapshot_id) as path:
        with tempfile.TemporaryDirectory(prefix="sapa-build-") as work:
            say("looking")
            loads = landed_files.committed_loads(instance)
            inputs = read_inputs(instance, loads)
            values = making.variables(instance, loads, inputs, snapshot_id, Path(work))
            if is_whole or not _add(instance, path, inputs, values, say):
                with _writing(path) as connection:
                    _make_all(connection, values, say)
        say("publishing")
        publish(instance, path, snapshot_id)
        restatements.remember(instance, current(instance))
    follow(instance, current(instance), say)
    return current(instance)


def _add(instance: Instance, path: Path, inputs: Inputs, values: making.Values, say: making.Progress) -> bool:
    """Make the new snapshot of the published one and what came since; False where that cannot be.

    What fails here, for a damaged snapshot as well, a whole build can still do, or tell better.
    """
    try:
        old = current(instance)
        new = added(stored_inputs(old), inputs)
    except (NotReady, engine.Error):
        return False
    if new is None:
        return False
    say("copying")
    copy_of(old.path, path)
    try:
        with _writing(path) as connection:
            incremental.add(connection, new, values, say)
    except (incremental.NotEnough, BadSql, engine.Error) as error:
        if _is_full(error):
            raise
        remove(path)
        return False
    return True


@contextmanager
def _writing(path: Path) -> Iterator[engine.Connection]:
    """A database being made; everything is in its one file afterwards."""
    connection = engine.open_new(path)
    try:
        yield connection
        connection.execute("checkpoint")
    finally:
        connection.close()


def _make_all(connection: engine.Connection, values: making.Values, say: making.Progress) -> None:
    say("staging")
    making.set_variables(connection, values)
    making.begin(connection)
    making.stage_landed(connection)
    making.make(connection, "meta", "delivering_sources")
    making.stage(connection)
    for name in making.DIMS:
        making.make(connection, "dims", name)
    for name in making.FACTS:
        say(f"facts.{name}")
        making.make_fact(connection, name)
    say("marts")
    making.name_unknown_codes(connection)
    for name in making.MARTS:
        making.make(connection, "marts", name)
    for name in making.META:
        making.make(connection, "meta", name)


@contextmanager
def _room(instance: Instance) -> Iterator[None]:
    """A full disk is told in one line; nothing else of what fails is changed."""
    try:
        yield
    except (BadSql, engine.Error, OSError) as error:
        if not _is_full(error):
            raise
        raise NotReady(
            f"{instance.warehouse}: no space left on the disk for a new snapshot; free at least the size of "
            "the last one and run again. The published snapshot stays."
        ) from None


def _is_full(error: Exception) -> bool:
    if isinstance(error, OSError):
        return error.errno in {errno.ENOSPC, errno.EDQUOT}
    return "No space left" in str(error)


def _nobody(step: str) -> None:
    """Who is told of steps when nobody asks."""
