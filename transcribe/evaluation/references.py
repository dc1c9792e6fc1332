"""Recordings with what was said in them, in any of three shapes.

``calls.json``: a list of calls with ``file``, ``language`` and ``turns`` (``channel`` or ``speaker``: agent
or customer, left or right, 0 or 1; ``text``; ``start`` or ``start_s``); a table (TSV or CSV) with a column of
files and one of texts; or sound files with a text of the same name beside them.
"""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from config.errors import NotReady, WrongUse

CALLS = "calls.json"
SOUNDS = (".wav", ".mp3", ".ogg", ".opus", ".flac", ".m4a", ".amr", ".gsm")
_FILE = ("file", "audio", "path", "clip", "recording", "filename", "wav")
_TEXT = ("text", "reference", "transcript", "sentence", "transcription")
_LANGUAGE = ("language", "lang", "locale")
_CHANNEL = ("channel", "speaker", "side")
_START = ("start_s", "start", "begin")
_SIDES = {"agent": 0, "left": 0, "0": 0, "customer": 1, "right": 1, "1": 1}
_CODES = {"kz": "kk", "kaz": "kk", "rus": "ru", "eng": "en"}


@dataclass(frozen=True)
class Said:
    """``channel``: 0 left, 1 right, None where the reference does not tell; then all channels are one."""

    text: str
    language: str | None
    channel: int | None = None


@dataclass(frozen=True)
class Reference:
    """A recording and what was said in it, in order of time. ``language``: known of the whole recording."""

    file: Path
    language: str | None
    said: tuple[Said, ...]


def read(place: Path, language: str | None = None) -> list[Reference]:
    """References of a folder and the folders in it, or of one table or calls.json.

    ``language``: of all that do not tell their own. Raises WrongUse, NotReady where there are none.
    """
    if not place.exists():
        raise WrongUse(f"{place}: there is no such folder or file.")
    folders = [place, *(each for each in sorted(place.rglob("*")) if each.is_dir())]
    found = (
        list(_of_file(place, language))
        if place.is_file()
        else [each for folder in folders for each in _of_folder(folder, language)]
    )
    if not found:
        raise NotReady(
            f"{place}: no references in it; give a folder with calls.json, with a table of the columns file "
            "and text, or with texts beside the recordings (call.wav, call.txt)."
        )
    return found


def _of_folder(folder: Path, language: str | None) -> Iterator[Reference]:
    if (folder / CALLS).is_file():
        return _of_calls(folder / CALLS, language)
    tables = [each for each in sorted(folder.glob("*.[ct]sv")) if _columns(each)]
    if len(tables) > 1:
        raise WrongUse(
            f"{folder}: {', '.join(each.name for each in tables)}: give one of them, not the folder."
        )
    return _of_table(tables[0], language) if tables else _beside(folder, language)


def _of_file(file: Path, language: str | None) -> Iterator[Reference]:
    if file.suffix.lower() == ".json":
        return _of_calls(file, language)
    if not _columns(file):
        raise NotReady(f"{file}: its first line needs a column of files (file) and one of texts (text).")
    return _of_table(file, language)


def _of_calls(file: Path, language: str | None) -> Iterator[Reference]:
    try:
        calls = json.loads(file.read_text("utf-8-sig"))
        for call in calls:
            known = _language(call.get("language"), language)
            turns = sorted(call["turns"], key=lambda turn: float(_first(turn, _START) or 0))
            said = tuple(_said(turn, turn["text"], known) for turn in turns)
            yield Reference(file.parent / call["file"], known, said)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotReady(
            f"{file}: not a list of calls with 'file' and 'turns', each of 'channel' and 'text' ({error!r})."
        ) from None


def _of_table(file: Path, language: str | None) -> Iterator[Reference]:
    columns = _columns(file) or ("", "")
    calls: dict[Path, list[Said]] = {}
    with file.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines, delimiter=_delimiter(file)):
            known = {str(key).strip().lower(): value for key, value in row.items()}
            sound = _sound(file.parent / str(known[columns[0]] or "").strip())
            text = str(known[columns[1]] or "")
            calls.setdefault(sound, []).append(
                _said(known, text, _language(_first(known, _LANGUAGE), language))
            )
    for sound, said in calls.items():
        spoken = {each.language for each in said}
        yield Reference(sound, spoken.pop() if len(spoken) == 1 else None, tuple(said))


def _beside(folder: Path, language: str | None) -> Iterator[Reference]:
    for sound in sorted(folder.iterdir()):
        text = sound.with_suffix(".txt")
        if sound.suffix.lower() in SOUNDS and text.is_file():
            said = " ".join(text.read_text("utf-8-sig").split())
            yield Reference(sound, language, (Said(said, language),))


def _said(row: Mapping[str, Any], text: str, language: str | None) -> Said:
    channel = _first(row, _CHANNEL)
    side = None if channel is None else _SIDES.get(str(channel).strip().lower())
    return Said(str(text), _language(row.get("language"), language), side)


def _columns(file: Path) -> tuple[str, str] | None:
    """The columns of files and of texts; None where the first line names none."""
    with file.open(encoding="utf-8-sig", errors="replace", newline="") as lines:
        head = next(csv.reader(lines, delimiter=_delimiter(file)), [])
    names = [name.strip().lower() for name in head]
    files, texts = ([name for name in known if name in names] for known in (_FILE, _TEXT))
    return (files[0], texts[0]) if files and texts else None


def _delimiter(file: Path) -> str:
    with file.open(encoding="utf-8-sig", errors="replace") as lines:
        first = lines.readline()
    return max("\t;,", key=first.count)


def _first(row: Mapping[str, Any], names: Iterable[str]) -> Any:
    return next((row[name] for name in names if row.get(name) not in (None, "")), None)


def _language(told: Any, otherwise: str | None) -> str | None:
    """A code such as ru; a call in several (``ru+kk``) has none of its own."""
    code = str(told or "").strip().lower().partition("-")[0]
    if code and not code.isalpha():
        return None
    return _CODES.get(code, code) or otherwise


def _sound(place: Path) -> Path:
    """The sound file; a table may leave out how it ends."""
    if place.is_file():
        return place
    ends = [place.with_name(place.name + end) for end in SOUNDS]
    return next((each for each in ends if each.is_file()), place)
