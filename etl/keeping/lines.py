"""Retention in words for people and in rows for programs."""

from collections.abc import Sequence
from dataclasses import asdict

from etl.erasing.erasing import Report
from etl.keeping.log import Done, Gone

COLUMNS = ("what", "contract", "before", "count", "bytes", "oldest", "newest")
_WORDS = {
    "sounds": "sound files", "sounds_elsewhere": "sound files that are not ours, played no longer",
    "transcripts": "utterances of transcripts", "quarantine": "rejected rows", "texts": "texts",
    "rows": "rows",
}  # fmt: skip


def told(done: Done) -> list[str]:
    """A line for each rule that removed something."""
    return [f"retention  {_line(gone)}" for gone in done.gone if gone.count]


def rows(gone: Sequence[Gone]) -> list[dict[str, object]]:
    """A row a rule, with COLUMNS."""
    return [{name: value for name, value in asdict(one).items() if name in COLUMNS} for one in gone]


def erased(report: Report) -> str:
    """What an erasure removed, in one line."""
    parts = [
        f"{report.rows:,} rows", f"{report.recordings:,} recordings", f"{report.sounds:,} sound files",
        f"{report.rejected:,} rejected rows", f"{report.journal:,} entries of the journal",
    ]  # fmt: skip
    return ", ".join(parts)


def _line(gone: Gone) -> str:
    of = f" of {gone.contract}" if gone.contract else ""
    size = f", {gone.bytes / 1e6:,.1f} MB" if gone.bytes else ""
    return f"{gone.count:,} {_WORDS[gone.what]}{of}{size}, of {gone.oldest} to {gone.newest}"
