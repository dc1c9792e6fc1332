"""A task on its way to another machine, and what that machine does with it.

There it is heard by the same recogniser process as on one's own machine, one beside each thread of the Dask
worker: a recogniser that aborts or hangs ends alone.
"""

import os
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path

from transcribe import manifest, models
from transcribe.choice import Choice
from transcribe.errors import ModelError
from transcribe.executor import Told, Unable
from transcribe.models import Model
from transcribe.worker import Decoded, Task
from transcribe.workers import Workers

_own = threading.local()


@dataclass(frozen=True)
class SentModel:
    """A model by name and checksum: where it lies is each machine's own affair."""

    name: str
    language: str
    is_demo: bool
    checksum: str


@dataclass(frozen=True)
class Sent:
    """A task without anything of the machine that sends it, but for its instance's folder."""

    place: str
    home: str
    bytes: int
    agent_side: str
    models: tuple[SentModel, ...]
    first: str | None
    key: str


def sent(task: Task) -> Sent:
    """``task`` as it is sent."""
    named = tuple(
        SentModel(each.name, each.language, each.is_demo, each.checksum) for each in task.choice.models
    )
    return Sent(
        task.place, str(task.home), task.bytes, task.agent_side, named, task.choice.first, task.choice.key
    )  # fmt: skip


def hear(told: Sent) -> Told:
    """On a worker: the words, or why there are none. ``Unable`` begins with the worker's address."""
    try:
        task = received(told)
    except ModelError as error:
        return Unable(f"{_address()} {error}")
    workers = _workers()
    workers.give(0, task)
    while True:
        for _, answer in workers.answers(1.0):
            if not isinstance(answer, Decoded):
                return answer
            workers.decide(0, True)


def received(told: Sent) -> Task:
    """The task as this machine sees it: SAPA_HOME, where it is set, is the instance's folder here.

    Raises ModelError naming the models this machine lacks.
    """
    home = Path(os.environ.get("SAPA_HOME", "").strip() or told.home)
    found = tuple(_model(each) for each in told.models)
    return Task(told.place, home, told.bytes, told.agent_side, Choice(found, told.first, told.key))


def _model(wanted: SentModel) -> Model:
    for model in models.installed(None):
        if model.name == wanted.name and model.checksum == wanted.checksum:
            manifest.check_sizes(model.folder)
            return Model(model.name, model.folder, wanted.language, wanted.is_demo, model.bytes)
    there = any(model.name == wanted.name for model in models.installed(None))
    what = "is another one there" if there else "is not there"
    raise ModelError(
        f"model {wanted.name} (checksum {wanted.checksum}) {what}; let SAPA_MODELS on that machine name a "
        "folder with the same model, then start its worker again."
    )


def _workers() -> Workers:
    """The recogniser process of this thread; it keeps its models from task to task."""
    if not hasattr(_own, "workers"):
        _own.workers = Workers(Path(tempfile.mkdtemp(prefix="sapa-worker-")))
        _own.workers.start()
    workers: Workers = _own.workers
    return workers


def _address() -> str:
    from distributed import get_worker

    return str(get_worker().address)
