"""Files of ``enriched/``: results of one run are put in place together, those of an older version then go."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from config.instance import Instance
from etl.durable import move
from etl.masking import write_ndjson
from etl.schemas import ENRICHED
from warehouse.engine import Connection, identifier


@dataclass
class Results:
    """New results of one ``kind`` (of ``ENRICHED``), written into ``work`` until they are kept."""

    connection: Connection
    instance: Instance
    kind: str
    work: Path
    parts: list[Path] = field(default_factory=list)

    def add_rows(self, rows: Iterable[dict[str, Any]]) -> None:
        """One more part, of rows as ``_schema.parquet`` names their columns; none where there are no rows."""
        listed = self.work / f"{self.kind}.ndjson"
        write_ndjson(listed, rows)
        if not listed.stat().st_size:
            return
        kinds = ENRICHED[self.kind]
        columns = ", ".join(f"{identifier(name)}: '{kind}'" for name, kind in kinds.items())
        self.add(
            f"SELECT * FROM read_json($listed, format = 'newline_delimited', columns = {{{columns}}})",
            {"listed": str(listed)},
        )

    def add(self, query: str, given: dict[str, Any]) -> None:
        """One more part, of the rows of ``query``."""
        part = self.work / f"{self.kind}-{len(self.parts):05}.parquet"
        self.connection.execute(
            f"COPY ({query}) TO $target (FORMAT parquet, COMPRESSION zstd)", {**given, "target": str(part)}
        )
        self.parts.append(part)

    def keep(self, *, is_more: bool) -> None:
        """Put the parts in place. Not ``is_more``: they are of a new version, and the older files go; what
        they tell of talks whose transcript is gone stays, for nothing could tell it again."""
        old = [] if is_more else known(self.instance, self.kind)
        if old and "audio_id" in ENRICHED[self.kind]:
            self._carry_over(old)
        stamp = f"{datetime.now(UTC):%Y%m%dT%H%M%S_%f}"
        for number, part in enumerate(self.parts):
            move(part, self.instance.enriched / self.kind / f"{stamp}_{number:05}.parquet")
        for file in old:
            Path(file).unlink()

    def _carry_over(self, old: list[str]) -> None:
        schema = self.instance.enriched / self.kind / "_schema.parquet"
        new = [str(part) for part in self.parts] or [str(schema)]
        self.add(
            "SELECT older.* FROM read_parquet($old, union_by_name = true) AS older "
            "ANTI JOIN read_parquet($new, union_by_name = true) AS newer USING (audio_id, recording_id)",
            {"old": old, "new": new},
        )


def known(instance: Instance, kind: str) -> list[str]:
    """The files of one kind that stand, oldest first."""
    return [str(file) for file in sorted((instance.enriched / kind).glob("[!_.]*.parquet"))]
