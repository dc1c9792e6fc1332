"""Fixtures every test may use: the built demo operator, and where the optional real recordings are."""

import atexit
import hashlib
import os
import subprocess
import sys
import warnings
from pathlib import Path

import pytest

from config.instance import PROJECT, Instance

MADE_BY = ("config", "etl", "text", "transcribe", "warehouse")


@pytest.fixture(scope="session")
def demo(request: pytest.FixtureRequest) -> Instance:
    """The demo operator, built by the same command a person types; kept while the code is unchanged.

    SAPA_TEST_DEMO names one that stands already.
    """
    if ready := os.environ.get("SAPA_TEST_DEMO"):
        return Instance(Path(ready))
    home = request.config.cache.mkdir("demo") / _fingerprint()
    if not (home / "warehouse" / "CURRENT").exists():
        _build(home)
    return Instance(home)


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
