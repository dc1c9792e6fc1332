"""Every figure of the pages of cases and audits: as its command prints and plain pandas counts it.

SAPA_TEST_ALL=1 opens them under every set of filters; else under the first, and one more of cases.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

import pandas as pd
import pytest

from config.instance import Instance
from tests import figures_charts, figures_commands, figures_plain, figures_words
from tests.amounts import ALL
from tests.figures_pages import PEOPLE, TABLES, Seen, apart, facts_of, is_written, see
from tests.plain_cases import CaseOperator
from ui import shown
from warehouse.snapshot import current

MORE = {
    "case_events": "case_id, stage, entered_at",
    "robocalls": "date, customer_key, called_at, debt_amount",
    "payments": "customer_key, paid_at, posted_at, amount",
    "activations": "date, dealer_id, product_id, is_code_used",
}
"""Facts besides those that other pages are counted from, and their columns."""
PLACED = "channel_id, channel_kind, unit_id, region, team, agent_id, process_id, segment, date"
CASES = (
    "case_id, owner, status, customer_key, registered_at, interim_at, closed_at, withdrawn_at, reopened_at, "
    "replied_at, reply_date, reply, reply_family, is_justified, recalculation, applicant_rating, dealer_id, "
    "product_id, at_risk_at, due_rule, is_error_report, is_report_refused"
)
KAZAKHSTAN = (
    "01-01", "01-02", "01-07", "03-08", "03-21", "03-22", "03-23", "05-01", "05-07", "05-09", "07-06",
    "08-30", "10-25", "12-16",
)  # fmt: skip
OFF = frozenset(
    {date.fromisoformat(f"{year}-{day}") for year in range(2020, 2024) for day in KAZAKHSTAN}
    | {date(2021, 7, 20), date(2022, 7, 9)}
)
FILTERS: dict[str, dict[str, str]] = {
    "everything": {},
    "one unit, a quarter": {"unit": "cc_altyn", "period": "2022-Q2"},
    "offices, a month before": {"unit": "office_lake,office_bazaar", "period": "2022-06"},
    "a process, a week": {"process": "connect,repair", "period": "2022-W27"},
}
AUDITS = ("debts", "dealers", "wrong_data", "refused", "replies")
Pages = dict[str, Seen]


@pytest.fixture(scope="module")
def instance(demo: Instance, tmp_path_factory: pytest.TempPathFactory) -> Instance:
    made = apart(demo, tmp_path_factory.mktemp("figures"))
    (made.config / "people.toml").write_text(PEOPLE, "utf8")
    return made


@pytest.fixture(scope="module")
def plain(instance: Instance) -> CaseOperator:
    little = dict.fromkeys(("surveys", "ratings", "findings", "steps", "calls"), "limit 50")
    facts, rules = facts_of(instance, little)
    cursor = current(instance).cursor
    for table, columns in MORE.items():
        facts[table] = cursor().execute(f"select {columns} from facts.{table}").df()
    stages = ("registered", "assigned", "interim_answer", "answered", "withdrawn", "reopened", "closed")
    facts["case_events"] = facts["case_events"].assign(place=facts["case_events"]["stage"].map(stages.index))
    told = f"{PLACED}, {CASES}, {TABLES['cases']}"
    facts["cases"] = cursor().execute(f"select {told} from facts.cases").df()
    return CaseOperator(facts, rules, OFF)


@pytest.fixture(scope="module")
def pages(instance: Instance) -> Iterator[Pages]:
    with pytest.MonkeyPatch.context() as monkeypatch:
        yield {where: see(monkeypatch, instance, page, state, **address)
               for where, page, state, address in _ways()}  # fmt: skip


def _ways() -> Iterator[tuple[str, str, dict[str, object], dict[str, str]]]:
    """Every audit once, of complaints and of appeals in turn; cases of both."""
    names = list(FILTERS) if ALL else list(FILTERS)[:2]
    for place, name in enumerate(names):
        for turn, page in enumerate(("cases", *AUDITS)):
            if page != "cases" and place and not ALL:
                continue
            kind = ("complaint", "appeal")[(place + turn) % 2]
            address = {**FILTERS[name], **({} if page == "cases" else {"audit": page})}
            file = "cases" if page == "cases" else "audits"
            yield f"{page}, {kind}: {name}", file, {"case_kind": kind}, address


def _answers(pages: Mapping[str, Seen], *kinds: str) -> dict[str, shown.Answer]:
    """The different questions of all pages."""
    found: dict[str, shown.Answer] = {}
    for seen in pages.values():
        for one in seen.answers:
            if one.kind in kinds:
                found.setdefault(f"{one.kind} {one.asked}", one)
    assert found, f"no {kinds} on any page"
    return found


def test_every_figure_is_what_its_command_prints(pages: Pages, instance: Instance) -> None:
    for where, answer in _answers(pages, "metric", "change", "compare").items():
        figures_commands.compare(where, answer, figures_commands.asked_again(instance, answer))


def test_every_count_of_rows_is_what_the_command_lists(pages: Pages, instance: Instance) -> None:
    for answer in _answers(pages, "count_rows").values():
        listed = figures_commands.asked_again(instance, answer)
        assert len(listed) == answer.table["count"].iloc[0], answer.asked


def test_every_figure_is_what_plain_pandas_counts(pages: Pages, plain: CaseOperator) -> None:
    for where, answer in _answers(pages, "metric").items():
        figures_plain.compare(where, answer, plain.ask(answer.asked.name, figures_plain.ask_of(answer)))


def test_every_change_and_its_interval_are_what_plain_pandas_counts(
    pages: Pages, plain: CaseOperator
) -> None:
    for where, answer in _answers(pages, "change", "compare").items():
        figures_plain.compare_change(where, answer, plain)


def test_every_figure_stands_on_the_page_as_it_was_counted(pages: Pages) -> None:
    for where, seen in pages.items():
        for figure in seen.told:
            if isinstance(figure, shown.Figure):
                for written, column in ((figure.written, "value"), (figure.delta, "change")):
                    counted = figure.answer[column]
                    assert not written or is_written(written, float(counted)), f"{where}: {figure}"  # type: ignore[arg-type]


def test_every_number_drawn_or_said_is_one_of_an_answer(pages: Pages, plain: CaseOperator) -> None:
    for where, seen in pages.items():
        for key in seen.charts:
            assert not figures_charts.strangers(seen, key), f"{where}: {key}"
            assert not figures_charts.strange_whiskers(seen, key), f"{where}: {key}"
        if not where.startswith("cases"):  # its half-years are ratios: test_warehouse_cases.py
            assert not figures_words.unknown_numbers(seen, plain), where


@pytest.mark.parametrize("kind", ["complaint", "appeal"])
def test_owners_have_as_many_overdue_as_plain_pandas_counts(
    pages: Pages, plain: CaseOperator, kind: str
) -> None:
    where, seen = next((where, seen) for where, seen in pages.items() if where.startswith(f"cases, {kind}"))
    cases = plain.facts["cases"]
    waiting = cases[cases["waits"] & (cases["kind"] == kind)]
    if "one unit" in where:
        waiting = waiting[waiting["unit_id"] == "cc_altyn"]
    table = next(one for one in seen.tables if "Oldest, days" in one)
    assert (
        table["Overdue"].sum() == waiting["late"].sum() and table["Due soon"].sum() == waiting["soon"].sum()
    )
    assert table["All open"].sum() == len(waiting)
    oldest = (plain.now - waiting["registered_at"].min()) / timedelta(days=1)
    assert table["Oldest, days"].max() == pytest.approx(oldest)
    late = f"{waiting['late'].sum()} of them"
    assert (late in seen.words[0]) == bool(waiting["late"].any()), seen.words[0]


def test_families_of_answers_are_what_plain_pandas_counts(pages: Pages, plain: CaseOperator) -> None:
    where, seen = next((where, seen) for where, seen in pages.items() if where.startswith("replies"))
    kind = where.split(", ")[1].split(":")[0]
    asked = next(one for one in seen.answers if one.asked.name == "template_reply_share" and one.asked.by)
    cases = plain.facts["cases"]
    cases = cases[cases["has_reply"] & (cases["kind"] == kind)]
    days = pd.to_datetime(cases["reply_date"])
    period = asked.asked.period
    cases = cases[(days >= pd.Timestamp(period.start)) & (days < pd.Timestamp(period.end))]
    said = cases.groupby("reply_family").size().sort_values(ascending=False)
    table = next(one for one in seen.tables if "How often" in one)
    assert list(table["How often"]) == list(said.head(len(table)))
    assert seen.said(rf"n = {len(cases):,}")
    judged = cases[cases["is_followed"]].groupby("reply_family")["came_back"].agg(["sum", "size"])
    shares = sorted(round(100 * one["sum"] / one["size"], 6) for _, one in judged.iterrows())
    drawn = sorted(round(one, 6) for one in table["Came back, %"].dropna())
    assert drawn == shares if len(table) == len(said) else set(drawn) <= set(shares)
