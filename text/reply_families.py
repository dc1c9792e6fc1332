"""Public answers that are one another's copies: families of equal or nearly equal skeletons.

A skeleton is what is left of an answer when greeting, signature, names and numbers are taken away.
"""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import ceil

from text.lemmas import lemma, words
from text.masking_names import first_names

ALIKE = 0.5
"""Share of common pairs of words (Jaccard) from which two skeletons are of one family."""
_MASKED = re.compile(r"<[a-z]+>|\d+")
_NICKNAME = re.compile(r"@\w+|https?://\S+")
_ADDRESSED = re.compile(
    r"(?!\w)(?:(?:\s+[^\W\d_]+){1,3}\s*[,!.]+|\s*,\s*(?:[^\W\d_]+\s*){1,3}[!.]+|\s*[,!.)]+)?\s*"
)
"""After a greeting: whom it is for, up to the mark that ends it."""
_SIZE = 10

Pairs = frozenset[tuple[str, str]]


def skeleton(text: str, greetings: Iterable[str], farewells: Iterable[str]) -> tuple[str, ...]:
    """Basic forms of the words of ``text`` without greeting, signature, names and numbers."""
    low = body(text, greetings, farewells)
    names = first_names()
    kept = (word for word in words(low) if not _MASKED.fullmatch(word) and word not in names)
    return tuple(lemma(word, None) for word in kept)


def body(text: str, greetings: Iterable[str], farewells: Iterable[str]) -> str:
    """``text`` in lower case without its greeting, its signature, nicknames and links."""
    low = _NICKNAME.sub(" ", text.lower().replace("ё", "е")).strip()
    for greeting in greetings:
        if low.startswith(greeting) and (addressed := _ADDRESSED.match(low, len(greeting))):
            low = low[addressed.end() :].strip()
    ends = [place for farewell in farewells if (place := low.rfind(farewell)) > 0]
    return low[: min(ends)] if ends else low


def families(skeletons: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """For each skeleton that of the family it belongs to: the one seen most often among those alike.

    The most frequent skeleton founds the first family; each further one joins the family whose founder
    it shares most with, or founds its own.  Only pairs of words so rare that two skeletons alike must
    share one of them are looked up (prefix filtering, Chaudhuri, Ganti and Kaushik 2006).
    """
    seen = Counter(skeletons)
    pairs = {one: _pairs(one) for one in seen}
    often = Counter(pair for those in pairs.values() for pair in those)
    founded: dict[tuple[str, str], list[tuple[str, ...]]] = defaultdict(list)
    founder: dict[tuple[str, ...], tuple[str, ...]] = {}
    for one, _ in sorted(seen.items(), key=lambda item: (-item[1], item[0])):
        rare = _rarest(pairs[one], often)
        near = {known for pair in rare for known in founded.get(pair, ())}
        like, found = max(((_alike(pairs[one], pairs[known]), known) for known in near), default=(0.0, one))
        founder[one] = found if like >= ALIKE else one
        if founder[one] == one:
            for pair in rare:
                founded[pair].append(one)
    return [founder[one] for one in skeletons]


def family_key(founder: tuple[str, ...]) -> str:
    """A short name of a family, equal wherever its founder is equal."""
    return hashlib.sha256(" ".join(founder).encode()).hexdigest()[:_SIZE]


def _pairs(one: tuple[str, ...]) -> Pairs:
    return frozenset(pairwise(one)) or frozenset((word, "") for word in one)


def _rarest(pairs: Pairs, often: Counter[tuple[str, str]]) -> list[tuple[str, str]]:
    """So many of the rarest pairs that whoever shares ``ALIKE`` of all shares one of these."""
    enough = len(pairs) - ceil(ALIKE * len(pairs)) + 1
    return sorted(pairs, key=lambda pair: (often[pair], pair))[:enough]


def _alike(one: Pairs, other: Pairs) -> float:
    return len(one & other) / len(one | other) if one or other else 1.0
