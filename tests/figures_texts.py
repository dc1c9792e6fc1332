"""Causes, scripts and models of texts as their pages tell them: against commands, and counted once more."""

import json
import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner

from config.instance import Instance
from etl.__main__ import app as etl_command
from etl.api import causes
from tests.figures_commands import printed
from tests.figures_pages import Seen, is_written, looked_at, number
from text.__main__ import app as text_command
from ui.plain import plain
from ui.taxonomy.state import Draft
from warehouse.snapshot import current

MONTH = ("2022-07-01", "2022-08-01")
DAYS = ["--from", MONTH[0], "--to", MONTH[1]]


def _facts(instance: Instance, columns: str, table: str, day: str) -> pd.DataFrame:
    found: pd.DataFrame = (
        current(instance)
        .cursor()
        .execute(f"select {columns} from facts.{table} where {day} >= ? and {day} < ?", list(MONTH))
        .df()
    )
    return found


# Causes.


def compare_causes(app: AppTest, instance: Instance) -> None:
    """How many texts each cause and branch had: as commands print it, and from the facts."""
    values = tomllib.loads(instance.config_file("taxonomy.toml").read_text("utf8"))
    counts = _texts_of_causes(instance)
    assert counts == _texts_by_commands(instance)
    said = [one.label for one in app.expander]
    for parent in values["parent"]:
        own = [entry for entry in values["category"] if entry["parent"] == parent["id"]]
        total = sum(counts[entry["id"]] for entry in own)
        assert f"**{plain(parent['name_en'])}** · {_texts(total)}" in said, parent["id"]
    rows = _rows(app)
    for entry in values["category"]:
        assert rows[entry["name_en"]].startswith(f"{_texts(counts[entry['id']])} · "), entry["id"]
    assert looked_at(app).said(rf"^Texts are sorted by {len(values['category'])} causes$")


def _texts_of_causes(instance: Instance) -> Counter[str]:
    cases = _facts(instance, "category_id", "cases", "date")
    answers = _facts(instance, "category_id, scored", "surveys", "answer_date")
    return Counter(cases["category_id"].dropna()) + Counter(
        answers[answers["scored"] == 1]["category_id"].dropna()
    )


def _texts_by_commands(instance: Instance) -> Counter[str]:
    found: Counter[str] = Counter()
    for metric in ("complaints", "appeals", "nps"):
        for line in printed(instance, "metric", metric, "--by", "category", *DAYS):
            if line["category"] and line["count"]:
                found[line["category"]] += int(line["count"])
    return found


def _rows(app: AppTest) -> dict[str, str]:
    """Cause -> what stands below its name in the tree."""
    parts = [getattr(part, "value", "") for part in app.main if part.type in ("markdown", "caption")]
    words = [str(part).replace("\\", "") for part in parts]
    return dict(pairwise(words))


def _texts(count: int) -> str:
    return f"{count} text" if count == 1 else f"{count:,} texts"


WORD = "мастер"
"""Begins a word that many demo texts have."""


def draft_of(instance: Instance) -> Draft:
    """The taxonomy with one more cause: texts with a word that begins with WORD."""
    version = causes.in_force(instance)
    rules = {code: [f"{WORD}*"] for code in ("ru", "kk", "en")}
    like = next(one for one in version.values["category"] if one["id"] == "other")
    names = {f"name_{code}": "Masters" for code in ("ru", "kk", "en")}
    entry = {**like, **names, "id": "masters", "rules": rules}
    return Draft(version.version, causes.with_cause(version.text, entry))


def compare_trial_of_causes(seen: Seen, moved: list[str], instance: Instance) -> None:
    """How many texts the draft would move, as a look for the word itself counts them. moved: causes told."""
    texts = _written(instance)
    found = sum(bool(re.search(rf"(?i)\b{WORD}", text)) for text in texts)
    assert found > 3
    assert seen.said(rf"{len(texts):,} texts looked at in .* \*\*{found} would be sorted otherwise\*\*")
    assert moved[0] == f"Masters: 0 → {found}, {found} come in"


def _written(instance: Instance) -> set[str]:
    """Different texts of the month."""
    answers = _facts(instance, "comment, suggestion", "surveys", "answer_date")
    cases = _facts(instance, "text", "cases", "date")
    parts = (answers["comment"], answers["suggestion"], cases["text"])
    return {text for part in parts for text in part.dropna() if len(text) >= 3}


# Scripts.


def compare_scripts(seen: Seen, instance: Instance) -> None:
    """The criteria with their phrases, and what they come to on the month's calls."""
    file = next(instance.config_file("scripts").glob("*.toml"))
    criteria = tomllib.loads(file.read_text("utf8"))["criterion"]
    assert seen.said(rf"^{len(criteria)} criteria checked in every call$")
    for entry in criteria:
        count = sum(len(those) for those in entry["phrases"].values())
        assert seen.said(rf"(one|none) of {count} phrases?\b"), entry["id"]
    lines = _tried(instance, file)
    counted = _found_in_calls(instance)
    table = next(one for one in seen.tables if "Not assessable" in one).set_index("Criterion")
    for entry in criteria:
        row, line, plainly = table.loc[entry["name_en"]], lines[entry["id"]], counted[entry["id"]]
        for title, result in _RESULTS.items():
            assert number(row[title])[0] == line[result] == plainly[result], (entry["id"], title)
    talks = {sum(counted[entry["id"]].values()) for entry in criteria}
    assert len(talks) == 1 and seen.said(rf"{talks.pop()} calls looked at")


_RESULTS = {
    "Kept": "kept",
    "Broken": "broken",
    "Not assessable": "not_assessable",
    "Not asked for": "not_applicable",
}


def _tried(instance: Instance, file: Path) -> dict[str, dict[str, Any]]:
    words = [
        "scripts",
        "try",
        str(file),
        *DAYS,
        "--home",
        str(instance.home),
        "--as",
        "owner",
        "--format",
        "json",
    ]
    result = CliRunner().invoke(etl_command, words)
    assert result.exit_code == 0, result.output
    return {line["criterion"]: line for line in json.loads(result.stdout)}


def _found_in_calls(instance: Instance) -> dict[str, Counter[str]]:
    """Criterion -> how many calls of the month have each finding, as stored when they were heard."""
    found = _facts(instance, "criterion_id, result, origin", "findings", "date")
    stored = found[found["origin"] == "script"]
    return {str(code): Counter(those["result"]) for code, those in stored.groupby("criterion_id")}


# Models of texts.


def teach(instance: Instance, folder: Path) -> dict[str, Any]:
    """A model of sentiment learns from 150 texts, every ninth on the wrong side; what the command prints."""
    lines = [
        f"{'синий' if place % 2 else 'зелёный'} шкаф номер {place},{_side(place)}" for place in range(150)
    ]
    file = folder / "said.csv"
    file.write_text("\n".join(["text,side", *lines]), "utf8")
    words = ["train", str(file), "--text", "text", "--label", "side", "--task", "sentiment"]
    result = CliRunner().invoke(text_command, [*words, "--home", str(instance.home), "--format", "json"])
    assert result.exit_code == 0, result.output
    return dict(json.loads(result.stdout))


def _side(place: int) -> str:
    is_wrong = place % 9 == 0
    return "positive" if (place % 2 == 1) != is_wrong else "negative"


def compare_models(seen: Seen, trained: Mapping[str, Any]) -> None:
    """Every figure of the page: as the command prints it, and worked out from the table of confusions."""
    after, before = trained["after"], trained["before"]["figures"]
    pairs = Counter({
        (truth, answer): count
        for truth, answers in after["confusion"].items()
        for answer, count in answers.items()
    })  # fmt: skip
    whole = _worked_out(pairs)
    small = next(one for one in seen.small if "Answered right" in one)
    for title, name in _MODEL.items():
        assert whole[name] == pytest.approx(after[name], abs=0.00006), name
        assert is_written(str(small[title].iloc[1]), whole[name]), title
        assert is_written(str(small[title].iloc[0]), before[name]), title
    n = sum(pairs.values())
    assert seen.said(rf"^On rows kept back from learning, n = {n}$") and n == after["n"]
    assert seen.said(r" · learned from 150 texts · ")
    _compare_classes(seen, pairs)
    _compare_coverage(seen, after)


_MODEL = {"Answered right": "accuracy", "F1, mean of all": "macro_f1", "F1, by rows": "weighted_f1"}


def _worked_out(pairs: Counter[tuple[str, str]]) -> dict[str, float]:
    rows = Counter({truth: 0 for truth, _answer in pairs})
    for (truth, _answer), count in pairs.items():
        rows[truth] += count
    scores = {label: _of_class(pairs, label)[2] for label in rows}
    n = sum(rows.values())
    return {
        "accuracy": sum(count for (truth, answer), count in pairs.items() if truth == answer) / n,
        "macro_f1": sum(scores.values()) / len(scores),
        "weighted_f1": sum(scores[label] * rows[label] for label in rows) / n,
    }


def _of_class(pairs: Counter[tuple[str, str]], label: str) -> tuple[float, float, float, int]:
    """Precision, recall, F1, rows."""
    right = pairs[label, label]
    said = sum(count for (_truth, answer), count in pairs.items() if answer == label)
    there = sum(count for (truth, _answer), count in pairs.items() if truth == label)
    return right / said if said else 0.0, right / there, 2 * right / (said + there), there


def _compare_classes(seen: Seen, pairs: Counter[tuple[str, str]]) -> None:
    table = next(one for one in seen.tables if "Found of all" in one)
    assert set(table["Label"]) == {truth for truth, _answer in pairs}
    for row in table.to_dict("records"):
        shown = [row[title] for title in ("Precision", "Found of all", "F1", "n")]
        assert shown == pytest.approx(_of_class(pairs, row["Label"]), abs=0.00006), row
    for (truth, answer), count in pairs.items():
        if truth != answer and count:
            assert seen.said(rf"^{truth} → {answer} · n = {count}$"), (truth, answer)


def _compare_coverage(seen: Seen, after: Mapping[str, Any]) -> None:
    drawn = seen.charts["models_coverage"].data[0]
    points = sorted(after["coverage_curve"])
    for axis, place in ((drawn.x, 0), (drawn.y, 1)):
        scale = 100 if max(axis) > 1 else 1
        assert list(axis) == pytest.approx([scale * point[place] for point in points], abs=0.006 * scale)
    assert points[-1][1] == pytest.approx(after["accuracy"], abs=0.00006)  # all rows answered
    sure = seen.said(r"where it is sure: ([\d.]+)\s?% of rows, ([\d.]+)\s?% of them right")
    assert sure
    assert all(is_written(sure[place + 1], 100 * after["sure"][place]) for place in (0, 1))
