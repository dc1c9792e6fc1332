"""The weight of each word, phrase and emoji of a text that tells how its writer feels."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from text.english import voices
from text.lemmas import is_russian, russian_lemma, words
from text.lexicon import NEGATIONS, STRONGER, Lexicon, key_of, lexicon
from text.manner import in_manner
from text.said import Said
from text.signs import shortened, signs, without_addresses

_NEGATIONS_AFTER = frozenset({"емес", "жок"})
_CLAUSE_END = re.compile(r"[,.;:!?()\n]+")
_BREAKS = frozenset({"но", "а", "зато", "однако", "бирак", "but", "however"})
_REACH = {"ru": 2, "kk": 2, "en": 3}
"""How many words a negation reaches."""
_FLIPPED = -0.6
_SPARED = -0.25
"""What a negation makes of a Russian complaint: who has not lost something does not praise yet."""
_STRONGER_BY = 1.4
_SETTLED = 0.4
"""What is left of a cause of complaint that is spoken of in praise alone: "they refunded it right away"."""
_GREETING = re.compile(
    r"добр(?:ый|ое|ого|ой) (?:день|утро|вечер|дня|времени|ночи)|всего (?:доброго|хорошего)|хорошего дня|"
    r"қайырлы (?:күн|таң|кеш)|good (?:morning|afternoon|evening|day)|dear \w+",
    re.IGNORECASE,
)


def weights(text: str, language: str | None, causes: Sequence[float] = ()) -> list[float]:
    """The weight of each word, phrase and emoji that tells, in order; empty when nothing does.

    ``causes``: weights of the causes of complaint found in the text.  Greetings do not tell: "добрый день"
    praises nothing.
    """
    plain = _GREETING.sub(" ", shortened(without_addresses(text), language))
    worded = _worded(plain.lower(), language) if language in _REACH else []
    is_praise = bool(worded) and all(one.weight > 0 for one in worded)
    spoken_of = [Said("", weight * (_SETTLED if is_praise else 1.0)) for weight in causes]
    found = [*signs(plain), *spoken_of, *worded]
    if language == "ru":
        return in_manner(text.lower(), found)
    own = [one.weight for one in found]
    return own + voices(plain) if language == "en" else own


@dataclass(frozen=True)
class _Clause:
    """Words of a clause as they stand, and what stands for each in the lexicon of ``language``."""

    words: list[str]
    keys: list[str]
    language: str


def _worded(low: str, language: str) -> list[Said]:
    """What our own lexicon says, clause by clause: a negation reaches no further than its clause."""
    found: list[Said] = []
    for clause in _CLAUSE_END.split(low):
        said = words(clause)
        found += _of_clause(_Clause(said, [key_of(word, language) for word in said], language))
    return found


def _of_clause(clause: _Clause) -> list[Said]:
    known, keys, found = lexicon(clause.language), clause.keys, []
    negated_until, place = -1, 0
    while place < len(keys):
        if keys[place] in _BREAKS:
            negated_until = -1
        weight, size = _weight(known, clause, place, place <= negated_until)
        if weight:
            is_stronger = place > 0 and keys[place - 1] in STRONGER
            found.append(Said(keys[place], weight * (_STRONGER_BY if is_stronger else 1.0)))
        place += size
        if keys[place - 1] in NEGATIONS:
            negated_until = place - 1 + _REACH[clause.language]
    return found


def _weight(known: Lexicon, clause: _Clause, place: int, is_negated: bool) -> tuple[float | None, int]:
    """Weight and number of words of what begins at ``place``: a phrase, a pair or a word.

    Russian and English negations stand before what they negate, Kazakh ones after it.
    """
    keys, language = clause.keys, clause.language
    phrase = known.phrase_at(keys, place)
    if phrase is not None:
        weight, size = phrase
        return (_negated(weight, language) if is_negated else weight), size
    key, following = keys[place], keys[place + 1] if place + 1 < len(keys) else ""
    paired = _paired(known, key, following, is_negated)
    if paired is not None:
        return paired, 1
    found = known.weight(key, clause.words[place])
    if found is None and language == "kk":
        found = _of_russian(key)
    is_negated = is_negated or (language == "kk" and following in _NEGATIONS_AFTER)
    return (_negated(found, language) if found is not None and is_negated else found), 1


def _negated(weight: float, language: str) -> float:
    return weight * (_SPARED if language == "ru" and weight < 0 else _FLIPPED)


@lru_cache(maxsize=200_000)
def _of_russian(key: str) -> float | None:
    """The weight of a Russian word inside a Kazakh text."""
    return lexicon("ru").weight(russian_lemma(key), key) if len(key) > 3 and is_russian(key) else None


def _paired(known: Lexicon, key: str, following: str, is_negated: bool) -> float | None:
    """A pair the lexicon knows: "не" and a word, or two words in a row."""
    if is_negated:
        for negation in ("не", "not", "no"):
            if (found := known.whole.get(f"{negation}_{key}")) is not None:
                return found
    pair = f"{key}_{following}"
    return known.whole.get(pair, known.beginnings.get(pair))
