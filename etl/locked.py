"""Periods that are closed: what counts for pay in them does not change any more (``locked/periods.json``).

A period belongs to one record type.  Rows of it that come for a day in the period are kept apart as late
(``etl.late``); what is landed stays.  Every lock and unlock is kept in the file.
"""

import getpass
import json
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from config.errors import NotReady, WrongUse, one_of
from config.instance import Instance
from etl.contracts import CONTRACTS
from etl.durable import write_text


@dataclass(frozen=True)
class Lock:
    """A locked period: from ``start`` to before ``end``. ``locked_at``: ISO, UTC."""

    contract: str
    start: date
    end: date
    locked_at: str
    by: str


def locked_periods(instance: Instance) -> list[Lock]:
    """Every locked period by record type and start; raises NotReady where the file cannot be read."""
    return [_lock(values) for values in _read(instance)["periods"]]


def lock_period(instance: Instance, contract: str, start: date, end: date, by: str) -> Lock:
    """Lock the days from ``start`` to before ``end``; a period that is locked stays as it was.

    A file being loaded in this very moment may still bring rows for it.  Raises WrongUse for a period without
    days or a record type without a day.
    """
    _check(contract, start, end)
    locks = locked_periods(instance)
    for lock in locks:
        if (lock.contract, lock.start, lock.end) == (contract, start, end):
            return lock
    new = Lock(contract, start, end, _now(), by)
    _write(instance, [*locks, new], "locked", new, by)
    return new


def unlock_period(instance: Instance, contract: str, start: date, end: date, by: str) -> None:
    """Open a locked period again; raises WrongUse where exactly that one is not locked."""
    locks = locked_periods(instance)
    for lock in locks:
        if (lock.contract, lock.start, lock.end) == (contract, start, end):
            _write(instance, [other for other in locks if other != lock], "unlocked", lock, by)
            return
    told = ", ".join(f"{lock.contract} {lock.start} to before {lock.end}" for lock in locks) or "none"
    raise WrongUse(f"{contract} {start} to before {end} is not locked; locked: {told}.")


def month(text: str) -> tuple[date, date]:
    """``2026-06`` as (first day, first day of the next month); raises WrongUse."""
    try:
        first = date.fromisoformat(f"{text}-01")
    except ValueError:
        raise WrongUse(f"'{text}' is no month; write it like 2026-06.") from None
    return first, date(first.year + first.month // 12, first.month % 12 + 1, 1)


def who() -> str:
    """The account a command runs under."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # no name for this account
        return "unknown"


def _check(contract: str, start: date, end: date) -> None:
    days = [name for name, known in CONTRACTS.items() if known.day]
    if contract not in days:
        raise WrongUse(one_of("record type", contract, days))
    if not start < end:
        raise WrongUse(f"the period from {start} to before {end} has no day; give an end after its start.")


def _file(instance: Instance) -> Path:
    return instance.home / "locked" / "periods.json"


def _read(instance: Instance) -> dict[str, list[dict[str, Any]]]:
    file = _file(instance)
    try:
        known = json.loads(file.read_text("utf8"))
        return {"periods": list(known["periods"]), "history": list(known["history"])}
    except FileNotFoundError:
        return {"periods": [], "history": []}
    except (OSError, ValueError, TypeError, KeyError):
        raise NotReady(f"{file}: cannot be read; restore it from the backup.") from None


def _lock(values: dict[str, Any]) -> Lock:
    dates = {name: date.fromisoformat(values[name]) for name in ("start", "end")}
    return Lock(values["contract"], dates["start"], dates["end"], values["locked_at"], values["by"])


def _write(instance: Instance, locks: list[Lock], what: str, lock: Lock, by: str) -> None:
    done = {"what": what, **asdict(lock), "by": by, "at": _now()}
    kept = {
        "periods": [asdict(lock) for lock in sorted(locks, key=lambda lock: (lock.contract, lock.start))],
        "history": [*_read(instance)["history"], done],
    }
    write_text(_file(instance), json.dumps(kept, default=str, ensure_ascii=False, indent=1) + "\n")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
