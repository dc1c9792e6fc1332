"""Headlines say what the interval allows: a rise, a fall, or that it is unclear."""

import math
from datetime import date

import pandas as pd
import pytest

from reports import findings
from reports.finding import Amount, Finding, Month


def _answer(value: float = 55.0, change: float = 2.4, clear: bool = True) -> dict[str, object]:
    return {
        "value": value,
        "change": change,
        "change_low": change - 1,
        "change_high": change + 1,
        "is_clear": clear,
    }


def _causes(*rows: tuple[str, float, bool]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["reason", "change", "is_clear"])


def _trend(*values: float, width: float = 1.0, first: int = 1) -> pd.DataFrame:
    days = [date(2022, first + index, 1) for index in range(len(values))]
    return pd.DataFrame(
        {
            "month": days,
            "value": values,
            "low": [v - width for v in values],
            "high": [v + width for v in values],
        }
    )


def test_a_clear_rise_names_the_reason_that_costs_less() -> None:
    causes = _causes(("long_wait", -1.2, True), ("price", -0.4, True), ("bill_error", 0.9, True))
    finding = findings.nps_moved(_answer(), causes)
    assert finding.tone == "good" and "rose" in finding.template
    assert finding.values["reason"].code == "long_wait"  # type: ignore[union-attr]


def test_a_reason_whose_change_is_unclear_is_not_named() -> None:
    finding = findings.nps_moved(_answer(), _causes(("long_wait", -1.2, False)))
    assert finding.template == "NPS rose to {value} ({change})"


def test_answers_without_a_reason_are_no_cause() -> None:
    finding = findings.nps_moved(_answer(), _causes(("not_named", -3.0, True)))
    assert "reason" not in finding.values


def test_an_interval_that_spans_zero_is_called_unclear() -> None:
    finding = findings.nps_moved(_answer(clear=False), _causes())
    assert finding.tone == "unclear" and "unclear" in finding.template


def test_a_fall_is_bad_for_the_customer() -> None:
    assert findings.nps_moved(_answer(change=-2.4), _causes()).tone == "bad"


@pytest.mark.parametrize("value", [None, math.nan])
def test_too_few_answers_give_no_number(value: float | None) -> None:
    finding = findings.nps_moved({"value": value}, _causes())
    assert not finding.values and "Too few" in finding.template


def test_nothing_to_compare_with_claims_no_change() -> None:
    assert findings.nps_moved(_answer(change=math.nan), _causes()).template == "NPS is {value}"


def test_a_run_of_rises_says_how_long_and_since_when_above_target() -> None:
    finding = findings.trend(_trend(36, 38, 41, 44, 47), "month", 40)
    assert (finding.count, finding.values["month"]) == (4, Month(date(2022, 3, 1)))


def test_rises_inside_the_noise_are_no_run() -> None:
    finding = findings.trend(_trend(40.0, 40.1, 40.2, 40.3, width=5), "month", 30)
    assert "running" not in finding.template


@pytest.mark.parametrize(("value", "word"), [(50.0, "above"), (30.0, "below"), (40.4, "unclear")])
def test_the_target_is_met_missed_or_unclear(value: float, word: str) -> None:
    assert word in findings.trend(_trend(value), "month", 40).template


def test_leading_reasons_explain_most_of_the_loss() -> None:
    frame = pd.DataFrame({"reason": ["a", "b", "c", "not_named"], "value": [4.0, 3.0, 1.0, 2.0]})
    finding = findings.losses(frame)
    assert finding.count == 2 and finding.values["share"] == Amount(70.0, "%", 0)


def test_nothing_lost_is_said_so() -> None:
    assert "No points" in findings.losses(pd.DataFrame({"reason": [], "value": []})).template


def test_agents_apart_from_the_mean_are_counted() -> None:
    finding = findings.agents(pd.DataFrame({"standing": ["above", "above", "unclear", "below"]}))
    assert finding.values == {"above": Amount(2, decimals=0), "below": Amount(1, decimals=0)}


def test_nobody_apart_from_the_mean_is_a_finding_too() -> None:
    assert "No agent stands" in findings.agents(pd.DataFrame({"standing": ["unclear"]})).template


@pytest.mark.parametrize("name", ["complaint_rate", "appeal_rate"])
def test_complaints_and_appeals_have_sentences_of_their_own(name: str) -> None:
    categories = pd.DataFrame({"category": ["bill"], "change": [5.0], "is_clear": [True]})
    finding = findings.cases(name, _answer(3.1, 0.4), categories)
    assert finding.template.startswith("Complaints" if name == "complaint_rate" else "Appeals")
    assert finding.tone == "bad" and "rose" in finding.template


def test_detractors_first_against_last() -> None:
    frame = pd.DataFrame({"promoters": [60, 71], "passives": [16, 13], "detractors": [24, 16]})
    assert findings.detractors(frame).values == {"before": Amount(24, "%", 0), "now": Amount(16, "%", 0)}


def test_one_month_alone_compares_with_nothing() -> None:
    frame = pd.DataFrame({"promoters": [60], "passives": [16], "detractors": [24]})
    assert findings.detractors(frame) == Finding("Who answers how")
