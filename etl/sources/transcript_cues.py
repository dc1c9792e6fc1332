"""Transcripts as subtitles: WebVTT (voice tags) and SubRip (labels before a colon)."""

import html
import re
from collections.abc import Collection, Iterator

from etl.sources.transcript_words import Said, parted_label

_TIMES = re.compile(
    r"^\s*(?:(\d+):)?(\d{1,2}):(\d{2})[.,](\d{1,3})\s*-->\s*(?:(\d+):)?(\d{1,2}):(\d{2})[.,](\d{1,3})"
)
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]*)>")
_TAG = re.compile(r"</?[a-zA-Z0-9:.][^>]*>|\{\\[^}]*\}")


def cues(content: str, declared: Collection[str]) -> list[Said]:
    """Utterances in the order of the file; ``declared``: labels the declaration gives a meaning."""
    lines = content.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    found: list[Said] = []
    place = 0
    while place < len(lines):
        times = _TIMES.match(lines[place])
        place += 1
        if times is None:
            continue
        start, end = _seconds(times.groups()[:4]), _seconds(times.groups()[4:])
        text: list[str] = []
        while place < len(lines) and lines[place].strip():
            text.append(lines[place])
            place += 1
        found += [
            Said(words, start, end, label) for label, words in _voices("\n".join(text), declared) if words
        ]
    return found


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, fraction = parts
    return int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0) + float(f"0.{fraction}")


def _voices(text: str, declared: Collection[str]) -> Iterator[tuple[str, str]]:
    """(label, words) of one cue: a voice tag begins a new one, else a label before a colon does."""
    parts = _VOICE.split(text)
    if len(parts) > 1:
        yield "", _plain(parts[0])
        for label, words in zip(parts[1::2], parts[2::2], strict=True):
            yield html.unescape(label).strip(), _plain(words)
        return
    label, said = "", list[str]()
    for line in _TAG.sub("", text).split("\n"):
        own, words = parted_label(html.unescape(line).lstrip("-– "), declared)
        if own and said:
            yield label, " ".join(said)
            said = []
        label = own or label
        said += words.split()
    yield label, " ".join(said)


def _plain(text: str) -> str:
    return " ".join(html.unescape(_TAG.sub("", text)).split())
