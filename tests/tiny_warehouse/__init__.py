"""A tiny operator for tests: 118 contacts of January and February 2022, landed by hand, built in a second.

Every value follows from the number of the row, so that a test can compute any figure again in plain Python:
``CONTACTS``, ``SURVEYS``, ``RATINGS``, ``CASES`` and the rest hold the rows as they were landed.
"""

from tests.tiny_warehouse.building import empty_instance, shared_tiny, tiny_instance, tiny_warehouse
from tests.tiny_warehouse.heard import SPOKEN
from tests.tiny_warehouse.landing import land, write_parquet
from tests.tiny_warehouse.rows import (
    AGENTS,
    ALL,
    CASES,
    CONTACTS,
    EVALUATIONS,
    EVENTS,
    RATINGS,
    RECORDINGS,
    STEPS,
    SURVEYS,
    UNITS,
    Row,
)  # fmt: skip

__all__ = [
    "AGENTS", "ALL", "CASES", "CONTACTS", "EVALUATIONS", "EVENTS", "RATINGS", "RECORDINGS", "SPOKEN", "STEPS",
    "SURVEYS", "UNITS", "Row", "empty_instance", "land", "shared_tiny", "tiny_instance", "tiny_warehouse",
    "write_parquet",
]  # fmt: skip
