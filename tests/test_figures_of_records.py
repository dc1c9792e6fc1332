"""Figures that are no metrics: follow-up, calls, pay, own ratings, data health; and the facts behind all
figures: against plain pandas."""

from collections.abc import Iterator

import pandas as pd
import pytest

from config.instance import Instance
from tests import figures_followups, figures_health, figures_pay
from tests.figures_pages import PEOPLE, Seen, apart, counted_plainly, see, settled
from tests.figures_pay import MONTHS
from tests.plain_agents import FairOperator
from tests.plain_landing import PLACED, Landing, same
from tests.test_figures_everywhere import AGENT, FILTERS

PERSON = f'[people.own]\nrole = "agent"\nunits = "all"\nagent_id = "{AGENT}"\npersonal = true\n'


@pytest.fixture(scope="module")
def instance(demo: Instance, tmp_path_factory: pytest.TempPathFactory) -> Instance:
    instance = apart(demo, tmp_path_factory.mktemp("records"))
    (instance.config / "people.toml").write_text(PEOPLE + PERSON, "utf8")
    return instance


@pytest.fixture(scope="module")
def plain(instance: Instance) -> FairOperator:
    return counted_plainly(instance)


@pytest.fixture(scope="module")
def opened(instance: Instance) -> Iterator[pytest.MonkeyPatch]:
    """The instance as a demo, where the viewer may be switched."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr("config.instance.DEMO_HOME", instance.home)
        yield monkeypatch


def test_follow_up_counts_what_plain_pandas_counts(
    opened: pytest.MonkeyPatch, instance: Instance, plain: FairOperator
) -> None:
    watch, judged = figures_followups.answered_some(instance, plain), 0
    for address in FILTERS.values():
        seen = see(opened, instance, "followup", **address)
        judged += figures_followups.compare_followups(seen, plain, watch, address)
    assert judged


def test_calls_are_counted_as_plain_pandas_counts_them(
    opened: pytest.MonkeyPatch, instance: Instance, plain: FairOperator
) -> None:
    count = 0
    for address in FILTERS.values():
        seen = see(opened, instance, "calls", **address)
        count += figures_followups.compare_calls(seen, plain, address)
    assert count


@pytest.fixture(scope="module")
def accepted(instance: Instance, plain: FairOperator) -> str:
    """The rating whose contest was accepted."""
    return figures_pay.contest_two(instance, plain, AGENT)


@pytest.mark.parametrize("code", MONTHS)
def test_pay_counts_what_plain_python_counts(
    opened: pytest.MonkeyPatch, instance: Instance, plain: FairOperator, accepted: str, code: str
) -> None:
    seen, rows = _month(opened, instance, code), figures_pay.ratings_of(plain, code)
    month = figures_pay.counted(rows, plain, accepted, settled(instance)["pay"])
    assert sum(month.excluded.values())
    figures_pay.compare_sheet(seen, month, plain)
    figures_pay.compare_signs(seen, rows, plain, settled(instance)["gaming"])


def _month(monkeypatch: pytest.MonkeyPatch, instance: Instance, code: str) -> Seen:
    return figures_pay.see_month(monkeypatch, instance, "pay", "owner", code)


@pytest.mark.parametrize("code", MONTHS)
def test_an_agent_sees_the_own_ratings_as_pay_counts_them(
    opened: pytest.MonkeyPatch, instance: Instance, plain: FairOperator, accepted: str, code: str
) -> None:
    rows, pay = figures_pay.ratings_of(plain, code), settled(instance)["pay"]
    mine = rows[rows["agent_id"] == AGENT]
    month = figures_pay.counted(mine, plain, accepted, pay)
    seen = figures_pay.see_month(opened, instance, "my_ratings", "own", code)
    figures_pay.compare_own(seen, mine, month, pay)


def test_data_health_tells_what_its_command_prints_and_what_lies_in_the_landing_area(
    opened: pytest.MonkeyPatch, instance: Instance
) -> None:
    changed = figures_health.restate(instance)
    seen = see(opened, instance, "health")
    figures_health.compare_restated(seen, changed)
    figures_health.compare_sources(seen, instance)
    figures_health.compare_rejected(seen, instance)
    figures_health.compare_loads(seen, instance)
    figures_health.compare_days(seen, instance)


# Facts, from which everything is counted.


@pytest.fixture(scope="module")
def landing(instance: Instance) -> Landing:
    return Landing(instance.home)


@pytest.mark.parametrize(
    ("table", "key", "columns"),
    [
        (
            "contacts", "contact_id",
            ("customer_key", "is_answered", "is_number_verified", "is_resolved", "count_transfers", "talk_s",
             "hold_s", "wrap_up_s", "wait_s", "direction", "started_at", "first_answer_at"),
        ),
        (
            "surveys", "survey_id",
            ("contact_id", "customer_key", "score", "sent_at", "answered_at", "delivered", "reason_id"),
        ),
        ("ratings", "rating_id", ("contact_id", "customer_key", "rating", "rated_at")),
    ],
)  # fmt: skip
def test_facts_are_the_landed_rows(
    landing: Landing, plain: FairOperator, table: str, key: str, columns: tuple[str, ...]
) -> None:
    landed = landing.contacts if table == "contacts" else getattr(landing, table)()
    mine, facts = landed.sort_values(key), plain.facts[table].sort_values(key)
    assert len(mine) == len(facts) and same(mine[key], facts[key])
    for column in (*PLACED, *columns):
        assert same(mine[column], facts[column]), column
    day = {"surveys": "contact_date"}.get(table, "date")
    assert same(mine["day"], pd.to_datetime(facts[day]))
