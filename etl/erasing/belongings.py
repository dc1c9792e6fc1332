"""What is a customer's: rows that name the customer, and rows that name only a contact, case or recording.

A row that names another customer is never taken, whatever else it names.
"""

from dataclasses import dataclass, field

from warehouse.engine import Connection

LINKS = {
    "contact_id": "contacts", "service_id": "contacts", "case_id": "cases", "recording_id": "recordings",
    "survey_id": "surveys", "rating_id": "ratings",
}  # fmt: skip
"""Columns that name one thing of one customer -> the record type whose key they are."""


@dataclass(frozen=True)
class Belongings:
    """``ids``: record type of LINKS -> identifiers; ``rows``: record type -> hashes of keys; ``audio_ids``:
    of recordings nobody else has; ``text_hashes``: of what nobody else wrote or said; ``marks``: by which
    models know those texts; ``sound_names``: of the recordings' files; ``files``: delivered files that named
    the customer."""

    customer_key: str
    ids: dict[str, set[str]] = field(default_factory=dict)
    rows: dict[str, set[int]] = field(default_factory=dict)
    audio_ids: set[str] = field(default_factory=set)
    text_hashes: set[str] = field(default_factory=set)
    marks: set[int] = field(default_factory=set)
    sound_names: set[str] = field(default_factory=set)
    files: set[str] = field(default_factory=set)

    @property
    def recording_ids(self) -> set[str]:
        return self.ids.get("recordings", set())

    @property
    def in_journal(self) -> dict[str, set[str]]:
        """What the journal may have entries about."""
        return {**self.ids, "texts": self.text_hashes, "customers": {self.customer_key}}

    @property
    def given(self) -> dict[str, object]:
        """What ``condition`` binds."""
        return {"customer": self.customer_key}

    @property
    def count_rows(self) -> int:
        return sum(len(hashes) for hashes in self.rows.values())


def show_ids(connection: Connection, found: Belongings) -> None:
    """Tables ``own_ids`` (kind, id) and ``own_keys`` (contract, key_hash), which conditions ask."""
    ids = [(kind, one) for kind, those in found.ids.items() for one in sorted(those)]
    ids += [("audio", one) for one in found.audio_ids] + [("texts", one) for one in found.text_hashes]
    rows = [(contract, one) for contract, those in found.rows.items() for one in sorted(those)]
    for table, kind, values in (("own_ids", "kind VARCHAR, id VARCHAR", ids),
                                ("own_keys", "contract VARCHAR, key_hash UBIGINT", rows)):  # fmt: skip
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {table} ({kind})")
        if values:
            connection.executemany(f"INSERT INTO {table} VALUES (?, ?)", values)


def condition(columns: set[str]) -> str:
    """SQL: rows of a file with these columns that are the customer's; binds $customer. Empty: none can be."""
    other = "customer_key IS NULL AND " if "customer_key" in columns else ""
    tries = ["customer_key = $customer"] if other else ["$customer IS NULL"]
    named = [(name, kind) for name, kind in LINKS.items() if name in columns]
    named += [("audio_id", "audio")] if "audio_id" in columns else []
    named += [("text_hash", "texts")] if "text_hash" in columns else []
    tries += [f"({other}{name} IN (SELECT id FROM own_ids WHERE kind = '{kind}'))" for name, kind in named]
    return " OR ".join(tries) if len(tries) > 1 or other else ""
