"""Words with a weight: negative for what customers complain about, positive for what they praise."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from text.lemmas import english_stem, folded

_WORDS = Path(__file__).parent / "words"


@dataclass(frozen=True)
class Lexicon:
    """Weights by exact key and by beginning (``whole`` and ``beginnings``), -3 to 3."""

    whole: dict[str, float]
    beginnings: dict[str, float]

    def weight(self, key: str) -> float | None:
        """The weight of a word's key, or of its longest known beginning; None when unknown."""
        found = self.whole.get(key)
        if found is not None or not self.beginnings:
            return found
        for size in range(len(key), 1, -1):
            found = self.beginnings.get(key[:size])
            if found is not None:
                return found
        return None


@lru_cache(maxsize=3)
def lexicon(language: str) -> Lexicon:
    """The lexicon of ``language``; the first weight a word has in its file stands."""
    whole: dict[str, float] = {}
    beginnings: dict[str, float] = {}
    for line in (_WORDS / f"sentiment_{language}.txt").read_text("utf8").splitlines():
        if line.startswith("#") or ":" not in line:
            continue
        weight, words = line.split(":", 1)
        for word in words.split():
            _put(word, float(weight), language, whole, beginnings)
    return Lexicon(whole, beginnings)


def _put(
    word: str, weight: float, language: str, whole: dict[str, float], beginnings: dict[str, float]
) -> None:
    """Russian words are whole unless starred, Kazakh ones beginnings unless ``_`` ends them."""
    if language == "kk":
        is_whole = word.endswith("_")
        (whole if is_whole else beginnings).setdefault(folded(word.rstrip("_")), weight)
    elif word.endswith("*"):
        beginnings.setdefault(word[:-1], weight)
    else:
        key = "_".join(english_stem(part) for part in word.split("_")) if language == "en" else word
        whole.setdefault(key, weight)
