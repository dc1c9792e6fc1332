"""How a contact went: waits, handle times, transfers, first answers, whether it was settled."""

import numpy as np
import pandas as pd

from etl.demo.arrays import Bools, Floats, Ints, as_words, chance
from etl.demo.clock import DAY_S, END_S, NEVER
from etl.demo.customers import Customers

HARD = {"disconnect": 0.80, "repair": 0.75, "port_number": 0.75, "bill_question": 0.6}
"""Processes customers are unhappy with whoever serves them, and by how much (mood points)."""

_TALK_S = {"repair": 330, "port_number": 300, "connect": 280, "disconnect": 260, "bill_question": 240}
_FIRST_ANSWER_S = {
    "whatsapp": 240, "telegram": 230, "facebook": 280, "chat": 130, "forum": 160, "skype": 260,
    "email": 9 * 3600, "letter": 15 * 3600,
}  # fmt: skip
_MOST_WAIT_S = 3600


def add_service(contacts: pd.DataFrame, customers: Customers) -> None:
    """Add what became of each contact to ``contacts``, in place.

    Columns: segment, language, is_verified, wait, is_answered, talk, hold, wrap_up, transfers, is_resolved,
    first_answer, ended; times and durations in seconds.
    """
    rng = chance("service")
    size = len(contacts)
    customer = contacts["customer"].to_numpy()
    kind = contacts["kind"].to_numpy()
    contacts["segment"] = as_words(customers.segment[customer])
    contacts["language"] = as_words(customers.language[customer])
    by_queue_log = ((kind == "phone") & (contacts["unit"] == "cc_samal")).to_numpy(dtype=bool)
    contacts["is_verified"] = customers.is_verified[customer] | by_queue_log
    contacts["wait"] = _waits(rng, contacts)
    gives_up = rng.random(size) < 0.04 + 0.12 * np.minimum(contacts["wait"] / 600, 1)
    contacts["is_answered"] = ~((kind == "phone") & gives_up)
    _add_work(rng, contacts)
    contacts["transfers"] = _transfers(rng, contacts)
    contacts["is_resolved"] = _resolved(rng, contacts)
    contacts["first_answer"] = _first_answers(rng, contacts)
    contacts["ended"] = _ends(contacts)


def _waits(rng: np.random.Generator, contacts: pd.DataFrame) -> Ints:
    typical = contacts["kind"].map({"phone": 55, "office": 420}).fillna(0).to_numpy(dtype=float)
    busy = 1 + 0.6 * np.isin(contacts["at"] % DAY_S // 3600, [10, 11, 12])
    wait = typical * busy * rng.lognormal(0, 0.75, len(contacts))
    return np.minimum(wait, _MOST_WAIT_S).round().astype(np.int64)


def _add_work(rng: np.random.Generator, contacts: pd.DataFrame) -> None:
    size = len(contacts)
    talk = contacts["process"].map(_TALK_S).fillna(190).to_numpy(dtype=float) * rng.lognormal(0, 0.45, size)
    talk *= contacts["kind"].map({"office": 2.2, "written": 3.0}).fillna(1.0).to_numpy(dtype=float)
    served = contacts["is_answered"].to_numpy(dtype=bool)
    contacts["talk"] = np.where(served, talk, 0).round().astype(np.int64)
    held = (rng.random(size) < 0.3) & (contacts["kind"] == "phone") & served
    contacts["hold"] = np.where(held, rng.exponential(45, size), 0).round().astype(np.int64)
    contacts["wrap_up"] = np.where(served, rng.gamma(4, 9, size), 0).round(1)


def _transfers(rng: np.random.Generator, contacts: pd.DataFrame) -> Ints:
    passed_on = (
        0.06 + 0.16 * (contacts["process"] == "port_number") + 0.1 * (contacts["process"] == "re_register")
    )
    return rng.binomial(3, (passed_on / 1.6).to_numpy(dtype=float)).astype(np.int64)


def _resolved(rng: np.random.Generator, contacts: pd.DataFrame) -> Bools:
    hard = difficulty(contacts)
    chance_of_it = 0.9 - 0.22 * hard - 0.08 * contacts["transfers"].to_numpy()
    served: Bools = contacts["is_answered"].to_numpy(dtype=bool)
    return served & (rng.random(len(contacts)) < chance_of_it)


def difficulty(contacts: pd.DataFrame) -> Floats:
    """How hard each contact's process is on the customer: 0 for the easy ones."""
    hard: Floats = np.asarray(contacts["process"].map(HARD).fillna(0.0), dtype=np.float64)
    return hard


def _first_answers(rng: np.random.Generator, contacts: pd.DataFrame) -> Ints:
    """Moment of the first answer in written and messaging channels; promises are kept in part."""
    typical = contacts["channel"].map(_FIRST_ANSWER_S).fillna(0).to_numpy(dtype=float)
    answer = contacts["at"].to_numpy() + (typical * rng.lognormal(0, 0.8, len(contacts))).astype(np.int64) + 5
    return np.where((typical > 0) & (answer < END_S), answer, NEVER).astype(np.int64)


def _ends(contacts: pd.DataFrame) -> Ints:
    begun = np.maximum(contacts["at"] + contacts["wait"], contacts["first_answer"])
    ended: Ints = (begun + contacts["talk"] + contacts["hold"]).to_numpy(dtype=np.int64)
    return ended
