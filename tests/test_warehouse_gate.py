"""Nobody sees a row that is not theirs: every metric and every row query, one by one."""

from dataclasses import replace

import pytest
from pandas.testing import assert_frame_equal

from tests.tiny_warehouse import CONTACTS, shared_tiny
from warehouse.gate import PLACE
from warehouse.labels import labels, values
from warehouse.metrics import catalogue, metric
from warehouse.period import Period
from warehouse.rows import count_rows, row_queries, rows
from warehouse.scope import NOBODY, OWNER, Refused, Scope
from warehouse.words import words

ALL_DAYS = Period()
MANAGER = Scope("manager", "manager", ("cc1",), None, True)
AGENT = Scope("agent", "agent", ("cc1", "off1"), "a1", True)
CHIEF = Scope("chief", "executive", None)
WHOLE_OPERATOR = {
    "loads", "quarantine", "robocalls", "payments", "activations", "activations_without_code", "debt_calls",
    "debt_calls_needless",
}  # fmt: skip
"""Row queries about no unit: only for who sees all units."""
OF_DEALERS_AND_DEBTS = {
    "codeless_activations", "dealer_appeal_rate", "dealer_complaint_rate", "needless_debt_calls",
}  # fmt: skip
"""Metrics of what happens outside the units: no place to split by."""

metrics = pytest.mark.parametrize("name", list(catalogue()))
queries = pytest.mark.parametrize("name", list(row_queries()))


@metrics
@pytest.mark.parametrize(
    "scope", [NOBODY, Scope("x", "agent", (), "a1"), Scope("x", "manager", ("no_such_unit",))]
)
def test_no_scope_gives_no_figure(name: str, scope: Scope) -> None:
    found = catalogue()[name]
    for by in ((), ("month",), found.dimensions[:3]):
        assert metric(shared_tiny()[1], scope, name, by=by).empty


@metrics
def test_a_manager_sees_figures_of_the_own_unit_alone(name: str) -> None:
    if "unit" not in catalogue()[name].dimensions:
        assert metric(shared_tiny()[1], MANAGER, name).empty
        return
    frame = metric(shared_tiny()[1], MANAGER, name, by=("unit",))
    assert set(frame["unit"]) <= {"cc1"}


@metrics
def test_a_scope_gives_the_same_figure_as_the_same_filter(name: str) -> None:
    """What is taken over everyone (the spread of ratings, the common mean) does not depend on who asks."""
    snapshot = shared_tiny()[1]
    for by in ((), ("month",)):
        scoped = metric(snapshot, MANAGER, name, by=by)
        if "unit" not in catalogue()[name].dimensions:  # of no unit: for who sees all of them
            assert scoped.empty
            continue
        filtered = metric(snapshot, OWNER, name, by=by, filters={"unit": ["cc1"]})
        assert_frame_equal(scoped, filtered)


@metrics
def test_an_agent_sees_own_figures_alone(name: str) -> None:
    if "agent" in catalogue()[name].dimensions:
        frame = metric(shared_tiny()[1], AGENT, name, by=("agent",))
        assert set(frame["agent"]) <= {"a1"}


@queries
def test_no_scope_gives_no_rows(name: str) -> None:
    snapshot = shared_tiny()[1]
    for scope in (NOBODY, Scope("x", "agent", (), "a1"), Scope("x", "manager", ())):
        assert rows(snapshot, scope, name, period=ALL_DAYS).empty
        assert count_rows(snapshot, scope, name, period=ALL_DAYS) == 0


@queries
def test_rows_are_of_the_own_unit_and_agent_alone(name: str) -> None:
    snapshot = shared_tiny()[1]
    of_unit = rows(snapshot, MANAGER, name, period=ALL_DAYS)
    of_agent = rows(snapshot, AGENT, name, period=ALL_DAYS)
    if name in WHOLE_OPERATOR:
        assert of_unit.empty and of_agent.empty
    else:
        assert set(of_unit["unit_id"].dropna()) <= {"cc1"}
    if "agent_id" in of_agent.columns:
        assert set(of_agent["agent_id"]) <= {"a1"}


@queries
def test_who_may_not_see_names_and_texts_gets_figures_alone(name: str) -> None:
    snapshot, query = shared_tiny()[1], row_queries()[name]
    hidden = rows(snapshot, CHIEF, name, period=ALL_DAYS)
    shown = rows(snapshot, replace(CHIEF, personal=True), name, period=ALL_DAYS)
    assert list(hidden.columns) == list(shown.columns)
    for column in query.personal:
        assert hidden[column].isna().all()
    sensitive = {"agent_name", "text", "comment", "suggestion", "quote", "path", "sound_file", "customer_key"}
    assert sensitive & set(shown.columns) <= set(query.personal)


def test_an_incident_that_touched_all_units_is_everybodys() -> None:
    snapshot = shared_tiny()[1]
    assert len(rows(snapshot, MANAGER, "events", period=ALL_DAYS)) == 1


def test_words_are_refused_to_who_may_not_read_transcripts() -> None:
    instance, snapshot = shared_tiny()
    with pytest.raises(Refused, match="not open to the role 'executive'"):
        words(instance, snapshot, CHIEF, "rec0")
    assert words(instance, snapshot, NOBODY, "rec0").empty
    assert words(instance, snapshot, Scope("m", "manager", ("off1",), None, True), "rec0").empty


def test_names_of_agents_are_for_who_may_see_them() -> None:
    snapshot = shared_tiny()[1]
    assert labels(snapshot, "agent", "ru") == {}
    assert labels(snapshot, "agent", "ru", CHIEF) == {}
    assert labels(snapshot, "agent", "ru", MANAGER)["a1"] == "Aina"


def test_filters_offer_only_what_the_person_may_see() -> None:
    snapshot = shared_tiny()[1]
    assert values(snapshot, OWNER, "unit") == ["cc1", "off1"]
    assert values(snapshot, MANAGER, "unit") == ["cc1"]
    assert values(snapshot, AGENT, "agent") == ["a1"]
    assert values(snapshot, NOBODY, "unit") == []


def test_searching_hidden_texts_is_refused() -> None:
    from config.errors import WrongUse

    with pytest.raises(WrongUse, match="not open"):
        rows(shared_tiny()[1], CHIEF, "comments", period=ALL_DAYS, filters={"search": ["comment"]})


def test_a_quote_in_a_filter_is_a_value_like_any_other() -> None:
    snapshot = shared_tiny()[1]
    hostile = ["cc1' or '1'='1", '"; drop table facts.contacts; --', "cc1"]
    frame = metric(snapshot, OWNER, "contacts", filters={"unit": hostile})
    assert frame["value"][0] == metric(snapshot, OWNER, "contacts", filters={"unit": ["cc1"]})["value"][0]


def test_every_metric_that_is_split_by_place_can_be_filtered_by_it() -> None:
    for name, found in catalogue().items():
        assert set(PLACE) <= set(found.dimensions) or name in OF_DEALERS_AND_DEBTS, name
    assert metric(shared_tiny()[1], OWNER, "contacts")["count"][0] == len(CONTACTS)
