"""Free text is masked before it is written anywhere; each distinct one once, on all cores when many."""

import json
import os
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from warehouse.engine import Connection

MANY = 20_000
"""From so many texts on, the cost of starting processes is won back."""
_CHUNK = 2_000


def masked(texts: Sequence[str]) -> list[str]:
    """``texts`` with personal data replaced by tokens such as <PHONE>, in order."""
    from text.api import mask_many

    if len(texts) < MANY or (os.cpu_count() or 1) == 1:
        return list(mask_many(texts))
    chunks = [texts[start : start + _CHUNK] for start in range(0, len(texts), _CHUNK)]
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as processes:
        return [text for chunk in processes.map(mask_many, chunks) for text in chunk]


def make_masks(connection: Connection, source: str, columns: Sequence[str], work: Path) -> None:
    """Table ``masks`` (text as it came, masked) for the distinct texts of ``columns`` of table ``source``."""
    union = " UNION ".join(
        f"SELECT DISTINCT {name} AS text FROM {source} WHERE {name} IS NOT NULL" for name in columns
    )
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE texts AS SELECT text, row_number() OVER () AS number FROM ({union})"
    )
    found = connection.execute("SELECT number, text FROM texts ORDER BY number").fetchall()
    file = work / "masked.ndjson"
    write_ndjson(
        file,
        (
            {"number": row[0], "masked": text}
            for row, text in zip(found, masked([r[1] for r in found]), strict=True)
        ),
    )
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE masks AS SELECT text, masked FROM texts JOIN read_json($file, "
        "format = 'newline_delimited', columns = {'number': 'BIGINT', 'masked': 'VARCHAR'}) USING (number)",
        {"file": str(file)},
    )
    connection.execute("DROP TABLE texts")


def write_ndjson(file: Path, rows: Iterable[dict[str, object]]) -> None:
    """Rows for DuckDB to read: it must never scan Python objects itself."""
    with file.open("w", encoding="utf8") as lines:
        for row in rows:
            lines.write(json.dumps(row, ensure_ascii=False) + "\n")
