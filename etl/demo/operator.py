"""Everything the demo operator hands over, step by step."""

import shutil
from collections.abc import Callable
from pathlib import Path

from etl.demo.cases import make_cases
from etl.demo.contacts import make_contacts
from etl.demo.customers import make_customers
from etl.demo.export_cases import write_cases
from etl.demo.export_contacts import write_contacts
from etl.demo.export_recordings import write_recordings
from etl.demo.export_reference import write_reference
from etl.demo.export_voice import write_ratings, write_surveys
from etl.demo.outside import write_outside
from etl.demo.ratings import make_ratings
from etl.demo.reference import DATA
from etl.demo.scorecards import write_mystery_visits, write_scorecards
from etl.demo.steps import write_steps
from etl.demo.surveys import make_surveys

_HERE = Path(__file__).parent


def write_operator(home: Path, scale: float, tell: Callable[[str], None]) -> None:
    """Write all files of the demo operator below ``home``."""
    incoming = home / "incoming"
    tell("settings, declared sources, speech models")
    _copy_configuration(home)
    tell("contacts")
    customers = make_customers(scale)
    contacts = make_contacts(customers, scale)
    write_contacts(incoming, contacts, customers)
    tell("surveys and ratings")
    write_surveys(incoming, make_surveys(contacts), contacts, customers)
    write_ratings(incoming, make_ratings(contacts), contacts)
    tell("cases")
    write_cases(incoming, make_cases(contacts, customers, scale), contacts, customers)
    tell("process steps, scorecards, visits")
    write_steps(incoming, contacts, scale)
    write_scorecards(incoming, contacts)
    write_mystery_visits(incoming)
    tell("dealers, debts, events")
    write_outside(incoming, customers, scale)
    tell("recorded calls, reference data")
    write_recordings(incoming, contacts, customers)
    write_reference(incoming)


def _copy_configuration(home: Path) -> None:
    sources = home / "config" / "sources"
    sources.mkdir(parents=True, exist_ok=True)
    for file in sorted((_HERE / "sources").glob("*.toml")):
        shutil.copyfile(file, sources / file.name)
    for name in ("settings.toml", "people.toml", "alerts.toml", "deadlines.toml"):
        shutil.copyfile(DATA / name, home / "config" / name)
    shutil.copytree(_HERE / "models", home / "models", dirs_exist_ok=True)
