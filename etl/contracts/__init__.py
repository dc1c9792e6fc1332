"""The contracts: one record type each, the only shapes that ever land.

A source is declared against one of these (``config/sources/*.toml``); ``docs/data-contracts.md``
is generated from them.
"""

from etl.contracts.cases import CASE_EVENTS, CASES
from etl.contracts.contacts import CONTACTS, RATINGS, RECORDINGS, SURVEYS
from etl.contracts.field import Contract, Field, Kind
from etl.contracts.outside import ACTIVATIONS, EVENTS, IMPROVEMENTS, PAYMENTS, ROBOCALLS
from etl.contracts.quality import (
    COACHINGS,
    EVALUATIONS,
    KNOWLEDGE_TESTS,
    MYSTERY_VISITS,
    PROCESS_STEPS,
)
from etl.contracts.reference import AGENTS, CHANNELS, PROCESSES, PRODUCTS, REASONS, UNITS
from etl.contracts.spoken import UTTERANCES

CONTRACTS: dict[str, Contract] = {
    contract.name: contract
    for contract in (
        CONTACTS, SURVEYS, RATINGS, CASES, CASE_EVENTS, RECORDINGS, UTTERANCES,
        EVALUATIONS, MYSTERY_VISITS, KNOWLEDGE_TESTS, COACHINGS, PROCESS_STEPS,
        ROBOCALLS, PAYMENTS, ACTIVATIONS, EVENTS, IMPROVEMENTS,
        AGENTS, UNITS, CHANNELS, PROCESSES, PRODUCTS, REASONS,
    )
}  # fmt: skip
"""Every contract by its name, in the order the documentation lists them."""

__all__ = ["CONTRACTS", "Contract", "Field", "Kind"]
