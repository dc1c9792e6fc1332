"""Versions of the scripts of an instance: each one kept, the newest in force, an earlier one brought back.

``config/scripts/NAME.toml`` is in force; ``config/scripts/history/NAME/0003.toml`` is its third version.
"""

import shutil
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import tomlkit

from config.errors import NotReady, WrongUse, one_of
from config.instance import DEFAULTS, Instance
from etl.durable import move, write_text


@dataclass(frozen=True)
class Version:
    """One version of a script. ``changed_at``: UTC; empty, as ``changed_by``, for the one delivered."""

    name: str
    version: int
    changed_at: datetime | None
    changed_by: str
    text: str

    @property
    def values(self) -> dict[str, Any]:
        """What the text declares."""
        return tomllib.loads(self.text)


def in_force(instance: Instance) -> list[Version]:
    """The scripts that talks are checked by now. Raises NotReady where one cannot be read."""
    return [read_version(path) for path in sorted(instance.config_file("scripts").glob("*.toml"))]


def find(instance: Instance, name: str) -> Version:
    """The script ``name`` that is in force; raises WrongUse with the nearest name."""
    known = {version.name: version for version in in_force(instance)}
    if name not in known:
        raise WrongUse(one_of("script", name, known))
    return known[name]


def history(instance: Instance, name: str) -> list[Version]:
    """Every version of a script that was ever in force, the newest first."""
    now = find(instance, name)
    kept = {one.version: one for one in map(read_version, _folder(instance, name).glob("*.toml"))}
    kept = {number: one for number, one in kept.items() if number < now.version}
    return [version for _, version in sorted({**kept, now.version: now}.items(), reverse=True)]


def use(instance: Instance, name: str, text: str, who: str, *, based_on: int) -> Version:
    """Put ``text`` in force as the next version of ``name``; talks are checked by it from the next load on.

    Raises WrongUse where somebody has changed the script since version ``based_on``, NotReady for a text
    that is no script.
    """
    from text.api import script_of

    now = find(instance, name)
    if now.version != based_on:
        raise WrongUse(
            f"script {name}: version {now.version} has come since ({now.changed_by}); try your change on it."
        )
    next_one = signed(text, now.version + 1, who)
    script_of(Path(f"{name}.toml"), tomllib.loads(next_one))
    _own_folder(instance)
    _keep(instance, now)
    claim(
        _folder(instance, name) / f"{now.version + 1:04}.toml", next_one,
        is_taken=lambda: find(instance, name).version > now.version,
    )  # fmt: skip
    write_text(instance.config / "scripts" / f"{name}.toml", next_one)
    return find(instance, name)


def undo(instance: Instance, name: str, who: str) -> Version:
    """Bring back the version before the one in force, as a new one; raises WrongUse where there is none."""
    versions = history(instance, name)
    if len(versions) < 2:
        raise WrongUse(f"script {name}: no earlier version to bring back.")
    return use(instance, name, versions[1].text, who, based_on=versions[0].version)


def read_version(path: Path) -> Version:
    """The version in a file, named by it or, in a history, by its folder."""
    try:
        text = path.read_text("utf8")
        values = tomllib.loads(text)
    except (OSError, ValueError) as error:
        raise NotReady(
            f"{path}: cannot be read ({error}); correct it or bring back an earlier one."
        ) from None
    name = path.parent.name if path.parent.parent.name == "history" else path.stem
    changed_at = values.get("changed_at")
    at = changed_at if isinstance(changed_at, datetime) else None
    return Version(name, int(values.get("version", 1)), at, str(values.get("changed_by", "")), text)


def signed(text: str, version: int, who: str) -> str:
    """``text`` with its version, the time and who made it; comments stay."""
    try:
        document = tomlkit.parse(text)
    except ValueError as error:
        raise NotReady(f"the change is not valid TOML: {error}.") from None
    document["version"] = version
    document["changed_at"] = datetime.now(UTC).replace(microsecond=0)
    document["changed_by"] = who
    return tomlkit.dumps(document)


def _own_folder(instance: Instance) -> None:
    """Scripts of the instance's own, begun with those of the project; there whole or not at all."""
    own = instance.config / "scripts"
    if own.exists():
        return
    begun = instance.config / ".scripts.new"
    shutil.rmtree(begun, ignore_errors=True)
    shutil.copytree(DEFAULTS / "scripts", begun)
    begun.rename(own)


def _keep(instance: Instance, version: Version) -> None:
    file = _folder(instance, version.name) / f"{version.version:04}.toml"
    if not file.exists():
        write_text(file, version.text)


def claim(file: Path, text: str, *, is_taken: Callable[[], bool]) -> None:
    """The first to write the ``file`` of a version has it: of two who save at once one is told."""
    temporary = file.with_name(f".{file.name}.{datetime.now(UTC):%H%M%S%f}")
    temporary.write_text(text, "utf8")
    if file.exists() and is_taken():
        temporary.unlink()
        raise WrongUse(
            f"{file.parent.name}: version {int(file.stem)} has just come from somebody else; look at it."
        )
    move(temporary, file)


def _folder(instance: Instance, name: str) -> Path:
    return instance.config / "scripts" / "history" / name
