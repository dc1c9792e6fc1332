"""Mono calls: two voices told apart as well as is honest. A guess, kept apart from what is known.

Pieces of speech between pauses are put into two groups by how the voice sounds (``voices``).  Neither who
speaks nor any share of talk is computed from it: a mono call's speaker stays ``unknown``; ``voice`` 1 or 2
comes with its confidence, and with a guess who that may be where one voice alone opens the call as agents do.
Measured by ``bench.speech_voices``; the figures stand in docs/speech.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

import numpy as np
from numpy.typing import NDArray

from transcribe.audio import Samples
from transcribe.recogniser import Phrase
from transcribe.transcript import AGENT, CUSTOMER
from transcribe.voices import Numbers, Voices, voices

VERSION = "1"  # part of every result's key
PAUSE_S = 0.15  # a turn may change where nobody speaks for so long
LEAST_PIECES = 4
LEAST_SHARE = 0.05  # of the speech, for a second voice to be one
LEAST_APART = 1.3  # distance between the voices; one person's pieces fall into groups 0.9-1.3 apart
MARGIN_SCALE = 2.2  # how confidence grows with the margin, fitted to sample calls
MOST_WEIGHT = 150  # frames: a long piece is no better a proof than one of 1.5 s
AXES = 3
ROUNDS = 20
OPENING_S = 30.0
LEAST_SURE = 0.8  # of the voice, to guess who it is
OPENINGS = (
    " меня зовут ", " чем могу ", " могу вам помочь ", " слушаю вас ", " менің атым ", " қалай көмектес",
    " сізді тыңдап", " немен көмектес", " my name is ", " how can i help ", " how may i help ",
    " can i help you ",
)  # fmt: skip
"""What agents say first, in the languages of the demo; masking has not touched them yet."""
Groups = NDArray[np.int64]


@dataclass(frozen=True)
class Part:
    """Words without a change of voice. ``voice``: 1 (speaks first) or 2, None where not told apart."""

    language: str
    words: Phrase
    voice: int | None = None
    voice_confidence: float | None = None  # 0.5 to 1
    guess: str = ""  # agent or customer, where sure; a guess all the same


def told_apart(samples: Samples, said: Sequence[tuple[str, Phrase]]) -> list[Part]:
    """The phrases of a mono call, cut where the voice changes; as they are where two voices are not found."""
    pieces = [(n, piece) for n, (_, phrase) in enumerate(said) for piece in _pieces(phrase)]
    found = voices(samples, [(piece[0].start_s, piece[-1].end_s) for _, piece in pieces])
    groups = _two(found) if found else None
    if found is None or groups is None:
        return [Part(language, phrase) for language, phrase in said]
    voice, confidence = _by_piece(len(pieces), found, groups)
    parts = [
        Part(said[n][0], piece, int(voice[i]), float(confidence[i])) for i, (n, piece) in enumerate(pieces)
    ]
    runs = groupby(zip(parts, pieces, strict=True), lambda item: (item[1][0], item[0].voice))
    return _with_guess([_joined([part for part, _ in run]) for _, run in runs])


def _pieces(phrase: Phrase) -> list[Phrase]:
    """``phrase``, cut at its pauses."""
    cuts = [i for i in range(1, len(phrase)) if phrase[i].start_s - phrase[i - 1].end_s > PAUSE_S]
    return [phrase[a:b] for a, b in pairwise([0, *cuts, len(phrase)])]


def _joined(parts: Sequence[Part]) -> Part:
    """One part of several of the same voice; its confidence is their mean by words."""
    words = tuple(word for part in parts for word in part.words)
    sure = sum((part.voice_confidence or 0.0) * len(part.words) for part in parts) / len(words)
    return replace(parts[0], words=words, voice_confidence=sure)


def _two(found: Voices) -> Groups | None:
    """Group 0 or 1 of each piece; None where two voices cannot be told apart."""
    if len(found.pieces) < LEAST_PIECES:
        return None
    weights = np.minimum(found.frames, MOST_WEIGHT)
    tries = [_settled(found.numbers, weights, start) for start in _starts(found.numbers, weights)]
    tries = [groups for groups in tries if 0 < groups.sum() < len(groups)]
    if not tries:
        return None
    groups = min(tries, key=lambda each: _spread(found.numbers, weights, each))
    share = float(found.frames[groups == 1].sum() / found.frames.sum())
    apart = float(np.linalg.norm(np.diff(_centres(found.numbers, weights, groups), axis=0)))
    return groups if LEAST_SHARE <= share <= 1 - LEAST_SHARE and apart >= LEAST_APART else None


def _starts(numbers: Numbers, weights: Numbers) -> list[Groups]:
    """First divisions: by the sign along each of the main axes."""
    centred = numbers - np.average(numbers, axis=0, weights=weights)
    axes = np.linalg.svd(centred * np.sqrt(weights)[:, None], full_matrices=False)[2]
    return [(centred @ axis > 0).astype(np.int64) for axis in axes[:AXES]]


def _settled(numbers: Numbers, weights: Numbers, groups: Groups) -> Groups:
    """Each piece goes to the nearer of two centres until none moves (2-means)."""
    for _ in range(ROUNDS):
        if not 0 < groups.sum() < len(groups):
            break
        moved = _distances(numbers, weights, groups).argmin(axis=1)
        if np.array_equal(moved, groups):
            break
        groups = moved
    return groups


def _centres(numbers: Numbers, weights: Numbers, groups: Groups) -> Numbers:
    pairs = [(numbers[groups == k], weights[groups == k]) for k in (0, 1)]
    return np.array([np.average(rows, axis=0, weights=some) for rows, some in pairs], np.float32)


def _distances(numbers: Numbers, weights: Numbers, groups: Groups) -> Numbers:
    """Squared distance of each piece (row) from each of the two centres."""
    apart = numbers[:, None] - _centres(numbers, weights, groups)
    return np.asarray((apart**2).sum(axis=2), np.float32)


def _spread(numbers: Numbers, weights: Numbers, groups: Groups) -> float:
    return float((_distances(numbers, weights, groups).min(axis=1) * weights).sum())


def _by_piece(count: int, found: Voices, groups: Groups) -> tuple[Groups, Numbers]:
    """Voice (1: who speaks first) and confidence of every piece; one too short goes with the one before."""
    weights = np.minimum(found.frames, MOST_WEIGHT)
    distances = _distances(found.numbers, weights, groups)
    margins = np.abs(distances[:, 0] - distances[:, 1])
    place = np.maximum(0, np.searchsorted(found.pieces, np.arange(count), side="right") - 1)
    is_told = np.isin(np.arange(count), found.pieces)
    sure = np.where(is_told, 1 - np.exp(-margins[place] / MARGIN_SCALE) / 2, 0.5)
    voice = np.where(groups[place] == groups[0], 1, 2)
    return voice, sure.astype(np.float32)


def _with_guess(parts: list[Part]) -> list[Part]:
    """Who the voices may be: told only when one alone says what an agent opens with."""
    opening = [part for part in parts if part.words[0].start_s < OPENING_S and _opens(part)]
    agents = {part.voice for part in opening if (part.voice_confidence or 0) >= LEAST_SURE}
    if len(agents) != 1 or len({part.voice for part in opening}) != 1:
        return parts
    return [replace(part, guess=AGENT if part.voice in agents else CUSTOMER) for part in parts]


def _opens(part: Part) -> bool:
    text = f" {' '.join(word.word for word in part.words)} "
    return any(opening in text for opening in OPENINGS)
