"""The weight of each word, phrase and emoji of a text that tells how its writer feels."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from text.hidden_imports import STATISTICS, hidden
from text.lemmas import is_russian, russian_lemma, words
from text.lexicon import NEGATIONS, STRONGER, Lexicon, key_of, lexicon
from text.manner import Said, in_manner

_NEGATIONS_AFTER = frozenset({"емес", "жок"})
_CLAUSE_END = re.compile(r"[,.;:!?()\n]+")
_BREAKS = frozenset({"но", "а", "зато", "однако", "бирак", "but", "however"})
_REACH = {"ru": 2, "kk": 2, "en": 3}
"""How many words a negation reaches."""
_FLIPPED = -0.6
_SPARED = -0.25
"""What a negation makes of a Russian complaint: who has not lost something does not praise yet."""
_STRONGER_BY = 1.4
_ENGLISH_SCALE = 3.0
_GREETING = re.compile(
    r"добр(?:ый|ое|ого|ой) (?:день|утро|вечер|дня|времени|ночи)|всего (?:доброго|хорошего)|хорошего дня|"
    r"қайырлы (?:күн|таң|кеш)|good (?:morning|afternoon|evening|day)|dear \w+"
)
_EMOJI = {
    1.0: "👍👏❤♥💖💕💗💙💚💛💜🧡🖤🤍😊😀😃😄😁😍🥰😘🤗🙏😇🤩🔥💯👌🎉🌹🌸💐☺🙂😉😎✨⭐🌟🥳💪🤝👑",
    -1.0: "👎😡😠🤬😤😭😢😞😔😟😩😫🤮🤢💩🖕😒🙄😑😖😣☹🙁💔😾👿😈",
}  # fmt: skip
_EMOJI_WEIGHT = {char: weight for weight, chars in _EMOJI.items() for char in chars}
_EMOJI_PATTERN = re.compile(
    "[" + "".join(_EMOJI_WEIGHT) + "]|(?<!\\d)[:;=]-?[)D]+|(?<=\\w)\\)+|(?<=[\\w!?.]\\s)\\)+|\\){2,}|"
    "(?<!\\d)[:;=]-?\\(+|\\({2,}|(?<=\\w)\\((?=\\s|$)"
)


def weights(text: str, language: str | None, causes: Sequence[float] = ()) -> list[float]:
    """The weight of each word, phrase and emoji that tells, in order; empty when nothing does.

    ``causes``: weights of the causes of complaint found in the text.  Greetings do not tell: "добрый день"
    praises nothing.
    """
    signs = [*_signs(text), *(Said("", weight) for weight in causes)]
    low = _GREETING.sub(" ", text.lower())
    if language == "ru":
        return in_manner(low, signs + _worded(low, "ru"))
    if language == "kk":
        return [one.weight for one in signs + _worded(low, "kk")]
    if language == "en":
        return [one.weight for one in signs] + _english(low)
    return [one.weight for one in signs]


def _signs(text: str) -> list[Said]:
    """One per distinct emoji: a row of ten hearts is one heart."""
    return [Said(sign, _of_emoji(sign)) for sign in dict.fromkeys(_EMOJI_PATTERN.findall(text))]


def _of_emoji(sign: str) -> float:
    if sign in _EMOJI_WEIGHT:
        return 2 * _EMOJI_WEIGHT[sign]
    return 1.0 if ")" in sign or "D" in sign else -1.0


def _worded(low: str, language: str) -> list[Said]:
    """What our own lexicon says, clause by clause: a negation reaches no further than its clause."""
    found: list[Said] = []
    for clause in _CLAUSE_END.split(low):
        keys = [key_of(word, language) for word in words(clause)]
        if keys:
            found += _of_clause(keys, language)
    return found


def _of_clause(keys: list[str], language: str) -> list[Said]:
    known, found = lexicon(language), []
    negated_until, place = -1, 0
    while place < len(keys):
        if keys[place] in _BREAKS:
            negated_until = -1
        weight, size = _weight(known, keys, place, language, place <= negated_until)
        if weight:
            is_stronger = place > 0 and keys[place - 1] in STRONGER
            found.append(Said(keys[place], weight * (_STRONGER_BY if is_stronger else 1.0)))
        place += size
        if keys[place - 1] in NEGATIONS:
            negated_until = place - 1 + _REACH[language]
    return found


def _weight(
    known: Lexicon, keys: list[str], place: int, language: str, is_negated: bool
) -> tuple[float | None, int]:
    """Weight and number of words of what begins at ``place``: a phrase, a pair or a word.

    Russian and English negations stand before what they negate, Kazakh ones after it.
    """
    phrase = known.phrase_at(keys, place)
    if phrase is not None:
        weight, size = phrase
        return (_negated(weight, language) if is_negated else weight), size
    key, following = keys[place], keys[place + 1] if place + 1 < len(keys) else ""
    paired = _paired(known, key, following, is_negated)
    if paired is not None:
        return paired, 1
    found = known.weight(key)
    if found is None and language == "kk":
        found = _of_russian(key)
    is_negated = is_negated or (language == "kk" and following in _NEGATIONS_AFTER)
    return (_negated(found, language) if found is not None and is_negated else found), 1


def _negated(weight: float, language: str) -> float:
    return weight * (_SPARED if language == "ru" and weight < 0 else _FLIPPED)


@lru_cache(maxsize=200_000)
def _of_russian(key: str) -> float | None:
    """The weight of a Russian word inside a Kazakh text."""
    return lexicon("ru").weight(russian_lemma(key)) if len(key) > 3 and is_russian(key) else None


def _paired(known: Lexicon, key: str, following: str, is_negated: bool) -> float | None:
    """A pair the lexicon knows: "не" and a word, or two words in a row."""
    if is_negated:
        for negation in ("не", "not", "no"):
            if (found := known.whole.get(f"{negation}_{key}")) is not None:
                return found
    pair = f"{key}_{following}"
    return known.whole.get(pair, known.beginnings.get(pair))


def _english(low: str) -> list[float]:
    """Our own words first; TextBlob's polarity (-1 to 1) speaks for all the others together."""
    found = [one.weight for one in _worded(low, "en")]
    polarity = _pattern_polarity(low)
    return found if polarity is None else [*found, _ENGLISH_SCALE * polarity]


def _pattern_polarity(text: str) -> float | None:
    """TextBlob's polarity, or None where it knows no word (it would say 0.0)."""
    result = _pattern_analyser().analyze(text, keep_assessments=True)
    return float(result.polarity) if result.assessments else None


@lru_cache(maxsize=1)
def _pattern_analyser() -> Any:
    with hidden(*STATISTICS):
        from textblob.en.sentiments import PatternAnalyzer

    return PatternAnalyzer()
