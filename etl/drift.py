"""A file whose columns are not those its declaration knows: what changed, told with the remedy.

A mapped column that is gone stops the file, and so does a new column where the declaration lists the
columns it knows (``known_columns``; ``ignore`` lists names or patterns that may come and go, "*" any).
"""

from fnmatch import fnmatchcase

from rapidfuzz import fuzz

from etl.columns import tidy
from etl.declaration import Declaration
from etl.problems import LayoutChanged
from etl.sources.raw import Raw
from warehouse import engine
from warehouse.engine import Connection

_SAMPLE = 5000
_ALIKE = 60
_FITS = 0.8


def check_new(declaration: Declaration, columns: tuple[str, ...], told_as: str) -> None:
    """Raises LayoutChanged for a column the declaration does not know, where it says which it knows."""
    if not declaration.known_columns:
        return
    new = new_columns(declaration, columns)
    if new:
        others = f" (and {len(new) - 1} more)" if len(new) > 1 else ""
        raise LayoutChanged(
            f"{told_as}: column '{new[0]}'{others} is new. Map it under [columns], or add it to "
            f'known_columns (or to ignore; ignore = ["*"] takes any) of sources/{declaration.name}.toml.'
        )


def new_columns(declaration: Declaration, columns: tuple[str, ...]) -> list[str]:
    """Columns that are neither known, nor mapped, nor to be ignored."""
    mapped = {name for field in declaration.columns for name in declaration.source_columns(field)}
    aliases = {name for names in declaration.aliases.values() for name in names}
    made_of = {name for item in declaration.computed.values() for name in item.operands}
    known = {tidy(name) for name in {*declaration.known_columns, *mapped, *aliases, *made_of}}
    return [name for name in columns if tidy(name) not in known and not _is_ignored(name, declaration.ignore)]


def _is_ignored(name: str, ignore: tuple[str, ...]) -> bool:
    # A column without a name is one the reader named by its place.
    return tidy(name).startswith("column ") or any(fnmatchcase(tidy(name), tidy(given)) for given in ignore)


def told(connection: Connection, declaration: Declaration, raw: Raw, error: LayoutChanged) -> LayoutChanged:
    """``error`` of a missing column with the new column that stands in its place, where one does."""
    gone = _gone(declaration, raw.columns)
    if gone is None:
        return error
    field, name = gone
    candidate = _in_its_place(connection, declaration, raw, field, name)
    if candidate is None:
        return error
    start = str(error).split(": ", 1)[0]
    listed = ", ".join(f'"{alias}"' for alias in (*declaration.aliases.get(field, ()), candidate))
    return LayoutChanged(
        f"{start}: column '{name}' ({field}) is gone; '{candidate}' holds the same kind of values. "
        f"If it was renamed, write under [aliases] of sources/{declaration.name}.toml: {field} = [{listed}]"
    )


def _gone(declaration: Declaration, columns: tuple[str, ...]) -> tuple[str, str] | None:
    """The first mapped column that is not in the file, with its field."""
    have = {tidy(name) for name in columns}
    for field in declaration.columns:
        if have & {tidy(name) for name in declaration.aliases.get(field, ())}:
            continue
        for name in declaration.source_columns(field):
            if tidy(name) not in have:
                return field, name
    return None


def _in_its_place(
    connection: Connection, declaration: Declaration, raw: Raw, field: str, name: str
) -> str | None:
    """The unused column whose cells suit the field best, those with a name alike first."""
    from etl.inspection.columns import describe
    from etl.inspection.suiting import content

    bare = _without_ignore(declaration)
    free = [column for column in new_columns(bare, raw.columns) if not tidy(column).startswith("column ")]
    if not free:
        return None
    try:
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE cells AS SELECT * FROM {raw.relation} LIMIT {_SAMPLE}",
            raw.parameters,
        )
        columns = [column for column in describe(connection, raw.columns) if column.name in free]
    except engine.Error:
        return None
    suits = [
        column.name
        for column in columns
        if content(declaration.shape, declaration.shape[field], column) >= _FITS
    ]
    ranked = sorted(suits, key=lambda other: -fuzz.ratio(tidy(other), tidy(name)))
    is_clear = len(ranked) == 1 or (ranked and fuzz.ratio(tidy(ranked[0]), tidy(name)) >= _ALIKE)
    return ranked[0] if is_clear else None


def _without_ignore(declaration: Declaration) -> Declaration:
    """The declaration without ``ignore``: an ignored column may well be the renamed one."""
    return declaration.model_copy(update={"ignore": ()})


__all__ = ["check_new", "new_columns", "told"]
