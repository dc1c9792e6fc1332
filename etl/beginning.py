"""A fresh instance: folders, commented settings, examples of sources, the key for customers."""

import shutil
from pathlib import Path

from config.errors import NotReady, WrongUse
from config.instance import DEFAULTS, DEMO_HOME, MARKER, Instance
from etl.customers import make_key
from etl.schemas import write_schemas


def make_instance(home: Path) -> Instance:
    """Make an empty instance in ``home`` (new or empty); raises NotReady where one stands already."""
    instance = Instance(home.expanduser().resolve())
    if instance.exists():
        raise NotReady(
            f"{instance.home} is an instance already; nothing was changed. See 'python -m etl status'."
        )
    if instance.home.exists() and (not instance.home.is_dir() or any(instance.home.iterdir())):
        raise NotReady(f"{instance.home} is not empty; give a new folder.")
    complete(instance)
    _copy(DEFAULTS / "people.example.toml", instance.config / "people.toml")
    _copy(DEFAULTS / "settings.toml", instance.home / MARKER)
    return instance


def complete(instance: Instance) -> None:
    """Whatever an instance needs besides its settings, where it is missing."""
    for folder in (*instance.folders(), instance.home / "incoming"):
        folder.mkdir(parents=True, exist_ok=True)
    instance.keys.chmod(0o700)
    make_key(instance)
    write_schemas(instance)
    for example in sorted((DEFAULTS / "sources").glob("*")):
        if example.suffix in (".example", ".md", ".json"):
            _copy(example, instance.sources / example.name)


def demo_instance(home: Path | None) -> Instance:
    """Where the demo operator lives: ``home``, else its usual place. Raises WrongUse where another is."""
    instance = Instance((home or DEMO_HOME).expanduser().resolve())
    if instance.exists() and not demo_mark(instance).exists() and not instance.is_demo:
        raise WrongUse(f"{instance.home} holds another operator's data; give another folder for the demo.")
    return instance


def demo_mark(instance: Instance) -> Path:
    """Says that an instance is the demo, at which scale, and by which version of its generator."""
    return instance.home / "demo.json"


def _copy(source: Path, target: Path) -> None:
    if not target.exists():
        shutil.copyfile(source, target)
