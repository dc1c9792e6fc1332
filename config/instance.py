"""An instance: one folder that holds everything of one operator, apart from the code.

``SAPA_HOME`` names it; the demo lives in ``data/demo`` of the project.
"""

import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from config.errors import NotReady, WrongUse

PROJECT = Path(__file__).resolve().parent.parent
DEFAULTS = PROJECT / "config"
DEMO_HOME = PROJECT / "data" / "demo"
MARKER = "config/settings.toml"


@dataclass(frozen=True)
class Instance:
    """The folders of one instance. Nothing here creates or reads a file."""

    home: Path

    @property
    def config(self) -> Path:
        return self.home / "config"

    @property
    def sources(self) -> Path:
        return self.config / "sources"

    @property
    def landing(self) -> Path:
        return self.home / "landing"

    @property
    def quarantine(self) -> Path:
        return self.home / "quarantine"

    @property
    def enriched(self) -> Path:
        return self.home / "enriched"

    @property
    def transcripts(self) -> Path:
        return self.home / "transcripts"

    @property
    def warehouse(self) -> Path:
        return self.home / "warehouse"

    @property
    def journal(self) -> Path:
        return self.home / "journal"

    @property
    def models(self) -> Path:
        return self.home / "models"

    @property
    def keys(self) -> Path:
        return self.home / "keys"

    @property
    def logs(self) -> Path:
        return self.home / "logs"

    @property
    def is_demo(self) -> bool:
        return self.home == DEMO_HOME

    @property
    def name(self) -> str:
        return "demo" if self.is_demo else self.home.name

    def folders(self) -> tuple[Path, ...]:
        """Every folder a fresh instance has, in the order data flows through them."""
        return (
            self.sources, self.landing, self.quarantine, self.transcripts, self.enriched,
            self.warehouse, self.journal, self.models, self.keys, self.logs,
        )  # fmt: skip

    def config_file(self, name: str) -> Path:
        """The instance's own ``config/<name>`` where it has one, else the project's default."""
        own = self.config / name
        return own if own.exists() else DEFAULTS / name

    def exists(self) -> bool:
        return (self.home / MARKER).is_file()


def find_instance(home: Path | None = None, *, demo: bool = False, writing: bool = False) -> Instance:
    """The instance a command works on: ``--home``, else ``--demo``, else ``SAPA_HOME``, else the demo.

    A command that writes must be told which instance; a reading one falls back to the demo
    (its caller says so on stderr).  Raises WrongUse or NotReady with the remedy.
    """
    if home and demo:
        raise WrongUse("give --home FOLDER or --demo, not both.")
    named = home or (None if demo else _from_environment())
    if named is None and writing and not demo:
        raise WrongUse(
            "no instance named: set SAPA_HOME, or give --home FOLDER, or --demo for the demo operator."
        )
    instance = Instance(_resolved((named or DEMO_HOME).expanduser()))
    if not instance.exists():
        raise NotReady(_how_to_make(instance))
    return instance


def _resolved(home: Path) -> Path:
    return _resolved_once(home) if home.is_absolute() else home.resolve()


@lru_cache(maxsize=8)
def _resolved_once(home: Path) -> Path:
    """A page asks for its instance hundreds of times."""
    return home.resolve()


def _from_environment() -> Path | None:
    value = os.environ.get("SAPA_HOME", "").strip()
    return Path(value) if value else None


def _how_to_make(instance: Instance) -> str:
    if instance.is_demo:
        return "the demo operator is not built yet: run 'make demo' (or 'python -m etl demo')."
    return f"{instance.home} is no Sapa instance: make one with 'python -m etl init \"{instance.home}\"'."
