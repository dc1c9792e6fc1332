"""The one door to Vosk: a model and the samples of one channel in, spoken phrases out.

Measured habits of Vosk 0.3.45 that this file is built around: a model is opened by its path only; every
channel gets a fresh recogniser; small chunks, and ``Result()`` whenever it says that a phrase has ended;
no long digital silence; one recogniser never serves two threads (one model may).
"""

import itertools
import json
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import vosk

from transcribe.audio import RATE, Samples
from transcribe.errors import ModelError
from transcribe.silence import Range, sounding_ranges
from transcribe.transcript import Word

VERSION = "1"  # part of every result's key: raise it when the same sound would give other words
CHUNK = RATE // 2
LONGEST_PAUSE_S = 1.0  # a longer pause between two words begins a new phrase
STRETCHED_S = 2.0  # a longer word ends where its sound does: models stretch a last word over noise
LONGEST_LOOK_S = 30.0  # no word is as long: hours of skipped silence may lie in a stretched one
FAINT = 0.1  # of the word's own peak
NOT_WORDS = frozenset({"[unk]", "<unk>", "<eps>", "[noise]", "<sil>"})
vosk.SetLogLevel(-1)

Phrase = tuple[Word, ...]
Heard = Callable[[float], None]


@lru_cache(maxsize=8)
def load(folder: Path) -> vosk.Model:
    """The model in ``folder``, loaded once a process. Raises ModelError when Vosk refuses it."""
    try:
        return vosk.Model(str(folder))
    except Exception:  # Vosk raises a bare Exception, its reason is lost on the log
        raise ModelError(
            f"{folder}: Vosk cannot load this model (a file is cut or of another version); "
            "remove the folder and install it again with 'python -m transcribe models install'."
        ) from None


def hear(folder: Path, samples: Samples, heard: Heard | None = None) -> list[Phrase]:
    """Phrases of one channel (int16 at 16 kHz), times in seconds from its first sample.

    ``heard`` is called with the seconds of sound taken since its last call.
    """
    recogniser = vosk.KaldiRecognizer(load(folder), RATE)
    recogniser.SetWords(True)
    ranges = sounding_ranges(samples)
    clock = _Clock(ranges)
    phrases: list[Phrase] = []
    for chunk in _chunks(samples, ranges):
        if recogniser.AcceptWaveform(chunk.tobytes()):
            phrases += _phrases(recogniser.Result(), clock, samples)
        if heard:
            heard(len(chunk) / RATE)
    return phrases + _phrases(recogniser.FinalResult(), clock, samples)


def _chunks(samples: Samples, ranges: list[Range]) -> Iterator[Samples]:
    for begin, end in ranges:
        for start in range(begin, end, CHUNK):
            yield samples[start : min(start + CHUNK, end)]


def _phrases(result: str, clock: "_Clock", samples: Samples) -> list[Phrase]:
    """The phrases of one result (none when nothing was said), split at long pauses."""
    words = [
        _word(item, clock, samples)
        for item in json.loads(result).get("result", ())
        if item["word"] not in NOT_WORDS
    ]
    cuts = [i for i in range(1, len(words)) if words[i].start_s - words[i - 1].end_s > LONGEST_PAUSE_S]
    bounds = [0, *cuts, len(words)]
    return [tuple(words[a:b]) for a, b in itertools.pairwise(bounds) if b > a]


def _word(item: dict[str, Any], clock: "_Clock", samples: Samples) -> Word:
    start_s, end_s = clock.real_s(item["start"]), clock.real_s(item["end"])
    if end_s - start_s > STRETCHED_S:
        end_s = _end_of_sound_s(samples, start_s, end_s)
    return Word(item["word"], start_s, end_s, float(item.get("conf", 0)))


def _end_of_sound_s(samples: Samples, start_s: float, end_s: float) -> float:
    start = int(start_s * RATE)
    end = int(min(end_s, start_s + LONGEST_LOOK_S) * RATE)
    piece = np.abs(samples[start:end].astype(np.int32))
    loud = np.flatnonzero(piece > FAINT * piece.max(initial=0))
    return round(start_s + (int(loud[-1]) + 1) / RATE, 3) if len(loud) else end_s


class _Clock:
    """Seconds the recogniser was fed -> seconds of the recording, where silence was skipped."""

    def __init__(self, ranges: list[Range]) -> None:
        lengths = [end - begin for begin, end in ranges]
        fed = np.concatenate([[0], np.cumsum(lengths)])[:-1]
        self._fed_s = [float(start) / RATE for start in fed]
        self._skipped_s = [
            (begin - float(start)) / RATE for (begin, _), start in zip(ranges, fed, strict=True)
        ]

    def real_s(self, fed_s: float) -> float:
        place = max(0, bisect_right(self._fed_s, fed_s) - 1)
        return round(fed_s + self._skipped_s[place], 3) if self._fed_s else fed_s
