"""How well a mono call is split by voice: two-channel calls mixed to one channel, by words and by calls.

    python -m bench.speech_voices             # the demo's calls
    python -m bench.speech_voices FOLDER ...  # others: calls.json and sound files, as the demo's

Each call's two channels are added up, heard, and split; the reference tells who speaks at the middle of each
word.  Which of the two voices is the agent does not matter for the first share; the guess is counted apart.
"""

import itertools
import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from config.instance import PROJECT
from transcribe.audio import Samples, decode
from transcribe.recogniser import hear
from transcribe.speakers import Part, told_apart

MODELS = PROJECT / "etl" / "demo" / "models"
RECORDINGS = PROJECT / "etl" / "demo" / "recordings"
BANDS = (0.5, 0.7, 0.8, 0.9, 0.95, 1.01)
Word = tuple[bool, float]  # right, confidence


@dataclass(frozen=True)
class Result:
    """One call. ``words``: of a split call; ``count``: words heard; ``guess``: right, wrong or none."""

    words: tuple[Word, ...]
    count: int
    guess: str


def main(folders: list[Path]) -> None:
    """A line a folder, then what the confidence is worth over all of them."""
    everything: list[Word] = []
    for folder in folders or [RECORDINGS]:
        results = [_result(folder, entry) for entry in _two_sided(folder)]
        everything += [word for result in results for word in result.words]
        print(f"{folder.name}: {_line(results)}")
    for low, high in itertools.pairwise(BANDS):
        inside = [is_right for is_right, sure in everything if low <= sure < high]
        if inside:
            print(
                f"confidence {low:.2f}-{min(high, 1):.2f}: {np.mean(inside):.3f} right of {len(inside)} words"
            )


def _line(results: list[Result]) -> str:
    split = [result for result in results if result.words]
    right = sum(is_right for result in split for is_right, _ in result.words)
    count = sum(len(result.words) for result in split)
    heard = sum(result.count for result in results)
    guess = Counter(result.guess for result in results)
    return (
        f"{right} of {count} words in the right voice ({right / max(count, 1):.1%}); "
        f"{len(split)} of {len(results)} calls split ({count} of {heard} words); the agent guessed "
        f"right {guess['right']} times, wrong {guess['wrong']}, not at all {guess['none']}"
    )


def _two_sided(folder: Path) -> Iterator[dict[str, Any]]:
    for entry in json.loads((folder / "calls.json").read_text("utf8")):
        if (MODELS / f"tiny-{entry['language']}").is_dir():
            yield entry


def _result(folder: Path, entry: dict[str, Any]) -> Result:
    mono = mixed(decode(folder / entry["file"]).channels)
    said = [(entry["language"], phrase) for phrase in hear(MODELS / f"tiny-{entry['language']}", mono)]
    parts = told_apart(mono, said)
    count = sum(len(part.words) for part in parts)
    if not parts or parts[0].voice is None:
        return Result((), count, "none")
    truth = [_is_agent(entry, part, n) for part in parts for n in range(len(part.words))]
    agent = [part.voice == 1 for part in parts for _ in part.words]
    is_first = sum(a == t for a, t in zip(agent, truth, strict=True)) * 2 >= len(truth)
    sure = [part.voice_confidence or 0.0 for part in parts for _ in part.words]
    right = [(a == t) == is_first for a, t in zip(agent, truth, strict=True)]
    return Result(tuple(zip(right, sure, strict=True)), count, _guess(parts, 1 if is_first else 2))


def mixed(channels: tuple[Samples, ...]) -> Samples:
    """All channels added up, as a recorder with one channel would."""
    total = np.sum([channel.astype(np.int32) for channel in channels], axis=0)
    return np.asarray(np.clip(total, -32768, 32767), np.int16)


def _is_agent(entry: dict[str, Any], part: Part, n: int) -> bool:
    middle_s = (part.words[n].start_s + part.words[n].end_s) / 2
    turn = min(entry["turns"], key=lambda t: max(t["start_s"] - middle_s, middle_s - t["end_s"], 0))
    return bool(turn["speaker"] == "agent")


def _guess(parts: list[Part], agent_voice: int) -> str:
    guessed = {part.voice for part in parts if part.guess == "agent"}
    return "none" if not guessed else "right" if guessed == {agent_voice} else "wrong"


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
