"""The player of a recorded call: both sides to see, hear, and read along."""

from collections.abc import Mapping, Sequence
from typing import Any

from ui import masked
from ui.player.component import mount
from ui.player.turns import Moment, Turn, tokens_in, turn_at, turns_of
from ui.words import _, formats, language

__all__ = ["Moment", "Turn", "player", "turn_at", "turns_of"]


def player(
    *,
    recording_id: str,
    source: str,
    silent: str = "",
    duration_s: float,
    turns: Sequence[Turn],
    peaks: Mapping[str, Sequence[float]],
    moments: Sequence[Moment] = (),
    search: Sequence[str] = (),
    least_confidence: float = 0.6,
    start_s: float | None = None,
    jump: int = 0,
    note: str = "",
    key: str = "player",
) -> bool:
    """Draw the player; True when the browser asks for a fresh address of the sound.

    ``source``: address of the sound; empty where it is not played, ``silent`` then says why;
    ``peaks``: loudness 0..1 by speaker, equally spaced over ``duration_s`` (0: not known yet);
    ``moments``: findings to jump to; ``search``: lower-case parts of words to mark; ``start_s``: second to
    stand at when ``jump`` (any number) changes; ``note``: a line above the transcript.
    """
    data: dict[str, Any] = {
        "recording_id": recording_id,
        "language": language(),
        "source": source,
        "silent": silent,
        "duration_s": duration_s,
        "turns": [_turn(turn) for turn in turns],
        "sides": [{"speaker": speaker, "peaks": list(values)} for speaker, values in peaks.items()],
        "findings": [_finding(moment, turns) for moment in sorted(moments, key=lambda one: one.start_s)],
        "tokens": tokens_in(turns, masked.names()),
        "search": list(search),
        "least_confidence": least_confidence,
        "start_s": start_s,
        "jump": jump,
        "note": note,
        "decimal_mark": formats().number(0.5)[1],
        "text": _words(),
    }
    return mount(data, key)


def _turn(turn: Turn) -> dict[str, Any]:
    return {
        "turn_no": turn.turn_no,
        "speaker": turn.speaker,
        "start_s": turn.start_s,
        "language": turn.language,
        "voice": turn.voice,
        "guess": turn.guess,
        "words": [list(word) for word in turn.words],
    }


def _finding(moment: Moment, turns: Sequence[Turn]) -> dict[str, Any]:
    turn = turn_at(turns, moment.start_s)
    return {"start_s": moment.start_s, "title": moment.title, "kind": moment.kind, "turn": turn}


def _words() -> dict[str, Any]:
    return {
        "player": _("Player of the recorded call; space plays, arrows move"),
        "keys": _("Keys"),
        "key_list": _keys(),
        "previous_hit": _("Previous place found"),
        "next_hit": _("Next place found"),
        "play": _("Play"),
        "pause": _("Pause"),
        "back": _("10 seconds back"),
        "forward": _("10 seconds forward"),
        "speed": _("Speed"),
        "previous": _("Previous finding"),
        "next": _("Next finding"),
        "link": _("Copy the link to this second"),
        "copied": _("The link to this second is copied."),
        "seek": _("Place in the call"),
        "listen": _("Listen from"),
        "agent": _("Agent"),
        "customer": _("Customer"),
        "unknown": _("Speaker not known"),
        "voices": [_("Voice 1"), _("Voice 2")],
        "guesses": {"agent": _("perhaps the agent"), "customer": _("perhaps the customer")},
        "masked": _("Personal data: not written, silent in the sound"),
        "unsure": _("Recognised with a confidence of {share}"),
        "no_words": _("No words were recognised in this call."),
        "failed": _("The sound cannot be played: the file is gone or you may not hear it. Reload the page."),
    }


def _keys() -> list[tuple[str, str]]:
    """Keys, divided by blanks, and what they do."""
    return [
        ("␣ K", _("play, pause")),
        ("← →", _("5 seconds back, forward")),
        ("J L", _("10 seconds back, forward")),
        ("↑ ↓", _("previous, next turn")),
        ("N ⇧N", _("next, previous finding")),
        ("H ⇧H", _("next, previous place found")),
        ("[ ]", _("slower, faster")),
        ("?", _("show or hide these keys")),
    ]
