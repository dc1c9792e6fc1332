"""Computed fields and scales of a declaration against its contract."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from config.errors import one_of
from etl.computed import SUMS, YES_NO
from etl.contracts import Contract, Kind

if TYPE_CHECKING:
    from etl.declaration import Declaration


def check_computed(declared: "Declaration", units: Iterable[str]) -> None:
    """Raises ValueError naming the field, and what of its operation does not go with it."""
    for name, item in declared.computed.items():
        kind = declared.shape[name].kind
        if declared.source_columns(name):
            raise ValueError(f"[computed] {name}: has a column already; take it out of [columns] or of here")
        if item.operation in YES_NO and kind not in (Kind.YES_NO, Kind.CHOICE):
            raise ValueError(f"[computed] {name}: {item.operation} gives yes or no, {name} is a {kind}")
        if item.operation in SUMS and kind not in _SUMMED:
            raise ValueError(
                f"[computed] {name}: {item.operation} gives a number or a time, {name} is a {kind}"
            )
        if item.operation == "minus" and kind in (Kind.TIME, Kind.DATE):
            raise ValueError(f"[computed] {name}: minus gives a length of time, {name} is a {kind}")
        if name in item.operands and name not in declared.columns:
            raise ValueError(f"[computed] {name}: cannot be made of itself; name a column of the file")
        if item.unit is not None and item.unit not in units:
            raise ValueError(f"[computed] {name}: unit: {one_of('unit', item.unit, units)}")


_SUMMED = (Kind.TIME, Kind.DATE, Kind.INTEGER, Kind.NUMBER, Kind.MONEY)


def check_scale(shape: Contract, name: str, low: int, high: int) -> None:
    """Raises ValueError for a scale the field cannot have been given on."""
    field = shape[name]
    if field.low is None or field.high is None or field.kind is not Kind.INTEGER or field.unit:
        raise ValueError(f"[scale] {name}: only fields with limits have a scale")
    if low >= high:
        raise ValueError(f"[scale] {name}: the lowest mark stands first, such as [1, 10]")
    is_inside = field.low <= low and high <= field.high
    if not is_inside and (shape.name == "surveys" or high - low < field.high - field.low or high > 100):
        raise ValueError(f"[scale] {name}: must lie within {field.low:g} to {field.high:g}")
