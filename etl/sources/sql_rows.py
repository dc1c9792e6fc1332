"""One pass over the rows of a database table or query: which rows, as text cells, up to which cursor."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, TextClause, column, literal_column, or_, select
from sqlalchemy import Connection as SqlConnection

from config.errors import one_of
from etl.declaration import Declaration
from etl.problems import LayoutChanged
from etl.sources.cells import text_of
from etl.sources.fetched import Window

_BATCH = 5_000
_BYTES = (bytes, bytearray, memoryview)
RowsFrom = FromClause | TextClause


@dataclass
class Reading:
    """What a pass saw: ``count`` rows, ``count_unmarked`` without a cursor, ``last``: the latest cursor."""

    declaration: Declaration
    rows_from: RowsFrom
    count: int = 0
    count_unmarked: int = 0
    last: str | None = None

    def statement(self, opened: SqlConnection, window: Window) -> Select[Any]:
        """Values as the driver gives them: no type of SQLAlchemy's own stands between."""
        everything: Select[Any] = select(literal_column("*")).select_from(self.rows_from)
        if self.declaration.cursor is None:
            return everything
        marked: ColumnElement[Any] = column(self.declaration.cursor)
        limits = []
        if window.start is not None:
            limits.append(marked >= self._typed(opened, marked, window.start))
        if window.end is not None:
            limits.append(marked <= self._typed(opened, marked, window.end))
        for limit in limits:
            everything = everything.where(or_(limit, marked.is_(None)))
        return everything.order_by(marked)

    def _typed(self, opened: SqlConnection, marked: ColumnElement[Any], value: str) -> Any:
        """``value`` as the database holds cursors: its type is that of any cursor there."""
        some = select(marked).select_from(self.rows_from).where(marked.is_not(None)).limit(1)
        example = opened.execute(some).scalar()
        match example:
            case int() | Decimal():
                return type(example)(value)
            case float():
                return float(value)
            case datetime():
                return datetime.fromisoformat(value)
            case date():
                return date.fromisoformat(value)
            case bytes() | memoryview() | bytearray():
                return bytes.fromhex(value)
        return value

    def cells(self, names: tuple[str, ...], rows: Any) -> Iterator[list[str]]:
        """The names of the columns, then every row."""
        place = self._place_of_cursor(names)
        yield list(names)
        last: Any = None
        wanted = self._declared_places(names)
        while batch := rows.fetchmany(_BATCH):
            self.count += len(batch)
            for row in batch:
                if place is not None and row[place] is None:
                    self.count_unmarked += 1
                elif place is not None and (last is None or row[place] > last):
                    last = row[place]
                yield [self._text(cell, names[at], at in wanted) for at, cell in enumerate(row)]
        self.last = None if last is None else _cursor_text(last)

    def _place_of_cursor(self, names: tuple[str, ...]) -> int | None:
        cursor = self.declaration.cursor
        if cursor is None:
            return None
        for place, name in enumerate(names):
            if name.lower() == cursor.lower():
                return place
        raise LayoutChanged(f"{self.declaration.name}: cursor: {one_of('column', cursor, names)}")

    def _declared_places(self, names: tuple[str, ...]) -> set[int]:
        declared = {
            name.lower() for f in self.declaration.columns for name in self.declaration.source_columns(f)
        }
        return {place for place, name in enumerate(names) if name.lower() in declared}

    def _text(self, cell: Any, name: str, is_wanted: bool) -> str:
        if not isinstance(cell, _BYTES):
            return text_of(cell, self.declaration.decimal)
        if is_wanted:
            raise LayoutChanged(
                f"{self.declaration.name}: column '{name}' holds bytes; give it as text in a query."
            )
        return ""


def _cursor_text(value: Any) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, _BYTES):
        return bytes(value).hex()
    return repr(value) if isinstance(value, float) else str(value)
