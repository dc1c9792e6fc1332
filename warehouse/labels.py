"""Names for codes, and the codes a person may filter by."""

from config.errors import WrongUse, one_of
from warehouse import dimensions, gate
from warehouse.engine import identifier
from warehouse.gate import Ask, Source
from warehouse.scope import NOBODY, Scope
from warehouse.snapshot import Snapshot

LANGUAGES = ("ru", "kk", "en")
_SEEN_IN = tuple(
    Source.parse(tables)
    for tables in (
        "marts.contact_months by month | facts.contacts",
        "marts.survey_months by month | facts.surveys",
        "marts.answer_months by month | marts.answers",
        "marts.rating_months by month | facts.ratings",
        "facts.cases",
        "facts.calls",
        "facts.findings",
        "facts.steps",
    )
)
"""Where a filter's codes are looked for."""


def labels(snapshot: Snapshot, dimension: str, language: str, scope: Scope = NOBODY) -> dict[str, str]:
    """Code -> name in ``language`` (ru, kk or en; the source's own name where there is none in it).

    Empty for dimensions whose codes need no reference, and for agents unless the scope may see names.
    Raises WrongUse for an unknown dimension or language.
    """
    dimensions.check("dimension", [dimension], dimensions.DIMENSIONS)
    if language not in LANGUAGES:
        raise WrongUse(one_of("language", language, LANGUAGES))
    table = dimensions.TABLES.get(dimension)
    if table is None or (dimension == "agent" and not scope.personal):
        return {}
    key, name = identifier(dimensions.COLUMNS[dimension]), identifier(f"name_{language}")
    statement = f"select {key}, coalesce({name}, name, {key}) from dims.{table} order by 1"  # noqa: S608
    found = snapshot.cursor().execute(statement)
    return dict(found.fetchall())


def regions(snapshot: Snapshot) -> dict[str, str]:
    """Unit -> its region, of the units for which one is known."""
    found = snapshot.cursor().execute("select unit_id, region from dims.units where region is not null")
    return dict(found.fetchall())


def values(snapshot: Snapshot, scope: Scope, dimension: str) -> list[str]:
    """Codes of a dimension that stand in rows this person may see, sorted. Raises WrongUse as ``labels``
    does."""
    dimensions.check("dimension", [dimension], tuple(dimensions.COLUMNS))
    column = identifier(dimensions.COLUMNS[dimension])
    parameters: dict[str, object] = {}
    parts = []
    for source in _SEEN_IN:
        if column.strip('"') in snapshot.columns[source.tables[-1][0]]:
            relation = gate.gated(
                source, Ask(scope), snapshot.columns, parameters, needed=[column.strip('"')]
            )
            parts.append(f"select {column} as code from {relation}")  # noqa: S608
    if not parts:
        return []
    statement = (
        f"select distinct code from ({' union all '.join(parts)}) where code is not null order by code"  # noqa: S608
    )
    cursor = snapshot.cursor()
    found = cursor.execute(statement, parameters) if parameters else cursor.execute(statement)
    return [str(row[0]) for row in found.fetchall()]
