"""Which column of a file is which field: declared names, other names they have had."""

from config.errors import one_of
from etl.declaration import Declaration
from etl.problems import LayoutChanged


def places(declaration: Declaration, columns: tuple[str, ...], told_as: str) -> dict[str, tuple[int, ...]]:
    """Field -> positions of its columns in the file.

    Raises LayoutChanged naming every declared column that is not there, with the nearest that is.
    """
    known = {tidy(name): position for position, name in reversed(list(enumerate(columns)))}
    found: dict[str, tuple[int, ...]] = {}
    missing: list[str] = []
    for field in declaration.columns:
        names = declaration.source_columns(field)
        positions = [_position(name, declaration.aliases.get(field, ()), known) for name in names]
        missing += [name for name, position in zip(names, positions, strict=True) if position is None]
        found[field] = tuple(position for position in positions if position is not None)
    if missing:
        raise LayoutChanged(f"{told_as}: {_missing(missing[0], len(missing) - 1, columns)}")
    return found


def tidy(name: str) -> str:
    """Names are compared without regard to case and spacing."""
    return " ".join(name.replace("\ufeff", "").lower().split())


def _position(name: str, aliases: tuple[str, ...], known: dict[str, int]) -> int | None:
    for candidate in (name, *aliases):
        if tidy(candidate) in known:
            return known[tidy(candidate)]
    return None


def _missing(name: str, count_others: int, columns: tuple[str, ...]) -> str:
    others = f" (and {count_others} more)" if count_others else ""
    said = one_of("column", name, columns).removeprefix(f"unknown column '{name}'")
    return f"column '{name}'{others} is missing{said}. Name it under [columns], or under [aliases]."
