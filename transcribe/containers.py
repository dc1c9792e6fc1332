"""What a sound file says about itself in its first and last bytes, before anything is decoded."""

import struct
from pathlib import Path

from transcribe.errors import EmptyAudio, NotAudio

_KNOWN = (
    b"RIFF", b"RF64", b"RIFX", b"riff", b"ID3", b"OggS", b"fLaC", b"#!AMR", b".snd", b"FORM",
    b"caff", b"\x1aE\xdf\xa3",
)  # fmt: skip
_FORMATS = (
    "wav", "w64", "aiff", "au", "caf", "mp3", "ogg", "flac", "aac", "amr", "gsm", "g722", "g726", "alaw",
    "mulaw", "matroska", "mov", "asf", "avi", "wv", "voc",
)  # fmt: skip
SOUND_ALONE = {"protocol_whitelist": "file", "format_whitelist": ",".join(_FORMATS)}
"""Options to open a sound file with: a play list in its place would let FFmpeg read what it names, too."""
_UNTOLD = (0, 0x7FFFFFFF, 0x7FFFF000, 0xFFFFFFFF)  # sizes recorders write when they do not know the size
_TAIL_BYTES = 70_000  # an Ogg page has at most 65,307


def check_head(path: Path) -> None:
    """Raise AudioError for a missing or empty file and for a WAV without its header.

    Bytes without a header give words in any case, even with confidence 1: they must be refused before.
    """
    if not path.is_file():
        raise NotAudio(f"{path}: no such file; check the path in the recordings' source.")
    with path.open("rb") as file:
        head = file.read(16)
    if not head:
        raise EmptyAudio(f"{path}: empty (0 bytes); copy it again from the recorder.")
    if path.suffix.lower() in (".wav", ".wave", "") and not _is_known(head):
        raise NotAudio(
            f"{path}: no sound header: not a sound file, or a WAV that lost its header, so that its rate "
            "and encoding cannot be known; export it again with its header."
        )


def _is_known(head: bytes) -> bool:
    is_mpeg = head[0] == 0xFF and head[1:2] >= b"\xe0"
    return head.startswith(_KNOWN) or is_mpeg or head[4:8] == b"ftyp"


def wav_seconds(path: Path) -> float:
    """Seconds the header of a WAV declares; 0 where it does not know (streamed recordings)."""
    with path.open("rb") as file:
        if file.read(4) != b"RIFF":
            return 0.0
        file.seek(12)
        bytes_per_s = 0
        while len(chunk := file.read(8)) == 8:
            name, size = chunk[:4], struct.unpack("<I", chunk[4:])[0]
            if name == b"data":
                return size / bytes_per_s if bytes_per_s and size not in _UNTOLD else 0.0
            body = file.read(size + size % 2)
            if name == b"fmt " and len(body) >= 12:
                bytes_per_s = struct.unpack("<I", body[8:12])[0]
    return 0.0


def has_length_header(path: Path) -> bool:
    """Whether an MP3 carries its length (Xing, Info or VBRI); otherwise its length is a guess."""
    with path.open("rb") as file:
        head = file.read(10)
        tag = 0
        if head[:3] == b"ID3":
            for byte in head[6:10]:
                tag = tag << 7 | byte & 0x7F
        file.seek(tag)
        first_frame = file.read(2000)
    return any(mark in first_frame for mark in (b"Xing", b"Info", b"VBRI"))


def is_cut_ogg(path: Path) -> bool:
    """Whether the last page of an Ogg file is incomplete."""
    size = path.stat().st_size
    with path.open("rb") as file:
        if file.read(4) != b"OggS":
            return False
        file.seek(max(0, size - _TAIL_BYTES))
        tail = file.read()
    page = tail[tail.rfind(b"OggS") :]
    if len(page) < 27 or len(page) < 27 + page[26]:
        return True
    segments = page[27 : 27 + page[26]]
    return len(page) < 27 + page[26] + sum(segments)
