"""Which contacts are heard first: those whose customer scored low, or complained."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow.compute as pc  # type: ignore[import-untyped,unused-ignore]
import pyarrow.parquet as pq  # type: ignore[import-untyped,unused-ignore]

from config.settings import Followup


def urgent_contacts(home: Path, loads: Sequence[Mapping[str, Any]], limits: Followup) -> set[str]:
    """Contacts with an NPS score or an AR rating that asks for follow-up, or with a complaint.

    The limits are those of follow-up (``[followup] nps_up_to, ar_up_to``).  What was ever delivered counts,
    corrected or not: to hear one call early that need not have been costs nothing.
    """
    from transcribe.landed import committed

    wanted: dict[str, list[tuple[str, str, Any]]] = {
        "surveys": [("score", "<=", limits.nps_up_to)],
        "ratings": [("rating", "<=", limits.ar_up_to)],
        "cases": [("kind", "==", "complaint")],
    }
    found: set[str] = set()
    for contract, condition in wanted.items():
        for load in committed(loads, contract):
            file = home / str(load["parquet"])
            if {"contact_id", condition[0][0]} <= set(pq.read_schema(file).names):
                rows = pq.read_table(file, columns=["contact_id"], filters=condition)
                found.update(pc.unique(rows["contact_id"].drop_null()).to_pylist())
    return found
