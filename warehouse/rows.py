"""The rows behind the figures: row queries by name, through the same gate as the metrics."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from config.errors import WrongUse, one_of
from warehouse import dimensions, gate, sql_files
from warehouse.catalogue import BadHeader, check_gated, split
from warehouse.engine import identifier
from warehouse.gate import NO_FILTERS, Ask, Filters, Source
from warehouse.period import Period
from warehouse.scope import Scope
from warehouse.snapshot import Snapshot
from warehouse.sql_files import SqlFile

if TYPE_CHECKING:
    from pandas import DataFrame

SEARCH = "search"
"""Filter of queries with texts: rows in which one of the given words occurs, whatever the case of its
letters."""
CUSTOMER = "customer_key"
"""Filter by customers; facts that are long have their numbers too, which are read faster."""

_KEYS = {"title", "dimensions", "filters", "personal", "search", "order", "sources"}
_PARAMETER = re.compile(r"\$(\w+)")


@dataclass(frozen=True)
class RowQuery:
    """One row query. dimensions, filters: what it can be narrowed by; filters are columns of its own.

    personal: columns that are empty for who may not see names and texts. search: columns the filter
    ``search`` looks into.  source: its SQL file, relative to the project.
    """

    name: str
    title: str
    dimensions: tuple[str, ...]
    filters: tuple[str, ...]
    personal: tuple[str, ...]
    search: tuple[str, ...]
    order: str
    source: str
    sources: dict[str, Source] = field(repr=False, hash=False)
    file: SqlFile = field(repr=False, hash=False)

    @property
    def has_lineage(self) -> bool:
        return all(re.search(rf"\.{column}\b", self.file.body) for column in ("load_id", "line"))


@lru_cache(maxsize=1)
def row_queries() -> dict[str, RowQuery]:
    """Every row query by its name. Raises BadHeader for a file that breaks the rules."""
    return {name: _read(sql_files.read("rows", name)) for name in sql_files.names("rows")}


def rows(
    snapshot: Snapshot,
    scope: Scope,
    name: str,
    *,
    period: Period,
    filters: Filters = NO_FILTERS,
    limit: int = 500,
    offset: int = 0,
) -> "DataFrame":
    """Rows behind a figure, newest first; columns as the query's file lists them, then source_name and
    source_file where the row was loaded from a file (``line`` is its line there).

    filters: dimensions, the query's own columns, and ``search``.  Names, texts and customers are empty where
    the scope is not personal.  Raises WrongUse for an unknown query or filter.
    """
    query, body, parameters = _statement(snapshot, scope, name, period, filters)
    parameters.update(row_limit=limit, row_offset=offset)
    parts = {**_parts(query, scope, filters, parameters), "body": body}
    found: DataFrame = _execute(snapshot, query, "rows", parts, parameters).df()
    return found


def count_rows(
    snapshot: Snapshot, scope: Scope, name: str, *, period: Period, filters: Filters = NO_FILTERS
) -> int:
    """How many rows ``rows`` would give without a limit."""
    query, body, parameters = _statement(snapshot, scope, name, period, filters)
    parts = {**_parts(query, scope, filters, parameters), "body": body}
    found = _execute(snapshot, query, "row_count", parts, parameters).fetchone()
    return int(found[0]) if found else 0


def has_rows(
    snapshot: Snapshot, scope: Scope, name: str, *, period: Period, filters: Filters = NO_FILTERS
) -> bool:
    """Whether ``rows`` would give any."""
    query, body, parameters = _statement(snapshot, scope, name, period, filters)
    parts = {**_parts(query, scope, filters, parameters), "body": body}
    return _execute(snapshot, query, "any_row", parts, parameters).fetchone() is not None


def tally(
    snapshot: Snapshot,
    scope: Scope,
    name: str,
    columns: Sequence[str],
    *,
    period: Period,
    filters: Filters = NO_FILTERS,
) -> "DataFrame":
    """How many of all the rows have the same values: ``columns``..., count, in the order of ``columns``.

    Far cheaper than the rows where few columns are needed.  Raises WrongUse as ``rows`` does, and for a
    column that the scope may not see.
    """
    query, body, parameters = _statement(snapshot, scope, name, period, filters)
    for column in columns:
        _refuse_hidden(query, scope, column)
    listed = ", ".join(identifier(column) for column in columns)
    parts = {**_parts(query, scope, filters, parameters), "body": body, "columns": listed}
    found: DataFrame = _execute(snapshot, query, "tally", parts, parameters).df()
    return found


def _statement(
    snapshot: Snapshot, scope: Scope, name: str, period: Period, filters: Filters
) -> tuple[RowQuery, str, dict[str, Any]]:
    """The query, its SQL with gated sources, and the values to bind. Only the first source is narrowed."""
    if name not in row_queries():
        raise WrongUse(one_of("row query", name, row_queries()))
    query = row_queries()[name]
    dimensions.check(f"filter of {name}", filters, _allowed(query))
    parameters: dict[str, Any] = {}
    narrow = {word: values for word, values in filters.items() if word in query.dimensions}
    asks = [Ask(scope, period, narrow)] + [Ask(scope)] * (len(query.sources) - 1)
    customers = [filters.get(CUSTOMER, ())] + [()] * (len(query.sources) - 1)
    body = query.file.body
    for (token, source), ask, keys in zip(query.sources.items(), asks, customers, strict=True):
        relation = gate.gated(source, ask, snapshot.columns, parameters)
        if keys and all("customer_no" in snapshot.columns[table] for table, _ in source.tables):
            relation = _of_customers(relation, keys, parameters)
        body = body.replace(f"{{{token}}}", relation)
    return query, body, parameters


def _of_customers(relation: str, keys: Sequence[str], parameters: dict[str, Any]) -> str:
    """The rows with the numbers of these customers: few enough to compare their keys."""
    given = {f"customer_{place}": key for place, key in enumerate(_given(CUSTOMER, keys))}
    parameters.update(given)
    any_of = " or ".join(f"customer_no = customer_no(${name})" for name in given)
    return f"(select * from {relation} where {any_of})"  # noqa: S608


def _allowed(query: RowQuery) -> tuple[str, ...]:
    return (*query.dimensions, *query.filters, *((SEARCH,) if query.search else ()))


def _parts(query: RowQuery, scope: Scope, filters: Filters, parameters: dict[str, Any]) -> dict[str, str]:
    hidden = () if scope.personal else query.personal
    nulls = ", ".join(f"null as {identifier(column)}" for column in hidden)
    lineage = ", loads.source as source_name, loads.file as source_file" if query.has_lineage else ""
    return {
        "personal": f" replace ({nulls})" if nulls else "",
        "lineage": lineage,
        "join": "left join meta.loads as loads on found.load_id = loads.load_id" if lineage else "",
        "order": query.order,
        "filters": _own_filters(query, scope, filters, parameters),
    }


def _own_filters(query: RowQuery, scope: Scope, filters: Filters, parameters: dict[str, Any]) -> str:
    predicates = ["true"]
    for word, values in filters.items():
        if word in query.dimensions:
            continue
        _refuse_hidden(query, scope, word)
        parameters[f"own_{word}"] = _given(word, values)
        columns = query.search if word == SEARCH else (word,)
        test = (
            "list_bool_or(list_transform($own_search, lambda part: contains(lower({}), lower(part))))"
            if word == SEARCH
            else "{}::varchar in $own_" + word
        )
        predicates.append("(" + " or ".join(test.format(identifier(column)) for column in columns) + ")")
    return " and ".join(predicates)


def _given(word: str, values: Sequence[str]) -> list[str]:
    if isinstance(values, str) or not values or not all(str(value) for value in values):
        raise WrongUse(f"filter {word}: give at least one value, as {word}=VALUE.")
    return [str(value) for value in values]


def _refuse_hidden(query: RowQuery, scope: Scope, word: str) -> None:
    """Filtering by a hidden column would tell what it holds."""
    columns = query.search if word == SEARCH else (word,)
    if not scope.personal and set(columns) & set(query.personal):
        raise WrongUse(f"filter {word}: texts and names are not open to the role '{scope.role}'.")


def _execute(
    snapshot: Snapshot, query: RowQuery, template: str, parts: dict[str, str], parameters: dict[str, Any]
) -> Any:
    text = sql_files.read("answer", template).body
    sql = re.sub(r"\{(\w+)\}", lambda token: parts[token[1]], text)
    used = set(_PARAMETER.findall(sql))
    bound = {name: value for name, value in parameters.items() if name in used}
    return sql_files.execute(snapshot.cursor(), query.file, body=sql, parameters=bound)


def _read(file: SqlFile) -> RowQuery:
    header = file.header
    if missing := {"title", "dimensions", "order", "sources"} - set(header) | set(header) - _KEYS:
        raise BadHeader(f"{file.shown_path}: header keys missing or unknown: {', '.join(sorted(missing))}.")
    sources = {
        name.strip(): Source.parse(tables)
        for name, _, tables in (part.partition("=") for part in header["sources"].split(";"))
    }
    check_gated(file, set(sources))
    return RowQuery(
        name=file.name,
        title=header["title"],
        dimensions=split(header["dimensions"]),
        filters=split(header.get("filters", "")),
        personal=split(header.get("personal", "")),
        search=split(header.get("search", "")),
        order=header["order"],
        source=file.shown_path,
        sources=sources,
        file=file,
    )
