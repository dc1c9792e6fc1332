"""Every figure on every page, for five sets of filters: as its command prints and plain pandas counts it."""

import json
import math
import re
import shutil
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from typer.testing import CliRunner

from config.instance import PROJECT, Instance
from tests.app_pages import open_page
from tests.plain_agents import FairOperator
from tests.plain_rows import TIMES, Ask, Rules
from tests.plain_statistics import Plain
from ui import shown
from warehouse.__main__ import app as warehouse_command
from warehouse.catalogue import catalogue
from warehouse.snapshot import current

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
PAGES = ("overview", "nps", "compare", "complaints", "agents", "agent", "errors", "gemba")
"""Pages of metrics. Follow-up and pay count tasks and points, health counts deliveries: their own tests
compare those."""
FIGURES = (
    "value", "low", "high", "count", "value_before", "count_before", "change", "change_low", "change_high",
    "centre", "lower", "upper",
)  # fmt: skip
AGENT = "1009"
_PLACED = "channel_id, channel_kind, unit_id, region, team, agent_id, process_id, segment, date"
TABLES = {
    "contacts": "contact_id, customer_key, is_answered, is_number_verified, count_transfers, talk_s, hold_s, "
    "wrap_up_s, wait_s, direction, answer_due_date, answer_due_at, first_answer_at",
    "surveys": "contact_id, score, answer_date, contact_date, answered_at, delivered, reason_id, category_id",
    "ratings": "rating",
    "cases": "kind, source, category_id, due_date, due_at, answered_at, is_due",
    "findings": "finding_id, recording_id, contact_id, criterion_id, origin, result",
    "steps": "service_id, step_id, total_min",
}
PEOPLE = '[people.owner]\nrole = "administrator"\nunits = "all"\npersonal = true\n'


@pytest.fixture(scope="module")
def instance(demo: Instance, tmp_path_factory: pytest.TempPathFactory) -> Instance:
    """The demo's figures apart from the demo: pages may write into their journal."""
    home = tmp_path_factory.mktemp("figures")
    shutil.copytree(demo.config, home / "config")
    (home / "warehouse").mkdir()
    name = (demo.warehouse / "CURRENT").read_text("utf8").strip()
    (home / "warehouse" / "CURRENT").write_text(name, "utf8")
    for file in demo.warehouse.glob(f"*{Path(name).stem.removeprefix('warehouse-')}*"):
        (home / "warehouse" / file.name).symlink_to(file)
    (home / "config" / "people.toml").write_text(PEOPLE, "utf8")
    return Instance(home)


@pytest.fixture(scope="module")
def plain(instance: Instance) -> FairOperator:
    snapshot = current(instance)
    facts = {
        table: snapshot.cursor().execute(f"select {_PLACED}, {columns} from facts.{table}").df()
        for table, columns in TABLES.items()
    }
    facts["agents"] = snapshot.cursor().execute("select * from dims.agents").df()
    return FairOperator(facts, _rules(instance, snapshot.info.last_day))


def _rules(instance: Instance, last_day: date | None) -> Rules:
    """What the settings say, the operator's own lines before the defaults."""
    said = [
        tomllib.loads(path.read_text("utf8"))
        for path in (PROJECT / "config" / "settings.toml", instance.config / "settings.toml")
    ]
    settled = {
        section: {**said[0].get(section, {}), **said[1].get(section, {})}
        for section in ("display", "rating", "windows")
    }
    windows, rating = settled["windows"], settled["rating"]
    assert last_day is not None
    return Rules(
        least_scores=settled["display"]["least_scores"],
        counted_from=rating["counted_from"],
        new_agent_days=rating["new_agent_days"],
        online_kinds=tuple(windows["online_channel_kinds"]),
        within_s={"phone": windows["service_level_s"], "office": windows["service_level_office_s"]},
        short_s=windows["short_abandon_s"],
        repeated_days=windows["repeated_error_days"],
        repeated_findings=windows["repeated_error_findings"],
        last_day=last_day,
    )


@pytest.fixture(scope="module")
def pages(instance: Instance) -> Iterator[dict[str, list[shown.Told]]]:
    """What every page was told under every set of filters, each page opened once."""
    monkeypatch, told = pytest.MonkeyPatch(), {}
    for name, address in FILTERS.items():
        for page in PAGES:
            more = {"agent": AGENT} if page == "agent" else {}
            with shown.listening() as here:
                app = open_page(monkeypatch, instance, f"{page}.py", lang="en", **address, **more)
            told[f"{page}: {name}"] = here
            _every_metric_was_told(app.metric, here, f"{page}: {name}")
    yield told
    monkeypatch.undo()


def _every_metric_was_told(metrics: Any, told: list[shown.Told], where: str) -> None:
    """No figure stands on a page that does not come from an answer."""
    written = {figure.written for figure in told if isinstance(figure, shown.Figure)} | {"—"}
    for metric in metrics:
        if metric.value not in written:
            numbers = [_number(metric.value)]
            assert any(_is_among(number, told) for number in numbers), (
                f"{where}: {metric.label} {metric.value}"
            )


def _number(written: str) -> tuple[float, int]:
    """A written number and how many decimals it was written with."""
    found = re.search(r"[−-]?[\d,]+(?:\.(\d+))?", written)
    assert found, written
    return float(found[0].replace("−", "-").replace(",", "")), len(found[1] or "")


def _is_among(number: tuple[float, int], told: list[shown.Told]) -> bool:
    value, decimals = number
    for answer in told:
        if isinstance(answer, shown.Answer):
            figures = answer.table.select_dtypes("number").to_numpy(float).ravel()
            if any(
                abs(one / scale - value) <= 0.5001 * 10**-decimals for one in figures for scale in (1, 60)
            ):
                return True
    return False


def _answers(pages: Mapping[str, list[shown.Told]], *kinds: str) -> dict[str, shown.Answer]:
    """The different questions of all pages."""
    found: dict[str, shown.Answer] = {}
    for told in pages.values():
        for one in told:
            if isinstance(one, shown.Answer) and one.kind in kinds:
                found.setdefault(f"{one.kind} {one.asked}", one)
    assert found, f"no {kinds} on any page"
    return found


# The command.


def _printed(instance: Instance, answer: shown.Answer) -> list[dict[str, Any]]:
    asked = answer.asked
    kind = {"change": "compare", "count_rows": "rows"}.get(answer.kind, answer.kind)
    words = [kind, asked.name, "--home", str(instance.home), "--as", "owner", "--format", "json"]
    words += ["--by", ",".join(asked.by)] if asked.by else []
    words += _days("", asked.period) + [
        w for k, codes in asked.filters for c in codes for w in ("--filter", f"{k}={c}")
    ]
    if kind == "compare":
        words += _days("against-", asked.before)
    if kind == "rows":
        words += ["--limit", "1000000"]
    result = CliRunner().invoke(warehouse_command, words)
    assert result.exit_code == 0, (words, result.output)
    printed: list[dict[str, Any]] = json.loads(result.stdout)
    return printed


def _days(prefix: str, period: Any) -> list[str]:
    ends = ((f"--{prefix}from", period.start), (f"--{prefix}to", period.end))
    return [word for name, day in ends if day for word in (name, day.isoformat())]


@pytest.mark.parametrize("kind", ["metric", "change", "compare", "control", "hours"])
def test_every_figure_is_what_its_command_prints(
    pages: dict[str, list[shown.Told]], instance: Instance, kind: str
) -> None:
    for where, answer in _answers(pages, kind).items():
        printed = _printed(instance, answer)
        assert len(printed) == len(answer.table), where
        room = 0.5001 * 10 ** -catalogue()[answer.asked.name].decimals
        for line, row in zip(printed, answer.table.to_dict("records"), strict=True):
            for column in set(FIGURES) & set(row) & set(line):
                assert _is_same(line[column], row[column], room), f"{where}: {column} of {row}"


def test_every_count_of_rows_is_what_the_command_lists(
    pages: dict[str, list[shown.Told]], instance: Instance
) -> None:
    asked = [one for one in _answers(pages, "count_rows").values() if one.table["count"].iloc[0] < 3000]
    for answer in asked:
        assert len(_printed(instance, answer)) == answer.table["count"].iloc[0], answer.asked


def _is_same(one: Any, other: Any, room: float) -> bool:
    unknown = [value is None or pd.isna(value) for value in (one, other)]
    return (
        all(unknown) if any(unknown) else math.isclose(float(one), float(other), abs_tol=room, rel_tol=1e-9)
    )


# Plain pandas.


def test_every_figure_is_what_plain_pandas_counts(
    pages: dict[str, list[shown.Told]], plain: FairOperator
) -> None:
    for where, answer in _answers(pages, "metric", "control").items():
        _compare(where, answer, plain.ask(answer.asked.name, _ask(answer, "period")))


def test_both_sides_of_every_change_are_what_plain_pandas_counts(
    pages: dict[str, list[shown.Told]], plain: FairOperator
) -> None:
    for where, answer in _answers(pages, "change", "compare").items():
        now = plain.ask(answer.asked.name, _ask(answer, "period"))
        before = plain.ask(answer.asked.name, _ask(answer, "before"))
        by = _by(answer)
        for row in answer.table.to_dict("records"):
            key = _key(row, by)
            sides = now.get(key, Plain(math.nan, 0)), before.get(key, Plain(math.nan, 0))
            for side, suffix in zip(sides, ("", "_before"), strict=True):
                assert row[f"count{suffix}"] == side.count, f"{where}: {row}"
                assert _is_same(side.value, row[f"value{suffix}"], 1e-6), f"{where}: {row}"
            assert _is_same(sides[0].value - sides[1].value, row["change"], 1e-6), f"{where}: {row}"


def _by(answer: shown.Answer) -> tuple[str, ...]:
    always = ("agent",) if answer.asked.name.startswith(("fair_", "adjusted_")) else ()
    return tuple(dict.fromkeys((*answer.asked.by, *always)))


def _ask(answer: shown.Answer, side: str) -> Ask:
    asked = answer.asked
    other = side == "before" and answer.kind == "compare"
    period, filters = getattr(asked, side), asked.before_filters if other else asked.filters
    return Ask(period.start, period.end, dict(filters), _by(answer))


def _key(row: Mapping[Any, Any], by: tuple[str, ...]) -> tuple[Any, ...]:
    values = [row[word] for word in by]
    return tuple(
        None if not isinstance(value, str) and pd.isna(value)
        else pd.Timestamp(value).date() if word in TIMES else value
        for word, value in zip(by, values, strict=True)
    )  # fmt: skip


def _compare(where: str, answer: shown.Answer, counted: Mapping[Any, Plain]) -> None:
    rows = {_key(row, _by(answer)): row for row in answer.table.to_dict("records")}
    assert set(rows) == set(counted), where
    for key, one in counted.items():
        row = rows[key]
        assert row["count"] == one.count, f"{where}: {row}, plainly {one}"
        assert _is_same(one.value, row["value"], 1e-6), f"{where}: {row}, plainly {one}"
        assert _has_interval(answer.asked.name, row, one), f"{where}: interval of {row}, plainly {one}"


def _has_interval(name: str, row: Mapping[Any, Any], one: Plain) -> bool:
    if math.isnan(one.low):  # not counted here
        return True
    if name == "nps_lost":  # drawn from customers at random, and never narrower than this
        return bool(row["low"] <= one.low + 1e-6 and row["high"] >= one.high - 1e-6)
    return _is_same(one.low, row["low"], 1e-6) and _is_same(one.high, row["high"], 1e-6)


def test_every_figure_is_written_as_it_was_counted(pages: dict[str, list[shown.Told]]) -> None:
    for where, told in pages.items():
        for figure in told:
            if isinstance(figure, shown.Figure):
                value, decimals = _number(figure.written)
                counted = float(figure.answer["value"])  # type: ignore[arg-type]
                assert abs(value - counted) <= 0.5001 * 10**-decimals, f"{where}: {figure}"
