"""A PostgreSQL server of the test's own, in a temporary folder, where PostgreSQL is installed."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin")) if os.name == "posix" else []


def why_not() -> str:
    """Why there can be no server here; empty where there can."""
    if not shutil.which("initdb") and not BINARIES:
        return "no PostgreSQL here"
    if os.geteuid() == 0 and not _has_user():
        return "PostgreSQL refuses to run as root, and there is no user postgres"
    return ""


@contextmanager
def server() -> Iterator[str]:
    """The address of an empty database; the server listens on a socket in its folder only."""
    with tempfile.TemporaryDirectory(prefix="sapa-pg-") as name:
        folder = Path(name)
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
        _run("initdb", "-D", str(folder / "data"), "-U", "sapa", "-A", "trust", "--no-sync")
        options = f"-k {folder} -c listen_addresses='' -c fsync=off"
        _run("pg_ctl", "-D", str(folder / "data"), "-w", "-o", options, "-l", str(folder / "log"), "start")
        try:
            yield f"postgresql+psycopg://sapa@/postgres?host={folder}"
        finally:
            _run("pg_ctl", "-D", str(folder / "data"), "-m", "immediate", "stop")


def _run(command: str, *words: str) -> None:
    path = shutil.which(command) or str(BINARIES[-1] / command)
    user = "postgres" if os.geteuid() == 0 else None
    subprocess.run([path, *words], check=True, stdout=subprocess.DEVNULL, user=user, cwd="/")


def _has_user() -> bool:
    try:
        pwd.getpwnam("postgres")
    except KeyError:
        return False
    return True
