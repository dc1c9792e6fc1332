"""The weekly digest: a brief of each unit a receiver asked for, as text, HTML and PDF; sent once.

Nothing in it is of a single customer, and agents are codes.
"""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from config.errors import NotReady, WrongUse, one_of
from config.instance import Instance
from config.settings import Settings, load_settings
from etl.durable import write_text
from etl.telling.alert_rules import Receiver, load_rules, rules_file
from etl.telling.sending import Letter, send
from journal.api import Journal
from reports import html, pdf
from reports.brief import Brief, as_text, brief
from reports.brief_ask import ALL, Question, checked_unit, narrowed, voice_of
from reports.brief_span import last_complete, span_of
from warehouse.followups import Clock
from warehouse.reference import calendar
from warehouse.scope import OWNER, Scope
from warehouse.snapshot import Snapshot, current

WRITERS = {"html": lambda written: html.page(written).encode(), "pdf": pdf.document}
_REMEMBERED = 1000


@dataclass(frozen=True)
class Digested:
    """What one run did. lines: one for each digest, with its receiver and what became of it."""

    files: tuple[Path, ...] = ()
    lines: tuple[str, ...] = ()
    sent_to: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Order:
    receiver: Receiver
    unit: str


def digest(
    instance: Instance, *, unit: str = "", folder: Path | None = None, is_dry: bool = False
) -> Digested:
    """Write the digests of the newest complete week and send those that were not sent yet.

    ``folder``: default digests/ of the instance; with ``is_dry`` they are only written.

    Raises NotReady where nobody is to receive one, WrongUse for a unit nobody receives.
    """
    snapshot, sent = current(instance), _sent(instance)
    files: list[Path] = []
    lines: list[str] = []
    reached: list[str] = []
    problems: list[str] = []
    for order in _orders(instance, unit):
        receiver, written = order.receiver, _written(instance, snapshot, order)
        made = write(written, folder or instance.home / "digests")
        key, outcome = f"{receiver.name}|{written.code}", "would be sent"
        if key in sent:
            outcome = "was sent before"
        elif not is_dry:
            done, failed = _send(instance, receiver, written, made)
            outcome = "sent" if done else "not sent"
            reached += done
            problems += [f"{receiver.name}: {one}" for one in failed]
            _remember(instance, sent, key if done else "")
        files += made
        lines.append(f"{receiver.name}, {written.title}, {written.subtitle}: {outcome}")
    return Digested(tuple(files), tuple(lines), tuple(reached), tuple(problems))


def _written(instance: Instance, snapshot: Snapshot, order: _Order) -> Brief:
    receiver = order.receiver
    return make(instance, snapshot, receiver.scope, order.unit, language=receiver.language or "")


def _send(
    instance: Instance, receiver: Receiver, written: Brief, files: list[Path]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    place = f"{rules_file(instance)}: receiver '{receiver.name}'"
    subject = f"{written.title} · {written.subtitle}"
    return send(instance, receiver.urls, place, Letter(subject, as_text(written), tuple(files)))


def make(
    instance: Instance,
    snapshot: Snapshot,
    scope: Scope,
    unit: str,
    *,
    language: str = "",
    grain: str = "week",
    day: date | None = None,
    with_notes: bool = False,
) -> Brief:
    """The brief of a unit for the period that holds ``day`` (default: the newest complete one).

    Raises WrongUse for an unknown unit or grain.
    """
    settings = load_settings(instance)
    within = narrowed(scope, checked_unit(snapshot, scope, unit))
    span = span_of(grain, day) if day else last_complete(grain, snapshot.info.last_day)
    voice = voice_of(snapshot, language or settings.operator.language)
    clock = _clock(instance, settings, snapshot)
    question = Question(snapshot, within, unit, span, voice, settings.targets, clock)
    return brief(question, with_notes=with_notes)


@dataclass(frozen=True)
class BriefWish:
    """A unit or ``all``, a period of ``grain`` that holds ``day``, the language, html or pdf."""

    unit: str
    grain: str
    day: date
    language: str
    kind: str


def brief_file(instance: Instance, snapshot: Snapshot, scope: Scope, wish: BriefWish) -> bytes:
    """A brief with room for notes as a file; whatever ``scope`` may see, nothing in it is personal."""
    written = make(
        instance, snapshot, scope, wish.unit,
        language=wish.language, grain=wish.grain, day=wish.day, with_notes=True,
    )  # fmt: skip
    return WRITERS[wish.kind](written)


def write(written: Brief, folder: Path, kinds: tuple[str, ...] = ("html", "pdf")) -> list[Path]:
    """Files ``sapa-PERIOD-UNIT-LANGUAGE.html`` and ``.pdf`` in ``folder``, which is made."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for kind in kinds:
        file = folder / f"sapa-{_safe(written.code)}.{kind}"
        file.write_bytes(WRITERS[kind](written))
        files.append(file)
    return files


def owned(instance: Instance, unit: str, *, grain: str, language: str) -> Brief:
    """A brief for whoever runs commands on this host, with room for notes."""
    return make(instance, current(instance), OWNER, unit, grain=grain, language=language, with_notes=True)


def _orders(instance: Instance, unit: str) -> list[_Order]:
    receivers = [one for one in load_rules(instance).receiver if one.digest]
    if not receivers:
        raise NotReady(
            f"nobody is to receive a digest: add a [[receiver]] with digest = true to {rules_file(instance)} "
            "(config/alerts.example.toml shows how)."
        )
    orders = [
        _Order(one, code) for one in receivers for code in ((ALL,) if one.units == "all" else one.units)
    ]
    if not unit:
        return orders
    chosen = [one for one in orders if one.unit == unit]
    chosen += [_Order(one, unit) for one in receivers if one.units == "all" and unit != ALL]
    if not chosen:
        raise WrongUse(one_of("unit with a receiver", unit, {one.unit for one in orders}))
    return chosen


def _clock(instance: Instance, settings: Settings, snapshot: Snapshot) -> Clock | None:
    """Deadlines as of the end of the data; None where nobody ever followed up."""
    last = snapshot.info.last_day
    if last is None or not any(instance.journal.glob("*")):
        return None
    book = Journal(instance).followups
    if book.begun_at() is None:
        return None
    end = datetime(last.year, last.month, last.day) + timedelta(days=1)
    now = min(datetime.now(ZoneInfo(settings.operator.time_zone)).replace(tzinfo=None), end)
    states = book.states(now - timedelta(days=settings.followup.waits_days))
    return Clock(now, settings.followup, calendar(instance), states)


def _safe(code: str) -> str:
    """A code as part of a file's name."""
    return "".join(letter if letter.isalnum() or letter in "-_" else "_" for letter in code)


def _file(instance: Instance) -> Path:
    return instance.landing / "digests.json"


def _sent(instance: Instance) -> dict[str, str]:
    try:
        return dict(json.loads(_file(instance).read_text("utf8")))
    except (OSError, ValueError):
        return {}  # none was ever sent


def _remember(instance: Instance, sent: dict[str, str], key: str) -> None:
    """Adds ``key`` to ``sent`` and keeps that; an empty key is nothing to remember."""
    if not key:
        return
    sent[key] = datetime.now(UTC).isoformat(timespec="seconds")
    newest = dict(list(sent.items())[-_REMEMBERED:])
    write_text(_file(instance), json.dumps(newest, ensure_ascii=False, indent=1))
