"""An operator with eight weeks behind it: sources that keep their rhythm, one silent, one failing."""

import json
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from config.instance import Instance
from etl.loads import FAILED, Load
from etl.run import run
from etl.watching.heartbeat import WATCH, beat
from etl.wish import Wish
from tests.etl_instances import deliver, new_instance

SOURCE = """contract = "surveys"
path = "incoming/{name}_*.csv"
delimiter = ";"
[columns]
survey_id = "id"
sent_at = "sent"
score = "score"
comment = "comment"
"""
HEADER = "id;sent;score;comment\n"
SOURCES = ("chat", "nps_calls", "nps_offices", "state_portal", "weekly_sheet")
ADMINISTRATOR = '[people.owner]\nrole = "administrator"\nunits = "all"\npersonal = true\n'
_DAY = timedelta(days=1)


class Quiet:
    """A watcher of a run that says nothing."""

    def step(self, name: str) -> None: ...
    def loaded(self, load: Load) -> None: ...
    def went_on(self, done: int, total: int) -> None: ...
    def finished(self, name: str, seconds: float) -> None: ...


def operator(home: Path, now: datetime | None = None) -> Instance:
    """Published, with rejected rows, a correction, another layout, a silent source and a watcher."""
    instance = new_instance(home, **{name: SOURCE.format(name=name) for name in SOURCES})
    (instance.config / "people.toml").write_text(ADMINISTRATOR, "utf8")
    moment = now or datetime.now(UTC)
    for name in SOURCES:
        bad = "".join(f"{name}{number};2022-03-04;{number};\n" for number in range(20, 27))
        good = "".join(f"{name}{number};2022-03-0{number};{number};Спасибо\n" for number in range(1, 9))
        deliver(instance, f"{name}_1.csv", HEADER + good + (bad if name == "nps_calls" else ""))
    run(instance, Wish(), Quiet())
    deliver(instance, "chat_2.csv", HEADER + "chat3;2022-03-03;9;Спасибо, помогли\n")
    deliver(instance, "state_portal_2.csv", "id;sent;баллы;comment\na;2022-03-05;9;\n")
    run(instance, Wish(), Quiet())
    _history(instance, moment)
    beat(instance, WATCH, every=timedelta(minutes=1), now=moment)
    return instance


def _history(instance: Instance, now: datetime) -> None:
    """Earlier deliveries, as their records tell them."""
    draw = Random(3)
    ends = {"chat": 0, "nps_calls": 0, "nps_offices": 4, "state_portal": 0, "weekly_sheet": 0}
    for name in SOURCES:
        for ago in range(60, ends[name], -1):
            morning = now.replace(hour=6, minute=0) - ago * _DAY
            moment = morning + timedelta(minutes=draw.uniform(0, 50))
            is_due = {"nps_offices": moment.weekday() < 5, "weekly_sheet": moment.weekday() == 0}.get(
                name, True
            )
            if is_due:
                _delivered(instance, name, moment, is_failed=name == "state_portal" and ago == 12)
    if ends:
        _age(instance, "nps_offices", now - 5 * _DAY)


def _delivered(instance: Instance, name: str, moment: datetime, *, is_failed: bool) -> None:
    day = (moment - _DAY).date().isoformat()
    load = Load(
        load_id=f"{moment:%Y%m%dT%H%M%S_%f}-{name}", source=name, contract="surveys",
        file=f"incoming/{name}_{day}.csv", file_sha256=f"{name}{day}", file_bytes=9,
        started_at=moment.isoformat(), finished_at=(moment + timedelta(seconds=2)).isoformat(),
        status="loaded", rows_read=120, rows_loaded=120, first_day=day, last_day=day,
    )  # fmt: skip
    told = f"{load.file}: the file ends in the middle of a row; nothing was taken."
    failed = replace(
        load, status=FAILED, message=told, rows_read=0, rows_loaded=0, first_day=None, last_day=None
    )
    record = json.dumps(asdict(failed if is_failed else load))  # plainly: no need to last, many of them
    (instance.landing / "loads" / f"{load.load_id}.json").write_text(record, "utf8")


def _age(instance: Instance, source: str, moment: datetime) -> None:
    """The real loads of a source, as if they had come then: it has been silent since."""
    for number, file in enumerate(sorted((instance.landing / "loads").glob(f"*-{source}.json"))[-2:]):
        text = file.read_text("utf8")
        if '"parquet": "' in text:
            stamp = moment + timedelta(minutes=number)
            load_id = f"{stamp:%Y%m%dT%H%M%S_%f}-{source}"
            file.with_name(f"{load_id}.json").write_text(text.replace(file.stem, load_id, 1), "utf8")
            file.unlink()
