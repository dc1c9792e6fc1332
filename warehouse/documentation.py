"""The catalogue of metrics as text: what ``docs/metrics.md`` is made of."""

from textwrap import fill
from typing import Any

from warehouse.catalogue import Metric, catalogue

COLUMNS = (
    "metric", "title", "unit", "decimals", "grain", "dimensions", "columns", "rows", "better", "definition",
)  # fmt: skip
"""Columns of the catalogue as a table."""

_INDENT: dict[str, Any] = {"initial_indent": "    ", "subsequent_indent": "    "}


def catalogue_rows() -> list[dict[str, str | int]]:
    """One row per metric, columns as ``COLUMNS``."""
    return [
        {
            "metric": metric.name,
            "title": metric.title,
            "unit": metric.unit,
            "decimals": metric.decimals,
            "grain": _grain(metric),
            "dimensions": ", ".join(metric.dimensions),
            "columns": _columns(metric),
            "rows": metric.rows,
            "better": metric.better,
            "definition": metric.definition,
        }
        for metric in catalogue().values()
    ]


def text() -> str:
    """The catalogue for a terminal: a paragraph per metric."""
    blocks = []
    for row in catalogue_rows():
        facts = (f"{row['title']} ({row['unit']})", row["definition"], f"by: {row['dimensions']}")
        blocks.append("\n".join([str(row["metric"]), *(fill(str(fact), 100, **_INDENT) for fact in facts)]))
    return "\n\n".join(blocks) + "\n"


def markdown() -> str:
    """The text of ``docs/metrics.md``: a table to look up, then every metric in full."""
    overview = [f"| [{m.name}](#{m.name}) | {m.title} | {m.unit} |" for m in catalogue().values()]
    lines = [_INTRODUCTION, "| metric | title | unit |", "|---|---|---|", *overview, ""]
    for metric in catalogue().values():
        lines += _section(metric)
    return "\n".join(lines).rstrip() + "\n"


def _section(metric: Metric) -> list[str]:
    lines = [
        f"## {metric.name}",
        "",
        f"**{metric.title}** ({metric.unit}, {metric.decimals} decimals). {metric.definition}",
        "",
        f"- split and filtered by: {', '.join(metric.dimensions)}",
    ]
    if metric.own:
        lines.append(
            f"- of these only for what is counted, not for what it is divided by: {', '.join(metric.own)}"
        )
    if metric.always_by:
        lines.append(f"- always split by: {', '.join(metric.always_by)}")
    lines += [f"- beside the value: {', '.join(metric.components)}"] if metric.components else []
    lines.append(f"- rows behind it: `{metric.rows}`; better: {metric.better or 'neither'}")
    return [*lines, f"- file: `{metric.source}`", ""]


def _grain(metric: Metric) -> str:
    always = f" and {', '.join(metric.always_by)}" if metric.always_by else ""
    return f"one row per combination of --by{always}"


def _columns(metric: Metric) -> str:
    figures = [f"{name} ({metric.unit})" for name in ("value", "low", "high")]
    return ", ".join([*figures, "count", *metric.components])


_INTRODUCTION = """# Metrics

<!-- Made by `python -m warehouse metrics --format markdown`; edit warehouse/sql/metrics instead. -->

Each metric is one file of SQL whose header is what stands here. Ask for one with

    python -m warehouse metric NAME --by month --from 2022-01-01 --to 2022-08-01

and get `metric, <dimensions>, from, to, value, low, high, count, <components>, unit, withheld, snapshot_id`.
Days are the operator's, periods half-open (`--to` is the day after), weeks start on Monday. `low` and `high`
bound the interval, `count` is what stands behind the value; below the display limit (setting `least_scores`)
the value is withheld and the count shown. Settings count from the next build of the snapshot on.
"""
