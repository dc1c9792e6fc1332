"""The labelled sentences of ``tests/data/masking*.tsv``, and how the masks do on them.

``python -m tests.masking_sets FILE ...`` prints recall by language and kind, misses and false masks.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from text.masking import mask_spans

FILES = tuple(sorted((Path(__file__).parent / "data").glob("masking*.tsv")))
_MARKED = re.compile(r"\[\[([A-Z]+)\|(.*?)\]\]")


class Sentence(NamedTuple):
    """``pieces``: (start, end, token) of what must be masked in ``text``."""

    language: str
    text: str
    pieces: tuple[tuple[int, int, str], ...]


@dataclass
class Judged:
    """``missed``, ``false``, ``other`` (a wrong token): one line each; ``marked`` and ``covered`` pieces by
    language and by kind."""

    missed: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)
    other: list[str] = field(default_factory=list)
    marked: Counter[str] = field(default_factory=Counter)
    covered: Counter[str] = field(default_factory=Counter)
    count_pieces: int = 0
    count_words: int = 0

    @property
    def recall(self) -> float:
        return 1 - len(self.missed) / self.count_pieces


def labelled(files: Iterable[Path] = FILES) -> list[Sentence]:
    """Each labelled sentence without its marks."""
    lines = (line for file in files for line in file.read_text("utf8").splitlines()[1:])
    return [_sentence(*line.split("\t")) for line in lines]


def _sentence(language: str, marked: str) -> Sentence:
    text, pieces, position = "", [], 0
    for match in _MARKED.finditer(marked):
        text += marked[position : match.start()]
        pieces.append((len(text), len(text) + len(match[2]), f"<{match[1]}>"))
        text += match[2]
        position = match.end()
    return Sentence(language, text + marked[position:], tuple(pieces))


def judged(sentences: Iterable[Sentence]) -> Judged:
    """A piece is covered when one mask covers all of it; a mask that touches no piece is false."""
    found = Judged()
    for sentence in sentences:
        _judge(sentence, found)
    return found


def _judge(sentence: Sentence, found: Judged) -> None:
    text, spans = sentence.text, mask_spans(sentence.text)
    found.count_pieces += len(sentence.pieces)
    found.count_words += len(text.split())
    for start, end, token in sentence.pieces:
        found.marked.update((sentence.language, token))
        covering = next((span for span in spans if span.start <= start and span.end >= end), None)
        if covering is None:
            found.missed.append(f"{token} {text[start:end]!r} in {text!r}")
            continue
        found.covered.update((sentence.language, token))
        if covering.token != token:
            found.other.append(f"{token} {text[start:end]!r} became {covering.token} in {text!r}")
    for span in spans:
        if not any(span.start < end and span.end > start for start, end, _ in sentence.pieces):
            found.false.append(f"{span.token} {text[span.start : span.end]!r} in {text!r}")


def main(files: list[str]) -> None:
    found = judged(labelled(map(Path, files)))
    shares = ", ".join(f"{key} {found.covered[key]}/{count}" for key, count in found.marked.items())
    print(f"recall {found.recall:.4f} of {found.count_pieces}: {shares}")
    print(f"false {len(found.false)} in {found.count_words} words, other token {len(found.other)}")
    for name in ("missed", "false", "other"):
        print(*(f"{name}: {one}" for one in getattr(found, name)), sep="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
