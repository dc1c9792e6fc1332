"""Adding what came since to a copy of the published snapshot, with the statements of a whole build.

Rows that new rows correct, and rows about contacts that new rows are about, are taken out and made anew from
the landed lines they came from.  Facts that are small are made anew wholly where something they are made of
changed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from warehouse import engine, making, repeat_days
from warehouse.exchange import CONTRACTS, EXCHANGED, fresh_days, pick, put_back, rows_gone, say_again
from warehouse.inputs import Added
from warehouse.period import Period
from warehouse.references import NotEnough, make_references, name_codes

__all__ = ["NotEnough", "add"]

LARGEST_SHARE = 0.1
"""Of all rows: beyond it the rows taken back weigh, and everything is made anew without them."""
MOST_DAYS = 370
"""Days of a mart that are made anew one by one."""
MOST_MONTHS = 6
"""Months of a mart that are made anew one by one."""


@dataclass(frozen=True)
class _Remade:
    """A fact made anew wholly: after new loads of ``contracts``, changes of ``facts``, or of a contact that
    its column ``contact`` names."""

    contracts: tuple[str, ...]
    facts: tuple[str, ...] = ()
    contact: str = ""


_REMADE = {
    "cases": _Remade(("cases", "case_events"), contact="contact_id"),
    "case_events": _Remade(("case_events",), facts=("cases",)),
    "findings": _Remade(("evaluations",), facts=("calls",), contact="contact_id"),
    "steps": _Remade(("process_steps",), contact="service_id"),
}
_MARTS = {
    "contact_days": ("contacts", "date"),
    "contact_hours": ("contacts", "date"),
    "promise_days": ("contacts", "answer_due_date"),
    "survey_days": ("surveys", "date"),
    "answer_days": ("surveys", "answer_date"),
    "answers": ("surveys", "answer_date"),
}
_MONTHS = {
    "contact_months": ("contacts", "date"),
    "rating_months": ("ratings", "date"),
    "judged_months": ("surveys", "contact_date"),
    "answer_months": ("surveys", "answer_date"),
    "survey_months": ("surveys", "date"),
}
"""Marts of whole months."""
_WHOLE = {"case_stages": {"cases", "case_events"}, "debt_calls": {"robocalls", "payments"}}
"""Marts made anew wholly after a change of these facts."""


def add(connection: engine.Connection, new: Added, values: making.Values, say: making.Progress) -> None:
    """Bring a copy of the published snapshot up to date; raises NotEnough where only a whole build can."""
    say("staging")
    _check(connection, new)
    taken_back = _rows_exchanged(connection)
    making.set_variables(connection, values)
    making.stage_landed(connection, but=CONTRACTS)
    pick(connection, new)
    _check_deliveries(connection)
    making.stage(connection)
    making.view(connection, "incremental", "needed_texts", name="enriched_texts")
    is_moved = make_references(connection, new)
    changed = _change_facts(connection, new, say, is_moved=is_moved)
    say("marts")
    for mart, (fact, day) in _MARTS.items():
        if fact in changed:
            _remake_days(connection, mart, fact, day)
    for mart, (fact, day) in _MONTHS.items():
        if fact in changed:
            _remake_months(connection, mart, fact, day)
    if "contacts" in changed:
        repeat_days.remake(connection, fresh_days(connection, "contacts", "date"))
    for mart, facts in _WHOLE.items():
        if facts & changed:
            making.make(connection, "marts", mart)
    large = [exchange.fact for exchange in EXCHANGED]
    name_codes(connection, large, is_remade=not changed <= {*large})
    making.set_variables(connection, {"rows_exchanged": taken_back + rows_gone(connection)})
    for name in making.META:
        making.make(connection, "meta", name)


def _change_facts(
    connection: engine.Connection, new: Added, say: making.Progress, *, is_moved: bool
) -> set[str]:
    """Facts that changed."""
    exchanges = {exchange.fact: exchange for exchange in EXCHANGED}
    changed: set[str] = set()
    for name in making.FACTS:
        say(f"facts.{name}")
        if name in exchanges:
            is_changed = put_back(connection, exchanges[name])
        elif name == "utterances":
            is_changed = "calls" in changed
            if is_changed:
                _seeing_everything(connection, say_again)
        else:
            is_changed = is_moved or _is_stale(connection, name, new, changed)
            if is_changed:
                _seeing_everything(connection, partial(making.make, schema="facts", name=name))
        changed |= {name} if is_changed else set()
    return changed


def _check(connection: engine.Connection, new: Added) -> None:
    known = {*CONTRACTS, *(contract for rule in _REMADE.values() for contract in rule.contracts)}
    if unknown := set(new.loads) - known - set(making.REFERENCES):
        raise NotEnough(f"new rows of {', '.join(sorted(unknown))}")
    found = connection.execute(
        "select sum(estimated_size) from duckdb_tables() where schema_name = 'facts'"
    ).fetchone()
    if found and found[0] and _rows_exchanged(connection) > LARGEST_SHARE * found[0]:
        raise NotEnough("many rows were taken back")


def _rows_exchanged(connection: engine.Connection) -> int:
    found = connection.execute("select rows_exchanged from meta.snapshot").fetchone()
    return int(found[0]) if found else 0


def _check_deliveries(connection: engine.Connection) -> None:
    """A source that says for the first time when a survey was delivered changes all its surveys."""
    connection.execute("create temp table old_delivering_sources as from meta.delivering_sources")
    making.run(connection, "meta", "delivering_sources", before="insert into meta.delivering_sources ")
    connection.execute(
        "create or replace table meta.delivering_sources as "
        "select distinct source from meta.delivering_sources order by source"
    )
    found = connection.execute(
        "select 1 from meta.delivering_sources anti join old_delivering_sources using (source) "
        "semi join meta.sources using (source) limit 1"
    ).fetchone()
    if found:
        raise NotEnough("a source tells of deliveries for the first time")


def _is_stale(connection: engine.Connection, name: str, new: Added, changed: set[str]) -> bool:
    rule = _REMADE[name]
    if set(rule.contracts) & set(new.loads) or set(rule.facts) & changed:
        return True
    if (name == "findings" and new.findings) or (name == "cases" and new.judged):
        return True
    return bool(rule.contact) and _names_touched(connection, name, rule.contact)


def _names_touched(connection: engine.Connection, fact: str, column: str) -> bool:
    found = connection.execute(
        f"select 1 from facts.{engine.identifier(fact)} "  # noqa: S608
        f"where {engine.identifier(column)} in (select contact_id from touched_contacts) limit 1"
    )
    return found.fetchone() is not None


def _seeing_everything(connection: engine.Connection, make: Callable[[engine.Connection], None]) -> None:
    """``make`` refers to every contact and text, not only to those of the rows made anew."""
    making.show_made(connection, "contacts", "facts.contacts")
    making.view(connection, "staging", "enriched_texts")
    make(connection)
    making.show_made(connection, "contacts", "fresh_contacts")
    making.view(connection, "incremental", "needed_texts", name="enriched_texts")


def _remake_days(connection: engine.Connection, mart: str, fact: str, day: str) -> None:
    days = fresh_days(connection, fact, day)
    if len(days) > MOST_DAYS:
        making.make(connection, "marts", mart)
        return
    marks = ", ".join("?" for _ in days)
    if days:
        table = f"marts.{engine.identifier(mart)}"
        connection.execute(f"delete from {table} where date in ({marks})", days)  # noqa: S608
        making.insert_days(connection, mart, days)


def _remake_months(connection: engine.Connection, mart: str, fact: str, day: str) -> None:
    """The days of a month are counted together, so a month of which one has changed is made anew."""
    found = {one.replace(day=1) for one in fresh_days(connection, fact, day) if one}
    if len(found) > MOST_MONTHS:
        making.make(connection, "marts", mart)
        return
    for month in (Period.month(first) for first in sorted(found)):
        table = f"marts.{engine.identifier(mart)}"
        connection.execute(f"delete from {table} where date = ?", [month.start])  # noqa: S608
        making.set_variables(connection, {"months_from": month.start, "months_to": month.end})
        making.run(connection, "marts", mart, before=f"insert into {table} ")
    making.set_variables(connection, {"months_from": None, "months_to": None})
