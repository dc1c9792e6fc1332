"""Promise R2: the same file twice, renamed, reordered or overlapping changes nothing in the snapshot."""

from pathlib import Path

from config.instance import Instance
from etl.loads import read_loads
from tests.etl_instances import HEADER, adds_up, deliver, new_instance
from tests.fault_content import content
from tests.fault_operator import CONTACTS, LINKED, day, deliver_day
from tests.fault_server import Server

HEAD = HEADER.replace("\n", ";contact\n")


def test_rows_that_come_again_change_no_figure(commands: Server, tmp_path: Path) -> None:
    instance = new_instance(tmp_path / "op", nps=LINKED, contacts=CONTACTS)
    for number in (1, 2):
        deliver_day(instance, number)
    log = tmp_path / "log"
    assert commands.run("etl", "load", "--home", str(instance.home), log=log) == 0, log.read_text()
    before = _said(instance)
    _deliver_again(instance)
    assert commands.run("etl", "load", "--home", str(instance.home), log=log) == 0, log.read_text()
    assert _said(instance) == before
    loads = read_loads(instance)
    assert all(adds_up(load) for load in loads)
    assert sum(load.rows_loaded for load in loads if load.contract == "surveys") == 110
    assert sum(load.rows_corrected for load in loads) == 0


def _deliver_again(instance: Instance) -> None:
    """Rows of both days: as they came, under another name, turned round, and overlapping."""
    first, second = day(1).surveys, day(2).surveys
    incoming = instance.home / "incoming"
    (incoming / "d1.csv").touch()
    deliver(instance, "another name.csv", (incoming / "d1.csv").read_bytes())
    deliver(instance, "reordered.csv", HEAD + "".join(reversed(first)))
    deliver(instance, "overlapping.csv", HEAD + "".join(first[30:] + second[:30]))
    deliver(instance, "twice in one.csv", HEAD + "".join(second + second))
    header = "id,started,channel,topic,phone\n"
    deliver(instance, "contacts/again.csv", header + "".join(reversed(day(2).contacts)))


def _said(instance: Instance) -> dict[str, str]:
    """Everything figures are made of; what was read, and how often, is another matter."""
    return {table: said for table, said in content(instance).items() if not table.startswith("meta.")}
