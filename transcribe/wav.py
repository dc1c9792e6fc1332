"""Where the samples of a 16-bit WAV lie, so that any part of it can be read, and changed, by itself."""

import struct
from dataclasses import dataclass
from pathlib import Path

HEADER_BYTES = 44
_PCM, _EXTENSIBLE = 1, 0xFFFE
_MOST_BYTES = 0xFFFFFFFF - HEADER_BYTES
_HEADER = struct.Struct("<4sI4s4sIHHIIHH4sI")


@dataclass(frozen=True)
class WavLayout:
    """``start``: place of the first sample in the file; ``size``: bytes of samples, whole frames only."""

    start: int
    size: int
    channels: int
    rate: int

    @property
    def frame_bytes(self) -> int:
        return 2 * self.channels

    @property
    def header(self) -> bytes:
        """The plainest header such a sound can have: nothing else a recorder wrote is in it."""
        per_second = self.rate * self.frame_bytes
        return _HEADER.pack(
            b"RIFF", self.size + HEADER_BYTES - 8, b"WAVE", b"fmt ", 16, _PCM, self.channels, self.rate,
            per_second, self.frame_bytes, 16, b"data", self.size,
        )  # fmt: skip


def layout(path: Path) -> WavLayout | None:
    """The layout of a WAV of plain 16-bit samples; None for any other file."""
    with path.open("rb") as file:
        if file.read(4) != b"RIFF" or file.read(8)[4:] != b"WAVE":
            return None
        form: tuple[int, int] | None = None
        while len(chunk := file.read(8)) == 8:
            name, size = chunk[:4], struct.unpack("<I", chunk[4:])[0]
            if name == b"data":
                return _found(form, file.tell(), size, path.stat().st_size) if form else None
            if name == b"fmt ":
                form = _form(file.read(size + size % 2))
            else:
                file.seek(size + size % 2, 1)
    return None


def _form(body: bytes) -> tuple[int, int] | None:
    """(channels, rate) of 16-bit PCM."""
    if len(body) < 16:
        return None
    kind, channels, rate, _, _, bits = struct.unpack("<HHIIHH", body[:16])
    if kind == _EXTENSIBLE and len(body) >= 26:
        kind = struct.unpack("<H", body[24:26])[0]
    return (channels, rate) if kind == _PCM and bits == 16 and channels and rate else None


def _found(form: tuple[int, int], start: int, declared: int, file_bytes: int) -> WavLayout:
    """A recorder that did not know the size wrote none, or too much: what is there counts."""
    channels, rate = form
    there = file_bytes - start
    size = min(declared if 0 < declared <= there else there, _MOST_BYTES)
    return WavLayout(start, size - size % (2 * channels), channels, rate)
