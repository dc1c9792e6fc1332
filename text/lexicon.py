"""Words and phrases with a weight: negative for what customers complain about, positive for praise."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from text.lemmas import folded, lemma
from text.lemmas import words as words_of

_WORDS = Path(__file__).parent / "words"
NEGATIONS = frozenset(
    [
        "не", "ни", "нет", "нету", "без", "никак", "not", "no", "never", "without", "nothing", "nobody",
        "none", "neither", "nor", "hardly", "rarely", "don't", "doesn't", "didn't", "isn't", "wasn't",
        "won't", "can't", "cannot", "aren't", "couldn't", "wouldn't", "haven't", "hasn't", "hadn't",
        "shouldn't", "ain't", "weren't", "dont", "doesnt", "didnt", "isnt", "wasnt", "cant", "wont",
        "couldnt", "wouldnt",
    ]
)  # fmt: skip
STRONGER = frozenset(
    [
        "очень", "крайне", "совсем", "слишком", "абсолютно", "полный", "полностью", "самый", "оте",
        "тым", "ен", "катты", "very", "so", "really", "too", "extremely", "totally",
    ]
)  # fmt: skip


@dataclass(frozen=True)
class Lexicon:
    """Weights, -3 to 3, by exact key, by beginning, and by phrase.

    ``phrases``: the first key of a phrase -> (its other keys, weight), the longest first.
    """

    whole: dict[str, float]
    beginnings: dict[str, float]
    phrases: dict[str, list[tuple[tuple[str, ...], float]]]
    _known: dict[tuple[str, str], float | None] = field(default_factory=dict, repr=False, compare=False)

    def weight(self, key: str, word: str = "") -> float | None:
        """Weight of a word as it stands, by its key, or of the longest known beginning; None when unknown.

        The dictionary form hides much: "задрали" is of "задрать", which tells nothing.
        """
        asked = (key, word)
        if asked not in self._known:
            if len(self._known) > _MOST_KNOWN:
                self._known.clear()
            self._known[asked] = self._found(key, word.replace("ё", "е") or key)
        return self._known[asked]

    def _found(self, key: str, word: str) -> float | None:
        forms = dict.fromkeys((word, key))
        ways = [self.whole.get(form) for form in forms]
        ways += [self._by_beginning(form) for form in forms if self.beginnings]
        return next((found for found in ways if found is not None), None)

    def _by_beginning(self, form: str) -> float | None:
        longest = range(min(len(form), _LONGEST_BEGINNING), 1, -1)
        found = (self.beginnings.get(form[:size]) for size in longest)
        return next((weight for weight in found if weight is not None), None)

    def phrase_at(self, keys: Sequence[str], place: int) -> tuple[float, int] | None:
        """Weight and length (in words) of the longest phrase that begins at ``place``."""
        for others, weight in self.phrases.get(keys[place], ()):
            if tuple(keys[place + 1 : place + 1 + len(others)]) == others:
                return weight, 1 + len(others)
        return None


_MOST_KNOWN = 200_000
_DEMAND = re.compile(r"\w{2,}[иьй]те")
"""Who says "верните" complains, "вернули" does not: a demand stands for itself, not for "вернуть"."""
_LONGEST_BEGINNING = 30
_LEAST_STEM = 4
"""Shorter English stems are shared by words that have nothing in common ("made", "mad"; "car", "care")."""


@lru_cache(maxsize=200_000)
def key_of(word: str, language: str) -> str:
    """What stands for ``word`` (lower case) in the lexicon of ``language``."""
    if language == "kk":
        return folded(word)
    if word in NEGATIONS or word in STRONGER or (language == "ru" and _DEMAND.fullmatch(word)):
        return word
    key = lemma(word, language)
    return word if language == "en" and len(key) < _LEAST_STEM else key


@lru_cache(maxsize=3)
def lexicon(language: str) -> Lexicon:
    """The lexicon of ``language``; the first weight a word has in its file stands."""
    whole: dict[str, float] = {}
    beginnings: dict[str, float] = {}
    for weight, rest in _lines(f"sentiment_{language}.txt"):
        for word in rest.split():
            _put(word, weight, language, whole, beginnings)
    return Lexicon(whole, beginnings, _phrases(language))


def _lines(name: str) -> Iterator[tuple[float, str]]:
    for line in (_WORDS / name).read_text("utf8").splitlines():
        if not line.startswith("#") and ":" in line:
            weight, rest = line.split(":", 1)
            yield float(weight), rest


def _put(
    word: str, weight: float, language: str, whole: dict[str, float], beginnings: dict[str, float]
) -> None:
    """Russian words are whole unless starred, Kazakh ones beginnings unless ``_`` ends them."""
    if language == "kk":
        is_whole = word.endswith("_")
        (whole if is_whole else beginnings).setdefault(folded(word.rstrip("_")), weight)
    elif word.endswith("*"):
        beginnings.setdefault(word[:-1].replace("ё", "е"), weight)
    else:
        key = "_".join(key_of(part, "en") for part in word.split("_")) if language == "en" else word
        whole.setdefault(key, weight)


def _phrases(language: str) -> dict[str, list[tuple[tuple[str, ...], float]]]:
    """Phrases by their first key; the first weight a phrase has in its file stands."""
    found: dict[tuple[str, ...], float] = {}
    for weight, rest in _lines(f"phrases_{language}.txt"):
        for phrase in rest.split(";"):
            keys = tuple(key_of(word, language) for word in words_of(phrase))
            if keys:
                found.setdefault(keys, weight)
    by_first: dict[str, list[tuple[tuple[str, ...], float]]] = {}
    for (first, *others), weight in sorted(found.items(), key=_longest_first):
        by_first.setdefault(first, []).append((tuple(others), weight))
    return by_first


def _longest_first(item: tuple[tuple[str, ...], float]) -> int:
    return -len(item[0])
