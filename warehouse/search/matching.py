"""What is asked of the engine: parts of a search, the scope of who asks, filters; values only, no query text.

The scope is put into every query here, as ``warehouse.gate`` puts it into every statement.
"""

from collections.abc import Mapping, Sequence
from itertools import product

from tantivy import Occur, Query

from config.errors import WrongUse
from text.search_tokens import AS_SAID, asked
from warehouse import dimensions
from warehouse.rows import row_queries
from warehouse.scope import Scope
from warehouse.search.query import Part, Wanted
from warehouse.search.shards import schema
from warehouse.search.talks import SPEAKERS

OWN = ("recording_id", "score", "broken", "speaker")
"""Filters besides the dimensions of recorded talks. broken: a criterion, or any; speaker: who says it."""
_MOST_WAYS = 32
"""Of reading a phrase whose words mean several things."""


def query_of(wanted: Wanted, scope: Scope, filters: Mapping[str, Sequence[str]]) -> Query:
    """What fits ``wanted`` among the calls the scope may see, narrowed by ``filters`` (not those of time)."""
    sides = _sides(filters.get("speaker", SPEAKERS))
    must = [_part(part, sides) for part in wanted.parts] + _scope(scope)
    must += [_codes(column(name), values) for name, values in filters.items() if name != "speaker" and values]
    unwanted = [_part(part, sides) for part in wanted.unwanted]
    return Query.boolean_query(
        [(Occur.Must, one) for one in must] + [(Occur.MustNot, one) for one in unwanted]
    )


def allowed() -> tuple[str, ...]:
    """Names of filters: the dimensions of recorded talks, and the search's own."""
    return (*row_queries()["calls"].dimensions, *OWN)


def column(name: str) -> str:
    """The field that holds a filter's codes."""
    return name if name in OWN else dimensions.column(name)


def _scope(scope: Scope) -> list[Query]:
    """Calls without a unit are for those who see all units."""
    if scope.sees_nothing:
        return [Query.empty_query()]
    units = [] if scope.units is None else [_codes("unit_id", scope.units)]
    return units + ([] if scope.agent_id is None else [_codes("agent_id", [scope.agent_id])])


def _codes(field: str, codes: Sequence[str]) -> Query:
    return Query.const_score_query(Query.term_set_query(schema(), field, [str(code) for code in codes]), 0.0)


def _sides(given: Sequence[str]) -> tuple[str, ...]:
    for side in given:
        if side not in SPEAKERS:
            raise WrongUse(f"filter speaker: '{side}' is none of {', '.join(SPEAKERS)}.")
    return tuple(given)


def _part(part: Part, sides: Sequence[str]) -> Query:
    return _any([one for side in sides for one in _on_side(part, side)])


def _on_side(part: Part, side: str) -> list[Query]:
    if part.is_beginning:
        return [Query.regex_query(schema(), side, _literal(AS_SAID + part.words[0]) + ".*")]
    if len(part.words) == 1:
        return [Query.term_query(schema(), side, token) for token in asked(part.words[0])]
    ways = list(product(*(asked(word) for word in part.words)))[:_MOST_WAYS]
    return [Query.phrase_query(schema(), side, list(way)) for way in ways]


def _literal(text: str) -> str:
    """Letters and digits stand for themselves; everything else is escaped."""
    return "".join(letter if letter.isalnum() else "\\" + letter for letter in text)


def _any(queries: Sequence[Query]) -> Query:
    return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Should, one) for one in queries])
