"""Sources whose files lie behind an address: only files that are new or changed are fetched."""

import hashlib
from pathlib import Path

from config.errors import SapaError
from etl.landing import Delivery
from etl.remote.files import Location, RemoteFile, location_of
from etl.remote.secret_values import Secrets
from etl.settling import Desk, is_settled, not_reached, reached, settle, twin_of


def load_remote(desk: Desk) -> None:
    """Load what lies at the declared address; a place that cannot be reached is noted, others go on."""
    secrets = Secrets(desk.landing.instance, desk.told_as)
    try:
        location = location_of(desk.declaration, secrets)
        files = location.files()
    except SapaError as error:
        not_reached(desk, error, secrets.hidden(desk.declaration.path))
        return
    reached(desk)
    for file in files:
        try:
            _one(desk, location, file)
        except SapaError as error:
            not_reached(desk, error, file.name)


def _one(desk: Desk, location: Location, file: RemoteFile) -> None:
    known = _as_known(desk, file)
    if known is not None:
        twin = twin_of(desk, known)
        if twin is not None and is_settled(desk, twin):
            settle(desk, known)
            return
    fetched = location.fetch(file, desk.landing.work)
    try:
        settle(desk, _delivery(file, fetched))
    finally:
        fetched.unlink(missing_ok=True)


def _as_known(desk: Desk, file: RemoteFile) -> Delivery | None:
    """The delivery as it was the last time, where size and time (or mark) are still the same."""
    key = (file.address, file.size, file.changed_ns)
    for load in reversed(desk.mine):
        if (load.file_path, load.file_bytes, load.file_changed_ns) == key and load.file_sha256:
            nowhere = Path(file.name)
            return Delivery(nowhere, file.name, load.file_sha256, file.size, file.changed_ns, file.address)
    return None


def _delivery(file: RemoteFile, fetched: Path) -> Delivery:
    with fetched.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    return Delivery(fetched, file.name, digest, file.size, file.changed_ns, file.address)
