"""Names of codes in the language of the session."""

from ui import data
from ui.codes import said
from ui.words import _, language
from warehouse import labels as warehouse_labels


def names(dimension: str) -> dict[str, str]:
    """Code -> name of one dimension; names of agents only for those who may see them."""
    snapshot, spoken, scope = data.snapshot(), language(), data.scope()
    key = ("names", dimension, spoken, scope)
    return snapshot.once(key, lambda: warehouse_labels.labels(snapshot, dimension, spoken, scope))


def name(dimension: str, code: object) -> str:
    """The name of one code; the code itself where it has none."""
    if dimension in {"segment", "channel_kind", "kind", "source", "language", "region"}:
        return str(said(dimension, code))
    if code in {"not_named", "other_reasons"}:
        return _("Not named") if code == "not_named" else _("Other reasons together")
    return names(dimension).get(str(code), str(code))


def values(dimension: str) -> list[str]:
    """The codes a filter offers to this person, in the order of their names."""
    snapshot, scope, known = data.snapshot(), data.scope(), names(dimension)
    key = ("values", dimension, scope)
    found = snapshot.once(key, lambda: warehouse_labels.values(snapshot, scope, dimension))
    return sorted(found, key=lambda code: known.get(code, code))
