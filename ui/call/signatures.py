"""Signed addresses: who may fetch what, until when, in which browser. Anything else is refused."""

import hashlib
import hmac
import os
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote, urlencode

from config.errors import SapaError
from config.instance import Instance
from reports.finding import N_

LIFE_S = 600
"""An address opens the sound for so long; the player asks for a fresh one by itself."""
KEY_FILE = "recordings.key"


class Refused(SapaError):
    """The address is not this person's, not ours, or too old; the message says no more than that."""


@dataclass(frozen=True)
class Ticket:
    """What a valid address says. ``address_id`` is one listening's: the audit counts by it."""

    recording_id: str
    person: str
    until: int
    address_id: str


def sign(
    instance: Instance,
    recording_id: str,
    person: str,
    browser: str,
    *,
    listening: str = "",
    now: float | None = None,
) -> str:
    """The address of one recording for one person in one browser, valid for ``LIFE_S`` seconds.

    ``listening``: the one it goes on with; empty: a new one.
    """
    until = int((time.time() if now is None else now) + LIFE_S)
    ticket = Ticket(recording_id, person, until, listening or new_listening())
    values = {"person": person, "until": until, "once": ticket.address_id}
    signature = _signature(instance, ticket, browser)
    return f"/recordings/{quote(recording_id, safe='')}?{urlencode({**values, 'signature': signature})}"


def new_listening() -> str:
    """An identifier that never comes twice."""
    return secrets.token_hex(8)


def check(
    instance: Instance,
    recording_id: str,
    query: Mapping[str, str],
    browser: str,
    *,
    now: float | None = None,
) -> Ticket:
    """The ticket of a presented address. Raises Refused when anything in it was changed, or it is too old."""
    try:
        ticket = Ticket(recording_id, query["person"], int(query["until"]), query["once"])
    except (KeyError, ValueError):
        raise Refused(N_("this address is not signed; open the call on the Calls page.")) from None
    given = query.get("signature", "").encode()
    if not hmac.compare_digest(_signature(instance, ticket, browser).encode(), given):
        raise Refused(N_("this address was not made for you; open the call on the Calls page."))
    if ticket.until < (time.time() if now is None else now):
        raise Refused(N_("this address is too old; reload the Calls page."))
    return ticket


def _signature(instance: Instance, ticket: Ticket, browser: str) -> str:
    # Lengths first, so that no two different tickets can be written the same way.
    parts = (ticket.recording_id, ticket.person, str(ticket.until), ticket.address_id, browser)
    message = "".join(f"{len(part)}:{part}" for part in parts).encode()
    return hmac.new(_key(instance.keys / KEY_FILE), message, hashlib.sha256).hexdigest()


@lru_cache(maxsize=8)
def _key(path: Path) -> bytes:
    """The instance's key, made at the first use; readable by its owner only."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _read_key(path)
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_hex(32))
    return _read_key(path)


def _read_key(path: Path) -> bytes:
    """Another process may be writing it at this moment: its 64 letters are awaited."""
    for _attempt in range(50):
        text = path.read_text("ascii").strip()
        if len(text) == 64:
            return bytes.fromhex(text)
        time.sleep(0.02)
    raise Refused(f"{path} is not a key; remove it and a new one is made.")
