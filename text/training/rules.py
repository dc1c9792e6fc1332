"""The rules as a model: what is used before anybody has trained one, and what a trained one must beat."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from text.categories import found_in
from text.language import language
from text.sentiment import sentiment
from text.taxonomy import Taxonomy
from text.training.polarity import polarity
from text.training.prediction import Prediction

NAME = "rules"
NOTHING = Prediction(None, 0.0, is_sure=False, shares={})


@dataclass(frozen=True)
class CategoryRules:
    """The taxonomy's rules. Of several causes the first one of the gravest severity is the answer."""

    taxonomy: Taxonomy = field(repr=False)
    name: str = NAME

    def predict(self, texts: Sequence[str]) -> list[Prediction]:
        return [self._predict(text) for text in texts]

    def _predict(self, text: str) -> Prediction:
        causes = found_in(text, self.taxonomy, language(text))
        if not causes:
            return NOTHING
        gravest = max(causes, key=lambda cause: cause.severity)
        return Prediction(
            gravest.id, 1.0, is_sure=True, shares=dict.fromkeys([cause.id for cause in causes], 1.0)
        )


@dataclass(frozen=True)
class SentimentRules:
    """The lexicons, answering in the words of a file: ``labels`` are those it is compared with."""

    labels: tuple[str, ...] = ("negative", "neutral", "positive")
    name: str = NAME

    def predict(self, texts: Sequence[str]) -> list[Prediction]:
        by_side = _by_side(self.labels)
        return [_predict(text, by_side) for text in texts]


def _by_side(labels: Sequence[str]) -> Mapping[str, str]:
    """negative, neutral, positive -> the file's label for it (the first, where several mean the same)."""
    found: dict[str, str] = {}
    for label, side in sorted(polarity(labels).items()):
        found.setdefault(side, label)
    return found


def _predict(text: str, by_side: Mapping[str, str]) -> Prediction:
    """Unknown is neutral; where the file knows no neutral, the likelier side, unsure."""
    felt = sentiment(text, language(text))
    negative, positive = felt.p_negative or 0.0, felt.p_positive or 0.0
    shares = {"negative": negative, "neutral": 1 - negative - positive, "positive": positive}
    named = {by_side[side]: share for side, share in shares.items() if side in by_side}
    side = felt.label or "neutral"
    if side not in by_side:
        side = "positive" if positive >= negative else "negative"
    label = by_side.get(side)
    return Prediction(label, shares[side], is_sure=felt.label is not None, shares=named)
