"""Answers of one customer are alike: how much wider that makes the interval of a difference."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from warehouse import sampling
from warehouse.catalogue import Repeats
from warehouse.comparison import Side
from warehouse.gate import Ask
from warehouse.scope import Scope
from warehouse.snapshot import Snapshot
from warehouse.statements import Statement

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True)
class Clustered:
    """A comparison of two sides, by ``keys``, of a metric that customers may answer more than once."""

    snapshot: Snapshot = field(repr=False)
    scope: Scope
    repeats: Repeats
    sides: tuple[Side, Side]
    keys: Sequence[str]

    def effects(self, every: int = 1) -> "DataFrame":
        """``keys``..., design_effect: variance of the difference clustered by customer / that of independent
        answers (1 where nobody answers twice; below 1 where the same customers answer on both sides); from
        every so many-th customer."""
        statement = Statement(self.snapshot, "design_effect")
        for token, side in zip(("now", "before"), self.sides, strict=True):
            ask = Ask(self.scope, side.period, side.filters)
            statement.read(token, self.repeats.source, ask, self.keys)
        statement.columns("by", self.keys)
        statement.words(part=self.repeats.part, whole=self.repeats.whole)
        statement.bind(one_in=every)
        return statement.run().df()

    def narrowed(self, codes: Sequence[str]) -> "Clustered":
        """The same of some codes of the first key."""
        now, before = (Side(side.period, {**side.filters, self.keys[0]: list(codes)}) for side in self.sides)
        return Clustered(self.snapshot, self.scope, self.repeats, (now, before), self.keys)


def design_effects(compared: Clustered, now: "DataFrame", before: "DataFrame") -> "DataFrame":
    """``Clustered.effects`` at a bearable price: where there are very many answers every so many-th customer
    tells, and all customers of those groups that are too small for that.

    now, before: the metric on both sides (``keys``..., count).
    """
    key = ("design_effect", repr(compared))
    return compared.snapshot.once(key, lambda: _worked_out(compared, now, before))


def _worked_out(compared: Clustered, now: "DataFrame", before: "DataFrame") -> "DataFrame":
    from pandas import concat

    counts = _counts(compared.keys, concat([now, before]))
    every = sampling.one_in(list(counts.values())) if len(compared.keys) <= 1 else 1
    found = compared.effects(every)
    small = [code for code, count in counts.items() if sampling.is_too_few(count, every)]
    if every == 1 or not compared.keys or not small:
        return found
    kept = found[~found[compared.keys[0]].isin(small)]
    return concat([kept, compared.narrowed(small).effects()], ignore_index=True)


def _counts(keys: Sequence[str], both: "DataFrame") -> dict[str, int]:
    """Code -> answers on both sides together; of all where there are no keys."""
    if not keys:
        return {"": int(both["count"].sum())}
    return {str(code): int(count) for code, count in both.groupby(keys[0])["count"].sum().items()}
