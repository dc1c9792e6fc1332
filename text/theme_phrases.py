"""Phrases of one to three words as numbers, so that half a million texts fit into memory."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from text.language import language
from text.lemmas import lemma, words
from text.phrases import NEGATIONS

LONGEST = 3
_WORDS = Path(__file__).parent / "words"
_SENTENCE = re.compile(r"[.!?;\n]+")
_BITS = 21
"""Of each word's number in that of a phrase: three words of two million different ones fit into 63."""
_MOST = (1 << _BITS) - 1
Key = tuple[str, ...]


class Phrases:
    """Numbers for basic forms as they come, and for phrases of them."""

    def __init__(self) -> None:
        self._number: dict[str, int] = {}
        self._lemma: list[str] = [""]

    def of(self, text: str) -> set[int]:
        """Each different phrase of ``text``; each sentence is read in its own language."""
        found: set[int] = set()
        for written, forms in _sentences(text):
            numbers = [self._numbered(form) for form in forms]
            for start, end in _spans(written):
                key = 0
                for number in numbers[start:end]:
                    key = key << _BITS | number
                found.add(key)
        return found

    def _numbered(self, form: str) -> int:
        number = self._number.get(form)
        if number is None:
            number = self._number[form] = min(len(self._lemma), _MOST)
            self._lemma.append(form)
        return number

    def lemmas(self, key: int) -> Key:
        """The basic forms of a phrase."""
        found = []
        while key:
            found.append(self._lemma[key & _MOST])
            key >>= _BITS
        return tuple(reversed(found))


def as_written(lemmas: Key, texts: Iterable[str]) -> str:
    """The way people write a phrase most often in ``texts``."""
    seen: Counter[str] = Counter()
    for text in texts:
        for written, forms in _sentences(text):
            for start, end in _spans(written):
                if tuple(forms[start:end]) == lemmas:
                    seen[" ".join(written[start:end])] += 1
    return min(seen, key=lambda one: (-seen[one], one))


def _sentences(text: str) -> Iterator[tuple[list[str], list[str]]]:
    """Words of each sentence, as written and in their basic forms."""
    whole = language(text)
    for sentence in _SENTENCE.split(text):
        written = words(sentence)
        if written:
            spoken = language(sentence) or whole
            yield written, [lemma(word, spoken) for word in written]


def _spans(written: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Runs of words that can be a phrase: no numbers or masks inside, no small words at its ends."""
    for start, word in enumerate(written):
        if not (_is_content(word) or word in NEGATIONS):
            continue
        for end in range(start + 1, min(start + LONGEST, len(written)) + 1):
            last = written[end - 1]
            if not last[:1].isalpha():
                break
            if _is_content(last):
                yield start, end


@lru_cache(maxsize=100_000)
def _is_content(word: str) -> bool:
    return len(word) > 2 and word[0].isalpha() and word not in _small_words() and word not in NEGATIONS


@lru_cache(maxsize=1)
def _small_words() -> frozenset[str]:
    """The frequent words that languages are told by."""
    lines = [
        line for file in sorted(_WORDS.glob("language_*.txt")) for line in file.read_text("utf8").splitlines()
    ]
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
