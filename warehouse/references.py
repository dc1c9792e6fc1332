"""References of a snapshot that is added to: made anew, and what of that old rows would have to follow."""

from collections.abc import Collection

from warehouse import engine, making
from warehouse.inputs import Added

_MEANINGS = {"channels": ("channel_id", "kind"), "units": ("unit_id", "region")}
_PLACED = {"contacts": "date", "surveys": "contact_date", "ratings": "date", "calls": "date"}
"""Facts that say the team of an agent -> the day it is of (where the contact is not known: the row's own)."""
_OTHERS = {"knowledge_tests": "date", "coachings": "date"}


class NotEnough(Exception):
    """Adding would not give what a whole build gives."""


def make_references(connection: engine.Connection, new: Added) -> bool:
    """Make the references anew; True where any of them came new, so that small facts have to follow.

    Raises NotEnough where rows of large facts would have to change for it.
    """
    is_new = bool(set(new.loads) & set(making.REFERENCES))
    for name in making.DIMS:
        old = engine.identifier(f"old_{name}")
        connection.execute(f"create temp table {old} as from dims.{engine.identifier(name)}")
        making.make(connection, "dims", name)
    if is_new:
        _check_codes(connection)
        _check_agents(connection)
    return is_new


def name_codes(connection: engine.Connection, large: Collection[str], *, is_remade: bool) -> None:
    """What naming the unknown codes of all facts gives, without reading the ``large`` ones.

    Codes unknown before stay; only where the last row with one of them may have gone is it looked for
    everywhere.  ``is_remade``: a fact was made anew wholly, so codes may have gone from it.
    """
    for code in making.codes(connection):
        own = [fact for fact in code.facts if fact in large]
        fresh = [f"fresh_{fact}" if fact in large else f"facts.{fact}" for fact in code.facts]
        gone = [f"old_{code.dim}"] if is_remade else [f"gone_{fact}" for fact in own]
        if gone and _may_be_gone(connection, code, gone, fresh):
            making.name_codes(connection, code, [f"facts.{fact}" for fact in code.facts])
        else:
            making.name_codes(connection, code, [*fresh, f"old_{code.dim}"])


def _may_be_gone(connection: engine.Connection, code: making.Code, gone: list[str], fresh: list[str]) -> bool:
    """A code no reference knows is among the rows gone and not among the fresh ones."""
    went, came = (
        " union all ".join(f"select {code.key} from {table}" for table in tables)  # noqa: S608
        for tables in (gone, fresh)
    )
    using = f"using ({code.key})"
    found = connection.execute(
        f"select 1 from old_{code.dim} anti join dims.{code.dim} {using} "  # noqa: S608
        f"semi join ({went}) as went {using} anti join ({came}) as came {using} limit 1"
    )
    return found.fetchone() is not None


def _check_codes(connection: engine.Connection) -> None:
    meanings = [(dim, *meaning) for dim, meaning in _MEANINGS.items()]
    for dim, column, meaning in [*meanings, ("agents", "agent_id", "is_front_line")]:
        if _finds(connection, "changed_codes", dim=dim, column=column, meaning=meaning):
            raise NotEnough(f"{meaning} of {dim} changed")


def _check_agents(connection: engine.Connection) -> None:
    for fact, day in (_PLACED | _OTHERS).items():
        if _finds(connection, "moved_agents", fact=fact, day=day):
            raise NotEnough("agents were elsewhere than the snapshot says")


def _finds(connection: engine.Connection, statement: str, **words: str) -> bool:
    making.run(connection, "incremental", statement, before="create or replace temp table found as ", **words)
    return connection.execute("from found").fetchone() is not None
