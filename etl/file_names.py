"""Facts told by the names of files: ``{agent_id}_{started_at:%Y-%m-%dT%H-%M-%S}_{customer_id}``.

A pattern stands for the whole name without its suffix; with a ``/`` in it, for the end of the whole path.
``{field}`` is any text, ``{field:format}`` a time (``%`` codes, or as people write: ``dd.mm.yyyy``), ``{_}``
is passed over, everything else must stand there as written.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from etl.times import strptime_codes

_PART = re.compile(r"\{([a-z_]+)(?::([^}]+))?\}")
_CODES = {
    "%Y": r"\d{4}", "%m": r"\d{2}", "%d": r"\d{2}", "%H": r"\d{2}", "%I": r"\d{2}", "%M": r"\d{2}",
    "%S": r"\d{2}", "%y": r"\d{2}", "%b": r"[A-Za-z]{3}",
    "%B": r"[A-Za-z]+", "%p": r"[AaPp][Mm]", "%f": r"\d{1,6}", "%g": r"\d{1,3}",
}  # fmt: skip


@dataclass(frozen=True)
class NamePattern:
    """A pattern ready for use; ``formats``: field -> strptime codes of its time."""

    expression: re.Pattern[str]
    fields: tuple[str, ...]
    formats: dict[str, str]
    is_of_path: bool

    def facts(self, path: str) -> dict[str, str] | None:
        """What ``path`` (without suffix, parted by /) tells; None where it is named otherwise."""
        told = path if self.is_of_path else path.rsplit("/", 1)[-1]
        found = self.expression.search(told)
        if found is None:
            return None
        return {name: self._value(name, found.group(name)) for name in self.fields}

    def _value(self, name: str, text: str) -> str:
        if name not in self.formats:
            return text
        try:
            return datetime.strptime(text, self.formats[name]).isoformat()
        except ValueError:
            return text  # such as month 13: the row is set aside as no date, its text shown


@cache
def name_pattern(pattern: str) -> NamePattern:
    """``pattern`` compiled; raises ValueError where it is none."""
    expression, fields, formats, end = "", [], {}, 0
    for part in _PART.finditer(pattern):
        name, form = part.groups()
        expression += re.escape(pattern[end : part.start()])
        end = part.end()
        if form:
            formats[name] = strptime_codes(form)
        shape = _shape(formats[name]) if form else r"[^/]+?"
        expression += shape if name == "_" else f"(?P<{name}>{shape})"
        if name != "_":
            fields.append(name)
    rest = pattern[end:]
    if not fields or "{" in rest or len(set(fields)) < len(fields):
        raise ValueError(f"'{pattern}' names no fields; write it like {{agent_id}}_{{started_at:%Y-%m-%d}}")
    start = r"(?:^|/)" if "/" in pattern else "^"
    whole = re.compile(f"{start}{expression}{re.escape(rest)}$")
    return NamePattern(whole, tuple(fields), formats, "/" in pattern)


def _shape(codes: str) -> str:
    """Regular expression of a time written with strptime's ``codes``."""
    parts = re.split(r"(%[A-Za-z])", codes)
    return "".join(_CODES.get(part, re.escape(part)) for part in parts)
