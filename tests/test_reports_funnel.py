"""The funnel names who lies outside of what chance alone would do, and nobody else."""

import numpy as np
import pandas as pd
import pytest

from reports.funnel import funnel, with_place
from reports.look import Look

WORDS = {"centre": "mean", "usual": "95%", "far": "99.8%", "n": "Ratings"}


def agents(plain: list[float], count: list[int]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "agent": [f"a{place}" for place in range(len(plain))],
            "name": [f"Agent {place}" for place in range(len(plain))],
            "plain": plain, "count": count, "common": 4.5, "spread": 0.8,
        }
    )  # fmt: skip


def test_the_same_mean_is_chance_for_few_ratings_and_none_for_many() -> None:
    placed = with_place(agents([4.9, 4.9, 4.9], [4, 25, 100]))
    assert list(placed["outside"]) == ["", "usual", "far"]
    assert placed["errors"].tolist() == pytest.approx([1.0, 2.5, 5.0])


def test_agents_who_do_not_differ_are_outside_as_often_as_the_lines_say() -> None:
    """20,000 seeded agents without any difference: 5 % beyond the inner, 0.2 % beyond the outer lines."""
    chance = np.random.default_rng(5)
    counts = chance.integers(20, 200, 20_000)
    means = 4.5 + chance.normal(0, 0.8, 20_000) / counts**0.5
    placed = with_place(agents(means.tolist(), counts.tolist()))
    assert (placed["outside"] != "").mean() == pytest.approx(0.05, abs=0.005)
    assert (placed["outside"] == "far").mean() == pytest.approx(0.002, abs=0.001)


@pytest.mark.parametrize("look", [Look("ru"), Look("kk", is_dark=True, is_narrow=True)], ids=str)
def test_only_those_outside_are_named_and_names_do_not_cover_each_other(look: Look) -> None:
    drawn = funnel(with_place(agents([4.5, 5.0, 5.0, 3.9], [50, 80, 81, 60])), look, words=WORDS)
    texts = [note.text for note in drawn.layout.annotations]
    assert "Agent 3" in texts and "Agent 0" not in texts
    assert len({"Agent 1", "Agent 2"} & set(texts)) == 1


def test_one_agent_alone_can_be_drawn() -> None:
    assert funnel(with_place(agents([4.4], [3])), Look("en"), words=WORDS).data


def test_agents_without_a_mean_are_left_out() -> None:
    frame = agents([4.5, float("nan")], [30, 0])
    assert len(with_place(frame)) == 1
