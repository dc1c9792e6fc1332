"""All contacts of the demo operator, as one table the source files are cut from."""

import numpy as np
import pandas as pd

from etl.demo.arrays import Ints, Words, as_words, chance
from etl.demo.clock import DAY_S, seconds, unix
from etl.demo.customers import Customers
from etl.demo.demand import make_demand
from etl.demo.mood import moods
from etl.demo.recorded import place_recorded_calls
from etl.demo.service import add_service
from etl.demo.staffing import SELF_SERVICE, assign_agents
from etl.demo.truths import TRUTHS
from etl.demo.volumes import KINDS

OFFICE, MESSAGES, SELF, CENTRE, QUEUE_LOG, WRITTEN = (
    "office", "messages", "self_service", "centre", "queue_log", "written",
)  # fmt: skip
"""The systems contacts are recorded in; each exports files of its own."""


def make_contacts(customers: Customers, scale: float) -> pd.DataFrame:
    """One row per contact in order of time.

    Columns: contact_id, system, at, kind, channel, unit, process, product, customer, segment, language,
    is_verified, is_answered, wait, talk, hold, wrap_up, transfers, is_resolved, first_answer, ended,
    agent, mood, recording (number of a shipped call or -1). Times in seconds of ``clock``.
    """
    contacts = pd.concat([make_demand(kind, customers, scale) for kind in KINDS], ignore_index=True)
    contacts["at"] = _until_nine(contacts)
    contacts = contacts.sort_values("at", kind="stable", ignore_index=True)
    add_service(contacts, customers)
    contacts["agent"] = as_words(assign_agents(contacts))
    contacts["system"] = as_words(_systems(contacts))
    contacts["contact_id"] = as_words(_numbers(contacts))
    contacts["recording"] = -1
    contacts["mood"] = moods(contacts)
    place_recorded_calls(contacts)
    return contacts


def _until_nine(contacts: pd.DataFrame) -> Ints:
    """The office that stays open until 21:00 is used in the evening from that day on."""
    rng = chance("until nine")
    start = seconds(f"{TRUTHS.improvement_with_effect_day} 00:00")
    at = contacts["at"].to_numpy().copy()
    there = (contacts["unit"] == TRUTHS.improvement_with_effect_unit).to_numpy(dtype=bool)
    late = there & (at >= start) & (rng.random(len(at)) < 0.2)
    at[late] = at[late] // DAY_S * DAY_S + rng.integers(18 * 3600, 21 * 3600 - 600, int(late.sum()))
    return at


def _systems(contacts: pd.DataFrame) -> Words:
    system = contacts["kind"].map({"online": MESSAGES, "office": OFFICE, "phone": CENTRE, "written": WRITTEN})
    system[contacts["channel"].isin(SELF_SERVICE)] = SELF
    system[(contacts["kind"] == "phone") & (contacts["unit"] == "cc_samal")] = QUEUE_LOG
    return system.to_numpy(dtype=object)


def _numbers(contacts: pd.DataFrame) -> Words:
    """Identifiers as each system gives them; unique over all systems."""
    system = contacts["system"].to_numpy()
    row = (np.arange(len(contacts)) + 1).astype(str).astype(object)
    number = np.char.zfill(row.astype(str), 8).astype(object)
    stamp = unix(contacts["at"].to_numpy()).astype(str).astype(object)
    number = np.where(np.isin(system, [CENTRE, QUEUE_LOG]), stamp + "." + row, number)
    prefix = {OFFICE: "CRM-", MESSAGES: "msg-", SELF: "self-", WRITTEN: "IN-"}
    for name, mark in prefix.items():
        number[system == name] = mark + number[system == name]
    return number
