"""Why a row is not taken: every reason, in words, with what a person can do about it."""

from dataclasses import dataclass

from etl.contracts import Field, Kind


@dataclass(frozen=True)
class Reason:
    code: str
    title: str
    fix: str


REASONS: dict[str, Reason] = {
    reason.code: reason
    for reason in (
        Reason("missing", "A required value is empty.", "Fill it in the source system, or give a constant."),
        Reason("not_a_number", "Not a number.", "Check the decimal mark of the declaration, or the cell."),
        Reason("not_whole", "A whole number is expected.", "Check that the right column is mapped."),
        Reason("not_a_date", "Not a date in the declared format.", "Check date_format, or correct the cell."),
        Reason("out_of_range", "Outside the contract's limits.", "Check the declared scale, or the cell."),
        Reason("not_one_of", "Not one of the contract's values.", "Add the word to the field's value map."),
        Reason("not_yes_or_no", "Neither yes nor no.", "Add the word to the field's value map."),
        Reason("ends_before_start", "Ends before it starts.", "Check that the two columns are not swapped."),
        Reason("ragged", "More or fewer cells than columns.", "Quote texts that hold the delimiter."),
        Reason("bad_quotes", "Quotes do not match.", "Double the quotes inside texts when exporting."),
        Reason("undecodable", "Bytes that are no text.", "Check the encoding; export the row again."),
        Reason("not_json", "The line is no JSON object.", "Export the line again."),
        Reason("name_differs", "The file is not named as declared.", "Correct the pattern, or rename it."),
        Reason("not_a_transcript", "The file is no transcript.", "Export it as WebVTT, SRT or JSON again."),
        Reason("not_a_log_line", "The line is not in the log's format.", "Leave it: a log line was cut off."),
    )
}  # fmt: skip


@dataclass(frozen=True)
class Check:
    """A row whose ``condition`` (SQL) is true is set aside for ``reason``, in the column of ``field``."""

    field: str
    reason: str
    condition: str


ORDERED = {
    "contacts": (("started_at", "ended_at"),),
    "process_steps": (("started_at", "ended_at"),),
    "events": (("started_at", "ended_at"),),
}
"""Times that must not run backwards, where an export of dates alone cannot make them seem to."""

_NOT_A = {
    Kind.INTEGER: "not_a_number", Kind.NUMBER: "not_a_number", Kind.MONEY: "not_a_number",
    Kind.TIME: "not_a_date", Kind.DATE: "not_a_date",
    Kind.CHOICE: "not_one_of", Kind.YES_NO: "not_yes_or_no",
}  # fmt: skip


def checks_of(field: Field, limits: tuple[float | None, float | None]) -> list[Check]:
    """Checks of one field; SQL names: ``x_<field>`` the text cell, ``v_<field>`` the value made of it."""
    cell, value = f"x_{field.name}", f"v_{field.name}"
    found: list[Check] = []
    if field.required:
        found.append(Check(field.name, "missing", f"{cell} IS NULL"))
    if reason := _NOT_A.get(field.kind):
        found.append(Check(field.name, reason, f"({cell} IS NOT NULL AND {value} IS NULL)"))
    if field.kind in (Kind.INTEGER, Kind.NUMBER, Kind.MONEY):
        found.append(Check(field.name, "not_a_number", f"NOT isfinite({value})"))
        found += _range(field, limits)
    if field.kind is Kind.INTEGER:
        found.append(Check(field.name, "not_whole", f"{value} <> trunc({value})"))
    if field.kind in (Kind.TIME, Kind.DATE):
        years = f"{value} NOT BETWEEN TIMESTAMP '1950-01-01' AND TIMESTAMP '2100-01-01'"
        found.append(Check(field.name, "not_a_date", years))
    return found


def _range(field: Field, limits: tuple[float | None, float | None]) -> list[Check]:
    low, high = limits
    value = f"v_{field.name}"
    sides = [
        f"{value} < {low!r}" if low is not None else "",
        f"{value} > {high!r}" if high is not None else "",
    ]
    condition = " OR ".join(side for side in sides if side)
    money = f"abs({value}) >= 1e15" if field.kind is Kind.MONEY else ""
    whole = " OR ".join(part for part in (condition, money) if part)
    return [Check(field.name, "out_of_range", f"({whole})")] if whole else []


def order_checks(contract: str, mapped: set[str]) -> list[Check]:
    """Checks between two times of a row."""
    pairs = ORDERED.get(contract, ())
    return [
        Check(later, "ends_before_start", f"v_{later} < v_{earlier}")
        for earlier, later in pairs
        if {earlier, later} <= mapped
    ]
