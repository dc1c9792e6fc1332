"""What the rest of Sapa may ask of the journal. Who may write where is the caller's to check (ui)."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from config.errors import WrongUse, one_of
from config.instance import Instance
from journal import findings, plays
from journal.corrections import Correction, CorrectionBook
from journal.engine import open_engine, sqlite_address, sqlite_file
from journal.entries import LONGEST_TEXT
from journal.entries import named as _named
from journal.entries import text_of as _text
from journal.erasing import ErasingBook
from journal.followup_book import FollowUpBook
from journal.pay_book import PayBook
from journal.pay_records import (
    ACCEPTED,
    CONTESTED,
    DECISIONS,
    REFUSED,
    Contest,
    PayLine,
    PayPeriod,
    PayRating,
)
from journal.records import (
    CAUSES,
    CLOSED,
    OPEN,
    OUTCOMES,
    SIDES,
    STATUSES,
    TAKEN,
    WITHDRAWN,
    Action,
    Closing,
    Finding,
    FollowUp,
    Incomplete,
    NothingToUndo,
    NotWritten,
    Play,
    Task,
    Visit,
)
from journal.saved_filters import FilterBook, SavedFilter
from journal.searches import Search, SearchBook


class Journal:
    """The journal of one instance. What a method wrote is on disk when it returns.

    ``address``: a database URL; left out, the SQLite file in the instance's journal folder.
    """

    def __init__(self, instance: Instance, address: str | None = None) -> None:
        self._engine = open_engine(address or sqlite_address(instance.journal))
        self.followups = FollowUpBook(self._writing, self._engine.begin)
        self.pay = PayBook(self._writing, self._engine.begin)
        self.filters = FilterBook(self._writing, self._engine.begin)
        self.corrections = CorrectionBook(self._writing, self._engine.begin)
        self.searches = SearchBook(self._writing, self._engine.begin)
        self.erasing = ErasingBook(self._engine)

    def add_finding(
        self,
        *,
        unit_id: str,
        text: str,
        person: str,
        side: str,
        process_id: str | None = None,
        step_id: str | None = None,
        visit_id: int | None = None,
        owner: str | None = None,
        due_date: date | None = None,
    ) -> Finding:
        """Write a finding; its text comes masked.

        Raises WrongUse on an empty or overlong text, NotWritten when the disk refuses.
        """
        if side not in SIDES:
            raise WrongUse(one_of("side", side, SIDES))
        values = {
            "unit_id": _named("unit", unit_id), "text": _text(text), "person": _named("person", person),
            "side": side, "process_id": process_id, "step_id": step_id, "visit_id": visit_id,
            "owner": owner, "due_date": due_date,
        }  # fmt: skip
        with self._writing() as connection:
            return findings.write(connection, values)

    def findings(self, unit_id: str, *, statuses: Sequence[str] = (OPEN, CLOSED)) -> list[Finding]:
        """Findings of one unit, newest first; withdrawn ones only when asked for."""
        return self.findings_of([unit_id], statuses=statuses)

    def findings_of(
        self, units: Sequence[str] | None, *, statuses: Sequence[str] = (OPEN, CLOSED)
    ) -> list[Finding]:
        """Findings of several units (None: of all), newest first."""
        with self._engine.begin() as connection:
            return findings.of_units(connection, units, statuses)

    def close_finding(self, finding_id: int, person: str) -> Finding:
        """Mark a finding settled. Raises WrongUse when it is not open."""
        with self._writing() as connection:
            return findings.close(connection, finding_id, _named("person", person))

    def undo(self, finding_id: int, person: str) -> Finding:
        """Take back the last change of a finding, if it was this person's. Raises NothingToUndo."""
        with self._writing() as connection:
            return findings.take_back(connection, finding_id, person)

    def add_visit(self, *, unit_id: str, person: str, process_id: str | None = None, note: str = "") -> Visit:
        """Begin a Gemba visit of a unit."""
        values = {"unit_id": _named("unit", unit_id), "person": _named("person", person)}
        with self._writing() as connection:
            return findings.write_visit(connection, {**values, "process_id": process_id, "note": note})

    def visits(self, unit_id: str) -> list[Visit]:
        """Visits of a unit, newest first."""
        with self._engine.begin() as connection:
            return findings.visits_of_unit(connection, unit_id)

    def add_action(
        self,
        *,
        finding_id: int,
        text: str,
        person: str,
        owner: str | None = None,
        due_date: date | None = None,
    ) -> Action:
        """Write what is to be done about a finding."""
        values = {"finding_id": finding_id, "text": _text(text), "person": _named("person", person)}
        with self._writing() as connection:
            return findings.write_action(connection, {**values, "owner": owner, "due_date": due_date})

    def actions(self, finding_ids: Sequence[int]) -> list[Action]:
        """Actions about these findings, oldest first."""
        with self._engine.begin() as connection:
            return findings.actions_of(connection, finding_ids)

    def finish_action(self, action_id: int) -> Action:
        """Mark an action done."""
        with self._writing() as connection:
            return findings.finish_action(connection, action_id)

    def add_play(
        self,
        *,
        recording_id: str,
        person: str,
        address_id: str,
        from_s: float | None = None,
        is_unmuted: bool = False,
    ) -> bool:
        """Note in the audit that ``person`` is sent this sound; False when this listening was noted before.

        ``from_s``: the second it begins at; ``is_unmuted``: personal data in it can be heard.
        """
        with self._writing() as connection:
            return plays.write(
                connection, recording_id, _named("person", person), address_id,
                from_s=from_s, is_unmuted=is_unmuted,
            )  # fmt: skip

    def plays(self, recording_id: str | None = None, *, limit: int = 200) -> list[Play]:
        """The audit, newest first."""
        with self._engine.begin() as connection:
            return plays.latest(connection, recording_id, limit)

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """One transaction; committed, so on disk, when the block ends without an error."""
        try:
            with self._engine.connect().execution_options(writes=True) as connection, connection.begin():
                yield connection
        except SQLAlchemyError as error:
            reason = str(getattr(error, "orig", None) or error).splitlines()[0]
            raise NotWritten(
                f"the journal did not take the entry ({reason}); nothing was lost, try again."
            ) from error


def corrections(instance: Instance) -> list[Correction]:
    """Texts whose causes people set right, as they count now; none where no journal was begun."""
    if not sqlite_file(instance.journal).exists():
        return []
    return Journal(instance).corrections.standing()


__all__ = [
    "ACCEPTED", "CAUSES", "CLOSED", "CONTESTED", "DECISIONS", "LONGEST_TEXT", "OPEN", "OUTCOMES",
    "REFUSED", "SIDES", "STATUSES", "TAKEN", "WITHDRAWN", "Action", "Closing", "Contest",
    "Correction", "CorrectionBook",
    "FilterBook", "Finding",
    "FollowUp", "FollowUpBook", "Incomplete", "Journal", "NotWritten", "NothingToUndo", "PayLine",
    "PayPeriod", "PayRating", "Play", "SavedFilter", "Search", "SearchBook",
    "Task", "Visit", "corrections",
]  # fmt: skip
