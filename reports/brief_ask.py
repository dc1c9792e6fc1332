"""What a brief asks of the warehouse: one unit, one complete period, no names of people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from config.errors import WrongUse, one_of
from reports.brief_span import Span
from reports.voice import Voice
from warehouse import labels, metrics
from warehouse.comparison import Side
from warehouse.followups import Clock
from warehouse.period import Period
from warehouse.scope import Scope
from warehouse.snapshot import Snapshot
from warehouse.split import Split, split

ALL = "all"
"""In place of a unit: everything together."""


@dataclass(frozen=True)
class Question:
    """``scope`` is never personal; ``clock`` is None where nobody keeps follow-ups."""

    snapshot: Snapshot
    scope: Scope
    unit: str
    span: Span
    voice: Voice
    targets: Mapping[str, float] = field(default_factory=dict)
    clock: Clock | None = None

    @property
    def filters(self) -> dict[str, tuple[str, ...]]:
        return {} if self.unit == ALL else {"unit": (self.unit,)}

    def metric(
        self, name: str, by: Sequence[str] = (), *, period: Period | None = None, **also: str
    ) -> pd.DataFrame:
        """A metric of the unit as ``warehouse.metrics.metric`` gives it; ``also`` narrows further."""
        return metrics.metric(
            self.snapshot, self.scope, name,
            by=by, period=period or self.span.period, filters=self._narrowed(also),
        )  # fmt: skip

    def change(self, name: str, by: Sequence[str] = (), **also: str) -> pd.DataFrame:
        """A metric now and in the period before, with the interval of the difference."""
        return metrics.change(
            self.snapshot, self.scope, name,
            now=self.span.period, before=self.span.before.period, by=by, filters=self._narrowed(also),
        )  # fmt: skip

    def split(self, name: str, by: str) -> Split | None:
        sides = (Side(one.period, self.filters) for one in (self.span, self.span.before))
        now, before = sides
        return split(self.snapshot, self.scope, name, (by,), now=now, before=before)

    def _narrowed(self, also: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
        return {**self.filters, **{key: (value,) for key, value in also.items()}}


def narrowed(scope: Scope, unit: str) -> Scope:
    """``scope`` without anything personal, and within ``unit``."""
    units = scope.units if unit == ALL else (unit,) if scope.units is None or unit in scope.units else ()
    return Scope(scope.person, scope.role, units, scope.agent_id, False)


def checked_unit(snapshot: Snapshot, scope: Scope, unit: str) -> str:
    """``unit`` where this person may see rows of it; raises WrongUse with those that there are."""
    known = labels.values(snapshot, scope, "unit")
    if unit != ALL and unit not in known:
        raise WrongUse(one_of("unit", unit, (*known, ALL)))
    return unit


def voice_of(snapshot: Snapshot, language: str) -> Voice:
    """Codes are said by the names of the reference, agents by their code."""
    names: dict[str, dict[str, str]] = {}

    def name(dimension: str, code: str) -> str:
        if dimension not in names:
            names[dimension] = labels.labels(snapshot, dimension, language)
        return names[dimension].get(code, code)

    return Voice(language, name)


def one(frame: pd.DataFrame) -> dict[str, Any]:
    """The single row of an ungrouped answer; empty where there is none."""
    return {} if frame.empty else {str(key): value for key, value in frame.iloc[0].items()}
