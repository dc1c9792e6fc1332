"""Asking a web service politely: time-outs, bounded retries, no secret to a host that was not declared."""

import email.utils
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from types import TracebackType
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests

from etl.remote.secret_values import Secrets
from etl.sources.fetched import Unreachable

TIMES = 5
"""Tries of one page."""
FIRST_WAIT_S = 1.0
LONGEST_WAIT_S = 60.0
LARGEST_PAGE = 256 << 20
_WITHIN = (10, 120)  # seconds to connect, and between two bytes of an answer
_BUSY = (408, 425, 429, 500, 502, 503, 504)
_PASSING = (requests.ConnectionError, requests.Timeout, requests.exceptions.ChunkedEncodingError)


@dataclass(frozen=True)
class Page:
    """One answer. ``linked``: the next address of its Link header, '' without."""

    address: str
    document: Any
    linked: str

    def absolute(self, address: str) -> str:
        return urljoin(self.address, address)


class Web:
    """One service; a context that closes its connections."""

    def __init__(self, url: str, headers: Mapping[str, str], secrets: Secrets) -> None:
        self.secrets = secrets
        self.host = urlsplit(url).hostname or url
        self._place = _place(url)
        if self._place[0] not in ("http", "https") or not self._place[1]:
            raise Unreachable(f"{secrets.told_as}: url: write it like https://host/path.")
        self._session = requests.Session()
        self._session.headers.update({"Accept": "application/json", **headers})
        self._session.auth = _as_declared

    def __enter__(self) -> "Web":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._session.close()

    def page(self, url: str, asked: Mapping[str, str]) -> Page:
        """The JSON at ``url``; raises Unreachable when the service will not give it."""
        for number in range(1, TIMES + 1):
            wait = FIRST_WAIT_S * 2 ** (number - 1)
            try:
                answer = self._answer(url, asked)
                if answer.status_code not in _BUSY:
                    return self._page_of(answer)
                why, wait = f"answered {answer.status_code}", _asked_to_wait(answer, wait)
            except _PASSING as error:
                if isinstance(error, requests.exceptions.SSLError):
                    raise self._refused(_why(error)) from None
                why = _why(error)
            except requests.RequestException as error:
                raise self._refused(_why(error)) from None
            if number < TIMES:
                time.sleep(min(LONGEST_WAIT_S, wait))
        raise self._refused(f"{why}, {TIMES} times")

    def _answer(self, url: str, asked: Mapping[str, str]) -> requests.Response:
        """The answer, redirects followed as long as they stay at the declared place."""
        for _ in range(5):
            if _place(url) != self._place:
                elsewhere = urlsplit(url).hostname
                raise self._refused(f"points to another place ({elsewhere}); declare that address itself")
            answer = self._session.get(
                url, params=dict(asked), timeout=_WITHIN, allow_redirects=False, stream=True
            )
            if not answer.is_redirect:
                return answer
            url, asked = urljoin(answer.url, answer.headers["Location"]), {}
        raise self._refused("redirects in a circle")

    def _page_of(self, answer: requests.Response) -> Page:
        if answer.status_code != requests.codes.ok:
            remedy = "check the secret" if answer.status_code in (401, 403) else "check url and parameters"
            raise self._refused(f"answered {answer.status_code}; {remedy}")
        content = bytearray()
        for block in answer.iter_content(1 << 16):
            content += block
            if len(content) > LARGEST_PAGE:
                raise self._refused(f"gave a page larger than {LARGEST_PAGE >> 20} MiB; set [paging] size")
        try:
            # Decimal numbers stay as they are written: 4.10 is no 4.1 and no 4.0999.
            document = json.loads(content.decode("utf-8-sig"), parse_float=str)
        except ValueError:
            raise self._refused("answered with something that is no JSON; check url") from None
        return Page(answer.url, document, answer.links.get("next", {}).get("url", ""))

    def _refused(self, what: str) -> Unreachable:
        told = self.secrets.hidden(what)
        return Unreachable(f"{self.secrets.told_as}: {self.host} {told}; nothing was taken.")


def _as_declared(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """Only declared headers are sent: no password that happens to lie in a file of the machine."""
    return request


def _place(url: str) -> tuple[str, str | None, int]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port or (443 if parts.scheme == "https" else 80)


def _asked_to_wait(answer: requests.Response, otherwise: float) -> float:
    """Seconds the service asks for: a number or a date."""
    said = answer.headers.get("Retry-After", "")
    if said.strip().isdigit():
        return float(said)
    try:
        moment = email.utils.parsedate_to_datetime(said)
    except ValueError:
        return otherwise
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())


def _why(error: requests.RequestException) -> str:
    if isinstance(error, requests.exceptions.SSLError):
        return "shows no certificate this machine trusts; nothing is asked without one"
    if isinstance(error, requests.Timeout):
        return "did not answer in time"
    if isinstance(error, requests.ConnectionError | requests.exceptions.ChunkedEncodingError):
        return "cannot be reached, or broke off"
    return f"gave no whole answer ({type(error).__name__})"
