"""Who asks, and what that person may see: every query carries a scope; no scope, no rows."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from config.errors import NotReady, WrongUse, one_of
from config.instance import Instance
from config.settings import read_toml

ROLES = ("executive", "head_of_quality", "manager", "trainer", "agent", "administrator")


class Refused(WrongUse):
    """The person asked for something that the role does not give."""


@dataclass(frozen=True)
class Scope:
    """What ``person`` may see.

    units: codes of units; None: all; (): none, so no rows at all.
    agent_id: only rows of this agent, within the units.
    personal: names of agents, texts and recordings too; False: figures and codes only.
    unmuted: hears recordings whole, also what was masked in their text, and those without a text yet.
    """

    person: str
    role: str
    units: tuple[str, ...] | None = ()
    agent_id: str | None = None
    personal: bool = False
    name: str = ""
    unmuted: bool = False

    @property
    def sees_nothing(self) -> bool:
        return self.units == ()

    @property
    def sees_everything(self) -> bool:
        return self.units is None and self.agent_id is None


NOBODY = Scope("", "nobody")
OWNER = Scope("command line", "administrator", None, None, True)
"""Whoever runs commands on the host can read its files anyway."""
EVERYBODY = Scope("", "nobody", None)
"""For what is taken over all units and agents and never shown by itself."""


class _Person(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    role: Literal["executive", "head_of_quality", "manager", "trainer", "agent", "administrator"]
    name: str = ""
    units: Literal["all"] | tuple[str, ...] = ()
    agent_id: str | None = None
    personal: bool = False
    unmuted: bool = False


def people(instance: Instance) -> dict[str, Scope]:
    """Login -> scope, from the instance's ``config/people.toml``; empty where there is none.

    Raises NotReady naming file, person and key where the file is wrong.
    """
    path = instance.config / "people.toml"
    return dict(_people(path, path.stat().st_mtime_ns)) if path.exists() else {}


def scope_of(instance: Instance, person: str) -> Scope:
    """The scope of a login; raises WrongUse where it is not among the people."""
    known = people(instance)
    if person not in known:
        raise WrongUse(one_of("person", person, known) + f" (in {instance.config / 'people.toml'})")
    return known[person]


@lru_cache(maxsize=8)
def _people(path: Path, _changed_at: int) -> dict[str, Scope]:
    entries = read_toml(path).get("people", {})
    if not isinstance(entries, dict):
        raise NotReady(f"{path}: people must be tables such as [people.login].")
    return {login: _scope(path, login, entry) for login, entry in entries.items()}


def _scope(path: Path, login: str, entry: Any) -> Scope:
    try:
        person = _Person.model_validate(entry)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in (login, *first["loc"]))
        raise NotReady(f"{path}: people.{key}: {first['msg']}. Roles: {', '.join(ROLES)}.") from None
    if person.role == "agent" and not person.agent_id:
        raise NotReady(f"{path}: people.{login}: an agent needs agent_id, or would see colleagues' ratings.")
    units = None if person.units == "all" else tuple(person.units)
    if person.unmuted and not person.personal:
        raise NotReady(f"{path}: people.{login}: unmuted hears personal data: set personal = true with it.")
    return Scope(
        login, person.role, units, person.agent_id, person.personal, person.name, unmuted=person.unmuted
    )
