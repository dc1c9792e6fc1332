"""Whether a confidence of 0.8 means that eight words of ten are right, and the curve that makes it so.

Expected calibration error: the mean gap between confidence and share right over ten bands, by words (Naeini
and others 2015). The curve is isotonic regression (Zadrozny and Elkan 2002): right more often where surer,
nothing more.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from transcribe.evaluation.comparing import RIGHT, Compared
from transcribe.evaluation.result import Band, Calibration
from transcribe.evaluation.scores import wilson

COUNT_BANDS = 10
LEAST_WORDS = 200
PARTS = 5
Array = Any


def calibrations(those: Sequence[Compared]) -> tuple[Calibration, ...]:
    """Of each model that heard a word, by its name."""
    heard = [
        (step.heard.model, one.recording, step.heard.confidence, step.kind == RIGHT)
        for one in those
        for step in one.steps
        if step.heard
    ]
    return tuple(
        _calibration(model, [row[1:] for row in heard if row[0] == model])
        for model in sorted({row[0] for row in heard})
    )


def _calibration(model: str, heard: Sequence[tuple[str, float, bool]]) -> Calibration:
    recordings = np.array([row[0] for row in heard])
    sure, right = np.array([row[1] for row in heard]), np.array([row[2] for row in heard], dtype=float)
    bands = tuple(_bands(sure, right))
    curve, mended = None, None
    if len(heard) >= LEAST_WORDS:
        curve = _curve(_fitted(sure, right))
        mended = _mended_error(recordings, sure, right)
    return Calibration(model, len(heard), bands, _error(sure, right), mended, curve)


def _bands(sure: Array, right: Array) -> list[Band]:
    found = []
    for number in np.unique(_band_of(sure)):
        inside = _band_of(sure) == number
        count, hits = int(inside.sum()), int(right[inside].sum())
        low, high = wilson(hits, count)
        found.append(
            Band(
                number / COUNT_BANDS, (number + 1) / COUNT_BANDS, count, float(sure[inside].mean()),
                100 * hits / count, 100 * low, 100 * high,
            )
        )  # fmt: skip
    return found


def _band_of(sure: Array) -> Array:
    return np.minimum((sure * COUNT_BANDS + 1e-9).astype(int), COUNT_BANDS - 1)


def _error(sure: Array, right: Array) -> float:
    """In points of percent."""
    band = _band_of(sure)
    gaps = [abs(float((sure[band == one] - right[band == one]).sum())) for one in np.unique(band)]
    return 100 * sum(gaps) / len(sure)


def _fitted(sure: Array, right: Array) -> Any:
    from sklearn.isotonic import IsotonicRegression  # type: ignore[import-untyped,unused-ignore]

    return IsotonicRegression(y_min=0, y_max=1, out_of_bounds="clip").fit(sure, right)


def _curve(fitted: Any) -> tuple[tuple[float, float], ...]:
    pairs = zip(fitted.X_thresholds_, fitted.y_thresholds_, strict=True)
    return tuple((round(float(one), 4), round(float(other), 4)) for one, other in pairs)


def _mended_error(recordings: Array, sure: Array, right: Array) -> float | None:
    """The error of the curve on recordings it was not fitted on: each fifth of them in its turn."""
    names = np.unique(recordings)
    if len(names) < PARTS:
        return None
    parts = np.random.default_rng(1).permutation(len(names)) % PARTS
    part = parts[np.searchsorted(names, recordings)]
    said = np.zeros(len(sure))
    for number in range(PARTS):
        out = part == number
        if out.any() and not out.all():
            said[out] = _fitted(sure[~out], right[~out]).predict(sure[out])
    return _error(said, right)
