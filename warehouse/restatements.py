"""Headline figures of complete months as they were published, and those that changed afterwards.

``journal/reported.parquet`` grows with each snapshot by the figures that are new or otherwise than before.
Grain: one row per figure (metric, month, unit; unit null: all units) and snapshot in which it was first so.
Columns: snapshot_id, built_at (UTC), metric, month (its first day), unit, value (null: none), n, files (JSON:
what brought rows of that month since the snapshot before).
"""

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from config.errors import NotReady
from config.instance import Instance
from warehouse import engine, sql_files
from warehouse.catalogue import find
from warehouse.engine import identifier
from warehouse.metrics import metric
from warehouse.period import Period
from warehouse.scope import OWNER, Scope
from warehouse.snapshot import Snapshot

HEADLINES = ("nps", "ar", "complaints", "appeals", "online_share", "on_time")
FILE = "reported.parquet"
_Key = tuple[str, date, str | None]


@dataclass(frozen=True)
class Figure:
    """A published figure: ``value`` None where there was none to show."""

    value: float | None
    n: int


@dataclass(frozen=True)
class Restatement:
    """A figure of a complete month that is otherwise than it was published.

    ``month``: its first day; ``unit``: None for all; ``since``: UTC; ``files``: what brought rows of the
    month in between, none where settings, references or formulas changed or rows were taken back.
    """

    metric: str
    month: date
    unit: str | None
    old: Figure
    new: Figure
    since: datetime
    files: tuple[str, ...]


def remember(instance: Instance, snapshot: Snapshot) -> int:
    """Keep the figures of this snapshot that are new or otherwise; gives how many earlier ones changed."""
    known, before = _known(instance)
    current = figures(snapshot)
    changed = {
        key: current.get(key, Figure(None, 0)) for key in {*current, *known}
        if known.get(key) != current.get(key, Figure(None, 0))
    }  # fmt: skip
    if not changed:
        return 0
    restated = [key for key in changed if key in known]
    files = _files(snapshot, restated, before)
    rows = [_row(snapshot, key, one, files.get(key[:2], [])) for key, one in changed.items()]
    _append(instance, rows)
    return len(restated)


def figures(snapshot: Snapshot) -> dict[_Key, Figure]:
    """Headline figures of every complete month, over all and by unit, rounded as the metric is written."""
    last = snapshot.info.last_complete_month
    if last is None:
        return {}
    end = date(last.year + last.month // 12, last.month % 12 + 1, 1)
    found: dict[_Key, Figure] = {}
    for name in HEADLINES:
        for by in (("month",), ("month", "unit")):
            frame = metric(snapshot, OWNER, name, by=by, period=Period(None, end))
            for row in frame.to_dict("records"):
                unit = row.get("unit")
                if len(by) == 1 or isinstance(unit, str):
                    month = row["month"].date()
                    found[name, month, unit if len(by) > 1 else None] = _figure(name, row)
    return found


def _figure(name: str, row: dict[Any, Any]) -> Figure:
    value = row["value"]
    known = None if value is None or math.isnan(value) else round(float(value), find(name).decimals)
    return Figure(known, 0 if row["count"] is None or math.isnan(row["count"]) else int(row["count"]))


def restatements(instance: Instance, scope: Scope, *, limit: int = 200) -> list[Restatement]:
    """Figures this person may see that changed after their month was published, newest first.

    Figures over all units are for whoever sees all of them; agents see no figures of units.
    """
    path = _path(instance)
    if not path.exists() or scope.sees_nothing or scope.agent_id is not None:
        return []
    units = None if scope.units is None else list(scope.units)
    given = {"file": str(path), "units": units, "row_limit": limit}
    return [_restatement(row) for row in _read("changes", given)]


def _restatement(row: tuple[Any, ...]) -> Restatement:
    name, month, unit, old, old_n, new, n, since, files = row
    now, then = Figure(new, n), Figure(old, old_n)
    return Restatement(name, month, unit, then, now, since, tuple(json.loads(files)))


def _known(instance: Instance) -> tuple[dict[_Key, Figure], datetime | None]:
    """The figures as last published, and when that was."""
    path = _path(instance)
    if not path.exists():
        return {}, None
    try:
        rows = _read("known", {"file": str(path)})
    except engine.Error:
        raise NotReady(
            f"{path}: cannot be read; restore it from the backup or move it away. The snapshot is published; "
            "only the list of changed figures waits."
        ) from None
    known = {(name, month, unit): Figure(value, n) for name, month, unit, value, n, _at in rows}
    return known, max((row[-1] for row in rows), default=None)


def _files(
    snapshot: Snapshot, keys: Iterable[_Key], before: datetime | None
) -> Mapping[tuple[str, date], list[str]]:
    """(metric, month) -> files loaded since ``before`` that brought rows of that month."""
    file, found = sql_files.read("reported", "files"), defaultdict[tuple[str, date], list[str]](list)
    for name in sorted({key[0] for key in keys}):
        table, dated = next(iter(find(name).sources.values())).tables[-1]
        body = file.body.replace("{table}", table).replace("{day}", identifier(dated))
        since = {"before": f"{before or datetime(1970, 1, 1)}+00"}
        rows = sql_files.execute(snapshot.cursor(), file, body=body, parameters=since).fetchall()
        for month, loaded in rows:
            found[name, month].append(loaded)
    return found


def _row(snapshot: Snapshot, key: _Key, figure: Figure, files: list[str]) -> dict[str, Any]:
    name, month, unit = key
    return {
        "snapshot_id": snapshot.id, "built_at": snapshot.info.built_at.replace(tzinfo=None).isoformat(),
        "metric": name, "month": month.isoformat(), "unit": unit, "value": figure.value, "n": figure.n,
        "files": json.dumps(files, ensure_ascii=False),
    }  # fmt: skip


def _append(instance: Instance, rows: list[dict[str, Any]]) -> None:
    """The file anew with ``rows`` at its end, in one step: a reader sees the old one or the new one."""
    path = _path(instance)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft, lines = path.with_name(f".{FILE}"), path.with_name(f".{FILE}.ndjson")
    lines.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf8")
    new, given = sql_files.read("reported", "new").body, {"lines": str(lines), "draft": str(draft)}
    if path.exists():
        new, given["file"] = f"{new} UNION ALL BY NAME FROM read_parquet($file)", str(path)
    _run(f"COPY ({new}) TO $draft (FORMAT parquet)", given)
    draft.replace(path)
    lines.unlink()


def _path(instance: Instance) -> Path:
    """Beside the journal: what was published once cannot be made again from what is loaded now."""
    return instance.journal / FILE


def _read(name: str, given: dict[str, Any]) -> list[tuple[Any, ...]]:
    return _run(sql_files.read("reported", name).body, given)


def _run(sql: str, given: dict[str, Any]) -> list[tuple[Any, ...]]:
    connection = engine.memory()
    try:
        return connection.execute(sql, given).fetchall()
    finally:
        connection.close()
