"""Fixtures every test may use: the built demo operator, and where the optional real recordings are."""

import atexit
import gc
import hashlib
import os
import shutil
import subprocess
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest

from config.instance import PROJECT, Instance
from tests.amounts import full

gc.disable()  # until all is collected: looking for garbage among ever more modules takes a third of that time
# A busy machine is no failure.
hypothesis.settings.register_profile("tests", deadline=None, max_examples=full(100, else_=25))
hypothesis.settings.load_profile("tests")
if TYPE_CHECKING:
    from tests.fault_operator import Prepared
    from tests.fault_server import Server

TOGETHER = {
    "tests/browser/": "browser",
    "tests/test_demo_": "sources",
    **dict.fromkeys((f"tests/test_promises_r{number}_" for number in (1, 2, 4, 5)), "commands"),
}
"""Files that stay in one process, since they share what takes longest to start: the running dashboard with
its browser, the demo's source files, and the server of commands with the operator it prepared."""
LONGEST = (
    *TOGETHER, "tests/test_figures_", "tests/test_promises_", "tests/test_transcribe_",
    "tests/test_warehouse_incremental", "tests/test_pages", "tests/test_etl_blind",
    "tests/test_warehouse_publish",
)  # fmt: skip
"""Files that take longest come first, so that the many short ones fill up what is left of the processes."""
MADE_BY = ("config", "etl", "text", "transcribe", "warehouse")


@pytest.fixture(scope="session")
def demo(request: pytest.FixtureRequest) -> Instance:
    """The demo operator, built by the same command a person types; kept while the code is unchanged.

    SAPA_TEST_DEMO names one that stands already.
    """
    if ready := os.environ.get("SAPA_TEST_DEMO"):
        return Instance(Path(ready))
    folder = request.config.cache.mkdir("demo")
    home = folder / _fingerprint()
    with _one_at_a_time(folder / "lock"):
        if not (home / "warehouse" / "CURRENT").exists():
            _forget_older(folder)
            _build(home)
    return Instance(home)


@contextmanager
def _one_at_a_time(lock: Path) -> Iterator[None]:
    """Test processes that run side by side wait for the first to build."""
    with lock.open("a+b") as file:
        if os.name != "nt":
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _forget_older(folder: Path) -> None:
    """Demos of code as it was before, but for the newest: another run may be at it."""
    homes = sorted(
        (home for home in folder.iterdir() if home.is_dir()), key=lambda home: home.stat().st_mtime
    )
    for home in homes[:-1]:
        shutil.rmtree(home, ignore_errors=True)


def _build(home: Path) -> None:
    command = [sys.executable, "-m", "etl", "demo", "--home", str(home)]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    # 4: done in part. The demo holds broken rows and files on purpose.
    assert done.returncode in (0, 4), done.stdout + done.stderr


def _fingerprint() -> str:
    """Changes with anything that the demo is made by."""
    digest = hashlib.sha256()
    for folder in MADE_BY:
        for path in sorted((PROJECT / folder).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(str(path.relative_to(PROJECT)).encode() + path.read_bytes())
    return digest.hexdigest()[:16]


@pytest.fixture(scope="session")
def real_data() -> Path:
    """Real recordings and texts that are not part of the project; tests skip where they are absent."""
    folder = Path(os.environ.get("SAPA_DEV_DATA", PROJECT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"no real recordings and texts at {folder} (SAPA_DEV_DATA names another folder)")
    return folder


@pytest.fixture(scope="session")
def commands() -> Iterator["Server"]:
    """Starts commands as processes of their own; imports are paid once for all tests."""
    from tests.fault_server import server

    with server() as running:
        yield running


@pytest.fixture(scope="session")
def operator(commands: "Server", tmp_path_factory: pytest.TempPathFactory) -> "Prepared":
    """A small operator that has loaded its first day, and what an undisturbed run makes of its second."""
    from tests.fault_operator import prepared

    return prepared(tmp_path_factory.mktemp("operator"), commands)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: _place(item.nodeid))


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop() -> None:
    """What is imported by now stays: nobody looks for garbage in it again."""
    gc.freeze()
    gc.enable()


def _place(nodeid: str) -> int:
    return next((n for n, start in enumerate(LONGEST) if nodeid.startswith(start)), len(LONGEST))


@pytest.hookimpl(optionalhook=True)  # without xdist nobody asks
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """A file's tests, and those of the files TOGETHER, go to one process."""
    from xdist.scheduler import LoadFileScheduling  # type: ignore[import-untyped,unused-ignore]

    if config.getoption("dist") != "loadfile":
        return None
    scheduler = LoadFileScheduling(config, log)
    scheduler._split_scope = _process_of
    return scheduler


def _process_of(nodeid: str) -> str:
    """Tests of one answer stay together."""
    found = (name for start, name in TOGETHER.items() if nodeid.startswith(start))
    return next(found, nodeid.partition("::")[0])


_ended_with = pytest.StashKey[int]()


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    session.config.stash[_ended_with] = int(exitstatus)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave with pytest's summary as the last lines: where numpy and hypothesis are loaded too, DuckDB 2.0.0
    prints forty lines about its own types while Python takes itself apart."""
    warnings.simplefilter("ignore")  # temporary folders of others that go only now
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    if _ended_with in config.stash:
        os._exit(config.stash[_ended_with])
