"""``python -m etl retention``: find what the rules say is to go, remove it, publish without it, note it."""

import json
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from config.instance import Instance
from config.settings import load_settings
from etl.durable import write_text
from etl.keeping import log, sounds, stored
from etl.keeping.log import Done, Gone
from etl.keeping.quotes import remove_quotes
from etl.keeping.rules import ELSEWHERE, SOUNDS, TRANSCRIPTS, Rule, is_any, rules, today
from etl.lock import writing
from etl.locked import who
from warehouse import engine

Listed = tuple[Gone, ...]


def would_go(instance: Instance, day: date | None = None) -> Listed:
    """What goes on ``day`` (today where left out), a line a rule; nothing is changed."""
    with engine.memory() as connection:
        return _found(connection, instance, _rules(instance, day), None)


def retain(instance: Instance, day: date | None = None) -> Done:
    """Remove what is to go, publish a snapshot without it and note it; raises Busy where another run writes.

    Stopped in the middle, the next run goes on: what is gone is not found again.
    """
    with writing(instance) as work:
        return retain_locked(instance, work, day)


def retain_locked(instance: Instance, work: Path, day: date | None = None) -> Done:
    """The same within a run that writes already."""
    on = day or today(load_settings(instance))
    with engine.memory() as connection:
        wanted = _rules(instance, on)
        silent = _begun(connection, instance, wanted)
        gone = _found(connection, instance, wanted, work)
    done = Done(datetime.now(UTC), on, gone, who())
    log.add(instance, done)
    if silent is not None:
        publish_anew(instance, silent)
        _begun_file(instance).unlink(missing_ok=True)
    return done


def _begun(connection: engine.Connection, instance: Instance, wanted: Sequence[Rule]) -> set[str] | None:
    """Recordings whose words go now, or went in a run that was stopped; None where a snapshot stays true.

    On disk before anything is removed: what is gone from the files must not stay in a snapshot.
    """
    file = _begun_file(instance)
    silent = set(json.loads(file.read_text("utf8"))) if file.exists() else None
    for rule in wanted:
        if rule.what != SOUNDS and stored.parts(connection, instance, rule):
            silent = silent or set()
            if rule.what == TRANSCRIPTS:
                silent |= stored.talks(connection, instance, rule)
    if silent is not None:
        write_text(file, json.dumps(sorted(silent)))
    return silent


def _begun_file(instance: Instance) -> Path:
    return instance.home / "retention" / "begun.json"


def is_due(instance: Instance) -> bool:
    """Whether rules are set and the last run is long enough ago."""
    told = load_settings(instance).retention
    if not is_any(told):
        return False
    done = log.runs(instance)
    if not done or _begun_file(instance).exists():
        return True
    return datetime.now(UTC) - done[-1].at >= timedelta(hours=told.every_hours)


def publish_anew(instance: Instance, silent: Collection[str] = ()) -> None:
    """A snapshot made wholly of what is left; older ones hold what is gone, so they go too.

    ``silent``: recordings whose words are gone: the search forgets them.
    """
    from warehouse.build import build
    from warehouse.publish import remove
    from warehouse.search.update import forget
    from warehouse.snapshot import current

    build(instance)
    shot = current(instance)
    for path in instance.warehouse.glob("warehouse-*.duckdb"):
        if path != shot.path:
            remove(path)
    if silent:
        forget(instance, shot, silent)


def _rules(instance: Instance, day: date | None) -> list[Rule]:
    return rules(instance, day or today(load_settings(instance)))


def _found(
    connection: engine.Connection, instance: Instance, wanted: Sequence[Rule], work: Path | None
) -> Listed:
    """A line a rule; with ``work``, what is found is removed."""
    found: list[Gone] = []
    for rule in wanted:
        if rule.what == SOUNDS:
            found += _sounds(instance, rule, is_real=work is not None)
            continue
        listed = stored.parts(connection, instance, rule)
        if work is not None:
            if rule.what == TRANSCRIPTS:
                remove_quotes(connection, instance, rule.before, work)
            for part in listed:
                stored.remove(connection, instance, rule, part, work)
        days = [day for part in listed for day in (part.oldest, part.newest) if day]
        found.append(_gone(rule, rule.what, [(part.count, part.bytes) for part in listed], days))
    return tuple(found)


def _sounds(instance: Instance, rule: Rule, *, is_real: bool) -> list[Gone]:
    old = sounds.old_sounds(instance, rule.before)
    if is_real:
        sounds.remove(instance, old)
    lines = []
    for what, is_ours in ((SOUNDS, True), (ELSEWHERE, False)):
        those = [sound for sound in old if sound.is_ours == is_ours]
        sizes = [(1, sound.bytes if is_ours else 0) for sound in those]
        lines.append(_gone(rule, what, sizes, [sound.day for sound in those]))
    return lines


def _gone(rule: Rule, what: str, sizes: Iterable[tuple[int, int]], days: Sequence[date]) -> Gone:
    sizes = list(sizes)
    return Gone(
        what, rule.before, sum(count for count, _ in sizes), sum(size for _, size in sizes),
        min(days, default=None), max(days, default=None), rule.contract,
    )  # fmt: skip
