"""Records out of a JSON document: a list, a list inside, or lists inside lists by a path."""

from typing import Any

from config.errors import one_of
from etl.problems import LayoutChanged

Record = dict[str, Any]
ABOVE = "above"
"""The name under which a record keeps what the document itself says beside its list."""


def records_of(document: Any, path: str | None, told_as: str) -> list[Any]:
    """Records at ``path`` (``data.calls``; without one: the document's own list, or its longest).

    A list on the way is gone through, and what holds a record is kept with it under the list's name:
    ``calls.ratings`` gives each rating with its call as ``calls.id``, ``ratings`` alone with ``above.id``.
    What is no object comes too, so that it can be told.  Raises LayoutChanged.
    """
    if path is None:
        return _longest(document, told_as)
    found: list[Any] = document if isinstance(document, list) else [document]
    name = ABOVE
    for part in path.split("."):
        found = [item for holder in found for item in _inside(holder, part, name, told_as)]
        name = part
    return found


def value_at(record: Any, path: str) -> Any:
    """The value at ``a.b``; None where there is none."""
    for part in path.split("."):
        record = record.get(part) if isinstance(record, dict) else None
    return record


def _inside(holder: Any, part: str, name: str, told_as: str) -> list[Any]:
    if not isinstance(holder, dict) or part not in holder:
        known = list(holder) if isinstance(holder, dict) else []
        raise LayoutChanged(f"{told_as}: records: {one_of('key', part, known)}")
    inside = holder[part]
    if not isinstance(inside, list):
        return [] if inside is None else [inside]
    kept = {key: value for key, value in holder.items() if not isinstance(value, list)}
    return [{**item, name: kept} if isinstance(item, dict) and kept else item for item in inside]


def _longest(document: Any, told_as: str) -> list[Any]:
    inside = list(document.values()) if isinstance(document, dict) else []
    lists = [document] if isinstance(document, list) else [item for item in inside if isinstance(item, list)]
    fitting = [found for found in lists if any(isinstance(row, dict) for row in found)]
    if not fitting and not any(found == [] for found in lists):
        raise LayoutChanged(
            f"{told_as}: holds no list of JSON objects; export it as a list, or one object a line, "
            "or say with records where they are."
        )
    best: list[Any] = max(fitting, key=len, default=[])
    return best
