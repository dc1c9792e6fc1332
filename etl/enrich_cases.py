"""Texts of cases judged: whether a customer tells of a refused report of our error, and what our answers say.

Customers' texts are judged once each.  Our answers are judged together, all of them whenever there are new
ones: that an answer is a copy shows only beside the others.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from config.instance import Instance
from etl.enriched_files import Results, known
from warehouse.engine import Connection

if TYPE_CHECKING:
    from text.api import Reply

LONGEST = 5_000
"""Letters of a text that are looked at."""
_JUDGES = ("refused_reports.py", "template_replies.py", "reply_families.py", "phrases.py", "lemmas.py")
"""What texts of cases are judged by; their words are words/re*.toml."""
_COPIES = 3
"""An answer that was given more often is as much of a copy as one given so often."""


@dataclass(frozen=True)
class Judged:
    """Landed files of cases: all, and those judged before; is_same: under the version of now."""

    files: tuple[str, ...]
    before: tuple[str, ...]
    is_same: bool

    @property
    def is_stale(self) -> bool:
        return not self.is_same or set(self.files) != set(self.before)


@lru_cache(maxsize=1)
def judging_version() -> str:
    """Changes with the rules by which texts of cases are judged: the code and words of ``text``."""
    from text import api

    folder = Path(api.__file__).parent
    parts = [*map(folder.joinpath, _JUDGES), *sorted((folder / "words").glob("re*.toml"))]
    content = b"\x00".join(part.read_bytes() for part in parts if part.exists())
    return hashlib.sha256(content).hexdigest()[:8]


def judge(
    connection: Connection, instance: Instance, results: Callable[[str], Results], cases: Judged
) -> int:
    """Write ``enriched/reports`` and ``enriched/replies`` where there are new texts; how many were judged."""
    if not cases.is_stale:
        return 0
    files = [str(instance.landing / "cases" / "_schema.parquet")]
    files += [str(instance.home / name) for name in cases.files]
    told = _judge_reports(connection, results("reports"), files, is_more=cases.is_same)
    return told + _judge_replies(connection, results("replies"), files, is_same=cases.is_same)


def _judge_reports(connection: Connection, kept: Results, files: list[str], *, is_more: bool) -> int:
    seen = known(kept.instance, kept.kind) if is_more else []
    unseen = "ANTI JOIN read_parquet($seen) AS seen ON md5(new.text) = seen.text_hash" if seen else ""
    found = connection.execute(
        "SELECT DISTINCT new.text FROM read_parquet($files, union_by_name = true) AS new "
        f"{unseen} WHERE new.text <> '' ORDER BY 1",
        {"files": files, **({"seen": seen} if seen else {})},
    ).fetchall()
    version = judging_version()
    kept.add_rows(
        {"text_hash": _hash(text), "version": version, "report": _report(text[:LONGEST])} for (text,) in found
    )
    kept.keep(is_more=is_more)
    return len(found)


def _report(text: str) -> str:
    """``refused``, ``told`` or ``none``, as stg_reports has it."""
    from text.api import error_report, refused_report

    if not error_report(text):
        return "none"
    return "refused" if refused_report(text) else "told"


def _judge_replies(connection: Connection, kept: Results, files: list[str], *, is_same: bool) -> int:
    """All answers anew, where one came that was not judged or one is gone."""
    from text.api import template_replies

    found = connection.execute(
        "SELECT reply_text, count(*) FROM read_parquet($files, union_by_name = true) "
        "WHERE reply_text <> '' GROUP BY 1 ORDER BY 1",
        {"files": files},
    ).fetchall()
    copies = {text: min(int(count), _COPIES) for text, count in found}
    if is_same and _judged_before(connection, kept) == {_hash(text): count for text, count in copies.items()}:
        return 0
    texts = [text[:LONGEST] for text, count in copies.items() for _ in range(count)]
    judged = dict(zip(texts, template_replies(texts), strict=True))
    version = judging_version()
    kept.add_rows(_row(text, judged[text[:LONGEST]], version, count) for text, count in copies.items())
    kept.keep(is_more=False)
    return len(copies)


def _row(text: str, reply: "Reply", version: str, copies: int) -> dict[str, object]:
    return {
        "text_hash": _hash(text), "version": version, "is_template": reply.is_template,
        "family": reply.family, "asks_to_write": reply.asks_to_write, "copies": copies,
    }  # fmt: skip


def _judged_before(connection: Connection, kept: Results) -> dict[str, int]:
    """Text hash -> copies, as they stand."""
    if not (files := known(kept.instance, kept.kind)):
        return {}
    rows = connection.execute("SELECT text_hash, copies FROM read_parquet($files)", {"files": files})
    return {str(digest): int(copies) for digest, copies in rows.fetchall()}


def _hash(text: str) -> str:
    return hashlib.md5(text.encode("utf8", "surrogatepass"), usedforsecurity=False).hexdigest()
