"""Which language a word in Latin letters is of: English, Kazakh, or Russian typed without a Russian keyboard.

Triples of letters vote (naive Bayes with add-one smoothing).  They are counted in the project's own lists of
words; Russian and Kazakh ones are put into Latin letters in each of the ways people do it.
"""

import math
import re
from collections import Counter
from functools import lru_cache
from itertools import chain
from pathlib import Path

_WORDS = Path(__file__).parent / "words"
_LISTS = ("language", "sentiment", "phrases")
_CYRILLIC = re.compile(r"[а-яёәғқңөұүһі]+")
_ENGLISH = re.compile(r"[a-z]{2,}(?:'[a-z]+)?")
_PRIOR = {"en": 0.45, "kk": 0.3, "ru": 0.25}
_PLAIN = dict(zip("абвгдезийклмнопрстуфыэьъё", (*"abvgdeziiklmnoprstufye", "", "", "e"), strict=True))
_RUSSIAN_WAYS = (
    {"ж": "zh", "х": "h", "ц": "c", "ч": "ch", "ш": "sh", "щ": "sch", "ю": "yu", "я": "ya", "й": "y"},
    {"ж": "j", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh", "ю": "u", "я": "ia", "ы": "i"},
    {"ж": "zh", "х": "x", "ц": "c", "ч": "4", "ш": "sh", "щ": "shch", "ю": "ju", "я": "ja", "й": "j"},
)
_KAZAKH_WAYS = (
    {"ә": "a", "ғ": "g", "қ": "q", "ң": "n", "ө": "o", "ұ": "u", "ү": "u", "һ": "h", "і": "i", "ж": "j"},
    {"ә": "a", "ғ": "g", "қ": "k", "ң": "n", "ө": "o", "ұ": "u", "ү": "u", "һ": "h", "і": "i", "ж": "zh"},
    {"ә": "á", "ғ": "ǵ", "қ": "q", "ң": "ń", "ө": "ó", "ұ": "u", "ү": "ú", "һ": "h", "і": "i", "ж": "j",
     "у": "ý", "и": "ı", "ш": "sh"},
    {"ә": "ä", "ғ": "ğ", "қ": "q", "ң": "ñ", "ө": "ö", "ұ": "ū", "ү": "ü", "һ": "h", "і": "ı", "ж": "j",
     "ш": "ş"},
)  # fmt: skip
_REST = {"ж": "zh", "х": "h", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh", "ю": "yu", "я": "ya", "ы": "y"}


@lru_cache(maxsize=100_000)
def likelihoods(word: str) -> dict[str, float]:
    """Of one lower-case word in Latin letters: language -> probability; they add up to 1."""
    scores = {
        code: math.log(prior) + sum(_counted()[code].get(piece, _unseen()[code]) for piece in _pieces(word))
        for code, prior in _PRIOR.items()
    }
    best = max(scores.values())
    shares = {code: math.exp(score - best) for code, score in scores.items()}
    return {code: share / sum(shares.values()) for code, share in shares.items()}


def _pieces(word: str) -> list[str]:
    spaced = f"^{word}$"
    return [spaced[start : start + 3] for start in range(len(spaced) - 2)]


@lru_cache(maxsize=1)
def _counted() -> dict[str, dict[str, float]]:
    """Language -> piece -> logarithm of its share."""
    found = {}
    for code, words in _latin_lists().items():
        counts = Counter(chain.from_iterable(map(_pieces, sorted(words))))
        whole = math.log(sum(counts.values()) + _KINDS)
        found[code] = {piece: math.log(count + 1) - whole for piece, count in counts.items()}
        found[code][""] = -whole
    return found


_KINDS = 8_000
"""Different pieces that words may have, about; those never seen share what smoothing leaves them."""


@lru_cache(maxsize=1)
def _unseen() -> dict[str, float]:
    return {code: pieces[""] for code, pieces in _counted().items()}


def _latin_lists() -> dict[str, set[str]]:
    russian = {_latin(word, way) for word in _words("ru", _CYRILLIC) for way in _RUSSIAN_WAYS}
    kazakh = {_latin(word, way) for word in _words("kk", _CYRILLIC) for way in _KAZAKH_WAYS}
    return {"ru": russian, "kk": kazakh, "en": _words("en", _ENGLISH)}


def _latin(word: str, way: dict[str, str]) -> str:
    letters = {**_PLAIN, **_REST, **way}
    return "".join(letters.get(letter, letter) for letter in word)


def _words(code: str, kind: re.Pattern[str]) -> set[str]:
    texts = ((_WORDS / f"{name}_{code}.txt").read_text("utf8").lower() for name in _LISTS)
    lines = (line for text in texts for line in text.splitlines() if not line.startswith("#"))
    return {word for line in lines for word in kind.findall(line) if len(word) > 1}
