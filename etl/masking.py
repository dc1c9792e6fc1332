"""Free text is masked before it is written anywhere; each distinct one once, on all cores when many."""

import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from config.processes import pool
from warehouse.engine import Connection

MANY = 20_000
"""From so many texts on, the cost of starting processes is won back."""
_CHUNK = 2_000


def masked(texts: Sequence[str]) -> list[str]:
    """``texts`` with personal data replaced by tokens such as <PHONE>, in order."""
    with _masker(len(texts)) as mask:
        return mask(texts)


@contextmanager
def _masker(count: int) -> Iterator[Callable[[Sequence[str]], list[str]]]:
    """What masks texts, in this process or, for very many of them, in one a core."""
    from text.api import mask_many

    if count < MANY or (os.cpu_count() or 1) == 1:
        yield lambda texts: list(mask_many(texts))
        return
    with pool() as processes:
        yield lambda texts: [text for part in processes.map(mask_many, _parts(texts)) for text in part]


def _parts(texts: Sequence[str]) -> list[Sequence[str]]:
    return [texts[start : start + _CHUNK] for start in range(0, len(texts), _CHUNK)]


def make_masks(connection: Connection, source: str, columns: Sequence[str], work: Path) -> None:
    """Table ``masks`` (text as it came, masked) for the distinct texts of ``columns`` of table ``source``.

    Texts pass through in batches, so that memory does not grow with their number.
    """
    every = " UNION ALL ".join(f"SELECT {name} AS text FROM {source}" for name in columns)
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE texts AS SELECT text, row_number() OVER () AS number "
        f"FROM (SELECT DISTINCT text FROM ({every}) WHERE text IS NOT NULL)"
    )
    file = work / "masked.ndjson"
    write_ndjson(file, _masked_rows(connection))
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE masks AS SELECT text, masked FROM texts JOIN read_json($file, "
        "format = 'newline_delimited', columns = {'number': 'BIGINT', 'masked': 'VARCHAR'}) USING (number)",
        {"file": str(file)},
    )
    connection.execute("DROP TABLE texts")


def _masked_rows(connection: Connection) -> Iterator[dict[str, object]]:
    """number, masked of every row of table ``texts``."""
    (count,) = connection.execute("SELECT count(*) FROM texts").fetchone() or (0,)
    cursor = connection.execute("SELECT number, text FROM texts")
    with _masker(int(count)) as mask:
        while rows := cursor.fetchmany(MANY):
            texts = mask([text for _, text in rows])
            yield from (
                {"number": number, "masked": text} for (number, _), text in zip(rows, texts, strict=True)
            )


def write_ndjson(file: Path, rows: Iterable[dict[str, object]]) -> None:
    """Rows for DuckDB to read: it must never scan Python objects itself."""
    with file.open("w", encoding="utf8") as lines:
        for row in rows:
            lines.write(json.dumps(row, ensure_ascii=False) + "\n")
