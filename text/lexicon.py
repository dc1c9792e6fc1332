"""Words and phrases with a weight: negative for what customers complain about, positive for praise."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from text.lemmas import english_stem, folded, lemma
from text.lemmas import words as words_of

_WORDS = Path(__file__).parent / "words"
NEGATIONS = frozenset(
    [
        "не", "ни", "нет", "нету", "без", "никак", "not", "no", "never", "without", "don't",
        "doesn't", "didn't", "isn't", "wasn't", "won't", "can't", "cannot", "aren't", "couldn't",
        "wouldn't", "haven't", "hasn't", "hadn't", "shouldn't",
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
    _known: dict[str, float | None] = field(default_factory=dict, repr=False, compare=False)

    def weight(self, key: str) -> float | None:
        """The weight of a word's key, or of its longest known beginning; None when unknown."""
        if key not in self._known:
            if len(self._known) > _MOST_KNOWN:
                self._known.clear()
            self._known[key] = self._found(key)
        return self._known[key]

    def _found(self, key: str) -> float | None:
        found = self.whole.get(key)
        if found is not None or not self.beginnings:
            return found
        for size in range(len(key), 1, -1):
            found = self.beginnings.get(key[:size])
            if found is not None:
                return found
        return None

    def phrase_at(self, keys: Sequence[str], place: int) -> tuple[float, int] | None:
        """Weight and length (in words) of the longest phrase that begins at ``place``."""
        for others, weight in self.phrases.get(keys[place], ()):
            if tuple(keys[place + 1 : place + 1 + len(others)]) == others:
                return weight, 1 + len(others)
        return None


_MOST_KNOWN = 200_000


@lru_cache(maxsize=200_000)
def key_of(word: str, language: str) -> str:
    """What stands for ``word`` (lower case) in the lexicon of ``language``."""
    if language == "kk":
        return folded(word)
    return word if word in NEGATIONS or word in STRONGER else lemma(word, language)


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
        key = "_".join(english_stem(part) for part in word.split("_")) if language == "en" else word
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
