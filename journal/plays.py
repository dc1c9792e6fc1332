"""The audit of listening: append-only, one entry a listening, however many parts the player asks for."""

from sqlalchemy import Connection, insert, select
from sqlalchemy.exc import IntegrityError

from journal.findings import now
from journal.records import Play
from journal.tables import PLAYS


def write(
    connection: Connection, recording_id: str, person: str, address_id: str, **details: float | bool | None
) -> bool:
    """Note that ``person`` was sent the sound; False when this listening is in the audit already.

    ``details``: from_s, is_unmuted.
    """
    values = {"recording_id": recording_id, "person": person, "address_id": address_id, **details}
    try:
        with connection.begin_nested():
            connection.execute(insert(PLAYS).values(**values, played_at=now()))
    except IntegrityError:
        return False
    return True


def latest(connection: Connection, recording_id: str | None, limit: int) -> list[Play]:
    """Newest entries first, of one recording or of all."""
    query = select(PLAYS).order_by(PLAYS.c.play_id.desc()).limit(limit)
    if recording_id is not None:
        query = query.where(PLAYS.c.recording_id == recording_id)
    return [Play(**row._mapping) for row in connection.execute(query)]
