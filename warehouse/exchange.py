"""Rows of facts taken out and made anew: which, from which landed lines, and putting them back."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from warehouse import engine, making
from warehouse.inputs import Added


@dataclass(frozen=True)
class Exchange:
    """A fact with one row per landed row of ``contract`` (told by load_id and line), known by ``keys``.

    has_contact: its rows may be about a contact, whose place and topic they take.
    """

    fact: str
    contract: str
    keys: tuple[str, ...]
    has_contact: bool = False


EXCHANGED = (
    Exchange("contacts", "contacts", ("contact_id",), has_contact=True),
    Exchange("surveys", "surveys", ("survey_id",), has_contact=True),
    Exchange("ratings", "ratings", ("rating_id",), has_contact=True),
    Exchange("calls", "recordings", ("recording_id",), has_contact=True),
    Exchange("events", "events", ("event_id",)),
    Exchange("improvements", "improvements", ("improvement_id",)),
    Exchange("robocalls", "robocalls", ("robocall_id",)),
    Exchange("payments", "payments", ("payment_id",)),
    Exchange("activations", "activations", ("activation_id",)),
    Exchange("mystery_visits", "mystery_visits", ("visit_id", "criterion_id")),
    Exchange("knowledge_tests", "knowledge_tests", ("test_id",)),
    Exchange("coachings", "coachings", ("coaching_id",)),
)
CONTRACTS = (*(exchange.contract for exchange in EXCHANGED), "utterances")
"""Record types of which only the lines of rows made anew are staged."""
_NEWLY_SAID = "select recording_id from new_utterances"
_OF_CONTACTS = tuple(exchange for exchange in EXCHANGED if exchange.has_contact)


def pick(connection: engine.Connection, new: Added) -> None:
    """Decide which rows are made anew and stage the landed lines they are of.

    Makes, for each exchanged fact: view ``new_<contract>``, tables ``gone_<fact>`` and ``landed_<contract>``;
    tables ``touched_contacts`` and ``landed_utterances``.
    """
    for exchange in EXCHANGED:
        _show_new(connection, exchange.contract, new)
        _pick_by_key(connection, exchange)
    _pick_said(connection, new)
    _pick_by_outage(connection)
    _touch_contacts(connection)
    for exchange in EXCHANGED:
        if exchange.has_contact:
            making.run(connection, "incremental", "picked_by_contact", fact=exchange.fact)
        _table(connection, f"gone_{exchange.fact}", "gone", fact=exchange.fact)
        _land_again(connection, exchange)
    talks = "select recording_id from new_recordings union all select recording_id from gone_calls"
    _table(connection, "landed_utterances", "said_again", recordings=f"{_NEWLY_SAID} union all {talks}")


def put_back(connection: engine.Connection, exchange: Exchange) -> bool:
    """Make the rows of table ``fresh_<fact>`` and put them into the fact in place of those gone.

    False where there were none of either.
    """
    fact = exchange.fact
    gone, landed = (_count(connection, table) for table in (f"gone_{fact}", f"landed_{exchange.contract}"))
    if not gone and not landed:
        connection.execute(f"create temp table fresh_{fact} as from facts.{fact} limit 0")
    else:
        making.run(connection, "facts", fact, before=f"create temp table fresh_{fact} as ")
        connection.execute(
            f"delete from facts.{fact} where rowid in (select row_id from gone_{fact})"  # noqa: S608
        )
        connection.execute(f"insert into facts.{fact} from fresh_{fact}")
    making.show_made(connection, fact, f"fresh_{fact}")
    return bool(gone or landed)


def rows_gone(connection: engine.Connection) -> int:
    """Rows that were taken out of all facts."""
    return sum(_count(connection, f"gone_{exchange.fact}") for exchange in EXCHANGED)


def say_again(connection: engine.Connection) -> None:
    """Exchange what was said in the talks that were made anew."""
    connection.execute(
        "delete from facts.utterances where recording_id in "
        "(select recording_id from gone_calls union all select recording_id from fresh_calls)"
    )
    making.run(connection, "facts", "utterances", before="insert into facts.utterances ")


def fresh_days(connection: engine.Connection, fact: str, day: str) -> list[date]:
    """Days (column ``day``) of the rows that were taken out of, or put into, a fact."""
    table = "touched_days"
    _table(connection, table, "touched_days", fact=fact, day=day)
    return [row[0] for row in connection.execute(f"from {table}").fetchall()]


def _show_new(connection: engine.Connection, contract: str, new: Added) -> None:
    files = _files(connection, contract, new.loads.get(contract, []))
    making.set_variables(connection, {f"new_{contract}": files})
    making.view(connection, "incremental", "new", name=f"new_{contract}", contract=contract)


def _pick_by_key(connection: engine.Connection, exchange: Exchange) -> None:
    fact = exchange.fact
    if fact == "contacts":  # every contact that came again is touched, and picked as such
        connection.execute("create temp table picked_contacts (row_id bigint)")
        return
    words = {"fact": fact, "contract": exchange.contract, "keys": ", ".join(exchange.keys)}
    _table(connection, f"picked_{fact}", "picked_by_key", **words)


def _pick_said(connection: engine.Connection, new: Added) -> None:
    """Talks with a new transcript, recognised here or brought by a source."""
    schema, home = _variable(connection, "transcript_recordings")[0], _variable(connection, "home")
    files = [f"{home}/{name}" for name in new.transcripts if name.endswith(".recordings.parquet")]
    making.set_variables(connection, {"new_transcripts": [schema, *files]})
    _show_new(connection, "utterances", new)
    making.run(connection, "incremental", "picked_by_recording")
    _table(connection, "said_anew", "said_again", recordings=_NEWLY_SAID)


def _pick_by_outage(connection: engine.Connection) -> None:
    """What fell into an outage that is new, or was told of otherwise before."""
    _table(connection, "changed_outages", "changed_outages")
    for fact, moment in (("surveys", "sent_at"), ("ratings", "rated_at")):
        making.run(connection, "incremental", "picked_by_outage", fact=fact, moment=moment)


def _touch_contacts(connection: engine.Connection) -> None:
    new = [f"select contact_id from new_{exchange.contract}" for exchange in _OF_CONTACTS]  # noqa: S608
    old = [
        f"select contact_id from facts.{exchange.fact} "  # noqa: S608
        f"where rowid in (select row_id from picked_{exchange.fact})"
        for exchange in _OF_CONTACTS
    ]
    said = ["select contact_id from said_anew"]
    outages = ["select contact_id from facts.contacts as c join changed_outages as o on "
               "c.started_at >= o.started_at and c.started_at < o.ended_at"]  # fmt: skip
    seen = " union all ".join(new + old + said + outages)
    _table(connection, "touched_contacts", "touched_contacts", seen=seen)


def _land_again(connection: engine.Connection, exchange: Exchange) -> None:
    """The landed lines of the rows gone; of old files only those are opened that hold one."""
    found = connection.execute(f"select distinct load_id from gone_{exchange.fact}").fetchall()  # noqa: S608
    old = _files(connection, exchange.contract, [row[0] for row in found])
    making.set_variables(connection, {f"old_{exchange.contract}": old})
    words = {"contract": exchange.contract, "fact": exchange.fact}
    _table(connection, f"landed_{exchange.contract}", "landed_again", **words)


def _files(connection: engine.Connection, contract: str, load_ids: list[str]) -> list[str]:
    """Parquet files of loads, the schema first."""
    found = connection.execute(
        "select parquet from meta.loads "
        "where contract = ? and load_id in (select unnest(?)) order by load_id",
        [contract, load_ids],
    ).fetchall()
    home, schema = _variable(connection, "home"), _variable(connection, f"landed_{contract}")[0]
    return [schema, *(f"{home}/{row[0]}" for row in found)]


def _table(connection: engine.Connection, table: str, statement: str, **words: str) -> None:
    before = f"create or replace temp table {engine.identifier(table)} as "
    making.run(connection, "incremental", statement, before=before, **words)


def _variable(connection: engine.Connection, name: str) -> Any:
    row = connection.execute("select getvariable(?)", [name]).fetchone()
    return row[0] if row else None


def _count(connection: engine.Connection, table: str) -> int:
    row = connection.execute(f"select count(*) from {engine.identifier(table)}").fetchone()  # noqa: S608
    return int(row[0]) if row else 0
