"""Every figure on every page, for five sets of filters: as its command prints and plain pandas counts it.

SAPA_TEST_ALL=1 opens every page under all five; else under the first and one more, all five between them.
Pages whose figures are no metrics (follow-up, calls, pay, data health): test_figures_of_records.py.
"""

from collections.abc import Iterator, Mapping

import numpy as np
import pytest

from config.instance import Instance
from tests import (
    figures_charts,
    figures_commands,
    figures_people,
    figures_plain,
    figures_service,
    figures_words,
    plain_control,
    plain_scores,
)
from tests.amounts import ALL, full
from tests.figures_commands import is_same
from tests.figures_pages import Seen, apart, counted_plainly, is_written, number, see, settled
from tests.figures_plain import ask_of
from tests.plain_agents import FairOperator
from ui import shown
from warehouse.catalogue import catalogue

FILTERS: dict[str, dict[str, str]] = {
    "everything": {},
    "one unit": {"unit": "cc_altyn"},
    "a channel, a month before": {"channel": "phone", "period": "2022-06"},
    "offices, a quarter": {
        "unit": "office_lake,office_bazaar",
        "period": "2022-Q2",
        "segment": "private,business",
    },
    "a process of one office, a week": {
        "unit": "office_lake",
        "process": "connect,repair",
        "period": "2022-W27",
    },
}
PAGES = ("overview", "nps", "compare", "complaints", "channels", "agents", "agent", "errors", "gemba")
AGENT = "1009"
TURNED: dict[str, tuple[str, dict[str, object]]] = {
    "by channel and week, as control chart": (
        "nps", {"nps_split_by": "channel", "nps_trend_grain": "week", "control_nps": True}
    ),
    "of appeals": ("complaints", {"case_kind": "appeal"}),
    "of offices, by weekday": (
        "channels",
        {"queue_measure": "aht", "queue_view": "week", "queue_kind": "office", "repeats_split": "unit"},
    ),
    "by quarter of an hour": (
        "channels",
        {"queue_measure": "contacts", "queue_view": "quarter_hour", "repeats_split": "channel"},
    ),
    "by NPS": ("agents", {"agents_kind": "nps"}),
    "against everybody": ("agents", {"agents_adjusted": False}),
    "beside colleagues by NPS": ("agent", {"agent_past_kind": "nps"}),
    "of a share": ("compare", {"compare_metric": "script_kept"}),
}  # fmt: skip
"""Pages with other choices in their controls, under no filters."""
_WHOLE, *_NARROWED = FILTERS
Pages = dict[str, Seen]


@pytest.fixture(scope="module")
def instance(demo: Instance, tmp_path_factory: pytest.TempPathFactory) -> Instance:
    return apart(demo, tmp_path_factory.mktemp("figures"))


@pytest.fixture(scope="module")
def plain(instance: Instance) -> FairOperator:
    return counted_plainly(instance)


@pytest.fixture(scope="module")
def pages(instance: Instance) -> Iterator[Pages]:
    """Every page under its sets of filters, and turned otherwise, each opened once."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        yield {
            f"{page}: {name}": see(monkeypatch, instance, page, state, **address, **_whom(page))
            for name, page, state, address in _ways()
        }


def _ways() -> Iterator[tuple[str, str, dict[str, object], dict[str, str]]]:
    for place, page in enumerate(PAGES):
        for name in FILTERS if ALL else (_WHOLE, _NARROWED[place % len(_NARROWED)]):
            yield name, page, {}, FILTERS[name]
    for name, (page, state) in TURNED.items():
        yield name, page, state, {}


def _whom(page: str) -> dict[str, str]:
    return {"agent": AGENT} if page == "agent" else {}


def _answers(pages: Mapping[str, Seen], *kinds: str) -> dict[str, shown.Answer]:
    """The different questions of all pages."""
    found: dict[str, shown.Answer] = {}
    for seen in pages.values():
        for one in seen.answers:
            if one.kind in kinds:
                found.setdefault(f"{one.kind} {one.asked}", one)
    assert found, f"no {kinds} on any page"
    return found


def _of(pages: Pages, page: str) -> dict[str, Seen]:
    return {where: seen for where, seen in pages.items() if where.startswith(f"{page}:")}


def test_pages_are_turned(pages: Pages) -> None:
    drawn = {key for seen in pages.values() for key in seen.charts}
    assert {"why_channel", "nps_points_week", "appeal_trend", "queue_aht_week_office"} <= drawn
    assert "queue_contacts_quarter_hour_phone" in drawn


# What stands on the page.


def test_no_figure_stands_on_a_page_that_does_not_come_from_an_answer(pages: Pages) -> None:
    for where, seen in pages.items():
        written = {one.written for one in seen.told if isinstance(one, shown.Figure)} | {"—"}
        for metric in seen.metrics:
            if metric.value not in written and metric.label not in _MODELLED:
                assert _is_among(number(metric.value), seen), f"{where}: {metric.label} {metric.value}"


_MODELLED = ("In time", "Mean wait", "Agents busy", "Give up")
"""Of the staffing model: compared where the model is."""


def _is_among(written: tuple[float, int], seen: Seen) -> bool:
    value, decimals = written
    for answer in seen.answers:
        figures = answer.table.select_dtypes("number").to_numpy(float).ravel()
        if any(abs(one / scale - value) <= 0.5001 * 10**-decimals for one in figures for scale in (1, 60)):
            return True
    return False


def test_every_figure_is_written_as_it_was_counted(pages: Pages) -> None:
    for where, seen in pages.items():
        for figure in seen.told:
            if isinstance(figure, shown.Figure):
                for written, column in ((figure.written, "value"), (figure.delta, "change")):
                    counted = figure.answer[column]
                    assert not written or is_written(written, float(counted)), f"{where}: {figure}"  # type: ignore[arg-type]


# The command.


@pytest.mark.parametrize("kind", ["metric", "change", "compare", "control", "hours"])
def test_every_figure_is_what_its_command_prints(pages: Pages, instance: Instance, kind: str) -> None:
    for where, answer in _answers(pages, kind).items():
        figures_commands.compare(where, answer, figures_commands.asked_again(instance, answer))


def test_every_count_of_rows_is_what_the_command_lists(pages: Pages, instance: Instance) -> None:
    asked = [one for one in _answers(pages, "count_rows").values() if one.table["count"].iloc[0] < 3000]
    for answer in asked:
        listed = figures_commands.asked_again(instance, answer)
        assert len(listed) == answer.table["count"].iloc[0], answer.asked


# Plain pandas.


def test_every_figure_is_what_plain_pandas_counts(pages: Pages, plain: FairOperator) -> None:
    for where, answer in _answers(pages, "metric", "control").items():
        figures_plain.compare(where, answer, plain.ask(answer.asked.name, ask_of(answer)))


def test_every_change_and_its_interval_are_what_plain_pandas_counts(
    pages: Pages, plain: FairOperator
) -> None:
    for where, answer in _answers(pages, "change", "compare").items():
        figures_plain.compare_change(where, answer, plain)


def test_every_usual_range_is_what_plain_numpy_counts(pages: Pages) -> None:
    for where, answer in _answers(pages, "control").items():
        found = catalogue()[answer.asked.name]
        rows = answer.table[answer.table["value"].notna()].sort_values(answer.asked.by[0])
        counts = rows["count"] if found.unit == "%" else None
        counted = plain_control.usual(rows["value"], counts, found.bounds)
        for column in ("centre", "lower", "upper", "rule"):
            drawn = rows[column].astype("Float64").astype(float)
            assert np.allclose(drawn, counted[column], atol=1e-9, equal_nan=True), f"{where}: {column}"


def test_nps_by_hour_is_what_plain_pandas_counts(pages: Pages, plain: FairOperator) -> None:
    for where, answer in _answers(pages, "hours").items():
        facts = plain.facts
        answers = plain_scores.answered(facts["surveys"], facts["contacts"], ask_of(answer))
        counted = plain_scores.hours(answers, plain.rules.least_scores)
        rows = {(row["weekday"], row["hour"]): row for row in answer.table.to_dict("records")}
        assert set(rows) == set(counted), where
        for key, one in counted.items():
            row = rows[key]
            assert row["count"] == one.count and is_same(one.value, row["value"], 1e-6), f"{where}: {row}"
            assert figures_plain.has_interval("nps", row, one), f"{where}: {row}, plainly {one}"


# Charts.

_PLACED = ("errors_heat", "agent_timeline", "agent_past", "staffing", "funnel")
"""Charts whose traces are texts, days or limits: compared by themselves."""


def test_every_number_drawn_is_what_plain_pandas_counts(pages: Pages, plain: FairOperator) -> None:
    compared = set()
    for where, seen in pages.items():
        for key, chart in seen.charts.items():
            assert not figures_charts.strange_whiskers(seen, key), f"{where}: {key}"
            count = figures_charts.expected(key)
            if count is not None:
                drawn, counted = figures_charts.drawn(key, chart), count(seen, plain)
                assert figures_charts.is_near(drawn, counted), f"{where}: {key} {drawn}, plainly {counted}"
                compared.add(key)
            elif not key.startswith(_PLACED):
                assert not figures_charts.strangers(seen, key), f"{where}: {key}"
    assert len(compared) >= 12, compared


def test_charts_of_agents_show_what_plain_pandas_counts(
    pages: Pages, plain: FairOperator, instance: Instance
) -> None:
    least = settled(instance)["display"]["least_ratings"]
    for seen in _of(pages, "agents").values():
        figures_people.compare_funnel(seen, plain, least)
    for seen in _of(pages, "agent").values():
        figures_people.compare_past(seen, plain)
        figures_people.compare_timeline(seen, plain)
    for seen in _of(pages, "errors").values():
        figures_people.compare_errors(seen, plain)


def test_the_staffing_model_starts_from_the_busiest_hour_seen(pages: Pages, plain: FairOperator) -> None:
    channels = _of(pages, "channels").values()
    assert sum(figures_service.compare_staffing(seen, plain) for seen in channels) >= full(3, else_=1)


def test_a_split_is_what_its_command_prints(pages: Pages, plain: FairOperator, instance: Instance) -> None:
    for where, seen in _of(pages, "nps").items():
        whole = seen.answer("change", "nps")
        lines = figures_commands.split(instance, whole, "process")
        parts = figures_charts.split(plain, whole, "process").to_dict("records") if lines else []
        counted = {part["key"] and part["key"][0]: part for part in parts}
        assert {line["process"] for line in lines} == set(counted), where
        for line in lines:
            for effect in ("rate", "mix"):
                assert is_same(line[effect], counted[line["process"]][effect], 0.0501), f"{where}: {line}"


def test_drivers_are_what_their_command_prints(pages: Pages, plain: FairOperator, instance: Instance) -> None:
    compared = 0
    for where, seen in _of(pages, "nps").items():
        lines = figures_commands.drivers(instance, seen.answer("metric", "nps"))
        counted = figures_charts.weights(seen, plain)
        assert bool(lines) == (counted is not None), where
        if counted is None:
            continue
        for line in lines:
            assert is_same(line["weight"], counted.weight[line["driver"]], 0.0051), f"{where}: {line}"
            assert is_same(line["slope"], counted.slope[line["driver"]], 0.00051), f"{where}: {line}"
            assert is_same(line["r_squared"], counted.r_squared, 0.0051), f"{where}: {line}"
            assert line["count"] == counted.count, f"{where}: {line}"
            compared += 1
        assert seen.said(rf"n = {counted.count:,} of {counted.answers:,} answers"), where
    assert compared >= full(10, else_=3)


def test_every_number_in_a_title_is_one_of_the_page(pages: Pages, plain: FairOperator) -> None:
    for where, seen in pages.items():
        assert not figures_words.unknown_numbers(seen, plain), where
        assert not figures_words.unknown_counts(seen), where
        figures_words.compare_run(seen, plain)
        figures_words.compare_waves(seen, plain)
        if where.startswith("errors:"):
            figures_words.compare_repeating(seen, plain)
