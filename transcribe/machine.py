"""What this machine gives: cores and memory, within the limits of its container (cgroup)."""

import os
import platform
from collections.abc import Iterable
from pathlib import Path

PROCESS_BYTES = 80 << 20
"""Memory of a recogniser process beside its models."""
TIMES_MODEL = 1.2
"""Memory of a loaded model, in sizes of its folder."""
_CGROUP = Path("/sys/fs/cgroup")
_MEMORY = Path("/proc/meminfo")


def this_host() -> str:
    """Name of this machine, the first part of a worker's and of a dispatcher's name."""
    return platform.node() or "host"


def fitting_workers(model_bytes: Iterable[int]) -> int:
    """How many recogniser processes fit: one a core, if memory holds each with its own models; at least one.

    ``model_bytes``: sizes of all models that a process may load.  Processes that share one model by threads
    would need less memory, but a recogniser that aborts would then end them all.
    """
    each = PROCESS_BYTES + TIMES_MODEL * sum(model_bytes)
    return max(1, min(cores(), int(free_bytes() / each)))


def cores() -> int:
    """Cores this process may use."""
    mine = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(mine, _quota(_CGROUP)))


def free_bytes() -> int:
    """Memory that can be taken without swapping; 1 TB where the system does not tell."""
    return min(_available(_MEMORY), _left_of_limit(_CGROUP))


def _quota(folder: Path) -> int:
    """Whole cores the container may use (cgroup 2, then 1)."""
    quota, _, period = _read(folder / "cpu.max").partition(" ")
    if not quota:
        quota = _read(folder / "cpu" / "cpu.cfs_quota_us")
        period = _read(folder / "cpu" / "cpu.cfs_period_us")
    if not (quota.isdigit() and period.isdigit()):
        return 1 << 20  # "max", -1, or no cgroup at all
    return max(1, int(quota) // int(period))


def _left_of_limit(folder: Path) -> int:
    limits = (
        ("memory.max", "memory.current", "memory.stat"),
        ("memory/memory.limit_in_bytes", "memory/memory.usage_in_bytes", "memory/memory.stat"),
    )
    for limit, used, stat in limits:
        most, taken = _read(folder / limit), _read(folder / used)
        if most.isdigit() and taken.isdigit():
            return max(0, int(most) - int(taken) + _stated(_read(folder / stat), "inactive_file"))
    return 1 << 40


def _stated(text: str, name: str) -> int:
    """Bytes of ``name`` in a ``memory.stat``: file pages that are let go when memory is asked for."""
    found = (line.split() for line in text.splitlines())
    return next((int(words[1]) for words in found if len(words) == 2 and words[0] == name), 0)


def _available(file: Path) -> int:
    for line in _read(file).splitlines():
        if line.startswith("MemAvailable:"):
            return int(line.split()[1]) * 1024
    return 1 << 40


def _read(file: Path) -> str:
    try:
        return file.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""
