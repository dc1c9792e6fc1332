"""Every metric of the tiny operator, computed a second time in plain Python from the rows that were
landed."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from math import sqrt
from statistics import mean, median, variance
from typing import Any

import pytest
from pandas.testing import assert_frame_equal

from config.errors import WrongUse
from tests.tiny_warehouse import CASES, CONTACTS, EVENTS, RATINGS, STEPS, SURVEYS, UNITS, Row, shared_tiny
from warehouse.metrics import catalogue, change, metric, rounded
from warehouse.period import Period
from warehouse.scope import OWNER

JANUARY, FEBRUARY = Period.month(date(2022, 1, 1)), Period.month(date(2022, 2, 1))
BY_ID = {row["contact_id"]: row for row in CONTACTS}


def unit_of(contact: Row) -> str:
    """The contact's unit, else the agent's unit of that day."""
    if contact["unit_id"]:
        return str(contact["unit_id"])
    moved = contact["agent_id"] == "a2" and contact["started_at"] >= datetime(2022, 2, 1)
    return {"a1": "cc1", "a2": "off1" if moved else "cc1"}.get(contact["agent_id"], "off1")


def month_of(at: datetime) -> date:
    return at.date().replace(day=1)


def ask(name: str, **arguments: Any) -> Any:
    return metric(shared_tiny()[1], OWNER, name, **arguments)


def by_key(frame: Any, *keys: str, column: str = "value") -> dict[Any, float]:
    """(key, ...) or key -> figure; days as dates."""
    plain = [frame[key].dt.date if frame[key].dtype.kind == "M" else frame[key] for key in keys]
    names = zip(*plain, strict=True) if len(keys) > 1 else plain[0]
    return dict(zip(names, frame[column], strict=True))


def counted(rows: Iterable[Row], key: Callable[[Row], Any], part: Callable[[Row], bool]) -> dict[Any, float]:
    """Percent of the rows of each key for which ``part`` holds."""
    whole, parts = Counter(map(key, rows)), Counter(key(row) for row in rows if part(row))
    return {name: 100 * parts[name] / count for name, count in whole.items()}


SCORED = [row for row in SURVEYS if row["score"] is not None]
DELIVERED = [row for row in SURVEYS if row["delivered_at"] or row["answered_at"]]


@pytest.mark.parametrize(
    ("keys", "key"),
    [
        (("month",), lambda row: month_of(row["answered_at"])),
        (("day",), lambda row: row["answered_at"].date()),
        (("week",), lambda row: row["answered_at"].date() - timedelta(days=row["answered_at"].weekday())),
        (("unit",), lambda row: unit_of(BY_ID[row["contact_id"]])),
        (("agent",), lambda row: BY_ID[row["contact_id"]]["agent_id"]),
        (("reason",), lambda row: row["reason_id"] or "not_named"),
        (
            ("channel", "process"),
            lambda row: tuple(BY_ID[row["contact_id"]][k] for k in ("channel_id", "process_id")),
        ),
    ],
)
def test_nps_is_promoters_less_detractors_by_the_day_of_the_answer(keys: tuple[str, ...], key: Any) -> None:
    groups: dict[Any, list[int]] = defaultdict(list)
    for row in SCORED:
        groups[key(row)].append(row["score"])
    frame = ask("nps", by=keys)
    assert by_key(frame, *keys, column="count") == {name: len(scores) for name, scores in groups.items()}
    expected = {
        name: 100 * (sum(s >= 9 for s in scores) - sum(s <= 6 for s in scores)) / len(scores)
        for name, scores in groups.items()
        if len(scores) >= 5
    }
    shown = frame[~frame["withheld"]]
    assert by_key(shown, *keys) == pytest.approx(expected)
    assert (frame["promoters"] + frame["passives"] + frame["detractors"] == frame["count"]).all()


def test_few_answers_are_withheld_with_their_count() -> None:
    frame = ask("nps", by=("day",))
    few = frame[frame["count"] < 5]
    assert len(few) and few["withheld"].all() and few[["value", "low", "high"]].isna().all(axis=None)
    assert (few["count"] > 0).all()


def test_points_lost_by_reason_add_up_to_the_share_of_detractors() -> None:
    frame = ask("nps_lost", by=("reason",))
    detractors = Counter(row["reason_id"] or "not_named" for row in SCORED if row["score"] <= 6)
    assert by_key(frame, "reason") == pytest.approx({k: 100 * n / len(SCORED) for k, n in detractors.items()})
    assert frame["value"].sum() == pytest.approx(ask("nps_lost")["value"][0])


def test_response_rate_is_answered_of_delivered_by_the_day_sent() -> None:
    expected = counted(DELIVERED, lambda row: month_of(row["sent_at"]), lambda row: bool(row["answered_at"]))
    assert by_key(ask("response_rate", by=("month",)), "month") == pytest.approx(expected)
    assert len(DELIVERED) < len(SURVEYS)


def test_survey_coverage_is_surveyed_of_served_contacts_with_a_verified_number() -> None:
    eligible = [row for row in CONTACTS if row["is_answered"] and row["is_number_verified"]]
    surveyed = {row["contact_id"] for row in SURVEYS}
    expected = counted(eligible, lambda row: row["agent_id"], lambda row: row["contact_id"] in surveyed)
    assert by_key(ask("survey_coverage", by=("agent",)), "agent") == pytest.approx(expected)


def pooled_variance(groups: Iterable[list[int]]) -> float:
    samples = list(groups)
    squares = sum(sum((x - mean(sample)) ** 2 for x in sample) for sample in samples)
    return squares / (sum(map(len, samples)) - len(samples))


def ratings_by(key: Callable[[Row], Any]) -> dict[Any, list[int]]:
    groups: dict[Any, list[int]] = defaultdict(list)
    for row in RATINGS:
        groups[key(BY_ID[row["contact_id"]])].append(row["rating"])
    return groups


def test_ar_is_the_mean_with_the_spread_of_everyone_in_the_month() -> None:
    frame = ask("ar", by=("month", "unit"))
    groups = ratings_by(lambda row: (month_of(row["started_at"]), unit_of(row)))
    assert by_key(frame, "month", "unit") == pytest.approx({k: mean(v) for k, v in groups.items()})
    agents = ratings_by(lambda row: (month_of(row["started_at"]), row["agent_id"]))
    for (month, unit), low in by_key(frame, "month", "unit", column="low").items():
        sigma = sqrt(pooled_variance(sample for (m, _), sample in agents.items() if m == month))
        sample = groups[month, unit]
        assert low == pytest.approx(max(1, mean(sample) - 1.96 * sigma / sqrt(len(sample))))


def fell_into_the_outage(contact: Row) -> bool:
    """The cable cut: its end is not known, so it lasts to the end of its day."""
    (cut,) = EVENTS
    regions = {unit["unit_id"]: unit["region"] for unit in UNITS}
    at, began = contact["started_at"], cut["started_at"]
    assert isinstance(began, datetime)
    is_then = began <= at and at.date() == began.date()
    return is_then and regions[unit_of(contact)] == cut["region"]


def test_fair_ar_is_the_empirical_bayes_estimate_of_what_fell_into_no_outage() -> None:
    every = ratings_by(lambda row: row["agent_id"])
    agents = ratings_by(lambda row: None if fell_into_the_outage(row) else row["agent_id"])
    held_against_nobody = agents.pop(None)
    assert len(held_against_nobody) == sum(map(len, every.values())) - sum(map(len, agents.values())) > 0
    sizes, means = {k: len(v) for k, v in agents.items()}, {k: mean(v) for k, v in agents.items()}
    total, everyone = sum(sizes.values()), mean(x for sample in agents.values() for x in sample)
    within = pooled_variance(agents.values())
    between_squares = sum(sizes[k] * (means[k] - everyone) ** 2 for k in agents) / (len(agents) - 1)
    spread = (total - sum(n * n for n in sizes.values()) / total) / (len(agents) - 1)
    between = max(0.0, (between_squares - within) / spread)
    weights = {k: 1 / (between + within / sizes[k]) for k in agents}
    common = sum(weights[k] * means[k] for k in agents) / sum(weights.values())
    own = {k: between / (between + within / sizes[k]) for k in agents}
    frame = ask("fair_ar")
    assert by_key(frame, "agent") == pytest.approx({k: common + own[k] * (means[k] - common) for k in agents})
    assert by_key(frame, "agent", column="plain") == pytest.approx(means)
    assert by_key(frame, "agent", column="is_ranked") == {k: n >= 20 for k, n in sizes.items()}
    assert (frame["high"] > frame["low"]).all()


def test_ar_coverage_counts_front_line_agents_of_each_month() -> None:
    active = {
        (month_of(row["started_at"]), row["agent_id"])
        for row in CONTACTS
        if row["is_answered"] and row["agent_id"] != "a4"
    }
    rated = {
        key for key in ratings_by(lambda r: (month_of(r["started_at"]), r["agent_id"])) if key[1] != "a4"
    }
    frame = ask("ar_coverage", by=("month",))
    assert by_key(frame, "month", column="active") == Counter(month for month, _ in active | rated)
    assert by_key(frame, "month", column="rated") == Counter(month for month, _ in rated)


def test_contacts_and_the_online_share_are_full_counts() -> None:
    kinds = {"whatsapp": "online", "office": "office", "phone": "phone"}
    rows = [row for row in CONTACTS if kinds[row["channel_id"]] != "phone"]
    expected = counted(rows, unit_of, lambda row: row["channel_id"] == "whatsapp")
    assert by_key(ask("online_share", by=("unit",)), "unit") == pytest.approx(expected)
    months = Counter(month_of(row["started_at"]) for row in CONTACTS)
    assert by_key(ask("contacts", by=("month",)), "month") == months
    assert ask("contacts")[["low", "high"]].isna().all(axis=None)


def category_of(number: int, case: Row) -> str | None:
    """The cause given, else the first one found in the words of the text."""
    return case["category_id"] or ("queue_ivr" if number % 10 == 0 else None)


@pytest.mark.parametrize("kind", ["complaint", "appeal"])
def test_complaints_and_appeals_are_counted_apart(kind: str) -> None:
    cases = [(category_of(i, row), row) for i, row in enumerate(CASES) if row["kind"] == kind]
    counts = by_key(ask(f"{kind}s", by=("category",)), "category")
    expected = Counter(category for category, _ in cases)
    assert {k if isinstance(k, str) else None: v for k, v in counts.items()} == expected
    rate = ask(f"{kind}_rate", by=("unit", "month"))
    served = Counter((unit_of(row), month_of(row["started_at"])) for row in CONTACTS)
    registered = Counter((row["unit_id"], month_of(row["registered_at"])) for _, row in cases)
    assert by_key(rate, "unit", "month") == pytest.approx(
        {k: 1000 * registered[k] / n for k, n in served.items()}
    )


def test_a_rate_by_category_is_of_all_contacts() -> None:
    frame = ask("complaint_rate", by=("category",))
    assert (frame["count"] == len(CONTACTS)).all()
    assert frame["value"].sum() == pytest.approx(ask("complaint_rate")["value"][0])


def test_the_dispersion_of_a_rate_is_pearsons() -> None:
    frame = ask("complaint_rate", filters={"unit": ["cc1"]})
    days = Counter(row["started_at"].date() for row in CONTACTS if unit_of(row) == "cc1")
    events = Counter(
        r["registered_at"].date() for r in CASES if r["kind"] == "complaint" and r["unit_id"] == "cc1"
    )
    rate = sum(events.values()) / sum(days.values())
    squares = sum(events[day] ** 2 / (rate * n) for day, n in days.items())
    expected = max(1, (squares - sum(events.values())) / (len(days) - 1))
    assert frame["dispersion"][0] == pytest.approx(expected)


def _due_day(row: Row) -> date:
    """By the delivered rules: 15 working days by the state portal, else 15 or 10 days, to a working day."""
    off = {date(2022, 1, day) for day in (1, 2, 7)} | {
        date(2022, 3, 8),
        *(date(2022, 3, d) for d in (21, 22, 23)),
    }
    day: date = row["registered_at"].date()
    left = 15 if row["submitted_via"] == "state_portal" else 0
    day += timedelta(days=0 if left else 15 if row["kind"] == "complaint" else 10)
    while left or day.weekday() > 4 or day in off:
        day += timedelta(days=1)
        left -= left > 0 and day.weekday() < 5 and day not in off
    return day


def test_on_time_is_by_the_first_rule_that_fits_where_no_due_time_was_given() -> None:
    last = max(row["answered_at"] or row["registered_at"] for row in CASES).date()
    due = []
    for row in CASES:
        day = _due_day(row)
        if day < last:
            due.append((row["kind"], bool(row["answered_at"] and row["answered_at"].date() <= day)))
    frame = ask("on_time", by=("kind",))
    for kind, value in by_key(frame, "kind").items():
        kept = [on_time for k, on_time in due if k == kind]
        assert value == pytest.approx(100 * sum(kept) / len(kept))


def test_findings_of_scripts_and_scorecards_are_one_rate() -> None:
    """Four of five greetings broken, of four scorecards that apply two, a week apart: see tiny_warehouse."""
    frame = ask("broken_rate", by=("criterion",))
    assert by_key(frame, "criterion", column="broken") == {"greeting": 4, "thanked": 2}
    assert by_key(frame, "criterion", column="count") == {"greeting": 5, "thanked": 4}
    assert ask("script_kept")["value"][0] == pytest.approx(20.0)
    assert by_key(ask("repeated_errors", by=("criterion", "agent")), "criterion", "agent") == {
        ("greeting", "a1"): 3,
        ("thanked", "a3"): 1,
    }


def test_the_time_of_a_step_is_apart_by_who_waits() -> None:
    minutes: dict[str, list[float]] = defaultdict(list)
    for row in STEPS:
        if row["step_id"] == "approval":
            minutes[row["waiting"]].append((row["ended_at"] - row["started_at"]).seconds / 60)
    row = ask("step_time", by=("step",), filters={"step": ["approval"]}).iloc[0]
    assert row["median_work"] == median(minutes["nobody"])
    assert row["median_operator_wait"] == median(minutes["operator"])
    assert row["median_customer_wait"] == 0
    whole = sum((r["ended_at"] - r["started_at"]).seconds / 60 for r in STEPS)
    assert row["lead_share"] == pytest.approx(100 * sum(map(sum, minutes.values())) / whole)


def test_waits_and_handle_times_are_of_served_contacts() -> None:
    served = [row for row in CONTACTS if row["is_answered"]]
    handled = [row["talk_s"] + row["hold_s"] + row["wrap_up_s"] for row in served]
    assert ask("wait")["value"][0] == median(row["wait_s"] for row in served)
    frame = ask("aht")
    assert frame["value"][0] == pytest.approx(mean(handled))
    half = 1.96 * sqrt(variance(handled) / len(handled))
    assert frame["low"][0] == pytest.approx(mean(handled) - half)


def test_calls_count_what_was_recorded_and_transcribed() -> None:
    row = ask("calls").iloc[0]
    assert (row["recorded"], row["transcribed"], row["failed"]) == (6, 5, 1)


@pytest.mark.parametrize("name", list(catalogue()))
def test_every_metric_keeps_its_interval_around_the_value_and_within_its_bounds(name: str) -> None:
    found = catalogue()[name]
    for by in ((), ("month",), *((word,) for word in found.dimensions)):
        frame = ask(name, by=by)
        expected = [*dict.fromkeys((*by, *found.always_by)), "from", "to", "value", "low", "high", "count"]
        assert list(frame.columns) == [*expected, *found.components, "withheld"]
        known = frame.dropna(subset=["value", "low"])
        if name == "stage_time":  # of a median, the upper end is not known while too many have not got so far
            known = known.dropna(subset=["high"])
        assert (known["low"] <= known["high"]).all()
        if name != "nps":  # the adjusted centre may lie beside the value at the end of the scale
            assert (known["low"] <= known["value"] + 1e-9).all() and (
                known["value"] <= known["high"] + 1e-9
            ).all()
        assert known["value"].between(*found.bounds).all()
        assert (frame["from"] < frame["to"]).all()


@pytest.mark.parametrize("name", list(catalogue()))
def test_a_month_asked_for_alone_is_the_same_month_in_a_series(name: str) -> None:
    alone = ask(name, by=("month",), period=FEBRUARY)
    series = ask(name, by=("month",))
    series = series[series["month"] == "2022-02-01"].reset_index(drop=True)
    assert_frame_equal(alone, series)


def test_a_row_covers_its_own_days_within_what_was_asked() -> None:
    frame = ask("contacts", by=("week",), period=JANUARY)
    assert frame["from"].min().date() == date(2022, 1, 1) and frame["to"].max().date() == date(2022, 2, 1)
    assert frame["week"].min().date() == date(2021, 12, 27)
    assert frame["count"].sum() == sum(row["started_at"] < datetime(2022, 2, 1) for row in CONTACTS)


def test_the_same_filter_twice_means_or_and_two_filters_mean_and() -> None:
    frame = ask("contacts", filters={"channel": ["phone", "office"], "unit": ["cc1"]})
    expected = [row for row in CONTACTS if row["channel_id"] in ("phone", "office") and unit_of(row) == "cc1"]
    assert frame["count"][0] == len(expected)


def test_a_change_is_the_difference_and_is_clear_only_when_its_interval_excludes_none() -> None:
    frame = change(shared_tiny()[1], OWNER, "nps", now=FEBRUARY, before=JANUARY, by=("unit",))
    before, now = (by_key(ask("nps", by=("unit",), period=p), "unit") for p in (JANUARY, FEBRUARY))
    assert by_key(frame, "unit", column="change") == pytest.approx({k: now[k] - before[k] for k in now})
    assert (frame["change_low"] < frame["change"]).all() and (frame["change"] < frame["change_high"]).all()
    assert not frame["is_clear"].any()


def test_the_change_of_nps_is_the_difference_of_adjusted_values() -> None:
    row = change(shared_tiny()[1], OWNER, "nps", now=FEBRUARY, before=JANUARY).iloc[0]
    frames = [ask("nps", period=period).iloc[0] for period in (FEBRUARY, JANUARY)]
    centres = [(f["low"] + f["high"]) / 2 for f in frames]
    half = sqrt(row["design_effect"] * sum(((f["high"] - f["low"]) / 2) ** 2 for f in frames))
    assert row["change_low"] == pytest.approx(centres[0] - centres[1] - half)
    assert row["change_high"] == pytest.approx(centres[0] - centres[1] + half)


def test_any_change_of_a_full_count_is_real() -> None:
    row = change(shared_tiny()[1], OWNER, "contacts", now=FEBRUARY, before=FEBRUARY.before()).iloc[0]
    assert row["change"] == -6 and row["is_clear"]


def test_print_has_the_decimals_the_metric_declares() -> None:
    frame = rounded(ask("nps"), catalogue()["nps"])
    assert frame["value"][0] == round(ask("nps")["value"][0], 1)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"name": "nsp"}, "unknown metric 'nsp'; did you mean nps"),
        ({"name": "nps", "by": ("criterion",)}, "unknown dimension of nps 'criterion'"),
        ({"name": "nps", "filters": {"moon": ["full"]}}, "unknown filter of nps 'moon'"),
        ({"name": "nps", "filters": {"unit": []}}, "filter unit: give at least one value"),
        ({"name": "nps", "filters": {"unit": "cc1"}}, "filter unit: give at least one value"),
        ({"name": "nps", "filters": {"month": ["May"]}}, "'May' is no date"),
    ],
)
def test_a_wrong_ask_is_one_sentence(arguments: dict[str, Any], sentence: str) -> None:
    with pytest.raises(WrongUse, match=sentence):
        ask(arguments.pop("name"), **arguments)
