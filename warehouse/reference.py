"""Reference words of an instance that a snapshot takes in: causes, criteria, hours, usual channels."""

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from config.errors import NotReady
from config.instance import Instance
from config.settings import read_toml
from warehouse.working_time import Holidays, Hours

LISTS = ("channels", "processes", "products", "reasons", "steps")
"""Reference lists kept as config/reference/<name>.csv."""

_NAMES = ("name_ru", "name_kk", "name_en")


class _Days(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    days: int = Field(ge=1, le=365)


class Calendar(BaseModel):
    """config/calendar.toml: when channels work (``hours`` by channel) and which days are off.

    complaint, appeal: days to an answer, from before there was deadlines.toml.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    complaint: _Days | None = None
    appeal: _Days | None = None
    hours: dict[str, Hours] = {}
    holidays: Holidays = Holidays()


def calendar(instance: Instance) -> Calendar:
    """The instance's calendar; raises NotReady naming file and key."""
    path = instance.config_file("calendar.toml")
    try:
        return Calendar.model_validate(read_toml(path))
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise NotReady(
            f"{path}: {key}: {first['msg']}. Correct it, or remove the file for the default."
        ) from None


def list_files(instance: Instance) -> dict[str, str]:
    """Reference list -> its file, the instance's own where it has one."""
    return {name: str(instance.config_file(f"reference/{name}.csv")) for name in LISTS}


def categories(instance: Instance) -> list[dict[str, Any]]:
    """Causes of config/taxonomy.toml as rows for dims.categories."""
    path = instance.config_file("taxonomy.toml")
    values = read_toml(path) if path.exists() else {}
    return [_category(entry) for entry in _entries(path, values, "category")]


def criteria(instance: Instance) -> list[dict[str, Any]]:
    """Criteria of config/scripts/*.toml as rows for dims.criteria; the first script that names one counts."""
    rows: dict[str, dict[str, Any]] = {}
    folder = instance.config_file("scripts")
    for path in sorted(folder.glob("*.toml")) if folder.is_dir() else []:
        for entry in _entries(path, read_toml(path), "criterion"):
            rows.setdefault(entry["id"], {"criterion_id": entry["id"], **_names(entry)})
    return list(rows.values())


def write_rows(path: Path, rows: list[dict[str, Any]]) -> Path:
    """Rows as a JSON array that the engine reads; DuckDB never sees a Python object."""
    path.write_text(json.dumps(rows, ensure_ascii=False, default=str), "utf8")
    return path


def _entries(path: Path, values: dict[str, Any], key: str) -> list[dict[str, Any]]:
    """The tables [[key]] of a TOML file; raises NotReady where one has no id."""
    entries = values.get(key, [])
    if not isinstance(entries, list) or any(not isinstance(e, dict) or not e.get("id") for e in entries):
        raise NotReady(f"{path}: each [[{key}]] needs an id.")
    return entries


def _names(entry: dict[str, Any]) -> dict[str, Any]:
    name = entry.get("name") or entry.get("name_en") or entry["id"]
    return {"name": name, **{key: entry.get(key) for key in _NAMES}}


def _category(entry: dict[str, Any]) -> dict[str, Any]:
    others = {key: entry.get(key) for key in ("owner", "cause_of", "factor", "severity")}
    return {"category_id": entry["id"], **_names(entry), "parent_id": entry.get("parent"), **others}
