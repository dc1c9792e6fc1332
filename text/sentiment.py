"""Sentiment of a text in Russian, Kazakh or English: how likely negative, how likely positive, or unknown.

Russian and Kazakh are weighed by our own lexicons, English by TextBlob's analyser and VADER together with
the words of telecom customers.  A text without a single word that tells is unknown, never 0.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from config.instance import DEFAULTS
from text.categories import found_in
from text.language import language as language_of
from text.language import languages
from text.taxonomy import VOICE, Category, load_taxonomy
from text.weighing import weights

NEUTRAL_MASS = 1.0
"""Weight given to neutrality before any word is read: one weak word does not make a text certain."""
LEAST_LEAN = {"ru": 0.40, "kk": 0.10, "en": 0.10}
"""A text that leans less to either side (0 to 1) is neutral. The public's Russian messages are mostly news
and questions, in which a faint word says little; Kazakh reviews and English comments are opinions."""
_SHARPNESS = 3.0
"""How fast probabilities part as a text leans: the clearest ones come to 0.9."""


@dataclass(frozen=True)
class Sentiment:
    """``label`` negative, neutral or positive, with both probabilities (0-1); all None when unknown."""

    label: str | None
    p_negative: float | None
    p_positive: float | None


@dataclass(frozen=True)
class SentenceSentiment:
    """One sentence of a text (start and end in letters of it), its language and how it feels."""

    start: int
    end: int
    language: str | None
    felt: Sentiment


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
    return from_weights(weights(text, language, told), language)


_CAUSE_WEIGHT = {1: -0.5, 2: -1.0, 3: -1.5}


def sentiments(text: str) -> list[SentenceSentiment]:
    """Sentiment of each sentence of ``text`` by its own language, in order; of what one speaker said, say."""
    found: list[SentenceSentiment] = []
    end = 0
    for sentence, code in languages(text):
        start = text.index(sentence, end)
        end = start + len(sentence)
        found.append(SentenceSentiment(start, end, code, sentiment(sentence, code)))
    return found


def from_weights(found: list[float], language: str | None = None) -> Sentiment:
    """Probabilities of both sides by how far the weights lean, so that either ranks texts as well as both.

    The lean is (positive - negative) / (positive + negative + ``NEUTRAL_MASS``); its softmax shares 1 among
    negative, neutral and positive, neutral being likeliest while the lean is under ``LEAST_LEAN``.
    """
    if not found:
        return UNKNOWN
    negative = -sum(weight for weight in found if weight < 0)
    positive = sum(weight for weight in found if weight > 0)
    lean = (positive - negative) / (positive + negative + NEUTRAL_MASS)
    least = LEAST_LEAN.get(language or "", 0.10)
    shares = {
        "negative": math.exp(-_SHARPNESS * lean),
        "neutral": math.exp(_SHARPNESS * least),
        "positive": math.exp(_SHARPNESS * lean),
    }
    whole = sum(shares.values())
    label = "neutral" if abs(lean) < least else "negative" if lean < 0 else "positive"
    return Sentiment(label, round(shares["negative"] / whole, 4), round(shares["positive"] / whole, 4))
