"""Puts into the queue what has landed, with its priority and the models that are to hear it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from config.instance import Instance
from config.settings import load_settings
from transcribe import places
from transcribe.choice import Choices
from transcribe.ledger import Ledger, Wanted
from transcribe.models import in_use
from transcribe.priority import shuffle_of
from transcribe.recording import RecordingRef
from transcribe.wordlist.names import word_list


@dataclass
class Filling:
    """The queue of one instance, and when it was last filled."""

    instance: Instance
    ledger: Ledger
    seen: object = field(default=None)

    def fill(self, recordings: Sequence[RecordingRef], choices: Choices, *, again: bool = False) -> None:
        """Queue what is new, let all that waits be heard by the models in use now, in its turn."""
        self.seen = self._state()
        self.ledger.enqueue([self._wanted(each, choices) for each in recordings], again=again)
        for language in self.ledger.queued_languages():
            self.ledger.want(language, *choices.key(language))
        self.ledger.prioritise(load_settings(self.instance).speech.sample_calls)

    def refreshed(self) -> Choices | None:
        """Queue what has landed since, and return the models in use; None where nothing has changed."""
        from transcribe.landed import landed_recordings

        if self._state() == self.seen:
            return None
        choices = Choices(in_use(self.instance), word_list(self.instance))
        self.fill(landed_recordings(self.instance), choices)
        return choices

    def _state(self) -> tuple[int, ...]:
        """Changes when a load is committed, a model comes or goes, or settings change."""
        folders = (self.instance.landing / "loads", self.instance.models, self.instance.config)
        return tuple(folder.stat().st_mtime_ns if folder.exists() else 0 for folder in folders)

    def _wanted(self, recording: RecordingRef, choices: Choices) -> Wanted:
        place = places.placed(recording.path, self.instance.home)
        size, changed_at = _file_state(place, self.instance.home)
        key, is_demo = choices.key(recording.language)
        return Wanted(
            recording_id=recording.recording_id,
            path=place,
            agent_side=recording.agent_side,
            language=recording.language,
            day=recording.day.isoformat() if recording.day else None,
            bytes=size,
            changed_at=changed_at,
            wanted=key,
            is_demo_wanted=is_demo,
            agent_id=recording.agent_id,
            call_at=self._moment(recording.started_at),
            is_urgent=recording.is_urgent,
            shuffle=shuffle_of(recording.recording_id),
            kind=Path(place).suffix.lower(),
        )

    def _moment(self, started_at: datetime | None) -> float:
        """Seconds since 1970 of a time of the operator's zone; 0 where it is not known."""
        if started_at is None:
            return 0.0
        zone = ZoneInfo(load_settings(self.instance).operator.time_zone)
        return (started_at if started_at.tzinfo else started_at.replace(tzinfo=zone)).timestamp()


def _file_state(place: str, home: Path) -> tuple[int, int]:
    """Bytes and time of change; -1 and 0 where nothing is there, and for addresses, which are not asked."""
    if places.is_address(place):
        return -1, 0
    try:
        state = (home / place).stat()
    except OSError:
        return -1, 0
    return state.st_size, state.st_mtime_ns
