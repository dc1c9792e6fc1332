"""A web service is asked page by page; what fails mid-way gives nothing, secrets go to nobody else."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from config.instance import Instance
from etl.loads import FAILED, LOADED, UNCHANGED, read_loads
from etl.sources import web
from tests.etl_instances import adds_up, landed, load, new_instance, only

RECORDS = [
    {"id": number, "at": f"2022-03-{number:02}T10:00:00Z", "answer": {"stars": 1 + number % 5}, "rev": number}
    for number in range(1, 8)
]
Answer = tuple[int, dict[str, str], Any]


class Service:
    """A loopback service; ``answers`` makes (status, headers, document) of path and query."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, str], dict[str, str]]] = []
        self.answers: dict[str, Any] = {}
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                parts = urlsplit(self.path)
                query = {key: values[0] for key, values in parse_qs(parts.query).items()}
                service.asked.append((parts.path, query, dict(self.headers)))
                status, headers, document = service.answers[parts.path](query)
                body = document if isinstance(document, bytes) else json.dumps(document).encode()
                self.send_response(status)
                for key, value in {"Content-Length": str(len(body)), **headers}.items():
                    self.send_header(key, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                return

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}"


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    monkeypatch.setattr(web, "FIRST_WAIT_S", 0.001)
    found = Service()
    yield found
    found.server.shutdown()
    found.server.server_close()


def make(tmp_path: Path, service: Service, more: str = "", path: str = "/v1/ratings") -> Instance:
    head, _, tables = more.partition("\n[")
    return new_instance(
        tmp_path / "op",
        api=f'contract = "ratings"\nkind = "rest"\nurl = "{service.url}{path}"\n{head}\n[columns]\n'
        'rating_id = "id"\nrated_at = "at"\nrating = "answer.stars"\ncomment = "said"\n'
        f"[{tables or 'constants]'}",
    )


def paged(style: str, size: int = 3) -> Any:
    """A service that hands out RECORDS ``size`` at a time."""

    def answer(query: dict[str, str]) -> Answer:
        start = {
            "page": lambda: (int(query.get("page", 1)) - 1) * size,
            "offset": lambda: int(query.get("offset", 0)),
        }.get(style, lambda: int(query.get("cursor", 0)))()
        rest = start + size if start + size < len(RECORDS) else None
        address = None if rest is None else f"/v1/ratings?cursor={rest}"
        headers = {"Link": f'<{address}>; rel="next"'} if style == "link" and address else {}
        document = {"data": {"items": RECORDS[start : start + size]}, "next_cursor": rest, "next": address}
        return 200, headers, document

    return answer


@pytest.mark.parametrize("style", ["page", "offset", "cursor", "next", "link"])
def test_every_way_of_paging_gives_every_record_once(tmp_path: Path, service: Service, style: str) -> None:
    service.answers["/v1/ratings"] = paged(style)
    size = "size = 3\n" if style in ("page", "offset") else ""
    instance = make(tmp_path, service, f'records = "data.items"\n[paging]\nstyle = "{style}"\n{size}')
    done = only(load(instance))
    assert adds_up(done) and (done.status, done.rows_loaded) == (LOADED, 7), done.message
    assert len(service.asked) == 3
    assert only(load(instance)).status == UNCHANGED


def test_only_what_is_new_is_asked_for(tmp_path: Path, service: Service) -> None:
    def answer(query: dict[str, str]) -> Answer:
        return 200, {}, [record for record in RECORDS if int(str(record["rev"])) >= int(query.get("from", 0))]

    service.answers["/v1/ratings"] = answer
    instance = make(tmp_path, service, 'cursor = "rev"\nsince = "from"')
    first = only(load(instance))
    assert (first.rows_loaded, first.cursor_to) == (7, "7")
    RECORDS.append({**RECORDS[0], "id": 12, "rev": 12})
    try:
        second = only(load(instance))
    finally:
        RECORDS.pop()
    assert (second.rows_read, second.rows_loaded, second.cursor_from, second.cursor_to) == (2, 1, "7", "12")
    assert service.asked[-1][1] == {"from": "7"}


def test_a_busy_service_is_asked_again_and_a_broken_page_gives_nothing(
    tmp_path: Path, service: Service
) -> None:
    faults = [429, 503]

    def moody(query: dict[str, str]) -> Answer:
        if query.get("cursor") == "3" and faults:
            return faults.pop(), {"Retry-After": "0"}, {}
        found: Answer = paged("cursor")(query)
        return found

    service.answers["/v1/ratings"] = moody
    instance = make(tmp_path, service, 'records = "data.items"\n[paging]\nstyle = "cursor"\n')
    assert only(load(instance)).rows_loaded == 7 and not faults
    faults[:] = [500] * 20
    broken = only(load(make(tmp_path / "b", service, 'records = "data.items"\n[paging]\nstyle = "cursor"\n')))
    assert (broken.status, broken.rows_loaded) == (FAILED, 0) and "answered 500, 5 times" in broken.message
    assert len(faults) == 15


def test_a_source_without_its_service_recovers_with_all_its_rows(tmp_path: Path, service: Service) -> None:
    down = [True]
    service.answers["/v1/ratings"] = lambda query: (404, {}, {}) if down else (200, {}, RECORDS)
    instance = make(tmp_path, service)
    assert "answered 404; check url" in only(load(instance)).message
    down.clear()
    assert only(load(instance)).rows_loaded == 7
    assert [item.status for item in read_loads(instance)] == [LOADED]


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ((401, {}, {}), "check the secret"),
        ((200, {}, b"<html>log in</html>"), "no JSON"),
        ((200, {}, b'{"items": [{"id": 1'), "no JSON"),
        ((200, {}, {"error": "none"}), "no list"),
        ((302, {"Location": "http://localhost:1/v1/ratings"}, {}), "another place (localhost)"),
        ((200, {"Link": '<http://localhost:1/x>; rel="next"'}, [{"id": 1}]), "another place (localhost)"),
        ((302, {"Location": "/v1/ratings"}, {}), "circle"),
        ((200, {"Link": '</v1/ratings>; rel="next"'}, [{"id": 1}]), "the same page again"),
        ((200, {"Content-Length": "99"}, b"[]"), "broke off"),
    ],
)
def test_an_answer_that_cannot_be_taken_is_one_line(
    tmp_path: Path, service: Service, answer: Answer, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web, "TIMES", 2)
    monkeypatch.setenv("API_TOKEN", "tok-3141592")
    service.answers["/v1/ratings"] = lambda query: answer
    more = 'headers = { Authorization = "Bearer ${API_TOKEN}" }\n[paging]\nstyle = "link"\n'
    done = only(load(make(tmp_path, service, more)))
    assert done.status == FAILED and told in done.message and "\n" not in done.message
    assert "3141592" not in done.message
    assert service.asked[0][2]["Authorization"] == "Bearer tok-3141592"


def test_nobody_there_is_one_line(tmp_path: Path, service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "TIMES", 2)
    instance = make(tmp_path, service)
    file = instance.sources / "api.toml"
    file.write_text(file.read_text().replace(service.url, "http://127.0.0.1:1"))
    assert "cannot be reached" in only(load(instance)).message


def test_a_key_that_no_record_has_is_empty_and_decimals_stay(tmp_path: Path, service: Service) -> None:
    service.answers["/v1/ratings"] = lambda query: (
        200, {}, b'[{"id": 4.10, "at": "2022-03-01", "answer": {"stars": 5}, "half \\ud800": 1}]'
    )  # fmt: skip
    instance = make(tmp_path, service)
    assert only(load(instance)).rows_loaded == 1
    assert landed(instance, "ratings", "rating_id, comment") == [("4.10", None)]
