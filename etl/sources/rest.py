"""Records of a web service: its pages of JSON become one file of lines in the work folder.

A page that fails, after the retries, gives nothing of the load.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from etl.declaration import Declaration
from etl.sources import ndjson
from etl.sources.fetched import Desk, Fetched, Unreachable, Window, later
from etl.sources.json_records import Record, records_of, value_at
from etl.sources.raw import Raw
from etl.sources.web import Page, Web
from warehouse.engine import Connection

MOST_PAGES = 100_000


def read(file: Path, declaration: Declaration, connection: Connection, work: Path) -> Raw:
    """Records that ``fetch`` wrote; a row's line is its place among them."""
    return ndjson.read_lines(
        file, declaration, connection, work, told_as=declaration.name, is_sparse=True
    )  # fmt: skip


def fetch(declaration: Declaration, window: Window, desk: Desk) -> Fetched:
    """Every record from ``window.start`` on; a service is not asked for an end."""
    url = desk.secrets.filled(declaration.url or "")
    parts = urlsplit(url)
    name = desk.secrets.hidden(f"{parts.hostname}{parts.path}")
    target = desk.work / "records.ndjson"
    seen = _Seen(declaration.cursor)
    with _web(declaration, url, desk) as web:
        count = ndjson.write_records(target, map(seen.noted, _records(declaration, url, window, web)))
    note = f"{seen.count_unmarked} records have no {declaration.cursor}" if seen.count_unmarked else ""
    return Fetched(target, name, f"{parts.scheme}://{name}", count, seen.last, note)


@dataclass
class _Seen:
    """The latest cursor that went by, and how many records had none."""

    cursor: str | None
    last: str | None = None
    count_unmarked: int = 0

    def noted(self, record: Record) -> Record:
        if self.cursor:
            marked = value_at(record, self.cursor)
            self.count_unmarked += marked is None
            self.last = later(self.last, None if marked is None else str(marked))
        return record


def _web(declaration: Declaration, url: str, desk: Desk) -> Web:
    headers = {key: desk.secrets.filled(value) for key, value in declaration.headers.items()}
    return Web(url, headers, desk.secrets)


def _records(declaration: Declaration, url: str, window: Window, web: Web) -> Iterator[Record]:
    for page in _pages(declaration, url, window, web):
        yield from records_of(page.document, declaration.records, f"{declaration.name}: {web.host}")


def _pages(declaration: Declaration, url: str, window: Window, web: Web) -> Iterator[Page]:
    asked = {key: web.secrets.filled(value) for key, value in declaration.parameters.items()}
    if declaration.since and window.start is not None:
        asked[declaration.since] = window.start
    paging, seen = declaration.paging, set[str]()
    if paging.size:
        asked[paging.size_parameter] = str(paging.size)
    if paging.style in ("page", "offset"):
        asked[paging.name] = str(paging.start if paging.style == "page" else 0)
    told = f"{declaration.name}: {web.host} hands out"
    for _ in range(MOST_PAGES):
        page = web.page(url, asked)
        yield page
        following = _following(declaration, page, url, asked)
        if following is None:
            return
        url, asked = following
        mark = f"{url}|{sorted(asked.items())}"
        if mark in seen:
            raise Unreachable(f"{told} the same page again; check [paging].")
        seen.add(mark)
    raise Unreachable(f"{told} more than {MOST_PAGES} pages; check [paging].")


def _following(
    declaration: Declaration, page: Page, url: str, asked: dict[str, str]
) -> tuple[str, dict[str, str]] | None:
    """Address and query of the next page; None behind the last."""
    paging = declaration.paging
    match paging.style:
        case "next" | "link":
            address = page.linked if paging.style == "link" else value_at(page.document, paging.place)
            return (page.absolute(str(address)), {}) if address else None
        case "cursor":
            token = value_at(page.document, paging.place)
            return (url, {**asked, paging.name: str(token)}) if token not in (None, "", False) else None
        case "page" | "offset":
            count = len(records_of(page.document, declaration.records, declaration.name))
            if not count or (paging.size and count < paging.size):
                return None
            step = 1 if paging.style == "page" else count
            return url, {**asked, paging.name: str(int(asked[paging.name]) + step)}
    return None
