"""A recording for listeners: bytes a browser can play, any part of them, with masked moments silent."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import av
import numpy as np

from transcribe import loudness, wav
from transcribe.audio import RATE
from transcribe.containers import SOUND_ALONE, check_head
from transcribe.errors import NotAudio
from transcribe.muting import MutedSpan, leaks, mute
from transcribe.sound_cache import SoundCache

_BLOCK_BYTES = 1 << 18
_LONG_S = 6 * 3600
"""Longer recordings are converted at the telephone's rate: a WAV holds no more than 4 GB."""
_PLAYABLE = {
    ("wav", "pcm_s16le"): "audio/wav", ("wav", "pcm_u8"): "audio/wav",
    ("mp3", "mp3float"): "audio/mpeg", ("mp3", "mp3"): "audio/mpeg",
    ("ogg", "opus"): "audio/ogg", ("ogg", "vorbis"): "audio/ogg", ("ogg", "libopus"): "audio/ogg",
    ("flac", "flac"): "audio/flac", ("matroska,webm", "opus"): "audio/webm",
    ("mov,mp4,m4a,3gp,3g2,mj2", "aac"): "audio/mp4",
}  # fmt: skip


@dataclass(frozen=True)
class PlayableSound:
    """Bytes for a browser. ``path``: where they are; ``layout``: of a WAV, whose ``spans`` are silent."""

    path: Path
    media_type: str
    size: int
    layout: wav.WavLayout | None = None
    spans: tuple[MutedSpan, ...] = ()

    def part(self, start: int, end: int) -> Iterator[bytes]:
        """Bytes from ``start`` to before ``end``, in pieces: a day of sound takes no more memory than one."""
        if self.layout is None:
            yield from _raw(self.path, start, end)
            return
        if start < wav.HEADER_BYTES:
            yield self.layout.header[start:end]
        yield from _muted(self, self.layout, max(0, start - wav.HEADER_BYTES), end - wav.HEADER_BYTES)

    def second_at(self, place: int) -> float | None:
        """The second of the recording that byte ``place`` belongs to; None where that is not known."""
        if self.layout is None:
            return None
        return max(0, place - wav.HEADER_BYTES) / self.layout.frame_bytes / self.layout.rate


def playable(path: Path, spans: Sequence[MutedSpan], cache: SoundCache) -> PlayableSound:
    """The recording with ``spans`` silent; a format that browsers do not play, or in which nothing can be
    silenced as it stands, becomes a 16-bit WAV in ``cache``. Raises AudioError.
    """
    layout = wav.layout(path)
    if layout is None:
        media_type = playable_type(path)
        if media_type and not spans:
            return PlayableSound(path, media_type, path.stat().st_size)
        path = cache.file(path, ".wav", lambda target: _write_wav(path, target))
        layout = wav.layout(path)
    if layout is None:
        raise NotAudio(f"{path}: cannot be made ready for listening.")
    heard = tuple(_with_leaks(path, layout, span) for span in spans)
    return PlayableSound(path, "audio/wav", wav.HEADER_BYTES + layout.size, layout, heard)


def loudness_of(path: Path, points: int, spans: Sequence[MutedSpan], cache: SoundCache) -> list[list[float]]:
    """Per channel, ``points`` values 0 to 1 over the recording, 0 where it is muted. Raises AudioError."""
    check_head(path)
    file = cache.file(path, ".loudness", lambda target: loudness.write_steps(path, target))
    return loudness.shape(loudness.read_steps(file), points, spans)


def playable_type(path: Path) -> str | None:
    """The media type under which a browser plays this file as it is; None when it must be converted."""
    check_head(path)
    try:
        with av.open(str(path), options=SOUND_ALONE) as source:
            if not source.streams.audio:
                raise NotAudio(f"{path}: no sound in this file.")
            return _PLAYABLE.get((source.format.name, source.streams.audio[0].codec_context.name))
    except av.error.FFmpegError as error:
        raise NotAudio(f"{path}: not a sound file that can be read ({error.strerror}).") from None


def _raw(path: Path, start: int, end: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(start)
        while start < end and (piece := file.read(min(_BLOCK_BYTES, end - start))):
            start += len(piece)
            yield piece


def _muted(sound: PlayableSound, layout: wav.WavLayout, start: int, end: int) -> Iterator[bytes]:
    """Bytes of samples from ``start`` to before ``end``, counted from the first sample."""
    first = start - start % layout.frame_bytes
    block = _BLOCK_BYTES - _BLOCK_BYTES % layout.frame_bytes
    with sound.path.open("rb") as file:
        file.seek(layout.start + first)
        for begin in range(first, end, block):
            piece = file.read(min(block, layout.size - begin))
            samples = np.frombuffer(piece, "<i2").reshape(-1, layout.channels)
            silent = mute(samples, begin // layout.frame_bytes, layout.rate, sound.spans)
            content = piece if silent is samples else silent.astype("<i2").tobytes()
            yield content[max(0, start - begin) : end - begin]


def _with_leaks(path: Path, layout: wav.WavLayout, span: MutedSpan) -> MutedSpan:
    """``span`` on every channel where one hears the same on the others."""
    if span.channel is None or layout.channels == 1:
        return replace(span, channel=None)
    first, last = (int(second * layout.rate) * layout.frame_bytes for second in (span.start_s, span.end_s))
    content = b"".join(_raw(path, layout.start + first, layout.start + min(last, layout.size)))
    block = np.frombuffer(content[: len(content) - len(content) % layout.frame_bytes], "<i2")
    return replace(span, channel=None) if leaks(block.reshape(-1, layout.channels), span.channel) else span


def _write_wav(path: Path, target: Path) -> None:
    """All channels as 16-bit WAV, at the file's own rate where speech needs so much."""
    check_head(path)
    try:
        with (
            av.open(str(path), options=SOUND_ALONE) as source,
            av.open(str(target), "w", format="wav") as made,
        ):
            _convert(source, made)
    except av.error.FFmpegError as error:
        raise NotAudio(f"{path}: not a sound file that can be read ({error.strerror}).") from None


def _convert(source: Any, made: Any) -> None:
    stream = source.streams.audio[0]
    layout = "stereo" if stream.codec_context.channels > 1 else "mono"
    is_long = bool(stream.duration) and float(stream.duration * stream.time_base) > _LONG_S
    rate = min(stream.rate or RATE, RATE // 2 if is_long else RATE)
    written = made.add_stream("pcm_s16le", rate=rate, layout=layout)
    resampler: Any = av.AudioResampler(format="s16", layout=layout, rate=rate)
    for frame in source.decode(stream):
        for piece in resampler.resample(frame):
            made.mux(written.encode(piece))
    for piece in resampler.resample(None):
        made.mux(written.encode(piece))
    made.mux(written.encode(None))
