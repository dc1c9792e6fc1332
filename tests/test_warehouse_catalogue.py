"""A metric's file that breaks the rules never runs; the documentation names every metric."""

from dataclasses import replace
from pathlib import Path

import pytest

from warehouse import sql_files
from warehouse.catalogue import BadHeader, catalogue, read_metric
from warehouse.documentation import markdown
from warehouse.rows import row_queries
from warehouse.sql_files import SqlFile

GOOD = sql_files.read("metrics", "contacts")


def with_body(body: str) -> SqlFile:
    return replace(GOOD, body=body)


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ("select {by} 1 from facts.contacts", "reads facts. past the gate"),
        ("select {by} 1 from {contacts} join Marts . survey_days", "past the gate"),
        ("select {by} 1", "does not read its source {contacts}"),
        ("select 1 from {contacts}", "has no {by}"),
        ("select {by} {filter} from {contacts}", "unknown token 'filter'"),
        ("select {by} {same one} from {contacts}", "takes 2 names"),
    ],
)
def test_a_statement_that_could_go_unfiltered_is_refused(body: str, rule: str) -> None:
    with pytest.raises(BadHeader, match=rule.replace("{", r"\{").replace("}", r"\}")):
        read_metric(with_body(body))


def test_an_unknown_dimension_or_key_of_a_header_is_refused() -> None:
    header = {**GOOD.header, "dimensions": "channel, moon"}
    with pytest.raises(BadHeader, match="unknown dimension 'moon'"):
        read_metric(replace(GOOD, header=header))
    with pytest.raises(BadHeader, match=r"has unknown \['colour'\]"):
        read_metric(replace(GOOD, header={**GOOD.header, "colour": "red"}))


def test_every_metric_opens_to_rows_that_take_its_filters() -> None:
    for name, metric in catalogue().items():
        query = row_queries()[metric.rows]
        assert set(metric.dimensions) - {"month"} <= set(query.dimensions) | {"model"}, name
        assert metric.better in ("up", "down", "")


def test_the_documentation_has_every_metric_and_its_definition() -> None:
    text = markdown()
    for metric in catalogue().values():
        assert f"## {metric.name}\n" in text and metric.definition in text


def test_every_statement_says_what_it_is() -> None:
    for path in sorted(sql_files.FOLDER.rglob("*.sql")):
        assert path.read_text("utf8").startswith("-- "), path
        assert str(Path.home()) not in path.read_text("utf8")
