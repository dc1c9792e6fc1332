"""Low scores of the demo's last four months that were answered: in time and late, with outcome and cause.

Who is called is drawn, whatever the customer says next: what came of it is what the scores tell.
"""

from datetime import date, datetime, timedelta
from typing import Any

import numpy as np

from config.instance import Instance
from config.settings import load_settings
from journal.api import Closing, Journal, Task
from warehouse import followups, reference
from warehouse.followups import Clock
from warehouse.scope import OWNER
from warehouse.snapshot import Snapshot

FROM, UNTIL = date(2022, 4, 1), datetime(2022, 7, 29, 18)
"""Answers from this day on were followed up; what was closed was closed by then."""
_SHARE_ANSWERED, _SHARE_LATE = 0.84, 0.12
_OUTCOMES = {"resolved": 0.46, "reached": 0.24, "not_reached": 0.2, "no_action": 0.1}
_CAUSES = {"process": 0.38, "agent": 0.27, "system": 0.2, "dealer": 0.05, "outside": 0.1}
_NOTES = {
    "resolved": (
        "Перезвонили, извинились, вопрос решён при клиенте.",
        "Хабарластық, кешірім сұрадық, мәселе шешілді.",
        "Пересчитали счёт, клиент согласен.",
    ),
    "reached": (
        "Поговорили; клиент ждёт мастера, записали на завтра.",
        "Сөйлестік, клиент жауапқа әлі көңілі толмайды.",
    ),
    "not_reached": ("Три звонка в разное время, не отвечает.", "Телефон өшірулі, хабарлама қалдырдық."),
    "no_action": ("Объяснили условия тарифа, изменить нельзя.", "Ереже бойынша өзгерту мүмкін емес."),
}
_ANYWHERE = "saltanat"
_OF_UNIT = {"cc_altyn": "bauyrzhan", "office_lake": "aidos"}
_MOST = 20_000


def write_followups(instance: Instance, snapshot: Snapshot) -> int:
    """Closed follow-ups into an untouched journal; gives how many were written."""
    book = Journal(instance).followups
    if book.version() or snapshot.info.last_day is None:
        return 0
    return book.bring_in([one for one in map(_Draw().closed, _low_scores(instance, snapshot)) if one])


def _low_scores(instance: Instance, snapshot: Snapshot) -> list[dict[str, Any]]:
    rules = load_settings(instance).followup
    whole = rules.model_copy(update={"waits_days": (UNTIL.date() - FROM).days + 1})
    clock = Clock(UNTIL, whole, reference.calendar(instance))
    found = followups.queue(snapshot, OWNER, clock, which="all", limit=_MOST)
    ordered = found.sort_values(["answered_at", "task_id"])
    return [{str(key): value for key, value in row.items()} for row in ordered.to_dict("records")]


class _Draw:
    """The same draws each time, in the order of the answers."""

    def __init__(self) -> None:
        self._rng = np.random.default_rng(1906)

    def closed(self, row: dict[str, Any]) -> tuple[Task, Closing, str, datetime] | None:
        """How this one ended; None where it still waits."""
        is_answered, is_late, how_soon = self._rng.random(3)
        outcome, cause = self._of(_OUTCOMES), self._of(_CAUSES)
        note = _NOTES[outcome][int(self._rng.integers(len(_NOTES[outcome])))]
        answered, due = row["answered_at"].to_pydatetime(), row["due_at"].to_pydatetime()
        end = (
            due + timedelta(days=3 * how_soon)
            if is_late < _SHARE_LATE
            else answered + (due - answered) * how_soon
        )
        at = _working_hour(end, answered)
        if is_answered > _SHARE_ANSWERED or at > UNTIL:
            return None
        unit, category = _text(row["unit_id"]), _text(row["category_id"])
        closing = Closing(note, outcome, cause, category)
        return Task(row["task_id"], unit, answered, due), closing, _OF_UNIT.get(unit or "", _ANYWHERE), at

    def _of(self, shares: dict[str, float]) -> str:
        return str(self._rng.choice(list(shares), p=list(shares.values())))


def _working_hour(at: datetime, answered: datetime) -> datetime:
    """Nobody calls at night: the nearest hour of the day from 9 to 18, never before the answer."""
    hour = min(max(at.hour, 9), 17)
    return max(at.replace(hour=hour, second=0, microsecond=0), answered + timedelta(minutes=20))


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None
