"""What fell into an outage is marked once, and held against no agent; figures of units keep it."""

from datetime import date

import pytest

from tests.tiny_warehouse import CONTACTS, RATINGS, SURVEYS, shared_tiny
from warehouse.metrics import metric
from warehouse.period import Period
from warehouse.rows import count_rows
from warehouse.scope import OWNER

NORTH = {
    row["contact_id"] for row in CONTACTS
    if row["started_at"].date() == date(2022, 1, 10) and row["agent_id"] in {"a1", "a2"}
}  # fmt: skip
"""Contacts of the centre in the north on the day of the outage there; the office in the south had none."""
JANUARY = Period(date(2022, 1, 1), date(2022, 2, 1))


def test_contacts_surveys_and_ratings_of_the_place_and_time_are_marked_and_no_others() -> None:
    cursor = shared_tiny()[1].cursor()
    for fact, rows in (("contacts", CONTACTS), ("surveys", SURVEYS), ("ratings", RATINGS)):
        found = cursor.execute(f"select contact_id from facts.{fact} where incident_id = 'ev1'")
        marked = {row[0] for row in found.fetchall()}
        assert marked == NORTH & {row["contact_id"] for row in rows}, fact
    assert NORTH


@pytest.mark.parametrize("name", ["fair_ar", "adjusted_ar", "fair_nps", "adjusted_nps"])
def test_scores_of_agents_leave_out_what_fell_into_an_outage(name: str) -> None:
    snapshot, during = shared_tiny()[1], {"incident": ["ev1"]}
    usual = metric(snapshot, OWNER, name, period=JANUARY).set_index("agent")["count"]
    others = metric(snapshot, OWNER, name, period=JANUARY, filters={"incident": ["none"]}).set_index("agent")
    assert usual.to_dict() == others["count"].to_dict()
    assert metric(snapshot, OWNER, name.replace("adjusted", "fair"), period=JANUARY, filters=during)[
        "count"
    ].sum()


@pytest.mark.parametrize(("name", "rows"), [("ar", "ratings"), ("nps", "answers"), ("contacts", "contacts")])
def test_figures_of_units_keep_it_and_say_how_many(name: str, rows: str) -> None:
    snapshot = shared_tiny()[1]
    whole = metric(snapshot, OWNER, name, period=JANUARY)["count"].sum()
    parts = metric(snapshot, OWNER, name, by=["incident"], period=JANUARY).set_index("incident")["count"]
    assert parts.sum() == whole and set(parts.index) == {"none", "ev1"}
    assert count_rows(snapshot, OWNER, rows, period=JANUARY, filters={"incident": ["ev1"]}) == parts["ev1"]
