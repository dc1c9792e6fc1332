"""Words of a file as values of the contract; what is not known is asked about, or left out and said."""

from typing import Any

from etl.contracts import Contract, Field, Kind
from etl.inspection.columns import Column
from etl.inspection.found import Details, Question
from etl.inspection.names import is_turned, meaning, value_words
from etl.numbers import NO, YES
from warehouse.engine import Connection


def _of_records(
    connection: Connection, contract: Contract, mapped: dict[str, tuple[Column, ...]], column: Column
) -> set[str]:
    """Cells of ``column`` in rows that have a day: titles, numbers of columns and totals have none."""
    if contract.day is None or contract.day not in mapped:
        return set(column.values)
    day = mapped[contract.day][0]
    rows = connection.execute(
        f"SELECT DISTINCT trim(c{column.place}) FROM cells "
        f"WHERE regexp_matches(c{day.place}, '\\d.*\\d.*\\d') AND trim(c{column.place}) <> '' LIMIT 1000"
    ).fetchall()
    return {value for (value,) in rows}


def map_values(
    connection: Connection,
    contract: Contract,
    mapped: dict[str, tuple[Column, ...]],
    told: dict[str, Any],
    found: Details,
) -> None:
    for name, columns in mapped.items():
        item = contract[name]
        if item.kind not in (Kind.CHOICE, Kind.YES_NO) or name in told.get("values", {}):
            continue
        pairs, unknown = _pairs(contract, item, columns[0])
        if unknown:
            said = _of_records(connection, contract, mapped, columns[0])
            unknown = [value for value in unknown if value in said]
        if unknown and not item.required and not _is_telling(columns[0], pairs):
            listed = ", ".join(f"'{value}'" for value in unknown[:5])
            found.notes.append(
                f"column '{columns[0].name}' could be {name}, but what means {listed}? Left out."
            )
            found.dropped.append(name)
            continue
        if unknown:
            choices = ", ".join(item.choices or ("true", "false"))
            text = f"which of {choices} is '{unknown[0]}' of '{columns[0].name}'?"
            found.questions.append(
                Question(f"values.{name}.{unknown[0]}", text, item.choices or ("true", "false"))
            )
        if item.kind is Kind.YES_NO and is_turned(columns[0].name) and columns[0].is_yes_no:
            pairs = {value: "no" if value.lower() in YES else "yes" for value in columns[0].values}
            found.notes.append(f"{name}: turned round: '{columns[0].name}' says the opposite")
        if pairs:
            found.settings.setdefault("values", {})[name] = pairs


def _pairs(contract: Contract, item: Field, column: Column) -> tuple[dict[str, str], list[str]]:
    """Words of the column that need translating -> values; and the ones nobody knows."""
    is_yes_no = item.kind is Kind.YES_NO
    plain = {*YES, *NO} if is_yes_no else set(item.choices)
    words = {choice.replace("_", " "): choice for choice in item.choices}
    words |= value_words(contract.name, item.name, is_yes_no=is_yes_no)
    pairs: dict[str, str] = {}
    unknown: list[str] = []
    for value in column.values:
        tidy = value.lower()
        if _as_written(tidy, is_yes_no) in plain:
            continue
        known = meaning(words, value)
        if known is not None:
            pairs[value] = known
        else:
            unknown.append(value)
    return pairs, unknown


def _is_telling(column: Column, pairs: dict[str, str]) -> bool:
    """A column most of whose words are known is worth a question about the others."""
    return 0 < len(column.values) <= 6 and len(pairs) >= 0.6 * len(column.values)


def _as_written(tidy: str, is_yes_no: bool) -> str:
    return tidy if is_yes_no else tidy.replace(" ", "_").replace("-", "_")
