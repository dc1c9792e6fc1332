"""A reader as a process of its own: prints a line of JSON for each look at the published snapshot."""

import json
import sys
import time
from pathlib import Path

from config.instance import Instance
from warehouse.metrics import metric
from warehouse.scope import OWNER
from warehouse.snapshot import current

_COUNTS = (
    "select (select count(*) from facts.contacts), (select count(*) from facts.surveys), "
    "(select coalesce(sum(contacts), 0) from marts.contact_days), "
    "(select coalesce(sum(rows_loaded), 0) from meta.loads)"
)


def look(home: str, until: str) -> None:
    """Look until the file ``until`` is there; each line: snapshot, built_at, contacts, surveys, both ways."""
    instance, stop = Instance(Path(home)), Path(until)
    while True:
        is_last = stop.exists()
        snapshot = current(instance)
        row = snapshot.cursor().execute(_COUNTS).fetchone()
        asked = int(metric(snapshot, OWNER, "contacts")["count"].sum())
        print(json.dumps([snapshot.id, *map(int, row or ()), asked]), flush=True)
        if is_last:
            return
        time.sleep(0.1)


if __name__ == "__main__":
    look(sys.argv[1], sys.argv[2])
