"""A text as numbers: pieces of its words, lemmas and pairs of them, words as written, the lexicons' say.

Letter pieces catch slips and endings, lemmas the meaning, pairs of lemmas (in any order, near each other)
what a word means here: "card" with "lost" is another matter than "card" with "arrive".  Words as they are
written, with their neighbours, keep what lemmas lose: "was charged" is no "charge".
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from text.language import language
from text.lemmas import folded, lemmas
from text.weighing import weights

if TYPE_CHECKING:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import FeatureUnion

Numbers = np.ndarray[Any, np.dtype[Any]]

VERSION = "3"
SHORTEST_PIECE, LONGEST_PIECE = 2, 5
PAIR_REACH = 5
MOST_WORDS = 100
"""Pairs are made of so many different words of a text: the rest of a long letter speaks through its words."""
_LEXICON_SCALE = 0.7
"""Weight of the lexicons' say beside rows of length 1; chosen on development texts."""
MOST_OF_A_KIND = 200_000
"""So many different features of a kind, the most frequent, are kept of many or long texts: what stands in one
text of ten thousand tells nothing, and takes memory."""
_PIECE = re.compile(r"\w+|[^\w\s]")
_DRAWN_OUT = re.compile(r"(.)\1{2,}")


def letters(text: str) -> str:
    """``text`` in lower case, long letters cut ("суууупер" is "суупер"), Kazakh in one alphabet."""
    plain = _DRAWN_OUT.sub(r"\1\1", text.lower().replace("ё", "е"))
    pieces = _PIECE.findall(plain)
    return " ".join(map(folded, pieces) if language(text) == "kk" else pieces)


def pieces(text: str) -> list[str]:
    """Pieces of ``SHORTEST_PIECE`` to ``LONGEST_PIECE`` letters of each word and the spaces at its ends."""
    return [piece for word in letters(text).split() for piece in _pieces_of(word)]


@lru_cache(maxsize=50_000)
def _pieces_of(word: str) -> tuple[str, ...]:
    """Cut once for each word: a long letter says the same ones again and again."""
    spaced = f" {word} "
    found = [
        spaced[start : start + size]
        for size in range(SHORTEST_PIECE, min(LONGEST_PIECE, len(spaced)) + 1)
        for start in range(len(spaced) - size + 1)
    ]
    return tuple(found)


def words_and_pairs(text: str) -> list[str]:
    """Lemmas of ``text`` and pairs of different lemmas near each other, in either order."""
    keys = list(lemmas(text, language(text)))
    different = list(dict.fromkeys(keys))[:MOST_WORDS]
    pairs = [
        "~".join(sorted((one, other)))
        for place, one in enumerate(different)
        for other in different[place + 1 : place + 1 + PAIR_REACH]
    ]
    return keys + pairs


def as_written(text: str) -> list[str]:
    """Words and marks of ``text`` in their own form, and each with the one after it."""
    found = letters(text).split()
    return found + [f"{one} {other}" for one, other in pairwise(found)]


def lexicon_says(texts: Sequence[str]) -> "np.ndarray[tuple[int, int], np.dtype[np.float64]]":
    """Rows of (share negative, share positive, nothing known, asks, cries out), 0 to ``_LEXICON_SCALE``."""
    return _LEXICON_SCALE * np.array([_said(text) for text in texts], dtype=np.float64).reshape(-1, 5)


def _said(text: str) -> tuple[float, float, float, float, float]:
    found = weights(text, language(text))
    negative, positive = -sum(each for each in found if each < 0), sum(each for each in found if each > 0)
    whole = negative + positive + 1.0
    return negative / whole, positive / whole, float(not found), float("?" in text), float("!" in text)


_KINDS = {"pieces": pieces, "words": words_and_pairs, "written": as_written}
"""What is counted of a text, each with its own weights; a kind counts as much as another."""


def features(task: str) -> "FeatureUnion":
    """What turns texts into rows for ``task`` (``category`` or ``sentiment``), nothing learned yet."""
    return _united(task, {kind: _counter(cut, max_features=MOST_OF_A_KIND) for kind, cut in _KINDS.items()})


def _counter(cut: Callable[[str], list[str]], **more: Any) -> "TfidfVectorizer":
    from sklearn.feature_extraction.text import TfidfVectorizer

    return TfidfVectorizer(analyzer=cut, sublinear_tf=True, dtype=np.float32, **more)


def _united(task: str, counters: "Mapping[str, TfidfVectorizer]") -> "FeatureUnion":
    from sklearn.pipeline import FeatureUnion
    from sklearn.preprocessing import FunctionTransformer

    parts = list(counters.items())
    if task == "sentiment":
        parts.append(("lexicon", FunctionTransformer(lexicon_says)))
    return FeatureUnion(parts)


def as_arrays(maker: "FeatureUnion") -> dict[str, Numbers]:
    """What ``maker`` learned, as plain arrays: of each kind its features (UTF-8, a line each) and weights."""
    found: dict[str, Numbers] = {}
    for kind in _KINDS:
        counter = maker.named_transformers[kind]
        lines = "\n".join(counter.get_feature_names_out()).encode("utf8", "surrogatepass")
        found |= {f"{kind}_names": np.frombuffer(lines, np.uint8), f"{kind}_weights": counter.idf_}
    return found


def of_arrays(task: str, arrays: Mapping[str, Numbers]) -> "FeatureUnion":
    """The maker that ``as_arrays`` took apart."""
    return _united(task, {kind: _learned(kind, arrays) for kind in _KINDS})


def _learned(kind: str, arrays: Mapping[str, Numbers]) -> "TfidfVectorizer":
    lines = bytes(arrays[f"{kind}_names"]).decode("utf8", "surrogatepass").split("\n")
    counter = _counter(_KINDS[kind], vocabulary={name: place for place, name in enumerate(lines)})
    counter.idf_ = arrays[f"{kind}_weights"]
    return counter
