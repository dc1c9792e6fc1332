"""Process steps as the CRM logs them: work, and waiting on the customer's and on the operator's side."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from etl.demo.arrays import Floats, Words, chance
from etl.demo.clock import END_S, moments_of
from etl.demo.writers import write_parquet

DAY, HOUR = 1440.0, 60.0


@dataclass(frozen=True)
class Step:
    """Typical minutes: the customer waits, then the operator, then work is done (0: does not happen)."""

    step_id: str
    customer_waits: float
    operator_waits: float
    work: float


_START = (Step("request", 7, 0, 4), Step("identify", 1.5, 0, 2.5))
_END = (Step("confirmation", 3, 6, 1.5),)
PROCESSES: dict[str, tuple[Step, ...]] = {
    "connect": (
        *_START,
        Step("documents", 3, 0, 9),
        Step("payment", 1, 4, 2),
        Step("visit", 3.2 * DAY, 20, 55),
        Step("activation", 25, 5, 4),
        *_END,
    ),
    "re_register": (
        *_START,
        Step("documents", 4, 6, 14),
        Step("approval", 40, 2.4 * DAY, 6),
        Step("activation", 8, 3, 4),
        *_END,
    ),
    "transfer": (
        *_START,
        Step("line_check", 10, 2 * HOUR, 12),
        Step("visit", 2.1 * DAY, 15, 40),
        Step("activation", 15, 4, 4),
        *_END,
    ),
    "replace": (
        *_START,
        Step("documents", 3, 0, 6),
        Step("payment", 1, 3, 2),
        Step("activation", 12, 2, 3),
        *_END,
    ),
    "change_tariff": (*_START, Step("documents", 1, 0, 3), Step("activation", 20, 1, 2), *_END),
    "disconnect": (
        *_START,
        Step("documents", 6, 5, 11),
        Step("recalculation", 4 * HOUR, 1.1 * DAY, 8),
        *_END,
    ),
    "suspend": (*_START, Step("documents", 1, 0, 4), Step("activation", 10, 2, 2), *_END),
    "port_number": (
        *_START,
        Step("documents", 4, 3, 9),
        Step("donor_answer", 1.6 * DAY, 1.2 * DAY, 5),
        Step("activation", 35, 8, 5),
        *_END,
    ),
    "repair": (
        Step("request", 4, 0, 4),
        Step("line_check", 12, 25, 9),
        Step("visit", 1.3 * DAY, 12, 45),
        Step("work", 5, 0, 38),
        *_END,
    ),
    "bill_question": (
        *_START,
        Step("recalculation", 40, 5 * HOUR, 7),
        Step("approval", 15, 9 * HOUR, 3),
        *_END,
    ),
}
"""The steps of each process; the bottlenecks planted in them are named in ``truths``."""

_PER_PROCESS = 450


def write_steps(incoming: Path, contacts: pd.DataFrame, scale: float) -> None:
    """``crm/process_steps.parquet``: a row per service, step and waiting."""
    parts = [_services(contacts, process, max(60, round(_PER_PROCESS * scale))) for process in PROCESSES]
    frame = pd.concat(parts, ignore_index=True).sort_values(["started", "service_id", "ended"], kind="stable")
    columns = {
        "service_id": frame["service_id"].astype(str),
        "process": frame["process"].astype(str),
        "step_no": frame["step_no"],
        "step": frame["step"].astype(str),
        "started": moments_of(frame["started"].to_numpy()),
        "ended": moments_of(frame["ended"].to_numpy()),
        "waiting": frame["waiting"].astype(str),
        "unit": frame["unit"].astype(str),
        "agent": frame["agent"].astype(str),
    }
    write_parquet(incoming / "crm" / "process_steps.parquet", columns)


def _services(contacts: pd.DataFrame, process: str, count: int) -> pd.DataFrame:
    """The logged steps of ``count`` services of one process that were finished in time."""
    rng = chance(f"steps {process}")
    served = contacts["agent"] != ""
    rows = np.flatnonzero(
        ((contacts["process"] == process) & served & contacts["kind"].isin(["office", "phone"])).to_numpy(
            dtype=bool
        )
    )
    rows = np.sort(rng.choice(rows, min(count, len(rows)), replace=False))
    chosen = contacts.iloc[rows]
    minutes = _durations(rng, PROCESSES[process], len(rows))
    ends = chosen["at"].to_numpy()[:, None] + np.cumsum(np.round(minutes * 60).astype(np.int64), axis=1)
    starts = np.concatenate([chosen["at"].to_numpy()[:, None], ends[:, :-1]], axis=1)
    happened = (minutes > 0) & (ends[:, -1] < END_S)[:, None]
    service, part = np.nonzero(happened)
    return pd.DataFrame(
        {
            "service_id": chosen["contact_id"].to_numpy()[service],
            "process": process,
            "step_no": part // 3 + 1,
            "step": _names(process)[part // 3],
            "started": starts[happened],
            "ended": ends[happened],
            "waiting": np.array(["customer", "operator", "nobody"], dtype=object)[part % 3],
            "unit": chosen["unit"].to_numpy()[service],
            "agent": chosen["agent"].to_numpy()[service],
        }
    )


def _durations(rng: np.random.Generator, steps: tuple[Step, ...], size: int) -> Floats:
    """Minutes of each part (three per step) of each service; at least a second each where it happens."""
    typical = np.array([[s.customer_waits, s.operator_waits, s.work] for s in steps]).ravel()
    minutes = typical * rng.lognormal(0, 0.5, (size, len(typical)))
    return np.where(typical > 0, np.maximum(minutes, 1 / 60), 0)


def _names(process: str) -> Words:
    return np.array([step.step_id for step in PROCESSES[process]], dtype=object)
