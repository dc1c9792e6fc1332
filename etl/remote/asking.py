"""Sources that are asked for their rows: databases, web services, growing folders of transcripts."""

import hashlib
from dataclasses import replace
from importlib import import_module
from typing import cast

from config.errors import NotReady, SapaError
from etl.landing import Delivery
from etl.loads import LOADED, UNCHANGED, Load, commit, new_load_id
from etl.remote.secret_values import Secrets
from etl.remote.windows import Reading, readings, still_holds
from etl.settling import Desk, land, not_reached, note, now, reached, settle
from etl.sources.fetched import Desk as FetchDesk
from etl.sources.fetched import Fetched, Fetcher


def load_asked(desk: Desk) -> None:
    """Read what is new, and again what a changed declaration or a retry asks for."""
    secrets = Secrets(desk.landing.instance, desk.told_as)
    try:
        for reading in readings(desk.mine, desk.declaration.fingerprint, is_retry=desk.is_retry):
            _one(desk, reading, secrets)
    except SapaError as error:
        not_reached(desk, error, desk.declaration.name)
    except OSError as error:
        told = f"{desk.told_as}: what it gives cannot be written ({error.strerror}); free some space."
        not_reached(desk, NotReady(told), desk.declaration.name)


def _one(desk: Desk, reading: Reading, secrets: Secrets) -> None:
    fetch = cast(Fetcher, import_module(f"etl.sources.{desk.declaration.kind}").fetch)
    home = desk.landing.instance.home
    fetched = fetch(desk.declaration, reading.window, FetchDesk(home, desk.landing.work, secrets))
    reached(desk)
    try:
        _take(desk, reading, fetched)
    finally:
        fetched.file.unlink(missing_ok=True)


def _take(desk: Desk, reading: Reading, fetched: Fetched) -> None:
    if not fetched.count:
        desk.done(_nothing_new(desk, fetched))
        load = None
    elif reading.is_new:
        load = settle(desk, _delivery(reading, fetched))
    else:
        is_whole = still_holds(reading.again, fetched.count)
        load = land(desk, _delivery(reading, fetched), reading.again if is_whole else ())
    if load is None or load.status == LOADED:
        _mark_read(desk, reading, load)


def _delivery(reading: Reading, fetched: Fetched) -> Delivery:
    with fetched.file.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    end = reading.window.end or fetched.cursor_to or reading.window.start
    return Delivery(
        fetched.file, fetched.name, digest, fetched.file.stat().st_size, 0, fetched.origin, fetched.note,
        reading.window.start, end,
    )  # fmt: skip


def _mark_read(desk: Desk, reading: Reading, load: Load | None) -> None:
    """Loads whose rows were read again and that stay: their rejected rows are told by the new load now."""
    replaced = load.replaces if load else ()
    kept = {item.load_id for item in desk.mine} - {load.load_id if load else "", *replaced}
    for old in reading.again:
        is_stale = bool(old.rows_rejected) or not reading.is_new
        if is_stale and old.load_id in kept and not desk.landing.is_dry:
            settled = replace(
                old, declaration=desk.declaration.fingerprint, quarantine=None, rows_rejected=0,
                rows_read=old.rows_read - old.rows_rejected,
            )  # fmt: skip
            commit(desk.landing.instance, settled)
            note(desk, settled)


def _nothing_new(desk: Desk, fetched: Fetched) -> Load:
    return Load(
        load_id=new_load_id(desk.landing.instance, desk.declaration.name), source=desk.declaration.name,
        contract=desk.declaration.contract, file=fetched.name, file_sha256="", file_bytes=0,
        started_at=now(), finished_at=now(), status=UNCHANGED, message="nothing new",
        declaration=desk.declaration.fingerprint,
    )  # fmt: skip
