"""Our Russian and Kazakh analysers behind TextBlob's own interface.

``TextBlob("Связь пропала", analyzer=RussianAnalyzer()).sentiment`` gives classification "pos", "neg"
or "neu" with both probabilities, all None where the text does not tell (TextBlob alone would say 0.0).
"""

from typing import NamedTuple

from textblob.base import DISCRETE, BaseSentimentAnalyzer

from text.sentiment import sentiment

_CLASSES = {"negative": "neg", "neutral": "neu", "positive": "pos"}


class Classified(NamedTuple):
    """The fields TextBlob's discrete analysers return."""

    classification: str | None
    p_pos: float | None
    p_neg: float | None


class _Analyzer(BaseSentimentAnalyzer):  # type: ignore[misc]
    kind = DISCRETE
    language: str

    def analyze(self, text: str) -> Classified:
        """Sentiment of ``text`` taken as one of this language."""
        felt = sentiment(text, self.language)
        return Classified(_CLASSES.get(felt.label or ""), felt.p_positive, felt.p_negative)


class RussianAnalyzer(_Analyzer):
    language = "ru"


class KazakhAnalyzer(_Analyzer):
    language = "kk"
