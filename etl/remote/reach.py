"""What a declaration must say so that its rows can be reached: a path, an address, a table, a cursor."""

from typing import TYPE_CHECKING

from config.errors import one_of
from etl.file_names import name_pattern

if TYPE_CHECKING:
    from etl.declaration import Declaration

_ONLY = {
    "url": ("database", "rest"), "query": ("database",), "cursor": ("database", "rest"),
    "headers": ("rest",), "parameters": ("rest",), "since": ("rest",), "paging": ("rest",),
    "records": ("rest", "json", "ndjson"), "table": ("database", "sqlite"), "header_rows": ("excel",),
}  # fmt: skip


def check_reach(declared: "Declaration") -> None:
    """Raises ValueError naming the key and the remedy."""
    for key, kinds in _ONLY.items():
        is_given = key in declared.model_fields_set and getattr(declared, key) not in (None, 1, {})
        if is_given and declared.kind not in (None, *kinds):
            raise ValueError(f"{key}: only for kind {' or '.join(kinds)}; remove it")
    if declared.kind in ("database", "rest"):
        _check_asked(declared)
    elif not declared.path:
        raise ValueError("path is missing; add it")
    elif declared.url is not None:
        raise ValueError("url: say what answers there: kind = 'database' or 'rest'")
    if declared.kind == "transcripts" and declared.pattern:
        for name in name_pattern(declared.pattern).fields:
            if name not in declared.shape.names:
                raise ValueError(f"pattern: {one_of('field', name, declared.shape.names)}")
    if declared.location and not declared.is_remote:
        raise ValueError("[location]: only for a path such as sftp://host/folder; remove it")
    if declared.is_remote and declared.kind in ("sound_files", "transcripts", "sqlite"):
        raise ValueError(f"path: {declared.kind} must lie in a folder of this machine; mount it there")


def _check_asked(declared: "Declaration") -> None:
    if not declared.url:
        raise ValueError("url is missing; add it (secrets as ${NAME}, never in the file)")
    if declared.path:
        raise ValueError(f"path: a source of kind {declared.kind} is found by its url; remove it")
    if declared.kind == "database" and bool(declared.table) == bool(declared.query):
        raise ValueError("give table or query, one of the two")
    lacking = [key for key in declared.shape.key if not _is_given(declared, key)]
    if declared.cursor and lacking:
        raise ValueError(
            f"cursor: needs [columns] {lacking[0]}, or a row that changed would count twice; name its column"
        )
    if declared.since and not declared.cursor:
        raise ValueError("since: needs cursor, the field of a record that says how far was read")


def _is_given(declared: "Declaration", field: str) -> bool:
    return any(field in given for given in (declared.columns, declared.constants, declared.computed))
