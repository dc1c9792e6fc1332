"""Which queued recording is heard next: the one definition; ``docs/cluster.md`` tells it to people.

1. Calls with a low score or a complaint (``is_urgent``), the newest first.
2. A random sample of every agent: an agent's calls of a day are shuffled by a seeded hash of their
   identifiers; the first of each is heard before anybody's second, the second before anybody's third, up to
   the setting ``speech.sample_calls``.
3. All other calls, the newest first.

A recording that a recogniser died of goes behind all others.  Priorities of what waits are set anew when
recordings, scores or complaints arrive.
"""

import hashlib

from sqlalchemy import Connection, and_, case, func, select, update

from transcribe.ledger_tables import jobs

URGENT = 1_000_000
SAMPLED = 100_000  # less the number of the call in its agent's shuffled day
REST = 0
BEHIND = 10_000_000  # taken off after a crash or a time-out
_SEED = "1"


def shuffle_of(recording_id: str) -> int:
    """A number that looks random and is always the same for this recording, 0 to 2**62."""
    digest = hashlib.sha256(f"{_SEED}:{recording_id}".encode()).digest()
    return int.from_bytes(digest[:8]) >> 2


def prioritise(connection: Connection, queued: str, sample_calls: int) -> int:
    """Set the priority of everything in state ``queued``; gives how many had another one before.

    Calls heard already count in their agent's day: they were somebody's first.
    """
    days = select(func.coalesce(jobs.c.day, "")).where(jobs.c.state == queued).distinct()
    row = func.row_number()
    nth = row.over(
        partition_by=(jobs.c.agent_id, jobs.c.day), order_by=(jobs.c.shuffle, jobs.c.number)
    ).label("nth")
    drawn = select(jobs.c.number, nth).where(func.coalesce(jobs.c.day, "").in_(days)).subquery()
    is_sampled = and_(jobs.c.agent_id.is_not(None), jobs.c.day.is_not(None), drawn.c.nth <= sample_calls)
    kind = case((jobs.c.is_urgent, URGENT), (is_sampled, SAMPLED - drawn.c.nth), else_=REST)
    rank = kind - case((jobs.c.attempts > 0, BEHIND), else_=0)
    match = and_(jobs.c.number == drawn.c.number, jobs.c.state == queued, jobs.c.priority != rank)
    return connection.execute(update(jobs).where(match).values(priority=rank)).rowcount
