"""Which rows of a source with a cursor are still to be read, and which are to be read again."""

from collections.abc import Sequence
from dataclasses import dataclass

from etl.loads import LOADED, Load
from etl.sources.fetched import Window, later, order_of


@dataclass(frozen=True)
class Reading:
    """One window to read; ``again``: loads that brought (part of) it before."""

    window: Window
    again: tuple[Load, ...] = ()
    is_new: bool = True


def readings(mine: Sequence[Load], fingerprint: str, *, is_retry: bool) -> list[Reading]:
    """What to read of a source whose committed loads are ``mine``, in order.

    Everything read under another declaration is read again in one go; a retry reads again the window of each
    load that had rejected rows; then comes what is new.
    """
    done = [load for load in mine if load.status == LOADED]
    marked = [load for load in done if load.cursor_to is not None]
    stale = [load for load in marked if load.declaration != fingerprint]
    faulty = [load for load in marked if is_retry and load.rows_rejected and load not in stale]
    found = [Reading(_whole(stale), tuple(stale), is_new=False)] if stale else []
    found += [Reading(Window(load.cursor_from, load.cursor_to), (load,), is_new=False) for load in faulty]
    last: str | None = None
    for load in marked:
        last = later(last, load.cursor_to)
    before = tuple(load for load in done if load.cursor_to is None) if last is None else ()
    return [*found, Reading(Window(last), before)]


def still_holds(again: Sequence[Load], count: int) -> bool:
    """Whether ``count`` rows read again can stand for all that ``again`` brought, so that these may go.

    A database may have dropped old rows since: what it brought then is kept.
    """
    return count >= sum(load.rows_loaded - load.rows_corrected for load in again)


def _whole(loads: Sequence[Load]) -> Window:
    starts = [load.cursor_from for load in loads]
    ends = [load.cursor_to for load in loads if load.cursor_to is not None]
    known = [start for start in starts if start is not None]
    start = min(known, key=order_of) if len(known) == len(starts) else None
    return Window(start, max(ends, key=order_of))
