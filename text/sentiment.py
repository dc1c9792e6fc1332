"""Sentiment of a text in Russian, Kazakh or English: how likely negative, how likely positive, or unknown.

Russian and Kazakh are weighed by our own lexicons, English by TextBlob's analyser together with the
words of telecom customers.  A text without a single word that tells is unknown, never 0.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from config.instance import DEFAULTS
from text.categories import found_in
from text.language import language as language_of
from text.lemmas import folded, is_russian, lemma, russian_lemma, words
from text.lexicon import Lexicon, lexicon
from text.taxonomy import Category, load_taxonomy

NEUTRAL_MASS = 1.0
"""Weight given to neutrality before any word is read: one weak word does not make a text certain."""
LEAST_LEAN = 0.10
"""A text whose two probabilities differ by less is neutral."""
_NEGATIONS = frozenset(
    [
        "не",
        "ни",
        "нет",
        "нету",
        "без",
        "никак",
        "not",
        "no",
        "never",
        "don't",
        "doesn't",
        "didn't",
        "isn't",
        "wasn't",
        "won't",
        "can't",
        "cannot",
    ]
)
_NEGATIONS_AFTER = frozenset({"емес", "жок"})
_STRONGER = frozenset(
    [
        "очень",
        "крайне",
        "совсем",
        "слишком",
        "абсолютно",
        "полный",
        "полностью",
        "самый",
        "оте",
        "тым",
        "ен",
        "катты",
        "very",
        "so",
        "really",
        "too",
        "extremely",
        "totally",
    ]
)
_CLAUSE_END = re.compile(r"[,.;:!?()\n]+")
_BREAKS = frozenset({"но", "а", "зато", "однако", "бирак", "but", "however"})
_REACH = 2
_FLIPPED = -0.6
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
    "[" + "".join(_EMOJI_WEIGHT) + "]|(?<!\\d)[:;]-?\\)+|(?<=\\w)\\)+|(?<!\\d)[:;]-?\\(+"
)


@dataclass(frozen=True)
class Sentiment:
    """``label`` negative, neutral or positive, with both probabilities (0-1); all None when unknown."""

    label: str | None
    p_negative: float | None
    p_positive: float | None


UNKNOWN = Sentiment(None, None, None)


def sentiment(text: str, language: str | None = None, causes: Iterable[Category] | None = None) -> Sentiment:
    """Sentiment of ``text``; its language is found out when not given.

    A cause of complaint found in it speaks against it even where no word does ("I was charged
    twice").  ``causes`` are those found; None: they are looked for by the project's taxonomy.
    """
    language = language or language_of(text)
    if causes is None:
        taxonomy = load_taxonomy(DEFAULTS / "taxonomy.toml")
        causes = found_in(text, taxonomy, language)
    told = [_CAUSE_WEIGHT[cause.severity] for cause in causes if cause.parent != VOICE]
    return from_weights(weights(text, language) + told)


VOICE = "voice_of_customer"
"""Parent of what is no complaint: praise, suggestions, the rest."""
_CAUSE_WEIGHT = {1: -1.0, 2: -1.5, 3: -2.0}


def weights(text: str, language: str | None) -> list[float]:
    """The weight of each word, phrase and emoji that tells, in order; empty when nothing does.

    Greetings do not tell: "добрый день" praises nothing.
    """
    found = _emoji_weights(text)
    text = _GREETING.sub(" ", text.lower())
    if language == "en":
        return found + _english_weights(text)
    if language in ("ru", "kk"):
        return found + _worded_weights(text, language)
    return found


def from_weights(found: list[float]) -> Sentiment:
    """Probabilities as shares of the weights, with ``NEUTRAL_MASS`` on neither side."""
    if not found:
        return UNKNOWN
    negative = -sum(weight for weight in found if weight < 0)
    positive = sum(weight for weight in found if weight > 0)
    whole = negative + positive + NEUTRAL_MASS
    p_negative, p_positive = round(negative / whole, 4), round(positive / whole, 4)
    if abs(p_negative - p_positive) < LEAST_LEAN:
        return Sentiment("neutral", p_negative, p_positive)
    return Sentiment("negative" if p_negative > p_positive else "positive", p_negative, p_positive)


def _emoji_weights(text: str) -> list[float]:
    """One weight per distinct emoji: a row of ten hearts is one heart."""
    return [_of_emoji(sign) for sign in dict.fromkeys(_EMOJI_PATTERN.findall(text))]


def _of_emoji(sign: str) -> float:
    if sign in _EMOJI_WEIGHT:
        return 2 * _EMOJI_WEIGHT[sign]
    return 1.0 if ")" in sign else -1.0


def _worded_weights(text: str, language: str) -> list[float]:
    """Weights of the words of our own lexicon; a negation reaches no further than its clause."""
    found: list[float] = []
    for clause in _CLAUSE_END.split(text):
        keys = [_key(word, language) for word in words(clause)]
        negated_until = -1
        for place, key in enumerate(keys):
            if key in _BREAKS:
                negated_until = -1
            weight = _weight(keys, place, language, place <= negated_until)
            if weight is not None:
                found.append(weight * (1.4 if place and keys[place - 1] in _STRONGER else 1.0))
            if key in _NEGATIONS:
                negated_until = place + _REACH
    return found


def _weight(keys: list[str], place: int, language: str, is_negated: bool) -> float | None:
    """The weight of one word with its negation, Russian before it, Kazakh after it."""
    words_of = lexicon(language)
    key = keys[place]
    following = keys[place + 1] if place + 1 < len(keys) else ""
    paired = _paired(words_of, key, following, is_negated)
    if paired is not None:
        return paired
    weight = words_of.weight(key)
    if weight is None and language == "kk":
        weight = _of_russian(key)
    is_negated = is_negated or (language == "kk" and following in _NEGATIONS_AFTER)
    return None if weight is None else weight * (_FLIPPED if is_negated else 1.0)


@lru_cache(maxsize=200_000)
def _of_russian(key: str) -> float | None:
    """The weight of a Russian word inside a Kazakh text."""
    return lexicon("ru").weight(russian_lemma(key)) if len(key) > 3 and is_russian(key) else None


def _paired(words_of: Lexicon, key: str, following: str, is_negated: bool) -> float | None:
    """A pair the lexicon knows: "не" and a word, or two words in a row."""
    if is_negated:
        for negation in ("не", "not", "no"):
            if (found := words_of.whole.get(f"{negation}_{key}")) is not None:
                return found
    pair = f"{key}_{following}"
    return words_of.whole.get(pair, words_of.beginnings.get(pair))


@lru_cache(maxsize=200_000)
def _key(word: str, language: str) -> str:
    if language == "kk":
        return folded(word)
    return word if word in _NEGATIONS or word in _STRONGER else lemma(word, language)


def _english_weights(text: str) -> list[float]:
    """Our own words first; TextBlob's polarity (-1 to 1) speaks for all the others together."""
    found = _worded_weights(text, "en")
    polarity = _pattern_polarity(text)
    return found if polarity is None else [*found, _ENGLISH_SCALE * polarity]


def _pattern_polarity(text: str) -> float | None:
    """TextBlob's polarity, or None where it knows no word (it would say 0.0)."""
    result = _pattern_analyser().analyze(text, keep_assessments=True)
    return float(result.polarity) if result.assessments else None


@lru_cache(maxsize=1)
def _pattern_analyser() -> Any:
    from textblob.en.sentiments import PatternAnalyzer

    return PatternAnalyzer()
