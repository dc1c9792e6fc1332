"""Parquet files; a value inside a structure is named by its path (``client.phone``)."""

from pathlib import Path

from etl.columns import tidy
from etl.declaration import Declaration
from etl.problems import LayoutChanged, UnreadableFile
from etl.sources.raw import Raw
from warehouse import engine
from warehouse.engine import Connection

_DEEPEST = 4
_FRACTIONS = ("FLOAT", "DOUBLE")


def read(file: Path, declaration: Declaration, connection: Connection, work: Path) -> Raw:
    """Rows of ``file`` as text; a row's line is its number in the file."""
    given: dict[str, object] = {"parquet": str(file)}
    try:
        columns = _columns(connection, given)
    except engine.Error as error:
        first = str(error).splitlines()[0]
        raise UnreadableFile(f"{file.name}: no whole Parquet file ({first}); deliver it again.") from None
    _refuse(file, declaration, columns)
    cells = ", ".join(
        f"{_text(value, kind, declaration.decimal)} AS c{number}"
        for number, (value, kind) in enumerate(columns.values())
    )
    return Raw(f"(SELECT {cells} FROM read_parquet($parquet))", tuple(columns), given, 1)


def _columns(connection: Connection, given: dict[str, object]) -> dict[str, tuple[str, str]]:
    """Name -> SQL and type of every column, structures opened."""
    found: dict[str, tuple[str, str]] = {}
    for name, kind in _described(connection, "*", given):
        found.update(_opened(connection, name, engine.identifier(name), kind, given))
    return found


def _opened(
    connection: Connection, name: str, value: str, kind: str, given: dict[str, object]
) -> dict[str, tuple[str, str]]:
    is_structure = kind.startswith("STRUCT(") and kind.endswith(")")
    if not is_structure or name.count(".") >= _DEEPEST:
        return {name: (value, kind)}
    found: dict[str, tuple[str, str]] = {}
    for inside, its_kind in _described(connection, f"unnest({value})", given):
        part = f"struct_extract({value}, {_quoted(inside)})"
        found.update(_opened(connection, f"{name}.{inside}", part, its_kind, given))
    return found


def _described(connection: Connection, what: str, given: dict[str, object]) -> list[tuple[str, str]]:
    rows = connection.execute(f"DESCRIBE SELECT {what} FROM read_parquet($parquet)", given).fetchall()
    return [(str(row[0]), str(row[1])) for row in rows]


def _quoted(name: str) -> str:
    """The name of a part of a structure, as DuckDB takes it: a literal."""
    return "'" + name.replace("'", "''") + "'"


def _text(value: str, kind: str, decimal: str) -> str:
    """SQL: a value as text; whole numbers that were written as fractions without a point."""
    if kind in _FRACTIONS:
        whole = f"{value} = trunc({value}) AND abs({value}) < 1e15"
        text = f"CASE WHEN {whole} THEN {value}::BIGINT::VARCHAR ELSE {value}::VARCHAR END"
    else:
        text = f"{value}::VARCHAR"
    is_number = kind in _FRACTIONS or kind.startswith("DECIMAL")
    return f"replace({text}, '.', ',')" if is_number and decimal == "," else text


def _refuse(file: Path, declaration: Declaration, columns: dict[str, tuple[str, str]]) -> None:
    wanted = {tidy(name) for field in declaration.columns for name in declaration.source_columns(field)}
    for name, (_, kind) in columns.items():
        if tidy(name) in wanted and (
            kind.endswith("]") or kind.startswith(("MAP(", "STRUCT(")) or kind == "BLOB"
        ):
            what = "bytes" if kind == "BLOB" else "a list"
            raise LayoutChanged(
                f"{file.name}: column '{name}' holds {what}, not one value a row; export it as a value."
            )
