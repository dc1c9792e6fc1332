"""Tables people read: titles and codes in their language, numbers as it writes them."""

import datetime
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, Literal

import pandas as pd
import streamlit as st

from ui import data, labels, masked
from ui.codes import COLUMNS, said
from ui.columns import title
from ui.narrow import is_narrow
from ui.words import formats

NAMED = ("channel", "unit", "agent", "process", "product", "category", "reason", "criterion", "step")
"""Dimensions whose codes have names in the reference."""
_PHONE_PX, _CHOICE_PX, _LEAST_PX = 318, 38, 64
_LETTER_PX, _CELL_PX = 7.2, 18
"""Room of a card on a phone, of a column of choice, of the least column; of a letter, of a cell's edges."""
_NUMBER = re.compile(r"[+\-\N{MINUS SIGN}]?\d{1,3}(?:[\s,]?\d{3})*(?:[.,]\d+)?(?:\s?%)?|\N{EM DASH}")
Naming = Mapping[str, Mapping[str, str]]
_HIDDEN = (
    "agent_name",
    "customer_key",
    "load_id",
    "file",
    "line",
    "audio_id",
    "is_due",
    "contact_id",
    "answer",
)


def naming() -> Naming:
    """Dimension -> code -> name, as this viewer may see them: to be taken along where no session will be."""
    return {dimension: labels.names(dimension) for dimension in NAMED}


def readable(frame: pd.DataFrame, columns: Sequence[str] = (), names: Naming | None = None) -> pd.DataFrame:
    """Codes replaced by names and columns titled; values stay as they are, for files and tables alike.

    ``columns``: these only, in this order; else all but the technical ones, and those that are empty.
    ``names``: an earlier ``naming()``; else that of this session.
    """
    shown = _worth_showing(frame[[column for column in columns if column in frame]] if columns else frame)
    named = {column: _named(str(column), shown[column], names) for column in shown.columns}
    return pd.DataFrame(named, index=shown.index).rename(columns=lambda column: title(str(column)))


def _worth_showing(frame: pd.DataFrame) -> pd.DataFrame:
    kept = [column for column in frame.columns if column not in _HIDDEN]
    return frame[[column for column in kept if frame.empty or frame[column].notna().any()]]


def _named(column: str, values: "pd.Series[Any]", names: Naming | None) -> "pd.Series[Any]":
    dimension = column.removesuffix("_id")
    if dimension in NAMED:
        known = labels.names(dimension) if names is None else names[dimension]
        return values.map(lambda code: _name(code, known))
    if pd.api.types.is_bool_dtype(values) or not pd.api.types.is_numeric_dtype(values):
        return values.map(lambda value: said(column, value)) if column in COLUMNS else values
    return values


def _name(code: Any, known: Mapping[str, str]) -> str | None:
    """Of one code, or of several that stand in one cell."""
    if isinstance(code, tuple):
        return ", ".join(known.get(str(one), str(one)) for one in code)
    return None if pd.isna(code) else known.get(str(code), str(code))


def table(
    frame: pd.DataFrame, *, decimals: int | None = None, key: str, height: int | None = None, **more: Any
) -> Any:
    """An interactive table of a readable frame, numbers right and in the language's own marks."""
    size: int | Literal["auto"] = height or "auto"
    wide = _narrow_widths(frame, bool(more.get("on_select"))) if is_narrow() else {}
    more["column_config"] = widths(wide, _written_numbers(frame)) | (
        {} if wide else more.get("column_config", {})
    )
    return st.dataframe(
        styled(frame, decimals), hide_index=True, key=key, placeholder="—", height=size, **more
    )


def _written_numbers(frame: pd.DataFrame) -> set[str]:
    """Columns of numbers that came as words ("95,2 %"): they stand right as other numbers do."""
    return {str(column) for column in frame.columns if _is_written_number(frame[column])}


def _is_written_number(column: "pd.Series[Any]") -> bool:
    said = [value for value in column if not pd.isna(value)]
    return bool(said) and all(isinstance(value, str) and _NUMBER.fullmatch(value) for value in said)


def _narrow_widths(frame: pd.DataFrame, is_chosen_from: bool) -> dict[str, float]:
    """Widths that fit a phone whole: as the longest text asks, the widest column gives up first."""
    room = _PHONE_PX - (_CHOICE_PX if is_chosen_from else 0)
    longest = {
        str(column): max([len(str(column)), *(len(str(value)) for value in frame[column].head(50))])
        for column in frame.columns
    }
    asked = {column: _CELL_PX + _LETTER_PX * letters for column, letters in longest.items()}
    while sum(asked.values()) > room and max(asked.values()) > _LEAST_PX:
        widest = max(asked, key=asked.__getitem__)
        asked[widest] = max(asked[widest] - 10, _LEAST_PX)
    return asked


def widths(pixels: Mapping[str, float], right: Collection[str] = ()) -> dict[str, Any]:
    """Column widths, and which columns stand ``right``, as ``table(column_config=...)`` takes them."""
    return {
        column: st.column_config.Column(
            width=int(pixels[column]) if column in pixels else None,
            alignment="right" if column in right else None,
        )
        for column in [*pixels, *(column for column in right if column not in pixels)]
    }


def small(frame: pd.DataFrame, *, decimals: int | None = None) -> None:
    """At most ten rows, drawn at once."""
    st.table(styled(frame, decimals), border="horizontal", hide_index=True)


def styled(frame: pd.DataFrame, decimals: int | None = None) -> Any:
    """Numbers, dates and times written as the language of the session does; ``decimals`` None: one, or none
    where a column holds whole numbers only."""
    plain = frame.reset_index(drop=True)
    write = {column: _writer(plain[column], decimals) for column in plain.columns}
    return plain.style.format({column: one for column, one in write.items() if one}, na_rep="—")


def _writer(column: "pd.Series[Any]", decimals: int | None) -> Callable[[Any], str] | None:
    if pd.api.types.is_bool_dtype(column):
        return None
    if pd.api.types.is_integer_dtype(column):
        return formats().count
    if pd.api.types.is_float_dtype(column):
        fitting = 0 if _is_whole(column) else 1
        return lambda value: formats().number(value, fitting if decimals is None else decimals)
    return _writer_of_others(column)


def _writer_of_others(column: "pd.Series[Any]") -> Callable[[Any], str] | None:
    """Of days and times, and of texts in which personal data was masked."""
    first = next((value for value in column if not pd.isna(value)), None)
    if isinstance(first, datetime.datetime) and _has_hours(column):
        return lambda value: formats().time(None if pd.isna(value) else value)
    if isinstance(first, datetime.date):
        return lambda value: formats().date(None if pd.isna(value) else value)
    if isinstance(first, str) and column.astype(str).str.contains("<", regex=False).any():
        return lambda value: masked.readable(str(value))
    return None


def _has_hours(column: "pd.Series[Any]") -> bool:
    """False for days, which arrive as midnights."""
    known = pd.to_datetime(column.dropna())
    return bool((known != known.dt.normalize()).any())


def _is_whole(column: "pd.Series[Any]") -> bool:
    known = column.dropna()
    return bool(len(known)) and bool((known == known.round()).all())


def figures(frame: pd.DataFrame, metric: str) -> pd.DataFrame:
    """The table behind a chart: rounded as the metric declares, without technical columns."""
    decimals = data.definitions()[metric].decimals
    numeric = frame.select_dtypes("float").columns
    return readable(frame.assign(**{column: frame[column].round(decimals) for column in numeric}))
