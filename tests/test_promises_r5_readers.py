"""Promise R5: readers never see a partial load, never an error, and never hold the writer up."""

import json
from pathlib import Path

from tests.etl_instances import new_instance
from tests.fault_operator import CONTACTS, LINKED, deliver_day
from tests.fault_server import Server

PUBLISHES, READERS = 4, 2
CONTACTS_A_DAY, SURVEYS_A_DAY = 60, 55


def test_readers_in_other_processes_see_whole_days_only(commands: Server, tmp_path: Path) -> None:
    """Contacts and surveys of a day come in two files; marts and the record of loads tell of both."""
    instance = new_instance(tmp_path / "op", contacts=CONTACTS, nps=LINKED)
    _publish(commands, instance.home, 1)
    stop = tmp_path / "stop"
    logs = [tmp_path / f"reader{number}" for number in range(READERS)]
    readers = [commands.start("tests.fault_reader", str(instance.home), str(stop), log=log) for log in logs]
    for number in range(2, PUBLISHES + 1):
        _publish(commands, instance.home, number)
    stop.touch()
    for reader, log in zip(readers, logs, strict=True):
        assert reader.wait() == 0, log.read_text()
        _check([json.loads(line) for line in log.read_text().splitlines()])


def _publish(commands: Server, home: Path, number: int) -> None:
    from config.instance import Instance

    deliver_day(Instance(home), number)
    log = home.with_suffix(".log")
    assert commands.run("etl", "load", "--home", str(home), log=log) == 0, log.read_text()


def _check(looks: list[list[object]]) -> None:
    snapshots = [look[0] for look in looks]
    assert snapshots == sorted(snapshots, key=str)
    assert len(set(snapshots)) >= PUBLISHES // 2, "the reader slept"
    for _, contacts, surveys, of_marts, loaded, asked in looks:
        assert isinstance(contacts, int)
        days = contacts // CONTACTS_A_DAY
        assert (contacts, surveys) == (days * CONTACTS_A_DAY, days * SURVEYS_A_DAY)
        assert (of_marts, asked, loaded) == (contacts, contacts, days * (CONTACTS_A_DAY + SURVEYS_A_DAY))
    assert looks[-1][1] == PUBLISHES * CONTACTS_A_DAY
