"""Alerts: what ``config/alerts.toml`` watches, told once when it begins and once when it ends.

Only complete periods are judged, and nothing is said of too small an n: then what was told before lasts.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from config.errors import NotReady, WrongUse
from config.instance import Instance
from config.settings import load_settings
from etl.durable import write_text
from etl.telling import alert_states
from etl.telling.alert_rules import Alert, Receiver, Rules, load_rules, rules_file
from etl.telling.alert_states import AlertBoard
from etl.telling.sending import Letter, send
from reports import wave_alarm
from reports.alarms import Reading, over, read, subject_of
from reports.brief_ask import voice_of
from reports.voice import Voice
from warehouse.snapshot import Snapshot, current

State = Literal["new", "lasts", "over", "no", "unknown"]
_Known = dict[str, dict[str, str]]
"""Key -> text and since (UTC), of what a receiver was told and what lasts."""


@dataclass(frozen=True)
class Row:
    """One part of one alert for one receiver. new and over are sent; of the rest ``text`` says why not."""

    receiver: str
    alert: str
    part: str
    period: str
    state: State
    text: str
    count: int
    key: str = field(repr=False, default="")


@dataclass(frozen=True)
class Alerted:
    """What one run did. ``problems``: a line for each address that could not be reached."""

    rows: tuple[Row, ...] = ()
    sent_to: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class Open:
    """An alert that lasts. since: UTC, when it was told."""

    receiver: str
    text: str
    since: datetime


def alert(instance: Instance, *, is_dry: bool = False) -> Alerted:
    """Judge everything and send what is new and what is over; with ``is_dry`` only say what that would be.

    What did not arrive anywhere is sent again next time. Raises NotReady where nothing is declared.
    """
    rules = load_rules(instance)
    if not rules.alert:
        raise NotReady(
            f"no alert is declared: copy config/alerts.example.toml to {rules_file(instance)} and change it."
        )
    snapshot, known = current(instance), _told(instance)
    rows: list[Row] = []
    sent_to: list[str] = []
    problems: list[str] = []
    for receiver in rules.receiver:
        voice = voice_of(snapshot, receiver.language or load_settings(instance).operator.language)
        before = known.get(receiver.name, {})
        judged = _rows(instance, rules, receiver, (snapshot, voice), before)
        rows += judged
        news = [row for row in judged if row.state in ("new", "over")]
        if is_dry or not news:
            continue
        done, failed = _send(instance, receiver, voice, news)
        sent_to += done
        problems += [f"{receiver.name}: {one}" for one in failed]
        if done:
            known[receiver.name] = _after(before, judged)
            _remember(instance, known)
            alert_states.note_told(instance, {row.alert for row in news})
    return Alerted(tuple(rows), tuple(sent_to), tuple(problems))


def current_alerts(instance: Instance) -> list[Open]:
    """What was told and lasts, the newest first."""
    found = [
        Open(receiver, one["text"], datetime.fromisoformat(one["since"]))
        for receiver, entries in _told(instance).items()
        for one in entries.values()
    ]
    return sorted(found, key=lambda one: one.since, reverse=True)


def alert_board(instance: Instance) -> AlertBoard:
    """Every declared alert and how it stands."""
    lasting = [
        (key.split("|", 1)[0], one["text"])
        for entries in _told(instance).values()
        for key, one in entries.items()
    ]
    return alert_states.board(instance, lasting)


def _rows(
    instance: Instance, rules: Rules, receiver: Receiver, where: tuple[Snapshot, Voice], known: _Known
) -> list[Row]:
    rows = []
    for one in rules.alerts_of(receiver):
        for reading in _readings(instance, one, receiver, where):
            state = _state(reading, is_known=reading.key in known)
            text = known[reading.key]["text"] if state == "over" else reading.text
            rows.append(
                Row(
                    receiver.name,
                    one.name,
                    reading.part,
                    reading.period,
                    state,
                    text,
                    reading.count,
                    reading.key,
                )
            )
    return rows


def _readings(
    instance: Instance, one: Alert, receiver: Receiver, where: tuple[Snapshot, Voice]
) -> list[Reading]:
    snapshot, voice = where
    try:
        judge = wave_alarm.read if one.when == "wave" else read
        return judge(snapshot, receiver.scope, one.watch, voice)
    except WrongUse as error:
        raise NotReady(f"{rules_file(instance)}: alert '{one.name}': {error}") from None


def _state(reading: Reading, *, is_known: bool) -> State:
    if reading.state == "yes":
        return "lasts" if is_known else "new"
    if is_known:
        return "over" if reading.state == "no" else "lasts"
    return reading.state


def _send(
    instance: Instance, receiver: Receiver, voice: Voice, news: list[Row]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    lines = [f"• {row.text if row.state == 'new' else over(voice, row.text)}" for row in news]
    count = sum(row.state == "new" for row in news)
    subject = subject_of(voice, load_settings(instance).operator.name, count, len(news) - count)
    place = f"{rules_file(instance)}: receiver '{receiver.name}'"
    return send(instance, receiver.urls, place, Letter(subject, "\n".join(lines)))


def _after(before: _Known, judged: list[Row]) -> _Known:
    """What lasts now. What is no longer declared is forgotten without a word."""
    declared = {row.alert for row in judged}
    kept = {key: one for key, one in before.items() if key.split("|", 1)[0] in declared}
    for row in judged:
        if row.state == "new":
            kept[row.key] = {"text": row.text, "since": datetime.now(UTC).isoformat(timespec="seconds")}
        elif row.state == "over":
            kept.pop(row.key, None)
    return kept


def _file(instance: Instance) -> Path:
    return instance.landing / "alerts.json"


def _told(instance: Instance) -> dict[str, _Known]:
    try:
        told: dict[str, _Known] = json.loads(_file(instance).read_text("utf8"))
    except (OSError, ValueError):
        return {}  # nothing was ever told
    return told


def _remember(instance: Instance, known: Mapping[str, _Known]) -> None:
    write_text(_file(instance), json.dumps(known, ensure_ascii=False, indent=1))
