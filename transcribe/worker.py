"""What a recogniser process does: takes a task, decodes, asks whether to hear, answers with the words.

The same on this machine and on a worker of a cluster.  A crash inside the recogniser ends this process and
nothing else.  When the parent is gone, the pipe ends and so does this process.
"""

import os
import signal
import time
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from config.errors import SapaError
from transcribe import places
from transcribe.audio import Sound, decode
from transcribe.choice import Choice
from transcribe.speech import transcribe
from transcribe.transcript import Transcript


@dataclass(frozen=True)
class Task:
    """One recording to hear: its place (see ``places``), seen from the instance ``home``; bytes or -1."""

    place: str
    home: Path
    bytes: int
    agent_side: str
    choice: Choice


@dataclass(frozen=True)
class Decoded:
    """The sound is known; the parent answers True (hear it) or False (its words are known)."""

    audio_id: str
    duration_s: float


@dataclass(frozen=True)
class Heard:
    """The words, and the processor seconds the whole recording took."""

    transcript: Transcript
    seconds: float


@dataclass(frozen=True)
class Skipped:
    """Not heard, as the parent wished."""


@dataclass(frozen=True)
class Refused:
    """The recording cannot be heard. ``is_final``: hearing it again would give the same."""

    reason: str
    is_final: bool


Answer = Decoded | Heard | Skipped | Refused


def serve(pipe: Connection, log: Path) -> None:
    """Serve tasks from ``pipe`` until it says None or ends; C libraries' messages go to ``log``."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _stderr_to(log)
    while True:
        try:
            task = pipe.recv()
            if task is None:
                return
            pipe.send(_answer(pipe, task))
        except (EOFError, BrokenPipeError, ConnectionResetError):
            return


def _answer(pipe: Connection, task: Task) -> Answer:
    started = time.process_time()
    try:
        with places.opened(task.place, task.home) as file:
            try:
                return _heard(pipe, task, file, started)
            except SapaError as error:
                return Refused(_told(error, task, file), is_final=True)
    except SapaError as error:
        return Refused(" ".join(str(error).split()), is_final=True)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        raise
    except Exception as error:  # whatever it is, it is this recording's and must not stop the queue
        said = " ".join(str(error).split())[:300]
        return Refused(f"{task.place}: {type(error).__name__}: {said}", is_final=False)


def _heard(pipe: Connection, task: Task, file: Path, started: float) -> Answer:
    sound = decode(file)
    if not _is_wished(pipe, sound):
        return Skipped()
    transcript = transcribe(sound, task.choice, task.agent_side)
    return Heard(transcript, time.process_time() - started)


def _told(error: SapaError, task: Task, file: Path) -> str:
    """What is wrong in one line, the recording named as the instance names it."""
    return " ".join(str(error).replace(str(file), task.place).split())


def _is_wished(pipe: Connection, sound: Sound) -> bool:
    pipe.send(Decoded(sound.audio_id, sound.duration_s))
    return bool(pipe.recv())


def _stderr_to(log: Path) -> None:
    """Vosk tells why it gives up on the C level's stderr only."""
    handle = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(handle, 2)
    os.close(handle)
