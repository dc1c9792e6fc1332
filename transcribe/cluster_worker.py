"""A worker of the cluster: ``python -m transcribe worker ADDRESS``. It hears what the dispatcher sends."""

import asyncio
import signal
import tempfile

from config.cli import messages
from config.errors import NotReady, WrongUse
from transcribe import models
from transcribe.machine import fitting_workers


def serve(address: str, recognisers: int = 0, host: str | None = None) -> None:
    """Join the scheduler at ``address`` until it ends or this process is told to.

    ``recognisers``: how many calls are heard at once, 0 as many as cores and memory hold; ``host``: the own
    address the others reach this machine at.  Raises WrongUse where the package is missing, NotReady where
    no scheduler answers or there is no model here.
    """
    found = models.installed(None)
    if not found:
        raise NotReady("no speech model here: set SAPA_MODELS to a folder of models, then start again.")
    count = recognisers or fitting_workers(model.bytes for model in found if not model.is_demo)
    try:
        asyncio.run(_serve(address, count, host))
    except (OSError, TimeoutError, ValueError) as error:
        said = " ".join(str(error).split()) or type(error).__name__
        raise NotReady(f"cluster {address}: no scheduler answers there ({said}).") from None


async def _serve(address: str, count: int, host: str | None) -> None:
    try:
        from distributed import Worker
    except ImportError:
        raise WrongUse(
            "this needs the package distributed: run 'python -m pip install distributed'."
        ) from None
    with tempfile.TemporaryDirectory(prefix="sapa-cluster-") as folder:
        worker = Worker(
            address, nthreads=count, host=host, local_directory=folder, memory_limit=0, death_timeout=30
        )
        async with worker:
            loop = asyncio.get_running_loop()
            for number in (signal.SIGTERM, signal.SIGINT):
                loop.add_signal_handler(number, lambda: loop.create_task(worker.close(executor_wait=False)))
            messages.print(f"{worker.address}: hears {count} calls at once for {address}", markup=False)
            await worker.finished()  # type: ignore[no-untyped-call]
