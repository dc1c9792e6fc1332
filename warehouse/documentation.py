# ruff: noqa: E501  (rows of a table stand as they are written)
"""The catalogue of metrics as text: what ``docs/metrics.md`` is made of."""

from textwrap import fill
from typing import Any

from warehouse import followups
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
    lines += _queue_section(followups.in_time_definition())
    return "\n".join(lines).rstrip() + "\n"


def _queue_section(found: followups.Definition) -> list[str]:
    """A figure of the follow-up queue: asked on its page, for the journal knows who closed what."""
    return [
        f"## {found.name}",
        "",
        f"**{found.title}** ({found.unit}, {found.decimals} decimals). {found.definition}",
        "",
        f"- split by: unit; better: {found.better}; asked on the page Follow-up, with the journal",
        "- file: `warehouse/sql/followups/in_time.sql`",
        "",
    ]


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

What a figure means is asked for by

    python -m warehouse compare NAME --from 2022-07-01 --to 2022-08-01 --against-from 2022-01-01 --against-to 2022-02-01
    python -m warehouse compare NAME --filter channel=phone --against-filter channel=office
    python -m warehouse split nps --by process --from 2022-07-01 --to 2022-08-01
    python -m warehouse drivers nps --from 2022-07-01 --to 2022-08-01
    python -m warehouse control NAME --by week
    python -m warehouse hours nps

| command | tells | how |
|---|---|---|
| `compare` | the difference of two periods or segments, and whether it could be chance | from both intervals (Zou and Donner, 2008), widened by `design_effect` where customers answer more than once; 95 % |
| `split` | what better or worse parts changed (`rate`), and what other weights did (`mix`) | midpoints (Kitagawa, 1955); adds up exactly; parts too few to be shown are the row `rest`; for metrics that are means |
| `drivers` | what goes with good and bad scores, in percent of their variance | Shapley weights of R2 (Lindeman, Merenda and Gold, 1980) over answers for which all facts are known; 95 %, bootstrap of days, 400 replicates; no proof of a cause |
| `control` | the range a figure stays in by chance, and the points that are signals | XmR; for shares Laney's p'; rule 1: beyond the limits, rule 2: nine in a row on one side of the mean; limits begin anew (`stage`) at a new level that lasts |
| `hours` | NPS by weekday and hour of the contact | as `nps` |
"""
