"""What two public word lists say of English: TextBlob's pattern analyser and VADER (Hutto, Gilbert 2014).

They know general words; those of telecom customers stand in our own lexicon, which is heard beside them.
"""

import re
from functools import lru_cache
from typing import Any

from text.hidden_imports import STATISTICS, hidden

PATTERN_SCALE, VADER_SCALE = 2.0, 2.0
"""Weight of a polarity of 1: as much as the a good word of our own. Chosen on reviews of phones and
restaurants together with invented comments; from 1.5 to 4 it hardly matters."""
_MOST_LETTERS = 4_000
"""VADER's time grows with the square of a text: the first pages of a long one speak for it."""
_ASKS = re.compile(r"\?|\bplease\b|^\W*(?:can|could|would|will|do|does|where|when|how|who|i need|i want)\b")
_ASKED = 0.4
"""What a question or a request leaves of praise: who asks for help praises nothing."""


def voices(text: str) -> list[float]:
    """A weight (-3 to 3) from each list that knows a word of ``text``; none where neither does."""
    found = [(_pattern(text), PATTERN_SCALE), (_vader(text[:_MOST_LETTERS]), VADER_SCALE)]
    heard = [scale * polarity for polarity, scale in found if polarity is not None]
    if _ASKS.search(text.lower()):
        return [weight * _ASKED if weight > 0 else weight for weight in heard]
    return heard


def _pattern(text: str) -> float | None:
    """TextBlob's polarity, or None where it knows no word (it would say 0.0)."""
    score = _pattern_analyser()(text)
    return float(score[0]) if score.assessments else None


def _vader(text: str) -> float | None:
    """VADER's compound polarity, or None where it knows no word (it would say 0.0)."""
    shares = _vader_analyser().polarity_scores(text)
    return float(shares["compound"]) if shares["pos"] or shares["neg"] else None


@lru_cache(maxsize=1)
def _pattern_analyser() -> Any:
    """What TextBlob's PatternAnalyzer calls, twice where the words themselves are asked for: here once."""
    with hidden(*STATISTICS):
        from textblob.en import sentiment

    return sentiment


@lru_cache(maxsize=1)
def _vader_analyser() -> Any:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    return SentimentIntensityAnalyzer()
