"""Fetch a file over HTTP: time-outs, resumed where it stopped, checked by size and md5."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import requests

from transcribe.errors import ModelError, NoNetwork

TIMEOUT_S = (10, 60)  # to connect, between two pieces
PIECE = 1 << 18
MOST_ATTEMPTS = 3
Fetched = Callable[[int, int], None]
"""Called with (bytes there, bytes in all; 0 where not known)."""


def fetch_json(url: str, *, wanted: str) -> Any:
    """The JSON at ``url``; None where the server has no such list.

    Raises NoNetwork, whose message says how to get the file ``wanted`` (an address) without.
    """
    try:
        answer = requests.get(url, timeout=TIMEOUT_S)
    except requests.RequestException as error:
        raise no_network(wanted, error) from None
    if not answer.ok:
        return None
    try:
        return answer.json()
    except ValueError:
        return None


def fetch(url: str, target: Path, *, size: int, md5: str, fetched: Fetched | None = None) -> None:
    """Fetch ``url`` to ``target``; an interrupted one goes on from its ``.part`` next time.

    Raises NoNetwork when the server cannot be reached, ModelError when what came is not what was listed.
    """
    part = target.with_name(target.name + ".part")
    for attempt in range(1, MOST_ATTEMPTS + 1):
        try:
            _fetch_rest(url, part, size, fetched)
            break
        except requests.RequestException as error:
            if attempt == MOST_ATTEMPTS or not part.exists():
                raise no_network(url, error) from None
    _check(part, url, size, md5)
    part.replace(target)


def _fetch_rest(url: str, part: Path, size: int, fetched: Fetched | None) -> None:
    have = part.stat().st_size if part.exists() else 0
    if size and have == size:
        return
    headers = {"Range": f"bytes={have}-"} if have else {}
    with requests.get(url, headers=headers, stream=True, timeout=TIMEOUT_S) as answer:
        if answer.status_code == requests.codes.range_not_satisfiable:
            part.unlink()
            raise requests.ConnectionError("the part that was there does not fit; starting again")
        if not answer.ok:
            raise ModelError(
                f"{url}: the server answers {answer.status_code} {answer.reason}; check the name."
            )
        resumed = answer.status_code == requests.codes.partial_content
        total = size or (have if resumed else 0) + int(answer.headers.get("Content-Length", 0))
        with part.open("ab" if resumed else "wb") as file:
            for piece in answer.iter_content(PIECE):
                file.write(piece)
                if fetched:
                    fetched(file.tell(), total)


def _check(part: Path, url: str, size: int, md5: str) -> None:
    with part.open("rb") as file:
        digest = hashlib.file_digest(file, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()
    found = part.stat().st_size
    if (size and found != size) or (md5 and digest != md5):
        part.unlink()
        raise ModelError(
            f"{url}: what came is damaged ({found} bytes, md5 {digest}; listed: {size} bytes, md5 {md5}); "
            "it was removed, try again."
        )


def no_network(url: str, error: Exception) -> NoNetwork:
    """One line that says so, and how to do without."""
    root: BaseException = error
    while root.__context__ is not None:
        root = root.__context__
    why = str(getattr(root, "strerror", None) or type(root).__name__)
    return NoNetwork(
        f"no network way to {url} from here ({why}): fetch that file on another machine and install it with "
        "'python -m transcribe models install --from FILE.zip'."
    )
