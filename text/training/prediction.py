"""What any model of texts answers, so that rules and trained models can be asked and measured alike."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

CATEGORY, SENTIMENT = "category", "sentiment"
TASKS = (CATEGORY, SENTIMENT)


@dataclass(frozen=True)
class Prediction:
    """``label``: the likeliest, also where the model would rather not say; None: nothing known at all.

    ``confidence``: how likely it is right, 0 to 1; ``is_sure``: enough to use it; ``shares``: probability
    by label.
    """

    label: str | None
    confidence: float
    is_sure: bool
    shares: Mapping[str, float]


class Predictor(Protocol):
    """Rules or a trained model."""

    @property
    def name(self) -> str: ...

    def predict(self, texts: Sequence[str]) -> list[Prediction]: ...
