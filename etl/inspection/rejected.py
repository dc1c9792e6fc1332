"""Columns most of whose rows would be set aside: that is a question, however complete the mapping is."""

from collections.abc import Mapping, Sequence
from typing import Any

from etl.contracts import Contract, Field, Kind
from etl.inspection.columns import Column
from etl.inspection.found import Question

MUCH = 0.2
_FEW = 4
_SHOWN = 3


def about_rejected(
    contract: Contract, values: Mapping[str, Any], columns: Sequence[Column], count: int,
    faults: Mapping[tuple[str, str], int],
) -> list[Question]:  # fmt: skip
    """A question for each column that would cost more than a fifth of ``count`` rows."""
    fields = {_first(given): name for name, given in values.get("columns", {}).items()}
    by_name = {column.name: column for column in columns}
    found: dict[str, Question] = {}
    for (name, reason), often in faults.items():
        column = name.split(" + ")[0]
        field = fields.get(column, name if name in contract.names else "")
        if often > max(MUCH * count, _FEW) and field and column in {*by_name, field}:
            examples = by_name[column].values[:_SHOWN] if column in by_name else ()
            asked = _question(contract[field], column, reason, f"{often:,} of {count:,}", examples)
            found.setdefault(asked.key, asked)
    return list(found.values())


def _question(field: Field, column: str, reason: str, often: str, examples: Sequence[str]) -> Question:
    shown = "".join(f", '{value}'" for value in examples)
    said = reason.replace("_", " ")
    text = f"'{column}' as {field.name}: {often} rows would be rejected ({said}{shown})."
    if reason == "missing":
        key, way = (
            "blank_without",
            f"""rows without it are no records? --set 'blank_without=["{field.name}"]'""",
        )
    elif field.kind in (Kind.TIME, Kind.DATE):
        key = f"date_formats.{field.name}"
        way = f"how is it written? --set '{key}=dd/mm/yyyy HH:MM' (or %d, %m, %Y, %H, %M)"
    elif field.kind in (Kind.CHOICE, Kind.YES_NO):
        value = examples[0] if examples else "word"
        key, way = f"values.{field.name}", f"what do its words mean? --set 'values.{field.name}.{value}=...'"
    elif field.low is not None and field.high is not None and not field.unit:
        key, way = f"scale.{field.name}", f"which scale is it? --set scale.{field.name}=1,10"
    else:
        key = f"columns.{field.name}"
        way = f"another column? --set {key}=..."
    return Question(key, f"{text} {way[0].upper()}{way[1:]}; to leave it out: --set columns.{field.name}=")


def _first(given: Any) -> str:
    return str(given[0] if isinstance(given, list | tuple) else given)
