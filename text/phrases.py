"""Phrases of the taxonomy's rules: how they are written, read and found in a text.

"не работать + интернет|связь": pieces joined by ``+`` in any order, each a sequence of words in
order, each word a choice; ``word*`` is a beginning.  Words are compared by their basic forms.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from text.lemmas import english_stem, folded, kazakh_stem, lemma, words

WORDS_BETWEEN = 2
"""Other words that may stand between two words of one piece."""
PIECES_WITHIN = 10
"""How many words apart the pieces of one phrase may be."""
_LONGEST_BEGINNING = 40
"""Letters of a ``word*`` at most: a row of 50,000 letters without a blank is one word."""
_SENTENCE_END = re.compile(r"[.!?;\n]+(?:\s|$)")
NEGATIONS = frozenset(
    [
        "не",
        "ни",
        "нет",
        "без",
        "никак",
        "никто",
        "not",
        "no",
        "never",
        "none",
        "without",
        "nobody",
        "isn't",
        "wasn't",
        "don't",
        "doesn't",
        "didn't",
        "won't",
        "can't",
        "cannot",
    ]
)
_NEGATIONS_AFTER = frozenset({"емес", "жок", "emes", "joq", "zhok"})

Choice = frozenset[str]
Piece = tuple[Choice, ...]
Part = tuple[Piece, ...]
"""Pieces of which any one will do: a choice such as ``late|not_come`` makes two."""


@dataclass(frozen=True)
class Phrase:
    """One rule: its parts, and the words of which one must be in a text for it to be worth looking."""

    parts: tuple[Part, ...]
    anchor: Choice


@dataclass(frozen=True)
class Prepared:
    """A text ready to be searched: for each word its keys; an empty entry is a sentence's end."""

    keys: tuple[frozenset[str], ...]
    surface: tuple[str, ...]

    @cached_property
    def places(self) -> Mapping[str, Sequence[int]]:
        """Under each key the places of its words, in order."""
        places: defaultdict[str, list[int]] = defaultdict(list)
        for place, keys in enumerate(self.keys):
            for key in keys:
                places[key].append(place)
        return dict(places)


def phrase(written: str, language: str) -> Phrase:
    """Read one rule of ``language``."""
    parts = tuple(_part(part.split(), language) for part in written.split("+"))
    return Phrase(parts, min((_anchor(part) for part in parts), key=_commonness))


def _part(written: Sequence[str], language: str) -> Part:
    """One piece for single words, and one more for each choice of several tied words."""
    pieces: list[list[Choice]] = [[]]
    for word in written:
        choices = [choice.split("_") for choice in word.split("|")]
        singles = frozenset(_key(choice[0], language) for choice in choices if len(choice) == 1)
        tied = [[frozenset({_key(one, language)}) for one in choice] for choice in choices if len(choice) > 1]
        ways = ([[singles]] if singles else []) + tied
        pieces = [piece + way for piece in pieces for way in ways]
    return tuple(tuple(piece) for piece in pieces)


def _anchor(part: Part) -> Choice:
    """Of each piece its rarest word: a text without any of them cannot hold the part."""
    return frozenset().union(*(min(piece, key=_commonness) for piece in part))


def _key(word: str, language: str) -> str:
    """The key a rule's word looks for; ``?`` (an optional last letter) is taken as a beginning."""
    word = word.lower().replace("ё", "е").replace("?", "*")
    if word.endswith("*"):
        return (folded(word[:-1]) if language == "kk" else word[:-1]) + "*"
    return kazakh_stem(word) if language == "kk" else lemma(word, language)


def _commonness(choice: Choice) -> float:
    """Words such as "не" are in every text: a poor place to begin looking."""
    return sum(1.0 if key not in NEGATIONS and len(key) > 2 else 50.0 for key in choice)


def prepared(text: str, language: str | None, beginnings: frozenset[str]) -> Prepared:
    """``text`` as keys; ``beginnings`` are the ``word*`` keys that any rule uses."""
    keys: list[frozenset[str]] = []
    surface: list[str] = []
    for sentence in _SENTENCE_END.split(text):
        for word in words(sentence):
            keys.append(keys_of(word, language, beginnings))
            surface.append(word)
        keys += [frozenset()] * (WORDS_BETWEEN + 1)
        surface += [""] * (WORDS_BETWEEN + 1)
    return Prepared(tuple(keys), tuple(surface))


@lru_cache(maxsize=200_000)
def keys_of(word: str, language: str | None, beginnings: frozenset[str]) -> frozenset[str]:
    """The keys by which a rule finds ``word``: itself, its basic forms, beginnings that rules use."""
    forms = {word, lemma(word, language)}
    if word.isascii():
        forms.add(english_stem(word))
    if word.endswith("n't") or word in ("cannot", "never"):
        forms.add("not")
    forms |= {folded(word), kazakh_stem(word)}
    found = {f"{form[:size]}*" for form in forms for size in range(2, min(len(form), _LONGEST_BEGINNING) + 1)}
    return frozenset(forms | (found & beginnings))


def find(rule: Phrase, text: Prepared) -> bool:
    """True when every part of ``rule`` stands in ``text``, near enough to the others."""
    return place_of(rule, text) is not None


def place_of(rule: Phrase, text: Prepared) -> int | None:
    """The place of the word at which ``rule`` is first said in ``text``; None when it is not."""
    places: list[list[int]] = []
    for part in rule.parts:
        found = [place for piece in part for place in _places(piece, text)]
        if not found:
            return None
        places.append(found)
    return next(
        (first for place in sorted(places[0]) if (first := _first_of(place, places[1:])) is not None), None
    )


def _first_of(place: int, others: Sequence[Sequence[int]]) -> int | None:
    """The first of ``place`` and one near place of each of ``others``; None where one has none near."""
    first = place
    for other in others:
        near = [one for one in other if abs(one - place) <= PIECES_WITHIN]
        if not near:
            return None
        first = min(first, *near)
    return first


def _places(piece: Piece, text: Prepared) -> list[int]:
    """Where ``piece`` begins, negated places left out."""
    starts = {place for key in piece[0] & text.places.keys() for place in text.places[key]}
    return [
        start
        for start in sorted(starts)
        if (end := _end(piece, text, start)) and not _is_negated(piece, text, start, end)
    ]


def _end(piece: Piece, text: Prepared, start: int) -> int:
    """The place after the piece that begins at ``start``; 0 when the rest of it does not follow."""
    place = start
    for choice in piece[1:]:
        following = range(place + 1, min(place + 2 + WORDS_BETWEEN, len(text.keys)))
        found = next((near for near in following if text.keys[near] & choice), None)
        if found is None:
            return 0
        place = found
    return place + 1


def _is_negated(piece: Piece, text: Prepared, start: int, end: int) -> bool:
    if any(choice & NEGATIONS or choice & _NEGATIONS_AFTER for choice in piece):
        return False
    if start > 0 and text.surface[start - 1] in NEGATIONS:
        return True
    return end < len(text.surface) and folded(text.surface[end]) in _NEGATIONS_AFTER


def beginnings_of(rules: Iterable[Phrase]) -> frozenset[str]:
    """All ``word*`` keys of ``rules``."""
    return frozenset(
        key
        for rule in rules
        for part in rule.parts
        for piece in part
        for choice in piece
        for key in choice
        if key.endswith("*")
    )
