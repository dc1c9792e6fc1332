"""Instances of the tiny operator: empty, landed, built."""

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from config.instance import DEFAULTS, Instance
from etl.schemas import write_schemas
from tests.tiny_warehouse.heard import enrich, transcribe
from tests.tiny_warehouse.landing import land
from tests.tiny_warehouse.rows import ALL
from warehouse import engine
from warehouse.build import build
from warehouse.snapshot import Snapshot, current

PEOPLE = """
[people.chief]
role = "executive"
units = "all"

[people.quality]
role = "head_of_quality"
units = "all"
personal = true

[people.manager]
role = "manager"
units = ["cc1"]
personal = true

[people.agent]
role = "agent"
units = ["cc1", "off1"]
agent_id = "a1"
personal = true

[people.stranger]
role = "trainer"
"""


def empty_instance(home: Path) -> Instance:
    """An instance as ``init`` makes it: settings, people, schemas; nothing loaded."""
    return Instance(shutil.copytree(_empty().home, home, dirs_exist_ok=True))


@cache
def _empty() -> Instance:
    instance = Instance(_folder())
    for folder in instance.folders():
        folder.mkdir(parents=True, exist_ok=True)
    (instance.landing / "loads").mkdir(exist_ok=True)
    (instance.config / "settings.toml").write_text((DEFAULTS / "settings.toml").read_text("utf8"), "utf8")
    (instance.config / "people.toml").write_text(PEOPLE, "utf8")
    write_schemas(instance)
    return instance


def tiny_instance(home: Path) -> Instance:
    """The tiny operator landed and transcribed, but not built."""
    return Instance(shutil.copytree(_landed().home, home, dirs_exist_ok=True))


@cache
def _landed() -> Instance:
    """Written once; whoever wants to change it gets a copy."""
    instance = empty_instance(_folder())
    connection = engine.memory()
    for number, (contract, rows) in enumerate(ALL.items()):
        land(instance, contract, rows, number=number, connection=connection)
    transcribe(instance, connection)
    enrich(instance, connection)
    connection.close()
    return instance


def _folder() -> Path:
    """A new folder for the time of the tests."""
    folder = tempfile.mkdtemp(prefix="sapa-tiny-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)


@cache
def shared_tiny() -> tuple[Instance, Snapshot]:
    """The tiny operator built once for all tests that only read it."""
    instance = tiny_instance(_folder())
    atexit.register(shared_tiny.cache_clear)
    return instance, build(instance)


def tiny_warehouse(home: Path) -> tuple[Instance, Snapshot]:
    """The tiny operator, built and published: a copy of the shared one, for whoever changes it."""
    instance = Instance(shutil.copytree(shared_tiny()[0].home, home, dirs_exist_ok=True))
    return instance, current(instance)
