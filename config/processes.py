"""Helper processes that end with the one that started them, however that ends."""

import os
import threading
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context, parent_process


def pool(count: int | None = None) -> ProcessPoolExecutor:
    """``count`` processes (default: one a core) that start afresh and share nothing.

    Python's own pool would leave them waiting for ever where its process is killed: each holds both ends of
    the queue it waits at.
    """
    return ProcessPoolExecutor(count, mp_context=get_context("spawn"), initializer=_end_with_parent)


def _end_with_parent() -> None:
    threading.Thread(target=_wait_for_parent, daemon=True).start()


def _wait_for_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
