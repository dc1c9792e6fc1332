"""``config/alerts.toml`` of an instance: who receives alerts and digests, and what alerts are about."""

import math
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from config.errors import NotReady, one_of
from config.instance import Instance
from config.settings import read_toml
from reports.alarms import Watch, When
from warehouse.scope import Scope


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Receiver(_Section):
    """units: all, or the codes of units whose figures this one may be told."""

    name: str = Field(min_length=1)
    urls: tuple[str, ...] = Field(min_length=1)
    language: Literal["ru", "kk", "en"] | None = None
    units: Literal["all"] | tuple[str, ...] = "all"
    digest: bool = False

    @property
    def scope(self) -> Scope:
        """Figures only, whoever receives them."""
        units = None if self.units == "all" else self.units
        return Scope(self.name, "receiver", units, None, False)


class Alert(_Section):
    name: str = Field(min_length=1, pattern=r"^[^|]+$")
    metric: str
    when: When
    limit: float | None = None
    by: tuple[str, ...] = ()
    grain: Literal["week", "month", "quarter"] = "week"
    filters: dict[str, tuple[str, ...]] = {}
    least: int = Field(default=30, ge=1)
    sure: bool = True
    to: tuple[str, ...] = Field(min_length=1)

    @property
    def watch(self) -> Watch:
        limit = math.nan if self.limit is None else self.limit
        return Watch(
            self.name, self.metric, self.when, limit, self.by, self.grain, self.filters, self.least, self.sure
        )


class Rules(_Section):
    receiver: tuple[Receiver, ...] = ()
    alert: tuple[Alert, ...] = ()

    def alerts_of(self, receiver: Receiver) -> list[Alert]:
        return [one for one in self.alert if receiver.name in one.to]


def rules_file(instance: Instance) -> Path:
    return instance.config / "alerts.toml"


def load_rules(instance: Instance) -> Rules:
    """Empty where there is no file; raises NotReady naming file, entry and remedy where it is wrong."""
    path = rules_file(instance)
    if not path.exists():
        return Rules()
    values = read_toml(path)
    try:
        rules = Rules.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        raise NotReady(f"{path}: {_place(values, first['loc'])}: {first['msg']}.") from None
    _checked(path, rules)
    return rules


def _checked(path: Path, rules: Rules) -> None:
    for kind, entries in (("receiver", rules.receiver), ("alert", rules.alert)):
        names = [one.name for one in entries]
        for name in names:
            if names.count(name) > 1:
                raise NotReady(f"{path}: two entries [[{kind}]] are called '{name}'; give each its own name.")
    known = [one.name for one in rules.receiver]
    for alert in rules.alert:
        if (alert.limit is None) != (alert.when in {"signal", "wave"}):
            raise NotReady(
                f"{path}: alert '{alert.name}': below and above need a limit, signal and wave take none."
            )
        for name in alert.to:
            if name not in known:
                raise NotReady(f"{path}: alert '{alert.name}': {one_of('receiver', name, known)}")


def _place(values: dict[str, Any], where: tuple[int | str, ...]) -> str:
    """``alert 'nps-low': grain``: an entry by its name, not by its number."""
    kind, *rest = where
    if rest and isinstance(rest[0], int):
        entry = values[str(kind)][rest[0]]
        name = entry.get("name", rest[0] + 1) if isinstance(entry, dict) else rest[0] + 1
        return " ".join((f"{kind} '{name}':", ".".join(map(str, rest[1:])))).rstrip(": ")
    return ".".join(map(str, where))
