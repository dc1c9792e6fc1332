"""Words of follow-ups: outcomes, causes, how much time is left; and what the taxonomy says of a cause."""

from datetime import datetime
from functools import lru_cache
from pathlib import Path

from config.settings import read_toml
from journal.api import CAUSES
from ui import data
from ui.durations import duration
from ui.words import _


def outcomes() -> dict[str, str]:
    """How a follow-up can end."""
    return {
        "resolved": _("Resolved"), "reached": _("Reached, not resolved"),
        "not_reached": _("Not reached"), "no_action": _("No action possible"),
    }  # fmt: skip


def causes() -> dict[str, str]:
    """Where the root of a low score lies."""
    return {
        "agent": _("The employee"), "process": _("The process"), "system": _("A system"),
        "dealer": _("A dealer"), "outside": _("Outside our reach"),
    }  # fmt: skip


def parts() -> dict[str, str]:
    """Parts of the queue one can look at."""
    return {
        "waiting": _("All that wait"), "overdue": _("Overdue"), "at_risk": _("Due soon"),
        "mine": _("Taken by me"), "closed": _("Closed"),
    }  # fmt: skip


def time_left(due_at: datetime, now: datetime) -> str:
    """``5 h left`` or ``overdue by 2.1 days``."""
    minutes = (due_at - now).total_seconds() / 60
    if minutes <= 0:
        return _("overdue by {time}", time=duration(-minutes))
    return _("{time} left", time=duration(minutes))


def usual_cause(category: str | None) -> str | None:
    """Where the taxonomy says that a category's root usually lies; None where it does not say."""
    path = data.instance().config_file("taxonomy.toml")
    cause = _causes(path, path.stat().st_mtime_ns).get(category or "")
    return cause if cause in CAUSES else None


@lru_cache(maxsize=4)
def _causes(path: Path, changed_at: int) -> dict[str, str]:
    entries = read_toml(path).get("category", [])
    return {str(entry.get("id", "")): str(entry.get("cause_of", "")) for entry in entries}
