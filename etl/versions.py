"""Taxonomies and speech models by the day they first counted: a new one marks every trend by itself."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from config.instance import Instance
from config.settings import load_settings
from etl.durable import write_text
from transcribe.api import models_in_use

_SHORT = 8
_Kept = dict[str, list[dict[str, str]]]
"""What it is of (``taxonomy``, ``model ru``) -> version and since (a day of the operator), oldest first."""


@dataclass(frozen=True)
class NewVersion:
    """kind: taxonomy or model. language: of a model, else "". version: its name, or the first letters of a
    hash. since: the first day of use."""

    kind: Literal["taxonomy", "model"]
    language: str
    version: str
    since: date


def note_versions(instance: Instance, *, has_talks: bool) -> None:
    """Remember what is used from today on, where that differs from what was; models only with talks."""
    used = {"taxonomy": _of_file(instance.config_file("taxonomy.toml"))}
    if has_talks:
        used |= {f"model {one.language}": one.name for one in models_in_use(instance)}
    kept = _kept(instance)
    new = {key: name for key, name in used.items() if not kept.get(key) or kept[key][-1]["version"] != name}
    if not new:
        return
    today = datetime.now(ZoneInfo(load_settings(instance).operator.time_zone)).date().isoformat()
    for key, name in new.items():
        kept.setdefault(key, []).append({"version": name, "since": today})
    write_text(_file(instance), json.dumps(kept, ensure_ascii=False, indent=1))


def new_versions(instance: Instance) -> list[NewVersion]:
    """Every change, oldest first: what was used from the beginning is none."""
    found = []
    for key, versions in _kept(instance).items():
        word, _, language = key.partition(" ")
        kind: Literal["taxonomy", "model"] = "model" if word == "model" else "taxonomy"
        found += [
            NewVersion(kind, language, one["version"], date.fromisoformat(one["since"]))
            for one in versions[1:]
        ]
    return sorted(found, key=lambda one: (one.since, one.kind, one.language))


def _of_file(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:_SHORT]


def _file(instance: Instance) -> Path:
    return instance.landing / "versions.json"


def _kept(instance: Instance) -> _Kept:
    try:
        kept: _Kept = json.loads(_file(instance).read_text("utf8"))
    except (OSError, ValueError):
        return {}  # nothing was ever used
    return kept
