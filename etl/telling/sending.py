"""Messages through apprise, with what came of each address; no secret is told."""

import logging
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from config.errors import NotReady, SapaError
from config.instance import Instance
from etl.remote.secret_values import Secrets


@dataclass(frozen=True)
class Letter:
    """files: sent along where the service can take them."""

    subject: str
    text: str
    files: tuple[Path, ...] = ()


def send(
    instance: Instance, urls: Sequence[str], place: str, letter: Letter
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names of the services reached, and a line for each that was not.

    ``place``: the file and key the addresses stand in.
    """
    reached, problems = [], []
    for number, url in enumerate(urls, start=1):
        secrets = Secrets(instance, place)
        try:
            reached.append(f"{number}. {_send_to(secrets.filled(url), letter)}")
        except SapaError as error:
            problems.append(secrets.hidden(f"message {number} was not sent: {error}"))
    return tuple(reached), tuple(problems)


def _send_to(url: str, letter: Letter) -> str:
    """The service's name; raises NotReady where it does not take the message."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # modules that some of its services still use
        from apprise import Apprise, AppriseAsset  # half a second, only where messages are set up

        asset = AppriseAsset(storage_mode="memory")
        asset.app_id, asset.app_desc, asset.app_url = "Sapa", "Sapa", ""
        logging.getLogger("apprise").disabled = True  # it would write addresses with their secrets
        service = Apprise.instantiate(url, asset=asset)
    if service is None or isinstance(service, dict):
        raise NotReady("its address is none that apprise knows; write it like mailtos://user:pass@host.")
    if not _taken(service, letter):
        raise NotReady(f"{service.service_name} did not take it; check address, password and network.")
    return str(service.service_name)


def _taken(service: Any, letter: Letter) -> bool:
    files = [str(file) for file in letter.files]
    return bool(service.notify(title=letter.subject, body=letter.text, attach=files or None))
