"""What goes with a good or a bad score: shares of its differences that facts of the contact explain."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations_with_replacement
from typing import TYPE_CHECKING

from config.errors import WrongUse, one_of
from warehouse import dimensions
from warehouse.catalogue import find
from warehouse.engine import identifier
from warehouse.gate import NO_FILTERS, Ask, Filters, Source
from warehouse.period import Period
from warehouse.scope import Scope
from warehouse.snapshot import Snapshot
from warehouse.statements import Statement

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray
    from pandas import DataFrame

FACTS = ("wait", "transfers", "resolved", "handle_time")
"""Numbers of the contact: minutes waited, transfers, resolved at once (0 or 1), minutes of handling."""

GROUPS = ("process", "channel", "product", "segment", "unit", "region")
"""Dimensions that may stand beside them; each is one driver, whatever the number of its codes."""

USUAL = (*FACTS, "process")
METRICS = ("nps",)
WEAK = 0.1
"""R^2 below which what is not measured matters more than all that is."""

REPLICATES = 400
SEED = 20220731
_PER_COLUMN = 10
_ANSWERS = Source.parse("marts.answers")


@dataclass(frozen=True)
class Drivers:
    """Shapley weights; see ``warehouse.shapley``.

    table: driver, weight (percent of the variance of the score), low, high (95 %, bootstrap of days), slope,
    slope_low, slope_high (points of score per minute, transfer or resolution; empty for dimensions); largest
    first.  r_squared: their sum, in percent, with its interval.  count: answers for which all is known, of
    ``answers``.  left_out: drivers that no answer knows, or that do not vary.
    """

    table: "DataFrame" = field(repr=False)
    r_squared: float
    low: float
    high: float
    count: int
    answers: int
    days: int
    left_out: tuple[str, ...]

    @property
    def is_weak(self) -> bool:
        """Whether these facts explain so little that acting on them would miss most of it."""
        return self.r_squared < 100 * WEAK


def drivers(
    snapshot: Snapshot,
    scope: Scope,
    name: str = "nps",
    *,
    of: Sequence[str] = USUAL,
    period: Period | None = None,
    filters: Filters = NO_FILTERS,
) -> Drivers | None:
    """Weights of ``of`` (facts, dimensions) on the score; None where too few answers know them all.

    At least ten answers a column of the regression are asked for.  Raises WrongUse for an unknown metric,
    driver or filter, and for more than six drivers.
    """
    _check(name, of, filters)
    groups = [word for word in of if word in GROUPS]
    cells = _cells(snapshot, Ask(scope, period or Period(), filters), groups)
    return weigh(cells, of)


def weigh(cells: "DataFrame", of: Sequence[str]) -> Drivers | None:
    """The weights from the cells of ``sql/statistics/drivers.sql``."""
    used = [word for word in of if _varies(cells, word)]
    complete = cells
    for word in used:
        complete = complete[complete[f"has_{word}"]] if word in FACTS else complete[complete[word].notna()]
    used = [word for word in used if _varies(complete, word)]
    if complete.empty or not used:
        return None
    products, groups, days = _products(complete, used)
    count, answers = int(complete["n"].sum()), int(cells["n"].sum())
    if count < _PER_COLUMN * products.shape[-1]:
        return None
    left_out = tuple(word for word in of if word not in used)
    return _weighed(products, groups, used, (count, answers, days), left_out)


def _check(name: str, of: Sequence[str], filters: Filters) -> None:
    from warehouse.shapley import MOST_GROUPS

    if name not in METRICS:
        raise WrongUse(one_of("metric with drivers", name, METRICS))
    dimensions.check("driver", of, (*FACTS, *GROUPS))
    dimensions.check(f"filter of {name}", filters, find(name).dimensions)
    if not 0 < len(of) <= MOST_GROUPS:
        raise WrongUse(f"drivers: give one to {MOST_GROUPS}, not {len(of)}.")


def _cells(snapshot: Snapshot, ask: Ask, groups: Sequence[str]) -> "DataFrame":
    """One scan: sums by day, codes and which facts are known, so that any choice of facts can follow."""
    statement = Statement(snapshot, "drivers")
    statement.read("answers", _ANSWERS, ask, groups)
    values = {fact: f"coalesce({fact}, 0)" for fact in FACTS} | {"score": "score"}
    pairs = combinations_with_replacement(("score", *FACTS), 2)
    sums = [f"sum({values[one]}) as s_{one}" for one in values]
    sums += [f"sum({values[one]} * {values[two]}) as s_{one}_{two}" for one, two in pairs]
    statement.words(
        groups="".join(f"{identifier(word)}, " for word in groups),
        flags="".join(f"{fact} is not null as has_{fact}, " for fact in FACTS),
        sums=", ".join(sums),
    )
    return statement.run().df()


def _varies(cells: "DataFrame", word: str) -> bool:
    if word in GROUPS:
        return int(cells[word].nunique()) > 1
    known = cells[cells[f"has_{word}"]]
    count, total, squares = (float(known[column].sum()) for column in ("n", f"s_{word}", f"s_{word}_{word}"))
    return count > 1 and squares - total * total / count > 1e-9 * max(squares, 1.0)


def _products(cells: "DataFrame", used: Sequence[str]) -> tuple["NDArray[float64]", list[list[int]], int]:
    """Cross-products a day, shape (days, k, k), of 1, score, facts, 0/1 columns of codes; columns by driver.

    The first code of a dimension has no column: the others are against it.
    """
    import numpy as np

    facts = [word for word in used if word in FACTS]
    plain = ["n", *(f"s_{word}" for word in ("score", *facts))]
    codes = [(word, code) for word in used if word in GROUPS for code in _codes(cells, word)]
    width = len(plain) + len(codes)
    blocks = np.zeros((len(cells), width, width))
    for row, one in enumerate(plain):
        for column, two in enumerate(plain):
            blocks[:, row, column] = cells[_product(one, two)]
    is_in = [(cells[word] == code).to_numpy(dtype=float) for word, code in codes]
    for row, inside in enumerate(is_in, start=len(plain)):
        for column, one in enumerate(plain):
            blocks[:, row, column] = blocks[:, column, row] = inside * cells[one].to_numpy(dtype=float)
        for column, also in enumerate(is_in, start=len(plain)):
            blocks[:, row, column] = inside * also * cells["n"].to_numpy(dtype=float)
    days, places = np.unique(cells["day"].to_numpy(), return_inverse=True)
    daily = np.zeros((len(days), width, width))
    np.add.at(daily, places, blocks)
    return daily, _columns_of(used, facts, codes, len(plain)), len(days)


def _codes(cells: "DataFrame", word: str) -> list[str]:
    return sorted(cells[word].unique())[1:]


def _product(one: str, two: str) -> str:
    """The column that holds the sum of the product of two columns, each given as its own sum."""
    if "n" in (one, two):
        return two if one == "n" else one
    order = ("score", *FACTS)
    first, second = sorted((one[2:], two[2:]), key=order.index)
    return f"s_{first}_{second}"


def _columns_of(
    used: Sequence[str], facts: Sequence[str], codes: Sequence[tuple[str, str]], first_code: int
) -> list[list[int]]:
    return [
        [2 + facts.index(word)]
        if word in facts
        else [first_code + place for place, (owner, _) in enumerate(codes) if owner == word]
        for word in used
    ]


def _weighed(
    daily: "NDArray[float64]",
    groups: list[list[int]],
    used: Sequence[str],
    counts: tuple[int, int, int],
    left_out: tuple[str, ...],
) -> Drivers:
    from numpy import concatenate, tensordot
    from numpy.random import default_rng
    from pandas import DataFrame

    from warehouse import shapley

    days = len(daily)
    draws = default_rng(SEED).multinomial(days, [1 / days] * days, size=REPLICATES)
    samples = concatenate([daily.sum(axis=0)[None], tensordot(draws.astype(float), daily, axes=1)])
    weights, slopes = 100 * shapley.weights(samples, groups), shapley.slopes(samples)
    whole = weights.sum(axis=1)
    rows = [
        {"driver": word, **_spread("", "weight", weights[:, place]), **_slope(word, groups[place], slopes)}
        for place, word in enumerate(used)
    ]
    table = DataFrame(rows).sort_values("weight", ascending=False, ignore_index=True)
    total = _spread("", "weight", whole)
    return Drivers(table, total["weight"], total["low"], total["high"], *counts, left_out)


def _slope(word: str, columns: list[int], slopes: "NDArray[float64]") -> dict[str, float]:
    if word in FACTS:
        return _spread("slope_", "slope", slopes[:, columns[0] - 2])
    return dict.fromkeys(("slope", "slope_low", "slope_high"), float("nan"))


def _spread(prefix: str, name: str, samples: "NDArray[float64]") -> dict[str, float]:
    """The estimate, first of the samples, and 95 % of the replicates after it.

    A replicate explains more than the sample it is drawn from, as the sample explains more than the truth:
    the interval is moved back by what the replicates exceed the estimate on average.
    """
    import numpy as np

    estimate, replicates = float(samples[0]), samples[1:]
    low, high = np.quantile(replicates, (0.025, 0.975)) - (replicates.mean() - estimate)
    if name == "weight":
        low, high = max(low, 0.0), max(high, estimate)
    return {name: estimate, f"{prefix}low": float(low), f"{prefix}high": float(high)}
