"""Deadlines of cases: the rules of ``config/deadlines.toml``, read and handed to the build as rows.

The counting itself is ``stg_case_deadlines`` in sql/staging, by ``stg_working_days``.
"""

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from config.errors import NotReady
from config.instance import Instance
from config.settings import read_toml
from warehouse import reference

OF_SOURCE = "source"
"""The rule of a case whose source gave its due time."""
FILE = "deadlines.toml"
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def _clock(text: str) -> str:
    if not _CLOCK.fullmatch(text):
        raise ValueError(f"'{text}' is no time of the day; write it as 18:00")
    return text


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Rule(_Part):
    """One rule: whom it fits (empty: everybody), and how many days after the day of registration."""

    id: str = Field(min_length=1)
    name: str | None = None
    name_ru: str | None = None
    name_kk: str | None = None
    name_en: str | None = None
    kind: tuple[Literal["complaint", "appeal"], ...] = ()
    source: tuple[str, ...] = ()
    channel: tuple[str, ...] = ()
    category: tuple[str, ...] = ()
    days: int = Field(ge=0, le=366)
    count: Literal["working", "calendar"] = "calendar"
    day_off: Literal["next", "same"] = "same"


class AtRisk(_Part):
    working_days: int = Field(default=2, ge=0, le=60)
    share_left: float = Field(default=0, ge=0, lt=1)


class FirstWord(_Part):
    until: Annotated[str, AfterValidator(_clock)] = "18:00"


class Deadlines(_Part):
    """config/deadlines.toml."""

    rule: tuple[Rule, ...] = ()
    at_risk: AtRisk = AtRisk()
    first_word: FirstWord = FirstWord()


def deadlines(instance: Instance) -> Deadlines:
    """The instance's rules; raises NotReady naming file and key.

    An instance without a file of its own whose calendar.toml still says days of each kind keeps those.
    """
    path = instance.config_file(FILE)
    try:
        found = Deadlines.model_validate(read_toml(path))
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise NotReady(
            f"{path}: {key}: {first['msg']}. Correct it, or remove the file for the default."
        ) from None
    ids = [rule.id for rule in found.rule]
    if doubled := {one for one in ids if ids.count(one) > 1 or one == OF_SOURCE}:
        raise NotReady(f"{path}: the id '{min(doubled)}' is taken; give each rule one of its own.")
    own = _of_calendar(reference.calendar(instance))
    return found.model_copy(update={"rule": own}) if own and path != instance.config / FILE else found


def _of_calendar(calendar: reference.Calendar) -> tuple[Rule, ...]:
    """Days of each kind as calendar.toml had them before there were rules."""
    kinds = (("complaint", calendar.complaint), ("appeal", calendar.appeal))
    return tuple(Rule(id=kind, kind=(kind,), days=told.days) for kind, told in kinds if told)


def rows(found: Deadlines, categories: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows place, rule_id, kinds, sources, channels, categories (None: every one), days, count, day_off.

    categories: rows of the taxonomy; a cause that is a parent stands for those below it as well.
    """
    return [
        {
            "place": place, "rule_id": rule.id, "kinds": rule.kind or None, "sources": rule.source or None,
            "channels": rule.channel or None, "categories": _with_children(rule.category, categories),
            "days": rule.days, "count": rule.count, "day_off": rule.day_off,
        }
        for place, rule in enumerate(found.rule)
    ]  # fmt: skip


def _with_children(codes: tuple[str, ...], categories: list[dict[str, Any]]) -> list[str] | None:
    if not codes:
        return None
    children = [str(row["category_id"]) for row in categories if row.get("parent_id") in codes]
    return sorted({*codes, *children})


def names(found: Deadlines, language: str) -> dict[str, str]:
    """Rule -> its name in a language; its id where it has none."""
    return {rule.id: getattr(rule, f"name_{language}", None) or rule.name or rule.id for rule in found.rule}
