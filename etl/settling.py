"""What becomes of one delivery: known content is noted, new content landed, earlier failures give way."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from config.errors import SapaError
from etl.declaration import Declaration
from etl.landing import Delivery, Landing
from etl.loads import FAILED, LOADED, UNCHANGED, Load, commit, forget, new_load_id


@dataclass(frozen=True)
class Desk:
    """One source being loaded; ``done`` is told each load."""

    landing: Landing
    declaration: Declaration
    done: Callable[[Load], None]
    is_retry: bool = False

    @property
    def mine(self) -> list[Load]:
        """Committed loads of this source, in order of time."""
        return [load for load in self.landing.loads if load.source == self.declaration.name]

    @property
    def told_as(self) -> str:
        return f"sources/{self.declaration.name}.toml"


def settle(desk: Desk, delivery: Delivery) -> Load:
    """Land ``delivery``, unless its very content is there already."""
    twin = twin_of(desk, delivery)
    if twin is not None and is_settled(desk, twin):
        load = desk.landing.unchanged(delivery, desk.declaration, twin)
        _remember(desk, load)
        drop(desk, [item for item in desk.mine if item.status == FAILED and item.file == delivery.name])
        desk.done(load)
        return load
    return land(desk, delivery, tuple(item for item in desk.mine if _is_version_of(item, delivery, twin)))


def land(desk: Desk, delivery: Delivery, replaces: tuple[Load, ...]) -> Load:
    """Land ``delivery`` in the place of ``replaces``, whatever was read before."""
    load = desk.landing.land(delivery, desk.declaration, replaces)
    note(desk, load)
    desk.done(load)
    return load


def twin_of(desk: Desk, delivery: Delivery) -> Load | None:
    """The last load of this very content."""
    same = [load for load in desk.mine if load.file_sha256 == delivery.sha256 and load.status != UNCHANGED]
    return same[-1] if same else None


def is_settled(desk: Desk, load: Load) -> bool:
    """Whether what ``load`` read need not be read again: same declaration, and no retry asked for."""
    is_done = load.status == LOADED and load.declaration == desk.declaration.fingerprint
    return is_done and not (desk.is_retry and (load.rows_rejected or load.rows_late))


def not_reached(desk: Desk, error: SapaError, name: str) -> None:
    """Note that a source could not be asked; the same a second time replaces the first."""
    before = [item for item in _unreached(desk) if item.file == name]
    load = Load(
        load_id=new_load_id(desk.landing.instance, desk.declaration.name), source=desk.declaration.name,
        contract=desk.declaration.contract, file=name, file_sha256="", file_bytes=0, started_at=now(),
        finished_at=now(), status=FAILED, message=str(error), declaration=desk.declaration.fingerprint,
        replaces=tuple(item.load_id for item in before),
    )  # fmt: skip
    if not desk.landing.is_dry:
        commit(desk.landing.instance, load)
    note(desk, load)
    desk.done(load)


def reached(desk: Desk) -> None:
    """The source answers again: notes that it did not are taken back."""
    drop(desk, _unreached(desk))


def drop(desk: Desk, loads: list[Load]) -> None:
    """Forget ``loads``, which no longer tell anything."""
    if desk.landing.is_dry or not loads:
        return
    forget(desk.landing.instance, loads)
    gone = {load.load_id for load in loads}
    desk.landing.loads[:] = [load for load in desk.landing.loads if load.load_id not in gone]


def note(desk: Desk, load: Load) -> None:
    """Later deliveries of this run are compared with ``load`` too."""
    if desk.landing.is_dry:
        return
    gone = {*load.replaces, load.load_id}
    kept = (item for item in desk.landing.loads if item.load_id not in gone)
    desk.landing.loads[:] = sorted((*kept, load), key=lambda item: item.load_id)


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _unreached(desk: Desk) -> list[Load]:
    return [load for load in desk.mine if load.status == FAILED and not load.file_sha256]


def _is_version_of(load: Load, delivery: Delivery, twin: Load | None) -> bool:
    """What a new reading of this file makes void: its content read before, and failures under its name."""
    if load.file_sha256 == delivery.sha256:
        return True
    return load.status == FAILED and load.file == delivery.name and twin is None


def _remember(desk: Desk, load: Load) -> None:
    """A new name, or time, of known content is noted once, so that the next run need not read it."""
    key = (load.file_path, load.file_bytes, load.file_changed_ns)
    known = {(item.file_path, item.file_bytes, item.file_changed_ns) for item in desk.mine}
    if not desk.landing.is_dry and key not in known:
        commit(desk.landing.instance, load)
        note(desk, load)
