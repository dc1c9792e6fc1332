"""Shapley weights of a linear regression: how much of R^2 each group of columns explains.

LMG (R. Lindeman, P. Merenda and R. Gold, 1980; U. Groemping, 2007): a group's gain in R^2, averaged over all
orders in which groups can enter.  The weights add up to R^2.  Everything is computed from cross-products, for
many samples at once.
"""

from collections.abc import Sequence
from itertools import combinations
from math import factorial
from typing import Any

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
MOST_GROUPS = 6
_RIDGE = 1e-9
"""On the scale of correlations: columns that say the same do not stop the computation."""


def weights(products: Matrix, groups: Sequence[Sequence[int]]) -> Matrix:
    """Shapley weights, shape (samples, groups), of R^2 between 0 and 1.

    products: shape (samples, k, k), sums of products of the columns 1, y, x1, x2, ... of a sample.
    groups: the columns of each group, counted from 0 for the constant; at most six groups.
    """
    correlations = _correlations(products)
    gains = {
        chosen: _r_squared(correlations, [column - 2 for group in chosen for column in groups[group]])
        for size in range(len(groups) + 1)
        for chosen in combinations(range(len(groups)), size)
    }
    return np.stack([_weight(gains, group, len(groups)) for group in range(len(groups))], axis=1)


def slopes(products: Matrix) -> Matrix:
    """Coefficients of the full regression of y on x1, x2, ..., shape (samples, k - 2); 0 for columns without
    spread."""
    covariances = _covariances(products)
    spread = np.sqrt(np.einsum("sii->si", covariances))
    safe: Matrix = np.where(spread > 0, spread, 1.0)
    correlations = _correlations(products)
    solved = _solve(correlations[:, 1:, 1:], correlations[:, 1:, 0])
    result: Matrix = solved * safe[:, :1] / safe[:, 1:]
    return result


def _weight(gains: dict[tuple[int, ...], Matrix], group: int, count: int) -> Matrix:
    total = np.zeros_like(next(iter(gains.values())))
    for chosen, without in gains.items():
        if group not in chosen:
            share = factorial(len(chosen)) * factorial(count - len(chosen) - 1) / factorial(count)
            total += share * (gains[tuple(sorted((*chosen, group)))] - without)
    return total


def _r_squared(correlations: Matrix, columns: Sequence[int]) -> Matrix:
    """R^2 of y on the x of these numbers (0 is the first x)."""
    if not columns:
        return np.zeros(len(correlations))
    places = [column + 1 for column in columns]
    own = correlations[:, places, :][:, :, places]
    with_y = correlations[:, places, 0]
    explained: Matrix = np.einsum("si,si->s", with_y, _solve(own, with_y))
    return explained.clip(0, 1)


def _solve(matrix: Matrix, right: Matrix) -> Matrix:
    ridge: Matrix = matrix + _RIDGE * np.eye(matrix.shape[-1])
    solved: Any = np.linalg.solve(ridge, right[..., None])
    return np.asarray(solved[..., 0])


def _correlations(products: Matrix) -> Matrix:
    """Of y, x1, x2, ...; a column without spread is related to nothing."""
    covariances = _covariances(products)
    spread = np.sqrt(np.einsum("sii->si", covariances))
    scale = np.where(spread > 0, spread, np.inf)
    result = covariances / scale[:, :, None] / scale[:, None, :]
    places = np.arange(result.shape[-1])
    result[:, places, places] = 1.0
    return result


def _covariances(products: Matrix) -> Matrix:
    """Sums of squares and products around the means, the constant taken out."""
    count = products[:, :1, :1]
    sums = products[:, 0, 1:]
    around = products[:, 1:, 1:] - sums[:, :, None] * sums[:, None, :] / count
    places = np.arange(around.shape[-1])
    own = around[:, places, places]
    is_noise = own <= 1e-12 * np.abs(products[:, places + 1, places + 1])
    around[:, places, places] = np.where(is_noise, 0.0, own)
    return np.asarray(around)
