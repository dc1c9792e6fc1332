"""From sums to likelihoods and answers: calibrated, never certain, and the rare label is found."""

import numpy as np
import pytest

from text.training.machine import Numbers, calibration, decided, leaning, likelihoods, mean_f1


def _drawn(seed: int, rows: int, shares: list[float], apart: float) -> tuple[Numbers, Numbers]:
    """Truth by ``shares``, and sums that stand ``apart`` higher for it, with normal noise."""
    chance = np.random.default_rng(seed)
    truth = chance.choice(len(shares), size=rows, p=shares)
    return chance.normal(size=(rows, len(shares))) + apart * np.eye(len(shares))[truth], truth


def test_a_likelihood_of_seventy_percent_is_right_seven_times_of_ten() -> None:
    sums, truth = _drawn(1, 3_000, [0.5, 0.3, 0.2], 1.5)
    steepness, offset = calibration(sums, truth)
    fresh, really = _drawn(2, 20_000, [0.5, 0.3, 0.2], 1.5)
    shares = likelihoods(fresh, steepness, offset)
    assert steepness == pytest.approx(1.5, abs=0.15), "the steepness under which these were drawn"
    best, right = shares.max(axis=1), shares.argmax(axis=1) == really
    for low in (0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        there = (best >= low) & (best < low + 0.1)
        assert right[there].mean() == pytest.approx(best[there].mean(), abs=0.04)


def test_rows_told_apart_without_an_error_promise_no_certainty() -> None:
    truth = np.repeat([0, 1], 10)
    sums = np.where(truth[:, None] == np.arange(2), 1.0, -1.0)
    shares = likelihoods(sums, *calibration(sums, truth))
    assert 0.85 < shares.max() < 0.95, "Platt's (10 + 1) / (10 + 2)"


def test_leaning_finds_the_rare_label_on_rows_it_was_not_chosen_by() -> None:
    shares = [0.46, 0.46, 0.08]
    sums, truth = _drawn(3, 2_000, shares, 1.2)
    steepness, offset = calibration(sums, truth)
    lean = leaning(likelihoods(sums, steepness, offset), truth)
    fresh, really = _drawn(4, 6_000, shares, 1.2)
    found = likelihoods(fresh, steepness, offset)
    upright = mean_f1(decided(found, np.zeros(3)), really)
    assert lean[2] > lean[1]
    assert mean_f1(decided(found, lean), really) > upright + 0.01


def test_mean_f1_by_hand() -> None:
    """Truth 0 0 0 1 2, answers 0 0 1 1 0: F1 of 0 is 2*2/(3+3), of 1 is 2*1/(2+1), of 2 is 0."""
    answers, truth = np.array([0, 0, 1, 1, 0]), np.array([0, 0, 0, 1, 2])
    assert mean_f1(answers, truth) == pytest.approx((2 / 3 + 2 / 3 + 0) / 3)
