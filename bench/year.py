"""A made-up year of a large operator, written straight into the landing of an instance.

About 33 million contacts, 20 million surveys and 20 million ratings at scale 1, a file a day and contract,
as daily exports leave them; rows follow from their numbers, so the next day's exports can answer and correct
what the year holds.
"""

import json
from dataclasses import asdict, dataclass
from datetime import date, timedelta

from config.instance import Instance
from etl.contracts import CONTRACTS
from etl.hashes import key_hash
from etl.loads import LOADED, Load
from etl.schemas import landed_columns
from warehouse import engine

CONTACTS_A_DAY, SURVEYS_A_DAY, RATINGS_A_DAY = 90_411, 55_000, 55_000
FIRST_DAY = date(2025, 1, 1)
AGENTS, UNITS = 1_500, 40
DRAW = "CREATE MACRO draw(i, day, which, n) AS (hash(i, day, which) % n)::BIGINT"
"""A number from 0 to n - 1, by chance but always the same."""

NUMBER = "lpad((($day * 100000 + i) * 48271 % 9999999967)::VARCHAR, 10, '0')"
"""Of row i of a day; in no order, as identifiers of most systems are (a prime modulus: none comes twice)."""
AGENT = f"'a' || lpad((i * 7 % {AGENTS})::VARCHAR, 4, '0')"
CONTACT = {
    "contact_id": f"'C' || {NUMBER}",
    "started_at": "$at::TIMESTAMP + to_seconds(28800 + i * 39000 // $count)",
    "ended_at": "started_at + to_seconds(60 + draw(i, $day, 0, 600))",
    "customer_key": "md5((draw(i, $day, 1, 3000000))::VARCHAR)",
    "channel_id": "['phone', 'phone', 'phone', 'office', 'whatsapp', 'mobile_app']"
    "[1 + (i + draw(i, $day, 10, 2)) % 6]",
    "agent_id": AGENT,
    "process_id": "['repair', 'connect', 'bill_question', 'change_plan'][1 + draw(i, $day, 2, 4)]",
    "product_id": "['mobile', 'internet', 'tv'][1 + draw(i, $day, 3, 3)]",
    "segment": "if(i % 9 = 0, 'business', 'individual')",
    "is_number_verified": "i % 8 <> 7",
    "direction": "'inbound'",
    "is_answered": "draw(i, $day, 4, 20) <> 0",
    "wait_s": "draw(i, $day, 5, 120)",
    "talk_s": "60 + draw(i, $day, 6, 400)",
    "hold_s": "draw(i, $day, 7, 30)",
    "wrap_up_s": "20",
    "is_resolved": "draw(i, $day, 8, 5) > 0",
    "count_transfers": "if(draw(i, $day, 9, 10) = 0, 1, 0)",
}
SURVEY = {
    "survey_id": f"'S' || {NUMBER}",
    "contact_id": f"'C' || {NUMBER}",
    "sent_at": "$at::TIMESTAMP + to_seconds(30000 + i * 39000 // $count)",
    "delivered_at": "if(i % 20 = 0, NULL, sent_at + to_seconds(5))",
    "answered_at": "if(draw(i, $day, 1, 10) < 3, sent_at + to_seconds(draw(i, $day, 2, 90000)), NULL)",
    "score": "if(answered_at IS NULL, NULL, greatest(0, 10 - draw(i, $day, 3, 13) // 2))",
    "reason_id": "if(score < 7, ['long_wait', 'not_solved', 'staff_attitude'][1 + i % 3], NULL)",
    "score_low": "0",
    "score_high": "10",
}
RATING = {
    "rating_id": f"'R' || {NUMBER}",
    "contact_id": f"'C' || {NUMBER}",
    "rated_at": "$at::TIMESTAMP + to_seconds(30000 + i * 39000 // $count)",
    "rating": "if(draw(i, $day, 1, 40) < 1 + i * 7 % 10, 1 + draw(i, $day, 2, 4), 5)",
}


@dataclass(frozen=True)
class Delivery:
    """What one file of a contract brings on a day (0: the first; -1: before it)."""

    contract: str
    values: dict[str, str]
    count: int
    day: int

    @property
    def date(self) -> date:
        return FIRST_DAY + timedelta(days=self.day)

    @property
    def query(self) -> str:
        """SQL: its rows; later values may use earlier ones."""
        listed = ", ".join(f"{value} AS {name}" for name, value in self.values.items())
        return f"SELECT {listed} FROM range($count) AS r(i)"

    @property
    def bound(self) -> dict[str, object]:
        """What ``query`` takes."""
        every = {"count": self.count, "day": self.day, "at": str(self.date)}
        return {name: value for name, value in every.items() if f"${name}" in self.query}


def write_year(instance: Instance, *, days: int, scale: float) -> None:
    """Land agents, units and ``days`` days of contacts, surveys and ratings as committed loads."""
    with engine.memory() as connection:
        connection.execute(DRAW)
        land(connection, instance, Delivery("units", _UNIT, UNITS, -1))
        land(connection, instance, Delivery("agents", _AGENT, AGENTS, -1))
        for day in range(days):
            land(connection, instance, contacts_of(day, scale))
            land(connection, instance, surveys_of(day, scale))
            land(connection, instance, ratings_of(day, scale))


def contacts_of(day: int, scale: float) -> Delivery:
    """A day's contacts."""
    return Delivery("contacts", CONTACT, int(CONTACTS_A_DAY * scale), day)


def surveys_of(day: int, scale: float) -> Delivery:
    """A day's surveys."""
    return Delivery("surveys", SURVEY, int(SURVEYS_A_DAY * scale), day)


def ratings_of(day: int, scale: float) -> Delivery:
    """A day's ratings; agents differ in how often they get less than the best."""
    return Delivery("ratings", RATING, int(RATINGS_A_DAY * scale), day)


_UNIT = {
    "unit_id": "'u' || i",
    "name": "'Unit ' || i",
    "region": "['north', 'south'][1 + i % 2]",
    "kind": "if(i < 5, 'contact_centre', 'office')",
}
_AGENT = {
    "agent_id": "'a' || lpad(i::VARCHAR, 4, '0')",
    "name": "'Agent ' || i",
    "team": "'t' || i % 90",
    "unit_id": f"'u' || i % {UNITS}",
    "valid_from": "DATE '2024-01-01'",
}


def land(connection: engine.Connection, instance: Instance, delivery: Delivery) -> None:
    """Write one file's rows into the landing as a committed load."""
    contract = delivery.contract
    load_id = f"{delivery.date + timedelta(days=1):%Y%m%d}T010000_000000-{contract}"
    target = f"landing/{contract}/{load_id}.parquet"
    lineage = {
        "source": f"'{contract}'", "file": f"'{contract}_{delivery.day}.csv'",
        "line": "row_number() OVER () + 1", "load_id": f"'{load_id}'",
        "key_hash": key_hash(CONTRACTS[contract]), "row_hash": "key_hash",
    }  # fmt: skip
    columns = ", ".join(
        f"{lineage.get(name, name if name in delivery.values else 'NULL')}::{kind} AS {name}"
        for name, kind in landed_columns(CONTRACTS[contract]).items()
    )
    connection.execute(
        f"COPY (SELECT {columns} FROM ({delivery.query})) TO $target "
        "(FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1)",
        {**delivery.bound, "target": str(instance.home / target)},
    )
    _commit(instance, delivery, load_id, target)


def _commit(instance: Instance, delivery: Delivery, load_id: str, target: str) -> None:
    at, count = str(delivery.date), delivery.count
    load = Load(
        load_id, delivery.contract, delivery.contract, f"{delivery.contract}_{delivery.day}.csv", load_id, 1,
        f"{at}T01:00:00+00:00", f"{at}T01:00:05+00:00", LOADED, rows_read=count, rows_loaded=count,
        parquet=target, first_day=at, last_day=at,
    )  # fmt: skip
    report = instance.landing / "loads" / f"{load_id}.json"
    report.parent.mkdir(parents=True, exist_ok=True)
    report.write_text(json.dumps(asdict(load)), "utf8")
