"""The shipped calls: which contact, agent and customer each of them belongs to."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from etl.demo.arrays import Ints, as_words, chance
from etl.demo.clock import seconds

RECORDINGS = Path(__file__).parent / "recordings"


@dataclass(frozen=True)
class Call:
    """One shipped recording. ``is_unhappy``: the customer's problem was not settled."""

    file: str
    language: str
    agent_id: str
    process_id: str
    product_id: str
    is_unhappy: bool
    duration_s: float


@cache
def calls() -> tuple[Call, ...]:
    """The shipped calls in the order of ``recordings/calls.json``."""
    entries = json.loads((RECORDINGS / "calls.json").read_text("utf8"))
    return tuple(
        Call(e["file"], e["language"], e["agent_id"], e["process_id"], e["product_id"], e["is_unhappy"],
             e["duration_s"])
        for e in entries
    )  # fmt: skip


def place_recorded_calls(contacts: pd.DataFrame) -> None:
    """Give each shipped call a phone contact of June or July 2022 and make that contact fit the call."""
    rng = chance("recorded calls")
    after = contacts["at"].between(seconds("2022-06-01 08:00"), seconds("2022-07-29 20:00"))
    served = contacts["is_answered"] & (contacts["system"] == "centre") & contacts["is_verified"]
    free = np.flatnonzero((after & served & (contacts["segment"] == "individual")).to_numpy(dtype=bool))
    rows = np.sort(rng.choice(free, len(calls()), replace=False))
    order = rng.permutation(len(calls()))
    shipped = [calls()[number] for number in order]
    values: dict[str, list[Any]] = {
        "recording": order.tolist(),
        "agent": [call.agent_id for call in shipped],
        "process": [call.process_id for call in shipped],
        "product": [call.product_id for call in shipped],
        "language": [call.language[:2] for call in shipped],
        "talk": [round(call.duration_s) for call in shipped],
        "hold": [0 for _ in shipped],
        "is_resolved": [not call.is_unhappy for call in shipped],
        "mood": [-3.0 if call.is_unhappy else 1.0 for call in shipped],
        "ended": [
            e + round(c.duration_s) for e, c in zip(_begun(contacts)[rows].tolist(), shipped, strict=True)
        ],
    }
    for column, new in values.items():
        cells = contacts[column].to_numpy().copy()
        cells[rows] = new
        contacts[column] = as_words(cells) if cells.dtype == object else cells


def _begun(contacts: pd.DataFrame) -> Ints:
    begun: Ints = contacts["at"].to_numpy(dtype=np.int64) + contacts["wait"].to_numpy(dtype=np.int64)
    return begun
