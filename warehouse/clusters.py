"""Answers of one customer are alike: how much wider that makes the interval of a difference."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from warehouse.catalogue import Repeats
from warehouse.comparison import Side
from warehouse.gate import Ask
from warehouse.scope import Scope
from warehouse.snapshot import Snapshot
from warehouse.statements import Statement

if TYPE_CHECKING:
    from pandas import DataFrame


def design_effects(
    snapshot: Snapshot, scope: Scope, repeats: Repeats, sides: tuple[Side, Side], keys: Sequence[str]
) -> "DataFrame":
    """``keys``..., design_effect: variance of the difference clustered by customer / that of independent
    answers (1 where nobody answers twice; below 1 where the same customers answer on both sides)."""
    statement = Statement(snapshot, "design_effect")
    for token, side in zip(("now", "before"), sides, strict=True):
        statement.read(token, repeats.source, Ask(scope, side.period, side.filters), keys)
    statement.columns("by", keys)
    statement.words(part=repeats.part, whole=repeats.whole)
    return statement.run().df()
