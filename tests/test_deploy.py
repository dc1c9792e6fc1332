"""What deploy/ offers works: its commands exist, systemd reads its units, a backup can be worked on."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from config.instance import PROJECT, Instance
from etl.loads import read_loads
from etl.watching.watch import watch_once
from tests.etl_instances import deliver, landed, new_instance
from tests.health_history import HEADER, SOURCE

DEPLOY = PROJECT / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())


def test_every_command_exists() -> None:
    texts = [file.read_text("utf8") for file in (*UNITS, DEPLOY / "cron.example")]
    said = {" ".join(words) for text in texts for words in re.findall(r"-m (etl) (\w+)", text)}
    assert said == {"etl watch", "etl messages"}
    for command in said:
        done = subprocess.run(
            [sys.executable, "-m", *command.split(), "--help"], cwd=PROJECT, capture_output=True, check=False
        )
        assert done.returncode == 0, command


def test_systemd_reads_the_units(tmp_path: Path) -> None:
    if not shutil.which("systemd-analyze"):
        pytest.skip("no systemd here")
    for unit in UNITS:
        text = unit.read_text("utf8").replace("/opt/sapa/.venv/bin/python", sys.executable)
        (tmp_path / unit.name).write_text(
            text.replace("User=sapa", "User=root").replace("/opt/sapa", "/"), "utf8"
        )
    done = subprocess.run(
        ["systemd-analyze", "verify", *map(str, tmp_path.iterdir())],
        capture_output=True,
        text=True,
        check=False,
    )
    told = [line for line in done.stderr.splitlines() if "sapa" in line]
    assert done.returncode == 0 and not told, done.stderr


def test_a_backup_holds_every_row_and_loads_nothing_twice(tmp_path: Path) -> None:
    if not (shutil.which("rsync") and shutil.which("flock")):
        pytest.skip("needs rsync and flock")
    instance = new_instance(tmp_path / "op", nps=SOURCE.format(name="nps"))
    (instance.config / "settings.toml").write_text("[watch]\nsettle_s = 0\n", "utf8")
    deliver(instance, "nps_1.csv", HEADER + "a;2022-03-01;9;\nb;2022-03-01;3;\n")
    watch_once(instance, lambda _: None)
    target, command = tmp_path / "backup", [str(DEPLOY / "backup.sh"), str(instance.home)]
    environment = {"PYTHON": sys.executable, "PATH": "/usr/bin:/bin"}
    subprocess.run([*command, str(target)], env=environment, check=True, capture_output=True)
    moved = Instance(target)
    assert landed(moved, "surveys", "survey_id") == [("a",), ("b",)]
    assert (moved.keys / "customer.key").read_text() == (instance.keys / "customer.key").read_text()
    assert not (moved.home / "warehouse").exists()
    assert watch_once(moved, lambda _: None)
    assert sum(load.rows_loaded for load in read_loads(moved)) == 2
