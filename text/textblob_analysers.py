"""Our analysers of Russian, Kazakh and English behind TextBlob's own interface.

``TextBlob("Связь пропала", analyzer=RussianAnalyzer()).sentiment`` gives classification "pos", "neg"
or "neu" with both probabilities, all None where the text does not tell (TextBlob alone would say 0.0).
``RussianAnalyzer(instance)`` asks the model in use there first, ``RussianAnalyzer(instance, model="name")``
another one of it; where the model is not sure, the word lists answer.
"""

from typing import NamedTuple

from textblob.base import DISCRETE, BaseSentimentAnalyzer

from config.instance import Instance
from text.sentiment import UNKNOWN, Sentiment, sentiment

_CLASSES = {"negative": "neg", "neutral": "neu", "positive": "pos"}


class Classified(NamedTuple):
    """The fields TextBlob's discrete analysers return."""

    classification: str | None
    p_pos: float | None
    p_neg: float | None


class _Analyzer(BaseSentimentAnalyzer):  # type: ignore[misc]
    kind = DISCRETE
    language: str

    def __init__(self, instance: Instance | None = None, model: str | None = None) -> None:
        """``instance`` whose trained models may answer; ``model``: one of them, or ``rules`` (default: the
        one in use; without an instance the word lists). Analysing raises WrongUse for an unknown model."""
        super().__init__()
        self.instance, self.model = instance, model

    def analyze(self, text: str) -> Classified:
        """Sentiment of ``text`` taken as one of this language."""
        told = self._learned(text)
        felt = sentiment(text, self.language) if told == UNKNOWN else told
        return Classified(_CLASSES.get(felt.label or ""), felt.p_positive, felt.p_negative)

    def _learned(self, text: str) -> Sentiment:
        if self.instance is None:
            return UNKNOWN
        from text.training.answers import felt_by, trained

        learned = trained(self.instance, "sentiment", self.model)
        return felt_by(learned, [text])[0] if learned else UNKNOWN


class RussianAnalyzer(_Analyzer):
    language = "ru"


class KazakhAnalyzer(_Analyzer):
    language = "kk"


class EnglishAnalyzer(_Analyzer):
    """TextBlob's own words, VADER's and those of telecom customers together."""

    language = "en"
