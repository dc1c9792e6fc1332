"""Words of a talk that stand in the findings of scripts: they go with the transcript, the findings stay."""

from datetime import date
from pathlib import Path

from config.instance import Instance
from etl.keeping import rewriting
from warehouse.engine import Connection


def remove_quotes(connection: Connection, instance: Instance, before: date, work: Path) -> None:
    """Empty the quotes of recordings whose transcripts are older than ``before``."""
    days = [folder for folder in instance.transcripts.glob("*-*-*") if folder.name < before.isoformat()]
    heard = [str(file) for folder in days for file in sorted(folder.glob("*.recordings.parquet"))]
    if not heard:
        return
    which = rewriting.Which(
        "quote IS NOT NULL AND recording_id IN (SELECT recording_id FROM read_parquet($heard))",
        {"heard": heard},
    )
    for file in sorted((instance.enriched / "findings").glob("[!_.]*.parquet")):
        if rewriting.counted(connection, file, which):
            rewriting.without_cells(connection, file, ("quote",), which, work)
