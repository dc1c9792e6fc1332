"""Versions of an instance's taxonomy: each one kept, the newest in force, an earlier one brought back.

``config/taxonomy.toml`` is in force; ``config/history/taxonomy/0003.toml`` is its third version.
"""

import tomllib
from pathlib import Path

from config.errors import WrongUse
from config.instance import Instance
from etl.durable import write_text
from etl.scripting.versions import Version, claim, read_version, signed

_FILE = "taxonomy.toml"


def in_force(instance: Instance) -> Version:
    """The taxonomy that texts are looked at by now. Raises NotReady where it cannot be read."""
    return read_version(instance.config_file(_FILE))


def history(instance: Instance) -> list[Version]:
    """Every version that was ever in force, the newest first."""
    now = in_force(instance)
    kept = {one.version: one for one in map(read_version, sorted(_folder(instance).glob("*.toml")))}
    older = {number: one for number, one in kept.items() if number < now.version}
    return [version for _, version in sorted({**older, now.version: now}.items(), reverse=True)]


def use(instance: Instance, text: str, who: str, *, based_on: int) -> Version:
    """Put ``text`` in force as the next version; texts are looked at by it from the next load on.

    Raises WrongUse where somebody has changed the taxonomy since version ``based_on``, NotReady for a text
    that is none.
    """
    from text.api import taxonomy_of

    now = in_force(instance)
    if now.version != based_on:
        raise WrongUse(
            f"taxonomy: version {now.version} has come since ({now.changed_by}); try your change on it."
        )
    next_one = signed(text, now.version + 1, who)
    taxonomy_of(Path(_FILE), tomllib.loads(next_one))
    _keep(instance, now)
    file = _folder(instance) / f"{now.version + 1:04}.toml"
    claim(file, next_one, is_taken=lambda: in_force(instance).version > now.version)
    write_text(instance.config / _FILE, next_one)
    return in_force(instance)


def undo(instance: Instance, who: str) -> Version:
    """Bring back the version before the one in force, as a new one; raises WrongUse where there is none."""
    versions = history(instance)
    if len(versions) < 2:
        raise WrongUse("taxonomy: no earlier version to bring back.")
    return use(instance, versions[1].text, who, based_on=versions[0].version)


def _keep(instance: Instance, version: Version) -> None:
    file = _folder(instance) / f"{version.version:04}.toml"
    if not file.exists():
        write_text(file, version.text)


def _folder(instance: Instance) -> Path:
    return instance.config / "history" / "taxonomy"
