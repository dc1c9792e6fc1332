"""The one gate in front of facts and marts: every metric and every row query reads through ``gated``.

It puts together scope (who asks), period and filters as bound parameters; table and column names come only
from the whitelist of dimensions and from our own SQL files.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from config.errors import SapaError, WrongUse
from warehouse import dimensions, months
from warehouse.engine import identifier
from warehouse.period import Period, parse_date
from warehouse.scope import EVERYBODY, Scope

Filters = Mapping[str, Sequence[str]]
NO_FILTERS: Filters = MappingProxyType({})
PLACE = ("unit", "region", "team", "agent")
"""Dimensions of where and who; figures about everyone are not narrowed by them."""
_BY_MONTH = " by month"


class NoTable(SapaError):
    """No table of a query has all the columns that are asked for: the query's header promises too much."""


@dataclass(frozen=True)
class Ask:
    """What is asked: by whom, of which days, which codes. ``filters``: dimension -> codes, any of which will
    do."""

    scope: Scope
    period: Period = field(default_factory=Period)
    filters: Filters = field(default_factory=dict)

    def only(self, known: Sequence[str]) -> "Ask":
        """The same ask without filters on other dimensions than ``known``."""
        return Ask(self.scope, self.period, {k: v for k, v in self.filters.items() if k in known})


@dataclass(frozen=True)
class Source:
    """Tables that can serve, the smallest first, each with the column that dates its rows.

    months: tables of whole months (``date``: their first day), which serve these where nothing shorter is
    asked; the days before and after them come from ``tables``.  is_shared: a row without a unit concerns
    every unit (an incident everywhere), so whoever sees a unit sees it.
    """

    tables: tuple[tuple[str, str], ...]
    is_shared: bool = False
    months: tuple[str, ...] = ()

    @staticmethod
    def parse(text: str) -> "Source":
        """From ``marts.m by month | marts.x | facts.y@column`` as SQL headers write it; ``facts.y*``: rows
        without a unit are shared."""
        parts = [part.strip().rstrip("*") for part in text.split("|")]
        monthly = tuple(part.removesuffix(_BY_MONTH) for part in parts if part.endswith(_BY_MONTH))
        days = [part.partition("@") for part in parts if not part.endswith(_BY_MONTH)]
        return Source(
            tuple((table, column or "date") for table, _, column in days),
            text.strip().endswith("*"),
            monthly,
        )


def gated(
    source: Source,
    ask: Ask,
    columns: Mapping[str, frozenset[str]],
    parameters: dict[str, Any],
    *,
    by: Sequence[str] = (),
    needed: Sequence[str] = (),
) -> str:
    """A parenthesised SQL relation with only the rows ``ask`` may see, and a column per dimension of ``by``.

    columns: table -> its columns in the snapshot. parameters: bound values are added to it by name.
    needed: columns a table must have besides those of ``by``, filters and scope.
    """
    if ask.scope.sees_nothing:
        table, dated = source.tables[-1]
        return f"({_rows(table, dated, by, columns[table], ['false'])})"
    wanted = [dimensions.column(name) for name in (*by, *ask.filters)] + [*needed, *_scope_columns(ask.scope)]
    served = _first_with(source, wanted, ask, columns)
    monthly = _months_with(source, wanted, (*by, *ask.filters), columns)
    return _relation((*served, monthly), ask, by, columns, parameters, is_shared=source.is_shared)


def everyone(
    source: Source,
    ask: Ask,
    columns: Mapping[str, frozenset[str]],
    parameters: dict[str, Any],
    *,
    by: Sequence[str] = (),
) -> str:
    """A relation for what must be taken over all units and agents alike (a common mean, a pooled spread).

    No row of it may reach an answer; metrics that use it join it to gated rows by time alone: it has the
    times of ``by``.
    """
    filters = {name: values for name, values in ask.filters.items() if name not in PLACE}
    times = [name for name in by if name in dimensions.TIMES]
    wanted = [dimensions.column(name) for name in (*times, *filters)]
    monthly = _months_with(source, wanted, (*times, *filters), columns)
    of_all = Ask(EVERYBODY, ask.period, filters)
    return _relation((*source.tables[0], monthly), of_all, times, columns, parameters)


def _relation(
    served: tuple[str, str, str],
    ask: Ask,
    by: Sequence[str],
    columns: Mapping[str, frozenset[str]],
    parameters: dict[str, Any],
    *,
    is_shared: bool = False,
) -> str:
    """Rows of a table of days; of one of months, where there is one, for the whole months of the period.

    served: the table of days, the column that dates its rows, the table of months or "".
    """
    daily, its_date, monthly = served
    pieces = []
    for name, span in (months.parts(ask.period) if monthly else {"period": ask.period}).items():
        table, dated = (monthly, "date") if name == "months" else (daily, its_date)
        predicates = [
            *_scope_predicates(ask.scope, columns[table], parameters, is_shared=is_shared),
            *_period_predicates(name, span, dated, parameters),
            *_filter_predicates(ask.filters, dated, parameters),
        ]
        pieces.append(_rows(table, dated, by, columns[table], predicates))
    return f"({' union all by name '.join(pieces)})"


def _rows(
    table: str, dated: str, by: Sequence[str], columns: frozenset[str], predicates: Sequence[str]
) -> str:
    """``date`` is replaced first, in a query of its own, so that times of ``by`` follow the right day.

    first_date: the first day that a row is of; tables of months say which, others have one day a row.
    """
    extra = "".join(
        f", {dimensions.expression(name)} as {identifier(name)}" for name in by if name not in columns
    )
    replaced = "" if dated == "date" else f" replace ({identifier(dated)} as date)"
    first = "" if "first_date" in columns else f", {identifier(dated)} as first_date"
    where = " and ".join(predicates) or "true"
    return f"select *{extra} from (select *{replaced}{first} from {table} where {where})"  # noqa: S608


def _months_with(
    source: Source, wanted: Sequence[str], words: Sequence[str], columns: Mapping[str, frozenset[str]]
) -> str:
    """The first table of months with all columns; "" where there is none, or ``words`` ask for shorter
    times."""
    if set(words) & set(months.SHORTER):
        return ""
    return next((table for table in source.months if set(wanted) <= columns[table]), "")


def _scope_columns(scope: Scope) -> list[str]:
    return [
        column
        for column, asked in (("unit_id", scope.units), ("agent_id", scope.agent_id))
        if asked is not None
    ]


def _first_with(
    source: Source, wanted: Sequence[str], ask: Ask, columns: Mapping[str, frozenset[str]]
) -> tuple[str, str]:
    """The first table with all columns; where only the scope's are missing, the last (its predicate is
    false)."""
    for table, dated in source.tables:
        if set(wanted) <= columns[table]:
            return table, dated
    table, dated = source.tables[-1]
    missing = set(wanted) - columns[table] - set(_scope_columns(ask.scope))
    if missing:
        raise NoTable(f"{table} has no column {', '.join(sorted(missing))}; correct the query's header.")
    return table, dated


def _scope_predicates(
    scope: Scope, columns: frozenset[str], parameters: dict[str, Any], *, is_shared: bool
) -> list[str]:
    predicates = []
    units = "(unit_id is null or unit_id in $scope_units)" if is_shared else "unit_id in $scope_units"
    for column, value, comparison in (
        ("unit_id", None if scope.units is None else list(scope.units), units),
        ("agent_id", scope.agent_id, "agent_id = $scope_agent"),
    ):
        if value is None:
            continue
        if column not in columns:  # rows that say nothing about units are for those who see all units
            return ["false"]
        parameters["scope_units" if column == "unit_id" else "scope_agent"] = value
        predicates.append(comparison)
    return predicates


def _period_predicates(which: str, period: Period, dated: str, parameters: dict[str, Any]) -> list[str]:
    predicates = [] if dated == "date" else [f"{identifier(dated)} is not null"]
    for name, bound, comparison in (
        (f"{which}_from", period.start, ">="),
        (f"{which}_to", period.end, "<"),
    ):
        if bound is not None:
            parameters[name] = bound
            predicates.append(f"{identifier(dated)} {comparison} ${name}")
    return predicates


def _filter_predicates(filters: Filters, dated: str, parameters: dict[str, Any]) -> list[str]:
    predicates = []
    for name, values in filters.items():
        parameters[f"filter_{name}"] = _values(name, values)
        predicates.append(f"{dimensions.expression(name, identifier(dated))} in $filter_{name}")
    return predicates


def _values(name: str, values: Sequence[str]) -> list[str] | list[date]:
    if isinstance(values, str) or not values or not all(str(value) for value in values):
        raise WrongUse(f"filter {name}: give at least one value, as {name}=CODE.")
    if name in dimensions.TIMES:
        return [parse_date(f"filter {name}", str(value)) for value in values]
    return [str(value) for value in values]
