"""What somebody began to write: kept on disk, so that a lost connection or a closed window costs nothing."""

from sqlalchemy import Connection, delete, insert, select, update

from journal.findings import now
from journal.tables import DRAFTS


def keep(connection: Connection, person: str, subject: str, text: str) -> None:
    """The draft of ``person`` about ``subject``; an empty text removes it."""
    mine = (DRAFTS.c.person == person) & (DRAFTS.c.subject == subject)
    if not text:
        connection.execute(delete(DRAFTS).where(mine))
        return
    values = {"text": text, "written_at": now()}
    if not connection.execute(update(DRAFTS).where(mine).values(**values)).rowcount:
        connection.execute(insert(DRAFTS).values(person=person, subject=subject, **values))


def of(connection: Connection, person: str, subject: str) -> str:
    """The draft; empty where there is none."""
    mine = (DRAFTS.c.person == person) & (DRAFTS.c.subject == subject)
    return connection.execute(select(DRAFTS.c.text).where(mine)).scalar_one_or_none() or ""
