"""What trained models answer, in the words the rest of Sapa uses: a sentiment, or codes of causes."""

from collections.abc import Sequence

from config.instance import Instance, find_instance
from text.sentiment import UNKNOWN, Sentiment
from text.training import installed
from text.training.model import SURE_FROM, TrainedModel
from text.training.polarity import NEGATIVE, POSITIVE
from text.training.prediction import Prediction
from text.training.rules import NAME as RULES


def trained(instance: Instance | None, task: str, name: str | None = None) -> TrainedModel | None:
    """The model ``name``, or the one in use where none is named; None: the rules answer.

    Raises WrongUse for an unknown name, or one that was trained for another task.
    """
    if name is None:
        return installed.in_use(instance, task)
    if name == RULES:
        return None
    return installed.for_task(instance or find_instance(None), name, task)


def felt_by(model: TrainedModel, texts: Sequence[str]) -> list[Sentiment]:
    """Sentiment of each text; unknown where there is no text or the model would rather not say."""
    answers = model.predict(texts)
    return [
        _felt(model, answer) if text.strip() else UNKNOWN for text, answer in zip(texts, answers, strict=True)
    ]


def _felt(model: TrainedModel, answer: Prediction) -> Sentiment:
    if not answer.is_sure:
        return UNKNOWN
    shares = {
        side: sum(share for label, share in answer.shares.items() if model.sides.get(label) == side)
        for side in (NEGATIVE, POSITIVE)
    }
    label = model.sides.get(answer.label or "")
    return Sentiment(label, round(shares[NEGATIVE], 4), round(shares[POSITIVE], 4))


def labels_by(model: TrainedModel, texts: Sequence[str]) -> list[tuple[str, ...]]:
    """Labels of each text, the likeliest first; none where the model would rather not say."""
    least = SURE_FROM[model.task]
    return [
        tuple(label for label, share in sorted(answer.shares.items(), key=_by_share) if share >= least)
        if text.strip()
        else ()
        for text, answer in zip(texts, model.predict(texts), strict=True)
    ]


def _by_share(item: tuple[str, float]) -> tuple[float, str]:
    return -item[1], item[0]
