"""The words of a call as turns: who spoke, from when to when, word by word."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

SPEAKERS = ("agent", "customer", "unknown")
PAUSE_S = 1.2
"""Two utterances of one side with a shorter pause between them are one turn."""
_TOKEN = re.compile(r"<([A-Z][A-Z_]*)>")

_COLUMNS = (
    "channel", "speaker", "utterance_no", "word", "start_s", "end_s", "confidence", "language", "voice",
    "guess",
)  # fmt: skip
Word = tuple[str, float, float, float | None]
"""Word as recognised (masked), start and end in seconds, confidence 0..1."""


@dataclass(frozen=True)
class Turn:
    """What one side said in one go."""

    turn_no: int
    speaker: str
    start_s: float
    end_s: float
    language: str
    words: tuple[Word, ...]
    voice: int = 0
    """1 or 2 where a mono call was split by voice: a guess, never a speaker."""
    guess: str = ""
    """agent or customer, where the words of that voice sound like one's."""

    @property
    def text(self) -> str:
        return " ".join(word[0] for word in self.words)


@dataclass(frozen=True)
class Moment:
    """A place in the call worth hearing. ``kind``: broken, kept, or empty for a plain mark."""

    start_s: float
    title: str
    kind: str = ""


def turns_of(words: pd.DataFrame) -> list[Turn]:
    """Turns in the order they were begun.

    ``words``: one row a word: channel, speaker, utterance_no, word, start_s, end_s, confidence, language,
    voice, guess.
    """
    if words.empty:
        return []
    ordered = words.reindex(columns=list(_COLUMNS)).sort_values(["start_s", "end_s"], kind="stable")
    spoken = [_turn(said) for said in _utterances(ordered).values()]
    merged: list[Turn] = []
    for turn in sorted(spoken, key=lambda turn: turn.start_s):
        if merged and _goes_on(merged[-1], turn):
            merged[-1] = _joined(merged[-1], turn)
        else:
            merged.append(turn)
    return [replace(turn, turn_no=number) for number, turn in enumerate(merged)]


def turn_at(turns: Sequence[Turn], second: float) -> int | None:
    """The number of the turn that is being spoken at ``second``, else of the last one begun before it."""
    begun = [turn for turn in turns if turn.start_s <= second + 0.05]
    speaking = [turn for turn in begun if turn.end_s >= second]
    chosen = speaking or begun or list(turns[:1])
    return chosen[-1].turn_no if chosen else None


def tokens_in(turns: Sequence[Turn], names: Mapping[str, str]) -> dict[str, str]:
    """Masked tokens that occur, as they are to be shown; one without a name keeps its own word."""
    found = {word[0] for turn in turns for word in turn.words if _TOKEN.fullmatch(word[0])}
    return {token: names.get(token, token.strip("<>").replace("_", " ").lower()) for token in found}


@dataclass
class _Said:
    """An utterance as its words come."""

    speaker: object
    language: object
    voice: Any
    guess: object
    words: list[Word]


def _utterances(ordered: pd.DataFrame) -> dict[tuple[object, object], _Said]:
    """Words by utterance; plain lists, since an hour of talk has ten thousand of them."""
    columns = (ordered[name].tolist() for name in _COLUMNS)
    found: dict[tuple[object, object], _Said] = {}
    for channel, speaker, number, word, start_s, end_s, sure, language, voice, guess in zip(
        *columns, strict=True
    ):
        said = found.setdefault((channel, number), _Said(speaker, language, voice, guess, []))
        confidence = None if pd.isna(sure) else round(float(sure), 3)
        said.words.append((str(word), round(float(start_s), 2), round(float(end_s), 2), confidence))
    return found


def _turn(said: _Said) -> Turn:
    speaker = str(said.speaker) if said.speaker in SPEAKERS else "unknown"
    words = _without_repeated_tokens(said.words)
    ends = max(word[2] for word in words)
    voice = 0 if pd.isna(said.voice) else int(said.voice)
    return Turn(0, speaker, words[0][1], ends, _text(said.language), tuple(words), voice, _text(said.guess))


def _without_repeated_tokens(words: list[Word]) -> list[Word]:
    """A number said in seven words is one chip, from the first word's start to the last one's end."""
    kept: list[Word] = []
    for word in words:
        if kept and word[0] == kept[-1][0] and _TOKEN.fullmatch(word[0]):
            kept[-1] = (word[0], kept[-1][1], word[2], kept[-1][3])
        else:
            kept.append(word)
    return kept


def _goes_on(before: Turn, turn: Turn) -> bool:
    same = (before.speaker, before.voice, before.language) == (turn.speaker, turn.voice, turn.language)
    return same and turn.start_s - before.end_s < PAUSE_S


def _joined(before: Turn, turn: Turn) -> Turn:
    words = tuple(_without_repeated_tokens([*before.words, *turn.words]))
    return replace(before, end_s=max(before.end_s, turn.end_s), words=words)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
