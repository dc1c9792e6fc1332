"""What of a recording a person may hear: where its sound is, what is muted in it, or why it is not played."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from config.errors import NotReady
from config.instance import Instance
from config.settings import load_settings
from etl import api as etl
from reports.finding import N_
from transcribe import api as speech
from warehouse import rows as warehouse_rows
from warehouse import words as warehouse_words
from warehouse.period import Period
from warehouse.scope import Scope
from warehouse.snapshot import Snapshot

if TYPE_CHECKING:
    from transcribe.api import MutedSpan

NOT_YOURS = N_("this recording is not yours to hear.")
NOT_HEARD = N_("this call has no text yet, so nobody knows what in it is personal: it is played once it has.")
TEXT_GONE = N_(
    "the text of this call was deleted by rule, so its personal data cannot be muted: it is not played."
)
SOUND_GONE = N_("the sound of this call was deleted by rule.")
_WORD = ("channel", "utterance_no", "word", "start_s", "end_s", "confidence")


@dataclass(frozen=True)
class Audible:
    """``path`` with ``spans`` muted; ``is_unmuted``: this person hears also what was masked."""

    path: Path
    spans: "tuple[MutedSpan, ...]"
    is_unmuted: bool


@dataclass(frozen=True)
class Silent:
    """Why a recording is not played: one of the sentences above, not yet translated."""

    why: str


def audible(instance: Instance, snapshot: Snapshot, scope: Scope, recording_id: str) -> Audible | Silent:
    """What this scope may hear of a recording, asked anew at each play.

    The identifier a browser sends never becomes a path: it is only looked up.
    """
    found = warehouse_rows.rows(
        snapshot, scope, "calls", period=Period(None, None), filters={"recording_id": [recording_id]}, limit=1
    )
    if found.empty:
        return Silent(NOT_YOURS)
    call = {str(key): value for key, value in found.iloc[0].items()}
    return of_call(instance, scope, call, _words(instance, snapshot, scope, recording_id))


def _words(instance: Instance, snapshot: Snapshot, scope: Scope, recording_id: str) -> pd.DataFrame:
    nothing = pd.DataFrame(columns=list(warehouse_words.COLUMNS))
    if not scope.personal or scope.unmuted:
        return nothing  # not needed to tell
    try:
        return warehouse_words.words(instance, snapshot, scope, recording_id)
    except NotReady:  # the transcript's file is gone
        return nothing


def of_call(
    instance: Instance, scope: Scope, call: Mapping[str, Any], words: pd.DataFrame
) -> Audible | Silent:
    """The same of a call and its words that are in this scope."""
    if not scope.personal:
        return Silent(NOT_YOURS)
    if etl.sound_gone(instance, call["started_at"].date()):
        return Silent(SOUND_GONE)
    path = instance.home / _name_of(call)
    if scope.unmuted:
        return Audible(path, (), is_unmuted=True)
    if call["status"] != "done":
        return Silent(NOT_HEARD)
    if words.empty and not _is_wordless(call):
        return Silent(TEXT_GONE)
    return Audible(path, _spans(instance, call, words), is_unmuted=False)


def loudness(instance: Instance, sound: Audible) -> list[list[float]]:
    """Per channel, values 0 to 1 equally spaced over the recording, 0 where muted. Raises AudioError."""
    return speech.loudness(instance, sound.path, sound.spans)


def _spans(instance: Instance, call: Mapping[str, Any], words: pd.DataFrame) -> "tuple[MutedSpan, ...]":
    """Of a text made elsewhere only the times of whole utterances are known, and no channels."""
    rows = words[list(_WORD)].astype(object).where(words[list(_WORD)].notna(), None)
    return speech.muted_spans(
        rows.itertuples(index=False, name=None),
        load_settings(instance).speech.least_confidence,
        is_timed=not pd.isna(call["count_channels"]),
        every_channel=pd.isna(call["count_channels"]) or call["count_channels"] != 2,
    )


def _is_wordless(call: Mapping[str, Any]) -> bool:
    """Heard here, and nothing was said in it: then nothing personal was."""
    return not pd.isna(call["count_channels"]) and call["count_words"] == 0


def _name_of(call: Mapping[str, Any]) -> str:
    """Where the sound was read; before that, where its source says it is."""
    return str(call["path"] if isinstance(call["path"], str) and call["path"] else call["sound_file"])
