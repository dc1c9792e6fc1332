"""What goes with the score: Shapley weights add up, agree with brute force, and find a known truth."""

from datetime import date
from itertools import permutations
from typing import Any

import numpy as np
import pytest
from pandas import DataFrame

from config.cli import exit_code
from config.errors import WrongUse
from tests.test_warehouse_metrics import BY_ID, SCORED
from tests.tiny_warehouse import shared_tiny
from warehouse import shapley
from warehouse.__main__ import app
from warehouse.drivers import FACTS, Drivers, drivers, weigh
from warehouse.period import Period
from warehouse.scope import NOBODY, OWNER

Printed = pytest.CaptureFixture[str]
Columns = list[np.ndarray[Any, Any]]


def r_squared(y: np.ndarray[Any, Any], columns: Columns) -> float:
    design = np.column_stack([np.ones(len(y)), *columns])
    fitted = design @ np.linalg.lstsq(design, y, rcond=None)[0]
    return 1 - float(((y - fitted) ** 2).sum() / ((y - y.mean()) ** 2).sum())


def brute_force(y: np.ndarray[Any, Any], groups: list[Columns]) -> list[float]:
    """Mean gain in R^2 over every order in which the groups can enter."""
    gains = [0.0] * len(groups)
    orders = list(permutations(range(len(groups))))
    for order in orders:
        entered: Columns = []
        for group in order:
            gains[group] += r_squared(y, [*entered, *groups[group]]) - r_squared(y, entered)
            entered += groups[group]
    return [gain / len(orders) for gain in gains]


def products(y: np.ndarray[Any, Any], columns: Columns) -> np.ndarray[Any, Any]:
    design = np.column_stack([np.ones(len(y)), y, *columns])
    return np.asarray((design.T @ design)[None])


def related(count: int, seed: int = 5) -> tuple[np.ndarray[Any, Any], Columns]:
    """Four columns that are related to each other, and a y that three of them make."""
    draws = np.random.default_rng(seed)
    common = draws.normal(size=count)
    columns = [common * share + draws.normal(size=count) for share in (0.0, 0.5, 1.0, 2.0)]
    return columns[0] - 0.7 * columns[1] + 0.4 * columns[3] + draws.normal(0, 2, count), columns


def test_weights_are_those_of_all_orders() -> None:
    y, columns = related(400)
    groups = [[2], [3, 4], [5]]
    expected = brute_force(y, [[columns[0]], columns[1:3], [columns[3]]])
    assert shapley.weights(products(y, columns), groups)[0] == pytest.approx(expected, abs=1e-6)


def test_weights_add_up_to_what_is_explained() -> None:
    y, columns = related(300)
    weights = shapley.weights(products(y, columns), [[2], [3], [4], [5]])[0]
    assert weights.sum() == pytest.approx(r_squared(y, columns), abs=1e-6) and (weights >= 0).all()


def test_columns_that_say_the_same_share_their_weight() -> None:
    y, columns = related(300)
    twice = shapley.weights(products(y, [columns[0], columns[0]]), [[2], [3]])[0]
    assert twice[0] == pytest.approx(twice[1], abs=1e-4)
    assert twice.sum() == pytest.approx(r_squared(y, columns[:1]), abs=1e-4)


def test_slopes_are_those_of_the_regression() -> None:
    y, columns = related(300)
    design = np.column_stack([np.ones(len(y)), *columns])
    expected = np.linalg.lstsq(design, y, rcond=None)[0][1:]
    assert shapley.slopes(products(y, columns))[0] == pytest.approx(expected, abs=1e-5)


def simulated(count: int, seed: int, days: int = 60) -> DataFrame:
    """Cells as the statement gives them, of a score that unrelated facts make: 36 % resolved, 16 % waiting,
    9 % process, the rest chance; transfers and handling have nothing to do with it."""
    draws = np.random.default_rng(seed)
    rows = DataFrame(
        {
            "day": np.sort(draws.integers(0, days, count)),
            "process": np.where(draws.random(count) < 0.5, "repair", "connect"),
            "wait": draws.normal(5, 2, count),
            "transfers": draws.poisson(0.5, count).astype(float),
            "resolved": (draws.random(count) < 0.5).astype(float),
            "handle_time": draws.gamma(2, 3, count),
        }
    )
    rows["score"] = (
        1.2 * rows["resolved"] - 0.2 * rows["wait"] + 0.6 * (rows["process"] == "connect")
        + draws.normal(0, np.sqrt(0.39), count)
    )  # fmt: skip
    values = ("score", *FACTS)
    for place, one in enumerate(values):
        rows[f"s_{one}"] = rows[one]
        for two in values[place:]:
            rows[f"s_{one}_{two}"] = rows[one] * rows[two]
    rows = rows.assign(n=1, **{f"has_{fact}": True for fact in FACTS})
    keys = ["day", "process", *(f"has_{fact}" for fact in FACTS)]
    return rows.drop(columns=list(values)).groupby(keys, as_index=False).sum()


TRUTH = {"resolved": 36.0, "wait": 16.0, "process": 9.0, "transfers": 0.0, "handle_time": 0.0}
SLOPES = {"resolved": 1.2, "wait": -0.2, "transfers": 0.0, "handle_time": 0.0}


def test_a_known_truth_is_found() -> None:
    found = weigh(simulated(20_000, seed=1), [*FACTS, "process"])
    assert found is not None
    weights = found.table.set_index("driver")["weight"]
    assert weights.to_dict() == pytest.approx(TRUTH, abs=1.0)
    assert list(found.table["driver"][:3]) == ["resolved", "wait", "process"]
    slopes = found.table.set_index("driver")["slope"]
    assert {name: slopes[name] for name in SLOPES} == pytest.approx(SLOPES, abs=0.03)
    assert found.r_squared == pytest.approx(61, abs=1) and not found.is_weak


def test_the_intervals_hold_the_truth() -> None:
    """40 simulated quarters of 1,000 answers, three true weights each."""
    held = []
    for seed in range(40):
        found = weigh(simulated(1000, seed), ["resolved", "wait", "process"])
        assert found is not None
        rows = found.table.set_index("driver")
        held += [
            rows["low"][one] <= TRUTH[one] <= rows["high"][one] for one in ("resolved", "wait", "process")
        ]
    assert 0.88 <= np.mean(held) <= 0.99


def test_chance_alone_is_called_weak() -> None:
    cells = simulated(4000, seed=2)
    found = weigh(cells, ["transfers", "handle_time"])
    assert found is not None and found.is_weak and found.r_squared < 1


def by_hand(of: list[str]) -> tuple[list[float], int]:
    """The weights of the tiny operator, from its rows."""
    rows = [(row["score"], BY_ID[row["contact_id"]]) for row in SCORED]
    columns: dict[str, Columns] = {
        "wait": [np.array([one["wait_s"] / 60 for _, one in rows])],
        "transfers": [np.array([float(one["count_transfers"]) for _, one in rows])],
        "resolved": [np.array([float(one["is_resolved"]) for _, one in rows])],
        "handle_time": [
            np.array([(one["talk_s"] + one["hold_s"] + one["wrap_up_s"]) / 60 for _, one in rows])
        ],
        "channel": [
            np.array([float(one["channel_id"] == code) for _, one in rows]) for code in ("phone", "whatsapp")
        ],
    }
    return brute_force(np.array([float(score) for score, _ in rows]), [columns[one] for one in of]), len(rows)


def test_the_weights_of_real_rows_are_those_of_a_plain_regression() -> None:
    of = ["wait", "transfers", "channel"]
    found = drivers(shared_tiny()[1], OWNER, of=of)
    expected, count = by_hand(of)
    assert isinstance(found, Drivers) and (found.count, found.answers) == (count, count)
    weights = found.table.set_index("driver")["weight"]
    assert [weights[one] for one in of] == pytest.approx([100 * one for one in expected], abs=0.01)


def test_the_same_answers_give_the_same_intervals() -> None:
    first, again = (drivers(shared_tiny()[1], OWNER, of=["wait", "resolved"]) for _ in range(2))
    assert first is not None and again is not None and first.table.equals(again.table)


def test_a_fact_that_never_varies_is_left_out_and_named() -> None:
    filters = {"channel": ["phone"], "process": ["repair"]}
    found = drivers(shared_tiny()[1], OWNER, of=["wait", "process"], filters=filters)
    assert found is None or found.left_out == ("process",)
    whole = weigh(simulated(2000, seed=3).assign(has_transfers=False), [*FACTS, "process"])
    assert whole is not None and whole.left_out == ("transfers",)


def test_too_few_answers_tell_nothing() -> None:
    days = Period(date(2022, 1, 1), date(2022, 1, 8))
    assert drivers(shared_tiny()[1], OWNER, period=days) is None
    assert drivers(shared_tiny()[1], NOBODY) is None


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"name": "aht"}, "unknown metric with drivers 'aht'"),
        ({"of": ["weather"]}, "unknown driver 'weather'"),
        ({"of": [*FACTS, "process", "channel", "unit"]}, "give one to 6, not 7"),
        ({"filters": {"moon": ["full"]}}, "unknown filter of nps 'moon'"),
    ],
)
def test_a_wrong_ask_is_one_sentence(arguments: dict[str, Any], sentence: str) -> None:
    with pytest.raises(WrongUse, match=sentence):
        drivers(shared_tiny()[1], OWNER, **arguments)


def test_the_command_prints_weights_and_how_much_they_explain(capsys: Printed) -> None:
    home = ["--home", str(shared_tiny()[0].home)]
    assert exit_code(app, "warehouse", ["drivers", "nps", "--of", "wait,resolved", *home]) == 0
    printed = capsys.readouterr()
    assert "resolved" in printed.out and "R2" in printed.err
    assert exit_code(app, "warehouse", ["drivers", "--from", "2022-01-01", "--to", "2022-01-03", *home]) == 0
    assert "too few answers" in capsys.readouterr().err
