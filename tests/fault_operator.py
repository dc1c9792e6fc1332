"""A small operator whose second day holds everything a run does: rows, corrections, faults, texts, calls."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from config.instance import Instance
from tests.etl_instances import HEADER, SURVEYS, deliver, new_instance
from tests.fault_content import content
from tests.fault_server import Server
from tests.transcribe_sounds import encode, sound
from transcribe.audio import RATE

CONTACTS = """contract = "contacts"
path = "incoming/contacts/*.csv"
[columns]
contact_id = "id"
started_at = "started"
channel_id = "channel"
process_id = "topic"
customer_id = "phone"
"""
CALLS = """contract = "recordings"
path = "incoming/calls/*.csv"
[columns]
recording_id = "id"
sound_file = "file"
started_at = "started"
language = "language"
agent_side = "side"
contact_id = "contact"
"""
LINKED = SURVEYS.replace('score = "score"', 'score = "score"\ncontact_id = "contact"')
ROWS = 60
"""Contacts of a day; as many surveys."""


@dataclass(frozen=True)
class Day:
    """Lines of one day's files, without their headings."""

    contacts: list[str]
    surveys: list[str]


def day(number: int, *, rows: int = ROWS) -> Day:
    """The rows of a day of March 2022, 1 to 28; every twelfth survey is faulty."""
    contacts = [
        f"d{number}c{i},2022-03-{number:02} {9 + i % 9:02}:00,phone,repair,8701{number:02}{i:05}\n"
        for i in range(rows)
    ]
    surveys = [
        f"d{number}s{i};2022-03-{number:02} 20:00;{i % 12};8701{number:02}{i:05};связь плохая {i % 7};"
        f"d{number}c{i}\n"
        for i in range(rows)
    ]
    return Day(contacts, surveys)


def deliver_day(instance: Instance, number: int, *, rows: int = ROWS) -> None:
    """Contacts first, as the sources are read in order of their names."""
    made = day(number, rows=rows)
    deliver(instance, f"contacts/d{number}.csv", "id,started,channel,topic,phone\n" + "".join(made.contacts))
    deliver(instance, f"d{number}.csv", HEADER.replace("\n", ";contact\n") + "".join(made.surveys))


def deliver_calls(instance: Instance, numbers: range) -> None:
    """Recordings of a few seconds and the table that names them."""
    lines = ["id,file,started,language,side,contact\n"]
    folder = instance.home / "incoming" / "calls"
    folder.mkdir(parents=True, exist_ok=True)
    for i in numbers:
        encode(sound("ru")[:, RATE * i : RATE * (i + 3)], folder / f"call{i}.wav", "alaw.wav")
        lines.append(f"r{i},call{i}.wav,2022-03-02 1{i}:00,ru,left,d2c{i}\n")
    deliver(instance, f"calls/of_{numbers.start}.csv", "".join(lines))


@dataclass(frozen=True)
class Prepared:
    """An operator after its first day, its second day delivered; and what an undisturbed run makes of it."""

    home: Path
    before: dict[str, str]
    after: dict[str, str]
    log: str
    """What the undisturbed run said, with the seconds of each step."""

    def copy(self, home: Path) -> Instance:
        """The operator before its second run."""
        shutil.copytree(self.home, home, copy_function=shutil.copy2)
        return Instance(home)


def small_operator(home: Path) -> Instance:
    """Three sources; the first day delivered, nothing loaded."""
    instance = new_instance(home, contacts=CONTACTS, nps=LINKED, calls=CALLS)
    deliver_day(instance, 1)
    return instance


def second_day(instance: Instance) -> None:
    """New rows, corrections of old ones, a file nobody can read, and calls."""
    deliver_day(instance, 2)
    corrected = [line.replace(":00;", ":30;") for line in day(1).surveys[:20]]
    deliver(instance, "corrections.csv", HEADER.replace("\n", ";contact\n") + "".join(corrected))
    deliver(instance, "renamed.csv", HEADER.replace("score", "points") + "x;2022-03-01;9;;\n")
    deliver_calls(instance, range(2))


def prepared(folder: Path, server: Server) -> Prepared:
    """Everything a test of disturbed runs starts from and compares with."""
    instance = small_operator(folder / "before")
    log = folder / "prepared.log"
    assert server.run("etl", "load", "--home", str(instance.home), log=log) == 0, log.read_text()
    first = content(instance)
    second_day(instance)
    whole = Prepared(instance.home, first, {}, "").copy(folder / "undisturbed")
    # 4: done in part, for the file nobody can read
    again = server.run("etl", "load", "--workers", "1", "--home", str(whole.home), log=log)
    assert again == 4, log.read_text()
    return Prepared(instance.home, first, content(whole), log.read_text())
