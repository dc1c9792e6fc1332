"""Where a recording lies: in the instance, elsewhere on the disk, or at an address (s3://...).

A place is text: relative to the instance where it lies inside, so that an instance can be moved and
workers of a cluster may have it under another folder.
"""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from transcribe.errors import AudioError, NotAudio


def is_address(place: str) -> bool:
    """Whether ``place`` is an address such as ``s3://bucket/call.wav`` and no path."""
    return "://" in place


def placed(path: Path | str, home: Path) -> str:
    """``path`` relative to the instance ``home`` where it lies inside; addresses as they are."""
    if isinstance(path, str) and is_address(path):
        return path
    inside = Path(path)
    return inside.relative_to(home).as_posix() if inside.is_relative_to(home) else str(inside)


def check(place: str, storage: Sequence[str]) -> None:
    """Raises AudioError for an address outside of the ``storage`` the settings name.

    Addresses come from data: nobody may let us fetch from anywhere by writing it into a row.
    """
    starts = [f"{start.rstrip('/')}/" for start in storage]
    is_plain = "::" not in place and ".." not in place
    if is_address(place) and not (is_plain and place.startswith(tuple(starts))):
        raise AudioError(f"{place}: not in a storage that 'storage' under [speech] in settings.toml names.")


@contextmanager
def opened(place: str, home: Path) -> Iterator[Path]:
    """A file on this machine with the sound of ``place``; what was fetched is gone afterwards.

    Raises NotAudio where nothing is there, and what the storage raises where it cannot be reached.
    """
    if not is_address(place):
        yield home / place
        return
    with TemporaryDirectory(prefix="sapa-call-") as folder:
        target = Path(folder) / place.rpartition("/")[2]
        _fetch(place, target)
        yield target


def _fetch(place: str, target: Path) -> None:
    import fsspec

    try:
        with fsspec.open(place, "rb") as source, target.open("wb") as copy:
            shutil.copyfileobj(source, copy, 1 << 20)
    except FileNotFoundError:
        raise NotAudio(f"{place}: no such file; check the path in the recordings' source.") from None
    except ImportError as error:
        raise AudioError(f"{place}: cannot be fetched: {error}") from None
