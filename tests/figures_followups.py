"""Follow-up and calls as their pages tell them, against plain pandas."""

import tomllib
from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

import pandas as pd

from config.instance import Instance
from journal.api import Closing, Journal, Task
from tests import plain_followups
from tests.figures_pages import Seen, is_written, number, settled
from tests.plain_agents import FairOperator
from tests.plain_followups import Watch
from tests.plain_rows import Ask, Rows, chosen

_BEGUN = date(2022, 7, 5)
_EVERY = 20
_PERIODS = {
    "2022-07": (date(2022, 7, 1), date(2022, 8, 1)),
    "2022-06": (date(2022, 6, 1), date(2022, 7, 1)),
    "2022-Q2": (date(2022, 4, 1), date(2022, 7, 1)),
    "2022-W27": (date(2022, 7, 4), date(2022, 7, 11)),
}
Address = Mapping[str, str]


def period_of(address: Address) -> tuple[date, date]:
    return _PERIODS[address.get("period", "2022-07")]


def codes_of(address: Address) -> dict[str, list[str]]:
    return {key: codes.split(",") for key, codes in address.items() if key != "period"}


def answered_some(instance: Instance, plain: FairOperator) -> Watch:
    """One in twenty low scores since ``_BEGUN`` is closed, some of them late."""
    calendar = tomllib.loads(instance.config_file("calendar.toml").read_text("utf8"))
    now = datetime.combine(plain.rules.last_day, datetime.min.time()) + timedelta(hours=18)
    rules, holidays = settled(instance)["followup"], calendar["holidays"]["days"]
    low = plain_followups.tasks(
        plain.facts, Ask(_BEGUN, now.date(), {}), Watch(now, rules, holidays, {})
    ).sort_values("task_id")
    book, closed, begun = Journal(instance).followups, {}, now
    for place, row in enumerate(low.iloc[::_EVERY].to_dict("records")):
        began = row["at"].to_pydatetime().replace(microsecond=0)
        at = began + timedelta(days=1 + place % 5)
        if at < now:
            task = Task(row["task_id"], row["unit_id"], began, row["due_at"].to_pydatetime())
            book.close(task, Closing("Called.", "not_reached", "process"), "owner", at)
            closed[row["task_id"]], begun = at, min(begun, began)
    return Watch(now, rules, holidays, closed, begun.date())


def compare_followups(seen: Seen, plain: FairOperator, watch: Watch, address: Address) -> int:
    """Counts of now, the share in time of the period, and both unit by unit; how many were judged."""
    end = watch.now.date() + timedelta(days=1)
    waits = Ask(end - timedelta(days=int(watch.rules["waits_days"])), end, codes_of(address))
    rows = plain_followups.tasks(plain.facts, waits, watch)
    counts, judged = plain_followups.counts(rows), _judged(plain, address, watch)
    labels = {"Waiting now": "waiting", "Overdue": "overdue", "Due soon": "at_risk"}
    for label, state in labels.items():
        assert number(seen.value(label)) == (counts[state], 0), label
    whole, shown = plain_followups.in_time(judged, watch), seen.value("Answered in time")
    assert is_written(shown, whole.value) if whole.count else shown == "—", (address, shown, whole)
    assert not whole.count or seen.said(rf"{whole.low:.1f}\W+{whole.high:.1f} · n = {whole.count:,}$")
    _compare_units(seen, plain, (rows, judged), watch)
    return whole.count


def _judged(plain: FairOperator, address: Address, watch: Watch) -> Rows:
    """Low scores of the chosen period, from the oldest one on that was followed up."""
    start, end = period_of(address)
    begun = min(max(start, watch.begun), end)
    return plain_followups.tasks(plain.facts, Ask(begun, end, codes_of(address)), watch)


def _compare_units(seen: Seen, plain: FairOperator, parts: tuple[Rows, Rows], watch: Watch) -> None:
    names = plain.facts["units"].set_index("unit_id")["name_en"].to_dict()
    rows, judged = parts
    units = {*rows["unit_id"].dropna(), *judged["unit_id"].dropna()}
    if not units:
        return
    table = next(table for table in seen.tables if "Waiting now" in table).set_index("Unit")
    assert set(table.index) == {names[unit] for unit in units}
    for unit in units:
        row, counts = table.loc[names[unit]], plain_followups.counts(rows[rows["unit_id"] == unit])
        share = plain_followups.in_time(judged[judged["unit_id"] == unit], watch)
        assert (row["Waiting now"], row["Overdue"]) == (counts["waiting"], counts["overdue"]), unit
        written = row["Answered in time"]
        assert is_written(written, share.value) if share.count else written == "—", unit


def compare_calls(seen: Seen, plain: FairOperator, address: Address) -> int:
    """How many talks, how many with their words, and the broken standards of each; how many there are."""
    calls = chosen(plain.facts["calls"], Ask(*period_of(address), codes_of(address)))
    findings = plain.facts["findings"]
    broken = findings[findings["result"] == "broken"].groupby("recording_id").size()
    counts: Any = calls["recording_id"].map(broken).fillna(0).astype(int)
    assert seen.said(rf"^{len(calls)} calls, {(calls['status'] == 'done').sum()} with text")
    broken_calls = int((counts > 0).sum())
    assert seen.said(rf"^{broken_calls} calls? of {len(calls)} with" if broken_calls else "^Calls$")
    if len(calls):
        table = next(table for table in seen.tables if "Broken" in table)
        shown = [int(text.removeprefix("▼ ")) if text else 0 for text in table["Broken"]]
        scores = ["—" if pd.isna(score) else str(int(score)) for score in calls["score"]]
        assert Counter(zip(table["Score"], shown, strict=True)) == Counter(zip(scores, counts, strict=True))
    return len(calls)
