"""Why a figure changed: effects of rates and of weights add up to the change, whatever the data."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas import DataFrame, Series

from config.cli import exit_code
from config.errors import WrongUse
from tests.tiny_warehouse import shared_tiny
from warehouse.__main__ import app
from warehouse.catalogue import catalogue
from warehouse.comparison import Side
from warehouse.metrics import metric
from warehouse.period import Period
from warehouse.scope import NOBODY, OWNER
from warehouse.split import REST, effects, split

JANUARY, FEBRUARY = Side(Period.month(date(2022, 1, 1))), Side(Period.month(date(2022, 2, 1)))
NAN = float("nan")
Part = tuple[int, float, int, float]
"""Count and value before, count and value now."""


def answers(parts: list[Part]) -> tuple[DataFrame, "Series[float]"]:
    """Parts and total as a comparison returns them; a part without answers has no value."""
    frame = DataFrame(
        {
            "process": [f"p{place}" for place in range(len(parts))],
            "count_before": [part[0] for part in parts],
            "value_before": [part[1] if part[0] else NAN for part in parts],
            "count": [part[2] for part in parts],
            "value": [part[3] if part[2] else NAN for part in parts],
            "change_low": NAN,
            "change_high": NAN,
        }
    )
    total = {}
    for side in ("", "_before"):
        count = frame[f"count{side}"].sum()
        total[f"count{side}"] = count
        total[f"value{side}"] = (frame[f"count{side}"] * frame[f"value{side}"].fillna(0)).sum() / count
    return frame, Series(total)


def test_the_worked_example_is_split_as_worked() -> None:
    parts = effects(*answers([(40, 20.0, 60, 22.0), (60, 50.0, 40, 52.0)]), ["process"])
    assert parts["rate"].sum() == pytest.approx(2) and parts["mix"].sum() == pytest.approx(-6)
    assert parts["effect"].sum() == pytest.approx(-4)


PARTS = st.lists(
    st.tuples(st.integers(0, 10_000), st.floats(-100, 100), st.integers(0, 10_000), st.floats(-100, 100)),
    min_size=1,
    max_size=12,
).filter(lambda parts: sum(p[0] for p in parts) > 0 and sum(p[2] for p in parts) > 0)


@settings(max_examples=60, deadline=None)
@given(parts=PARTS, hidden=st.sets(st.integers(0, 11)))
def test_effects_always_add_up(parts: list[Part], hidden: set[int]) -> None:
    """Also where parts stand on one side only, and where some are withheld."""
    frame, total = answers(parts)
    withheld = [place for place in hidden if place < len(parts)]
    frame.loc[withheld, ["value", "value_before"]] = NAN
    result = effects(frame, total, ["process"])
    change = total["value"] - total["value_before"]
    assert result["effect"].sum() == pytest.approx(change, abs=1e-9)
    assert (result["rate"] + result["mix"] - result["effect"]).abs().max() < 1e-9
    assert result["count"].sum() == total["count"]


def test_a_part_of_one_side_only_acts_by_the_mix_alone() -> None:
    parts = effects(*answers([(50, 30.0, 50, 30.0), (0, 0.0, 50, 80.0)]), ["process"])
    new = parts[parts["process"] == "p1"].iloc[0]
    assert new["rate"] == 0 and new["mix"] == pytest.approx(0.5 * (80 - (30 + 55) / 2))


def test_an_equal_mix_has_no_effect_and_equal_answers_neither() -> None:
    moved = effects(*answers([(40, 10.0, 80, 30.0), (60, 50.0, 120, 40.0)]), ["process"])
    assert moved["mix"].abs().max() < 1e-12
    mixed = effects(*answers([(40, 10.0, 90, 10.0), (60, 50.0, 10, 50.0)]), ["process"])
    assert mixed["rate"].abs().max() == 0 and mixed["mix"].sum() == pytest.approx(14 - 34)


@pytest.mark.parametrize("name", [name for name, one in catalogue().items() if one.is_mean])
def test_every_splittable_metric_adds_up_on_real_rows(name: str) -> None:
    for by in set(catalogue()[name].shared) & {"channel", "unit", "process"}:
        found = split(shared_tiny()[1], OWNER, name, [by], now=FEBRUARY, before=JANUARY)
        if found is None:  # nothing of it in one of the two months
            counts = [metric(shared_tiny()[1], OWNER, name, period=one.period) for one in (JANUARY, FEBRUARY)]
            assert any(each.empty or not each["count"][0] for each in counts)
            continue
        assert found.rate + found.mix == pytest.approx(found.change, abs=1e-9)
        assert found.parts["count"].sum() == found.count


def test_few_answers_are_one_row_and_show_no_value() -> None:
    found = split(shared_tiny()[1], OWNER, "nps", ["agent", "process"], now=FEBRUARY, before=JANUARY)
    assert found is not None
    rest = found.parts[found.parts["what"] == REST]
    assert len(rest) == 1 and rest["count"].iloc[0] > 0
    shown = found.parts[found.parts["value"].notna()]
    assert (shown["count"] >= 5).all()


def test_what_is_no_mean_of_its_parts_is_refused() -> None:
    with pytest.raises(WrongUse, match="its parts do not add up"):
        split(shared_tiny()[1], OWNER, "wait", ["channel"], now=FEBRUARY, before=JANUARY)
    with pytest.raises(WrongUse, match="unknown dimension to split nps_lost by 'reason'"):
        split(shared_tiny()[1], OWNER, "nps_lost", ["reason"], now=FEBRUARY, before=JANUARY)
    with pytest.raises(WrongUse, match="give a dimension"):
        split(shared_tiny()[1], OWNER, "nps", [], now=FEBRUARY, before=JANUARY)


def test_nobody_splits_what_is_not_theirs() -> None:
    assert split(shared_tiny()[1], NOBODY, "nps", ["unit"], now=FEBRUARY, before=JANUARY) is None


def test_the_command_prints_parts_and_their_sum(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["split", "nps", "--by", "process", "--from", "2022-02-01", "--to", "2022-03-01"]
    assert exit_code(app, "warehouse", [*words, "--home", str(shared_tiny()[0].home)]) == 0
    printed = capsys.readouterr()
    assert "repair" in printed.out and "by rate" in printed.err and "by mix" in printed.err
