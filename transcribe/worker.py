"""What a recogniser process does: takes a task, decodes, asks whether to hear, answers with the words.

A crash inside the recogniser ends this process and nothing else.  When the parent is gone, the pipe ends
and so does this process.
"""

import os
import signal
import time
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from config.errors import SapaError
from transcribe.audio import Sound, decode
from transcribe.choice import Choice
from transcribe.speech import transcribe
from transcribe.transcript import Transcript


@dataclass(frozen=True)
class Task:
    """One recording to hear."""

    path: Path
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
        sound = decode(task.path)
        if not _is_wished(pipe, sound):
            return Skipped()
        transcript = transcribe(sound, task.choice, task.agent_side)
        return Heard(transcript, time.process_time() - started)
    except SapaError as error:
        return Refused(" ".join(str(error).split()), is_final=True)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        raise
    except Exception as error:  # whatever it is, it is this recording's and must not stop the queue
        return Refused(f"{task.path}: {type(error).__name__}: {error}", is_final=False)


def _is_wished(pipe: Connection, sound: Sound) -> bool:
    pipe.send(Decoded(sound.audio_id, sound.duration_s))
    return bool(pipe.recv())


def _stderr_to(log: Path) -> None:
    """Vosk tells why it gives up on the C level's stderr only."""
    handle = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(handle, 2)
    os.close(handle)
