"""The words of a call as turns: who spoke, from when to when, word by word."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

SPEAKERS = ("agent", "customer", "unknown")
PAUSE_S = 1.2
"""Two utterances of one side with a shorter pause between them are one turn."""
_TOKEN = re.compile(r"<([A-Z][A-Z_]*)>")

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

    ``words``: one row a word: channel, speaker, utterance_no, word, start_s, end_s, confidence, language.
    """
    if words.empty:
        return []
    ordered = words.sort_values(["start_s", "end_s"], kind="stable")
    spoken = [_turn(group) for _, group in ordered.groupby(["channel", "utterance_no"], sort=False)]
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


def _turn(group: pd.DataFrame) -> Turn:
    first = group.iloc[0]
    speaker = first["speaker"] if first["speaker"] in SPEAKERS else "unknown"
    words = _without_repeated_tokens([_word(row) for row in group.itertuples(index=False)])
    ends = max(word[2] for word in words)
    return Turn(0, str(speaker), words[0][1], ends, _text(first["language"]), tuple(words))


def _word(row: object) -> Word:
    values = row._asdict()  # type: ignore[attr-defined]
    sure = values["confidence"]
    confidence = None if pd.isna(sure) else round(float(sure), 3)
    return (
        str(values["word"]),
        round(float(values["start_s"]), 2),
        round(float(values["end_s"]), 2),
        confidence,
    )


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
    same = before.speaker == turn.speaker and before.language == turn.language
    return same and turn.start_s - before.end_s < PAUSE_S


def _joined(before: Turn, turn: Turn) -> Turn:
    words = tuple(_without_repeated_tokens([*before.words, *turn.words]))
    return replace(before, end_s=max(before.end_s, turn.end_s), words=words)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
