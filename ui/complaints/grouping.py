"""Causes put together by what the taxonomy says: the factor they touch, the owner, what is at fault."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path

import pandas as pd

from config.settings import read_toml
from reports.marks import shortened
from ui import data, labels, owners
from ui.taxonomy import told
from ui.words import _

CAUSE = "category"
_LETTERS = 40
_Answer = Callable[[tuple[str, ...]], pd.DataFrame]


def words() -> dict[str, str]:
    """What causes can be put together by; by cause they stay apart."""
    return {
        CAUSE: _("By cause"), "factor": _("By factor"), "owner": _("By owner"),
        "cause_of": _("By what is at fault"),
    }  # fmt: skip


def grouped(frame: pd.DataFrame, word: str, answer: _Answer | None = None) -> pd.DataFrame:
    """One row a group: category (the codes of its causes, the largest first), name, value, low, high, count.

    ``frame``: category, value, count, of which the groups are sums.  answer: asks a group's own figure by its
    causes, since intervals do not add up; without it there are none.
    """
    known = frame[frame["category"].notna() & (frame["value"].fillna(0) > 0)]
    ordered = known.sort_values("value", ascending=False, kind="stable")
    of = _entries()
    group = [of.get(str(code), {}).get(word, "") for code in ordered["category"]]
    rows = []
    for code, part in ordered.groupby(group, sort=False):
        causes = tuple(part["category"].astype(str))
        own = data.one(answer(causes)) if answer else {}
        rows.append({
            "category": causes, "name": _name(word, str(code)),
            "value": own.get("value", part["value"].sum()), "low": own.get("low", float("nan")),
            "high": own.get("high", float("nan")), "count": own.get("count", part["count"].sum()),
        })  # fmt: skip
    return pd.DataFrame(rows, columns=["category", "name", "value", "low", "high", "count"])


def causes_of(row_category: object) -> str:
    """The owner of a cause; the names of a group's largest causes."""
    if not isinstance(row_category, tuple):
        return owners.owner(str(row_category))
    named = ", ".join(labels.name("category", code) for code in row_category)
    return shortened(named, _LETTERS)


def _name(word: str, code: str) -> str:
    if word == "owner":
        return owners.owner_words(code) if code else _("no owner is named")
    known = _factor_names() if word == "factor" else told.fault_words()
    name = known.get(code, code) or _("not known")
    return name[:1].upper() + name[1:]


def _factor_names() -> dict[str, str]:
    """The five factors of a customer's experience, as a heading has room for."""
    return {
        "cost": _("cost of dealing with us"), "emotion": _("emotion"), "process": _("service process"),
        "comfort": _("physical comfort"), "benefit": _("benefit"),
    }  # fmt: skip


def _entries() -> Mapping[str, Mapping[str, str]]:
    path = data.instance().config_file("taxonomy.toml")
    return _read(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _read(path: Path, changed_at: int) -> dict[str, dict[str, str]]:
    """Cause -> factor, owner, cause_of, where the taxonomy names them."""
    return {
        str(entry.get("id", "")): {word: str(entry.get(word, "")) for word in ("factor", "owner", "cause_of")}
        for entry in read_toml(path).get("category", [])
    }
