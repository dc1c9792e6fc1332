"""Tables as files: CSV and XLSX, with everything that a spreadsheet could take for a formula defused."""

from io import BytesIO

import pandas as pd

_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")


def defused(frame: pd.DataFrame) -> pd.DataFrame:
    """A copy in which no text begins like a formula; numbers stay numbers."""
    safe = frame.copy()
    for column in safe.columns:
        if not pd.api.types.is_numeric_dtype(safe[column]):
            safe[column] = safe[column].map(_safe)
    return safe.rename(columns=lambda name: _safe(str(name)))


def _safe(value: object) -> object:
    if isinstance(value, list | tuple):
        value = ", ".join(map(str, value))
    return "'" + value if isinstance(value, str) and value.startswith(_RISKY) else value


def csv(frame: pd.DataFrame) -> bytes:
    """UTF-8 with a mark at the start, so that spreadsheets read Cyrillic."""
    return defused(frame).to_csv(index=False).encode("utf-8-sig")


def xlsx(frame: pd.DataFrame) -> bytes:
    """One sheet; text is written as text, never as a formula or a link."""
    buffer, plain = (
        BytesIO(),
        {"strings_to_formulas": False, "strings_to_urls": False, "remove_timezone": True},
    )
    with pd.ExcelWriter(buffer, engine="xlsxwriter", engine_kwargs={"options": plain}) as writer:
        defused(frame).to_excel(writer, sheet_name="Sapa", index=False, freeze_panes=(1, 0))
        writer.sheets["Sapa"].autofit()
    return buffer.getvalue()
