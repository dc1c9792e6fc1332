"""Phone calls of one centre as Asterisk writes its ``queue_log``: a line per event, not per call."""

from pathlib import Path
from typing import NamedTuple

import pandas as pd

from etl.demo.clock import unix
from etl.demo.customers import numbers_written


class _Call(NamedTuple):
    at: int
    number: str
    process: str
    agent: str
    caller: str
    wait: int
    talk: int
    is_answered: bool


def write_queue_log(path: Path, calls: pd.DataFrame) -> None:
    """``time|call|queue|agent|event|data...``; the queue is named after the process."""
    columns = zip(
        unix(calls["at"].to_numpy()).tolist(), calls["contact_id"].tolist(), calls["process"].tolist(),
        calls["agent"].tolist(), numbers_written(calls["number"].to_numpy(), "plain").tolist(),
        calls["wait"].tolist(), calls["talk"].tolist(), calls["is_answered"].tolist(), strict=True,
    )  # fmt: skip
    events = [event for call in columns for event in _events(_Call(*call))]
    events.sort(key=lambda event: event[0])
    path.parent.mkdir(parents=True, exist_ok=True)
    start = f"{events[0][0] - 60}|NONE|NONE|NONE|QUEUESTART|\n"
    path.write_text(start + "".join(f"{at}|{rest}\n" for at, rest in events), "utf8")


def _events(call: _Call) -> list[tuple[int, str]]:
    queue = f"{call.number}|samal-{call.process}"
    served_at = call.at + call.wait
    entered = (call.at, f"{queue}|NONE|ENTERQUEUE||{call.caller}|1")
    if not call.is_answered:
        return [entered, (served_at, f"{queue}|NONE|ABANDON|1|1|{call.wait}")]
    ended_by = "COMPLETECALLER" if int(call.number[-1]) % 3 else "COMPLETEAGENT"
    name = f"SIP/{call.agent}"
    return [
        entered,
        (served_at, f"{queue}|{name}|CONNECT|{call.wait}|{call.number}9|3"),
        (served_at + call.talk, f"{queue}|{name}|{ended_by}|{call.wait}|{call.talk}|1"),
    ]
