"""How fast recordings become words: ratios measured in one run, rivals taking turns, the best of rounds.

    python -m bench.speech_speed                  # all; about two minutes
    python -m bench.speech_speed --rounds 7       # on a busy machine

- pipeline / bare: processor seconds of everything between decoded sound and masked words, against a bare loop
  (a recogniser a channel, half-second chunks, words with times) over the same decoded sound; decoding apart;
- decoding: seconds of sound for each processor second, by encoding;
- two processes: work done in the same time by two as by one, start-up excluded;
- memory of each further worker: what all processes share counts once.
"""

import argparse
import json
import math
import multiprocessing
import os
import tempfile
import time
from collections.abc import Callable
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
import av
import numpy as np
import vosk

from config.instance import PROJECT
from transcribe.audio import RATE, Samples, Sound, decode
from transcribe.choice import Choice, with_models
from transcribe.models import DEMO_MODELS, Model, read
from transcribe.recogniser import load
from transcribe.speech import transcribe

RECORDINGS = PROJECT / "etl" / "demo" / "recordings"
ENCODINGS = {
    "A-law": ("wav", "pcm_alaw", 8000), "WAV 16 bit": ("wav", "pcm_s16le", 8000),
    "MP3": ("mp3", "libmp3lame", 16000), "Opus": ("ogg", "libopus", 48000),
}  # fmt: skip
DECODED_S = 300
CALLS_A_ROUND = 6
Heard = tuple[str, Sound]  # language as noted, sound


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    calls = [(entry["language"], decode(RECORDINGS / entry["file"])) for entry in _entries()]
    models = {language: read(DEMO_MODELS / f"tiny-{language}") for language in ("ru", "kk", "en")}
    pipelines(calls, models, rounds)
    decoding(calls, rounds)
    processes(rounds)


def pipelines(calls: list[Heard], models: dict[str, Model], rounds: int) -> None:
    """Processor seconds against a bare loop, for calls in one language and in two."""
    one = {language: with_models([model], language) for language, model in models.items()}
    all_three = {language: with_models(list(models.values()), language) for language in models}
    for two, name in ((False, "calls in one language"), (True, "calls in two languages")):
        some = [call for call in calls if ("+" in call[0]) == two]
        bare, single, several = (
            sum(seconds)
            for seconds in zip(
                *(_of_call(call, models, one, all_three, rounds) for call in some), strict=True
            )
        )
        sound_s = sum(sound.duration_s for _, sound in some)
        print(
            f"{name}: {len(some)}, {sound_s:.0f} s; bare loop {bare / sound_s:.4f} of real time; "
            f"with one model {single / bare:.3f} times the bare loop, with three in use {several / bare:.3f}"
        )


def _of_call(
    call: Heard, models: dict[str, Model], one: dict[str, Choice], all_three: dict[str, Choice], rounds: int
) -> tuple[float, ...]:
    language, sound = call[0][:2], call[1]
    model = load(models[language].folder)
    return _best(
        rounds,
        lambda: [_bare(model, samples) for samples in sound.channels],
        lambda: transcribe(sound, one[language], "left"),
        lambda: transcribe(sound, all_three[language], "left"),
    )


def _bare(model: vosk.Model, samples: Samples) -> list[Any]:
    """What one writes first."""
    recogniser = vosk.KaldiRecognizer(model, RATE)
    recogniser.SetWords(True)
    said = []
    for start in range(0, len(samples), RATE // 2):
        if recogniser.AcceptWaveform(samples[start : start + RATE // 2].tobytes()):
            said.append(json.loads(recogniser.Result()))
    return [*said, json.loads(recogniser.FinalResult())]


def _best(rounds: int, *rivals: Callable[[], object]) -> tuple[float, ...]:
    """Least processor seconds of each of ``rivals``, which take turns."""
    best = [math.inf] * len(rivals)
    for number in range(rounds):
        for i in [(number + k) % len(rivals) for k in range(len(rivals))]:
            began = time.process_time()
            rivals[i]()
            best[i] = min(best[i], time.process_time() - began)
    return tuple(best)


def decoding(calls: list[Heard], rounds: int) -> None:
    """Ten minutes of two-channel sound in each encoding."""
    pairs = [np.stack(sound.channels) for _, sound in calls if len(sound.channels) == 2]
    sound = np.concatenate(pairs, axis=1)[:, : DECODED_S * RATE]
    with tempfile.TemporaryDirectory() as folder:
        for name, encoding in ENCODINGS.items():
            path = _encoded(sound, Path(folder) / f"call.{encoding[0]}", *encoding)
            (seconds,) = _best(rounds, lambda path=path: decode(path))  # type: ignore[misc]
            print(f"decoding {name}: {sound.shape[1] / RATE / seconds:,.0f} times real time")


def _encoded(sound: Samples, path: Path, container: str, codec: str, rate: int) -> Path:
    with av.open(str(path), "w", format=container) as target:
        stream: Any = target.add_stream(codec, rate=rate, layout="stereo")
        resampler: Any = av.AudioResampler(
            format=stream.codec_context.format.name, layout="stereo", rate=rate
        )
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(sound), format="s16p", layout="stereo")
        frame.sample_rate = RATE
        for piece in (*resampler.resample(frame), *resampler.resample(None)):
            piece.pts = None
            target.mux(stream.encode(piece))
        target.mux(stream.encode(None))
    return path


def processes(rounds: int) -> None:
    """Two processes against one, and the memory of each more."""
    found = {count: _work_of(count, rounds) for count in (1, 2, 3)}
    (wall_1, cpu_1, _), (wall_2, cpu_2, _) = found[1], found[2]
    print(
        f"two processes do {2 * wall_1 / wall_2:.2f} times the work of one (wall clock); "
        f"each needs {cpu_2 / cpu_1:.2f} times the processor seconds"
    )
    size = read(DEMO_MODELS / "tiny-ru").bytes / 1e6
    shared = [found[count][2] for count in (1, 2, 3)]
    print(
        f"memory of workers in all: {', '.join(f'{mb:.0f}' for mb in shared)} MB with 1, 2, 3; "
        f"each further one {(shared[2] - shared[0]) / 2:.0f} MB; goal {80 + 1.2 * size:.0f} MB"
    )


def _work_of(count: int, rounds: int) -> tuple[float, float, float]:
    """Least wall and processor seconds of a round in each of ``count`` processes; MB of all together."""
    context = multiprocessing.get_context("spawn")
    barrier, answers = context.Barrier(count), context.Queue()
    workers = [context.Process(target=_work, args=(barrier, rounds, answers)) for _ in range(count)]
    for worker in workers:
        worker.start()
    rows = [answers.get() for _ in workers]
    for worker in workers:
        worker.join()
    by_round = list(zip(*(row[0] for row in rows), strict=True))
    wall = min(max(each[0] for each in those) for those in by_round)
    cpu = min(sum(each[1] for each in those) / count for those in by_round)
    return wall, cpu, sum(row[1] for row in rows)


def _work(barrier: Barrier, rounds: int, answers: Any) -> None:
    """A worker: the same calls, from file to words, once a round."""
    choice = with_models([read(DEMO_MODELS / "tiny-ru")], "ru")
    paths = [RECORDINGS / entry["file"] for entry in _entries() if entry["language"] == "ru"][:CALLS_A_ROUND]
    transcribe(decode(paths[0]), choice, "left")
    rows = []
    for _ in range(rounds):
        barrier.wait()
        wall, cpu = time.monotonic(), time.process_time()
        for path in paths:
            transcribe(decode(path), choice, "left")
        rows.append((time.monotonic() - wall, time.process_time() - cpu))
    barrier.wait()
    used = _pss_mb()
    barrier.wait()
    answers.put((rows, used))


def _pss_mb() -> float:
    """Proportional set size: what is shared counts in parts."""
    lines = Path("/proc/self/smaps_rollup").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def _entries() -> list[dict[str, Any]]:
    return list(json.loads((RECORDINGS / "calls.json").read_text("utf8")))


if __name__ == "__main__":
    main()
