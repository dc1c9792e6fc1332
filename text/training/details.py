"""The figures of a model on its held-out rows that its card keeps besides the summary, ready to be shown."""

from typing import Any

from text.training.evaluation import Evaluation

MOST_CONFUSED = 12


def details(found: Evaluation) -> dict[str, Any]:
    """per_class: label -> precision, recall, f1, n; confused: (truth, answer, rows), the most frequent first;
    curve: (share of rows answered, accuracy among them, least confidence); sure: share of rows the model is
    sure of, and accuracy among them."""
    pairs = [
        (truth, answer, count)
        for truth, answers in found.confusion.items()
        for answer, count in answers.items()
        if answer != truth
    ]
    return {
        "per_class": {
            label: {"precision": round(one.precision, 4), "recall": round(one.recall, 4),
                    "f1": round(one.f1, 4), "n": one.n}
            for label, one in found.per_class.items()
        },
        "confused": sorted(pairs, key=lambda pair: (-pair[2], pair[0], pair[1]))[:MOST_CONFUSED],
        "curve": [[round(value, 4) for value in point] for point in found.coverage_curve],
        "sure": [found.sure[0], found.sure[1]],
    }  # fmt: skip
