"""Reference data as it is exported: the personnel database and small tables."""

import shutil
from datetime import timedelta
from pathlib import Path

from config.instance import DEFAULTS
from etl.demo.clock import START
from etl.demo.reference import DATA, agents, assignments
from etl.demo.training import coaching_columns, knowledge_columns
from etl.demo.writers import write_sqlite

_SHIPPED = ("channels", "processes", "products", "reasons")


def write_reference(incoming: Path) -> None:
    """Units and the lists of words as CSV, agents with their training in one SQLite database."""
    folder = incoming / "reference"
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(DATA / "units.csv", folder / "units.csv")
    for name in _SHIPPED:
        shutil.copyfile(DEFAULTS / "reference" / f"{name}.csv", folder / f"{name}.csv")
    tables = {"agents": _agents(), "coachings": coaching_columns(), "knowledge_tests": knowledge_columns()}
    write_sqlite(incoming / "hr" / "personnel.sqlite", tables)


def _agents() -> dict[str, list[str]]:
    """One row per agent and place, from the day it holds."""
    known = {agent.agent_id: agent for agent in agents()}
    rows = [
        (place.agent_id, known[place.agent_id].name, _since(place.start, known[place.agent_id].hired_date),
         place.team, place.unit_id, known[place.agent_id].hired_date,
         "yes" if known[place.agent_id].is_front_line else "no")
        for place in assignments()
    ]  # fmt: skip
    names = ("number", "full_name", "since", "team", "unit", "hired", "serves_customers")
    return {name: [row[n] for row in rows] for n, name in enumerate(names)}


def _since(start: int, hired: str) -> str:
    return (START + timedelta(days=start)).isoformat() if start else hired
