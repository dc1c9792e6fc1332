"""The tiny operator with stages of cases, debt calls, payments and dealers, to try cases and audits on."""

import atexit
import shutil
import tempfile
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from config.instance import Instance
from tests.tiny_warehouse import CASES, Row, land, tiny_instance
from warehouse.build import build
from warehouse.snapshot import Snapshot

CALLED = datetime(2022, 2, 10, 12)
CUSTOMER = "c" * 32


def _call(number: int, customer: str, debt: float) -> Row:
    return {
        "robocall_id": f"call{number}", "called_at": CALLED, "customer_key": customer, "debt_amount": debt,
        "is_answered": True,
    }  # fmt: skip


def _payment(number: int, customer: str, paid_days: float, posted_days: float | None, amount: float) -> Row:
    """Days before the call."""
    posted = None if posted_days is None else CALLED - timedelta(days=posted_days)
    return {
        "payment_id": f"p{number}", "customer_key": customer, "paid_at": CALLED - timedelta(days=paid_days),
        "posted_at": posted, "amount": amount,
    }  # fmt: skip


DEBT_CALLS = {
    "nobody_owes": (_call(1, "k1", 0), "nothing"),
    "one_tenge": (_call(2, "k2", 1), "trifle"),
    "paid_not_booked": (_call(3, "k3", 5000), "in_transit"),
    "booked_later": (_call(4, "k4", 5000), "in_transit"),
    "booked_before": (_call(5, "k5", 5000), "due"),
    "paid_a_part": (_call(6, "k6", 5000), "due"),
    "paid_long_ago": (_call(7, "k7", 5000), "due"),
    "paid_afterwards": (_call(8, "k8", 5000), "due"),
    "never_paid": (_call(9, "k9", 5000), "due"),
}
PAYMENTS = [
    _payment(3, "k3", 3, None, 5000), _payment(4, "k4", 3, -1, 5000), _payment(5, "k5", 3, 1, 5000),
    _payment(6, "k6", 3, None, 4000), _payment(7, "k7", 30, None, 5000), _payment(8, "k8", -1, None, 5000),
]  # fmt: skip
ACTIVATIONS = [
    {
        "activation_id": f"act{i}", "activated_at": CALLED + timedelta(hours=i % 7), "customer_key": f"k{i}",
        "product_id": "mobile",
        "dealer_id": "bad" if i % 2 else "good", "is_code_used": not i % 2 or i % 8 == 1,
    }
    for i in range(80)
]  # fmt: skip
"""Of dealer "bad" three activations of four have no code; "good" always asks for it."""


def _stage(case: Row, stage: str, hours: float) -> Row:
    entered = case["registered_at"] + timedelta(hours=hours)
    return {"case_id": case["case_id"], "stage": stage, "entered_at": entered, "unit_id": case["unit_id"]}


def _ways() -> list[Row]:
    """Cases 1 and 2 have a word the same day, 4 the next; 1 is opened again and closed, 3 withdrawn."""
    ways = {
        1: (("registered", 0), ("assigned", 1), ("interim_answer", 3), ("answered", 288), ("reopened", 312)),
        2: (("registered", 0), ("assigned", 2), ("interim_answer", 4)),
        3: (("registered", 0), ("assigned", 5), ("withdrawn", 48)),
        4: (("registered", 0), ("assigned", 1), ("interim_answer", 26)),
    }
    return [_stage(CASES[i], stage, hours) for i, way in ways.items() for stage, hours in way]


_CHANGED: dict[int, Row] = {
    1: {"is_justified": True, "status": "closed", "recalculation": 1500.0, "applicant_rating": 2},
    5: {"customer_key": CUSTOMER, "category_id": "no_service", "dealer_id": "bad"},
    17: {"customer_key": CUSTOMER, "category_id": "no_service"},
    19: {"customer_key": CUSTOMER, "category_id": "wrong_bill"},
}
"""17 is the matter of 5 again; 19 is another one. All three are complaints."""


@cache
def audited() -> tuple[Instance, Snapshot]:
    """Built once for all tests that only read it."""
    folder = tempfile.mkdtemp(prefix="sapa-audited-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    instance = tiny_instance(Path(folder) / "home")
    closed = {"closed_at": CASES[1]["registered_at"] + timedelta(days=15)}
    rows = [{**CASES[i], **more, **(closed if i == 1 else {})} for i, more in _CHANGED.items()]
    landed = {
        "cases": rows, "case_events": _ways(), "robocalls": [call for call, _ in DEBT_CALLS.values()],
        "payments": PAYMENTS, "activations": ACTIVATIONS,
    }  # fmt: skip
    for number, (contract, those) in enumerate(landed.items(), start=80):
        land(instance, contract, those, number=number)
    return instance, build(instance)
