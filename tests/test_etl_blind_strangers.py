"""Forty files of other systems, made up without a look at `inspect`: every value lands as it was meant."""

from pathlib import Path
from typing import Any

import pytest

from etl.declaration import declaration_from
from etl.inspect import Proposal, propose
from etl.staging import Task, stage
from tests.etl_strangers_calls import CALLS
from tests.etl_strangers_cases import CASES
from tests.etl_strangers_kit import ZONE, Maker, Stranger
from tests.etl_strangers_surveys import SURVEYS
from warehouse import engine

CORRECTED: dict[str, dict[str, Any]] = {
    "csat_of_ten": {"scale": {"rating": [1, 10]}},
    "town_requests": {"constants": {"kind": "complaint"}},
}
"""What only a person can tell; all other files need nothing."""


@pytest.mark.parametrize("make", [*CALLS, *SURVEYS, *CASES], ids=lambda make: make.__name__)
def test_every_value_lands_as_it_was_meant(tmp_path: Path, make: Maker) -> None:
    known = make(tmp_path)
    told = CORRECTED.get(make.__name__, {})
    if told:
        asked = {question.key for question in propose(known.file, {}, operator_zone=ZONE).questions}
        assert asked == {f"{section}.{field}" for section, fields in told.items() for field in fields}
    proposal = propose(known.file, told, operator_zone=ZONE)
    assert not proposal.questions
    assert proposal.values["contract"] == known.contract
    assert proposal.would_load == len(known.facts)
    fields, rows = _landed(known, proposal, tmp_path)
    assert set(fields) - known.loose == set(known.facts[0]) - known.loose
    for field in known.facts[0]:
        meant = [_plain(fact[field]) for fact in known.facts]
        assert [_plain(row[fields.index(field)]) for row in rows] == meant, field


def _landed(known: Stranger, proposal: Proposal, work: Path) -> tuple[list[str], list[tuple[Any, ...]]]:
    """The rows that would be taken, typed, in the order of the file."""
    declaration = declaration_from(proposal.values, name="stranger", told_as="stranger")
    connection = engine.memory()
    try:
        staged = stage(connection, Task(known.file, known.file.name, declaration, ZONE, b"a key", work, "."))
        fields = [field.name for field in staged.mapping.fields]
        listed = ", ".join(fields)
        query = f"SELECT {listed} FROM typed WHERE NOT is_bad AND NOT is_blank ORDER BY rowid"
        return fields, connection.execute(query).fetchall()
    finally:
        connection.close()


def _plain(value: Any) -> Any:
    """Numbers of any type are compared to the sixth decimal."""
    is_number = not isinstance(value, bool) and not isinstance(value, str) and hasattr(value, "__float__")
    return round(float(value), 6) if is_number else value
