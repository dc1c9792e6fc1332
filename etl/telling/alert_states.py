"""How each declared alert stands: what it is about, what lasts, when it was told last."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from config.errors import SapaError
from config.instance import Instance
from etl.durable import write_text
from etl.telling.alert_rules import Alert, load_rules


@dataclass(frozen=True)
class AlertState:
    """One alert of config/alerts.toml. lasting: texts of what was told and lasts; told_at: UTC, of the last
    message about it, None before the first."""

    rule: Alert
    lasting: tuple[str, ...]
    told_at: datetime | None


@dataclass(frozen=True)
class AlertBoard:
    """Every declared alert in the order declared. problem: why the declarations cannot be read, else ""."""

    states: tuple[AlertState, ...] = ()
    problem: str = ""


def board(instance: Instance, lasting: Iterable[tuple[str, str]]) -> AlertBoard:
    """``lasting``: name of the alert and text of everything that was told and lasts."""
    try:
        rules = load_rules(instance)
    except SapaError as error:
        return AlertBoard(problem=str(error))
    told, texts = _told(instance), [*lasting]
    return AlertBoard(
        tuple(
            AlertState(
                one,
                tuple(dict.fromkeys(text for name, text in texts if name == one.name)),
                datetime.fromisoformat(told[one.name]) if one.name in told else None,
            )
            for one in rules.alert
        )
    )


def note_told(instance: Instance, names: Iterable[str]) -> None:
    """Remember that a message about these alerts went out now."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    told = _told(instance) | dict.fromkeys(names, now)
    write_text(_file(instance), json.dumps(told, ensure_ascii=False, indent=1))


def _file(instance: Instance) -> Path:
    return instance.landing / "alerts_told.json"


def _told(instance: Instance) -> dict[str, str]:
    try:
        told: dict[str, str] = json.loads(_file(instance).read_text("utf8"))
    except (OSError, ValueError):
        return {}  # nothing was ever told
    return told
