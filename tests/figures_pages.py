"""What a page shows: the answers it was given, its figures, charts, tables and words; and whom it is compared
with: the demo operator apart from the demo, since pages may write into its journal."""

import re
import shutil
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import plotly.io
import pytest
from streamlit.testing.v1 import AppTest

from config.instance import PROJECT, Instance
from tests.app_pages import open_page
from tests.plain_agents import FairOperator
from tests.plain_rows import Rules
from ui import shown
from warehouse.snapshot import current

_PLACED = "channel_id, channel_kind, unit_id, region, team, agent_id, process_id, segment, date"
TABLES = {
    "contacts": "contact_id, customer_key, is_answered, is_number_verified, is_resolved, count_transfers, "
    "talk_s, hold_s, wrap_up_s, wait_s, direction, started_at, answer_due_date, answer_due_at, "
    "first_answer_at",
    "surveys": "survey_id, contact_id, customer_key, score, sent_at, answer_date, contact_date, answered_at, "
    "delivered, reason_id, category_id",
    "ratings": "rating_id, contact_id, customer_key, rating, rated_at",
    "cases": "kind, source, category_id, due_date, due_at, answered_at, is_due",
    "findings": "finding_id, recording_id, contact_id, criterion_id, origin, result",
    "steps": "service_id, step_id, step_no, work_min, customer_wait_min, operator_wait_min, total_min",
    "calls": "recording_id, status, score",
}
PEOPLE = '[people.owner]\nrole = "administrator"\nunits = "all"\npersonal = true\n'
_LINKED = ("landing", "quarantine", "changes", "transcripts", "models")
_KEY = re.compile(r"(?:chart_)?(.+)_(?:light|dark)")


def apart(demo: Instance, home: Path) -> Instance:
    """The demo at ``home``, nothing in its journal, seen by somebody who may see all of it."""
    shutil.copytree(demo.config, home / "config")
    (home / "journal").mkdir()
    shutil.copy(demo.journal / "reported.parquet", home / "journal")
    for name in _LINKED:
        (home / name).symlink_to(demo.home / name)
    (home / "warehouse").mkdir()
    published = (demo.warehouse / "CURRENT").read_text("utf8").strip()
    (home / "warehouse" / "CURRENT").write_text(published, "utf8")
    for file in demo.warehouse.glob(f"*{Path(published).stem.removeprefix('warehouse-')}*"):
        (home / "warehouse" / file.name).symlink_to(file)
    (home / "config" / "people.toml").write_text(PEOPLE, "utf8")
    return Instance(home)


def counted_plainly(instance: Instance) -> FairOperator:
    """The operator's facts, for counting everything once more."""
    facts, rules = facts_of(instance)
    return FairOperator(facts, rules)


def facts_of(
    instance: Instance, but: Mapping[str, str] = MappingProxyType({})
) -> tuple[dict[str, pd.DataFrame], Rules]:
    """Facts by their table, and what was settled. but: tables of which not everything is wanted -> what is,
    as the end of a statement."""
    snapshot = current(instance)
    facts = {
        table: snapshot.cursor().execute(
            f"select {_PLACED}, {columns} from facts.{table} {but.get(table, '')}"
        ).df()
        for table, columns in TABLES.items()
    }  # fmt: skip
    for table, where in (("agents", "dims"), ("units", "dims"), ("events", "facts")):
        facts[table] = snapshot.cursor().execute(f"select * from {where}.{table}").df()
    return facts, _rules(instance, snapshot.info.last_day)


def settled(instance: Instance) -> dict[str, dict[str, Any]]:
    """What the settings say, the operator's own lines before the defaults."""
    said = [
        tomllib.loads(path.read_text("utf8"))
        for path in (PROJECT / "config" / "settings.toml", instance.config / "settings.toml")
    ]
    return {section: {**said[0][section], **said[1].get(section, {})} for section in said[0]}


def _rules(instance: Instance, last_day: date | None) -> Rules:
    settings = settled(instance)
    windows, rating = settings["windows"], settings["rating"]
    assert last_day is not None
    return Rules(
        least_scores=settings["display"]["least_scores"],
        counted_from=rating["counted_from"],
        new_agent_days=rating["new_agent_days"],
        online_kinds=tuple(windows["online_channel_kinds"]),
        within_s={"phone": windows["service_level_s"], "office": windows["service_level_office_s"]},
        short_s=windows["short_abandon_s"],
        repeated_days=windows["repeated_error_days"],
        repeated_findings=windows["repeated_error_findings"],
        repeat_days=windows["repeat_contact_days"],
        nps_target=settings["targets"]["nps"],
        last_day=last_day,
    )


@dataclass(frozen=True)
class Seen:
    """A page that was opened. charts: by their key; tables, and small ones (which do not scroll): in the
    order drawn, as they stand on the page; words: titles, texts and captions."""

    told: Sequence[shown.Told]
    metrics: Sequence[Any]
    charts: Mapping[str, go.Figure]
    tables: Sequence[pd.DataFrame]
    words: Sequence[str]
    small: Sequence[pd.DataFrame] = ()

    @property
    def answers(self) -> list[shown.Answer]:
        return [one for one in self.told if isinstance(one, shown.Answer)]

    def answer(self, kind: str, name: str, by: tuple[str, ...] = ()) -> shown.Answer:
        return next(
            one for one in self.answers
            if (one.kind, one.asked.name, one.asked.by) == (kind, name, by)
        )  # fmt: skip

    def split_of(self, name: str, *parts: str) -> shown.Answer:
        """The answer of a metric split by one of ``parts`` alone."""
        return next(
            one for one in self.answers
            if one.kind == "metric" and one.asked.name == name and one.asked.by in [(part,) for part in parts]
        )  # fmt: skip

    def chart_by(self, start: str) -> str:
        """The dimension that the key of a chart names after ``start``."""
        return next(key.removeprefix(start) for key in self.charts if key.startswith(start))

    def value(self, label: str) -> str:
        return next(str(metric.value) for metric in self.metrics if metric.label == label)

    def said(self, pattern: str) -> re.Match[str] | None:
        """The first words of the page that hold ``pattern``."""
        found = (re.search(pattern, words) for words in self.words)
        return next((match for match in found if match), None)


def see(
    monkeypatch: pytest.MonkeyPatch,
    instance: Instance,
    page: str,
    state: Mapping[str, object] | None = None,
    /,
    **address: str,
) -> Seen:
    """Opens a page in English; ``state``: what was chosen in its controls."""
    with shown.listening() as told:
        app = open_page(monkeypatch, instance, f"{page}.py", state, lang="en", **address)
    return looked_at(app, told)


def looked_at(app: AppTest, told: Sequence[shown.Told] = ()) -> Seen:
    """What stands on a page that has run."""
    tables = [one.value for one in app.dataframe]
    small = [one.value for one in app.table]
    return Seen(told, list(app.metric), _charts(app), tables, _words(app), small)


def _charts(app: AppTest) -> dict[str, go.Figure]:
    """The charts as they are sent to the browser."""
    found = {}
    for element in app.get("plotly_chart"):
        key = _KEY.fullmatch(str(element.key))
        assert key, element
        found[key[1]] = plotly.io.from_json(element.proto.spec)
    return found


def _words(app: AppTest) -> list[str]:
    parts = [str(part.value) for part in (*app.title, *app.markdown, *app.caption, *app.text)]
    parts += [metric.proto.delta_description for metric in app.metric]
    return [part.replace("\\", "").replace("\N{NO-BREAK SPACE}", " ") for part in parts]


def number(written: str) -> tuple[float, int]:
    """A written number and how many decimals it was written with."""
    found = re.search(r"[−-]?[\d,]+(?:\.(\d+))?", written)
    assert found, written
    return float(found[0].replace("−", "-").replace(",", "")), len(found[1] or "")


def is_written(written: str, value: float) -> bool:
    """Whether ``written`` is ``value`` as far as it goes."""
    read, decimals = number(written)
    return bool(abs(read - value) <= 0.5001 * 10**-decimals)
