"""What talks tell: measures of their course, criteria of scripts kept or broken; group after group."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from config.instance import Instance
from etl.enriched_files import Results, known
from etl.loads import read_loads
from etl.scripts import Checks
from warehouse.engine import Connection

TALKS_AT_ONCE = 20_000
"""Files are looked at together until they hold so many talks."""
MEASURES_VERSION = "1"
"""Changes whenever the same talk may be measured differently."""
LIMITS = {"pause_s": 0.5, "silence_s": 3.0, "overlap_s": 0.5, "turn_s": 1.0}
"""Seconds, as etl/sql/measures.sql explains them."""
_SQL = Path(__file__).parent / "sql"
_ELSEWHERE = "landing/utterances/"
"""Where transcripts that were not made here lie."""

Tell = Callable[[str, int, int], None]
"""(what, done, of how many)"""


@dataclass(frozen=True)
class Wanted:
    """Files of talks (relative to the instance) to be measured, to be checked, and under which versions."""

    to_measure: frozenset[str]
    to_check: frozenset[str]
    measures_version: str
    findings_version: str

    @property
    def files(self) -> list[str]:
        """All of them, those with the same wants together."""
        every = dict.fromkeys([*self.to_measure, *self.to_check])
        return sorted(every, key=lambda name: (*self.of(name), name.startswith(_ELSEWHERE)))

    def of(self, name: str) -> tuple[bool, bool]:
        """Whether a file is to be measured, and to be checked."""
        return name in self.to_measure, name in self.to_check


@dataclass(frozen=True)
class Talks:
    """Where talks are read and what becomes of them."""

    connection: Connection
    instance: Instance
    measures: Results
    findings: Results

    def look_at(self, wanted: Wanted, tell: Tell | None) -> int:
        """Measure and check; gives the count of talks."""
        counts = {name: self._count(name) for name in wanted.files}
        total, done = sum(counts.values()), 0
        with Checks(self.instance, wanted.findings_version, total) as checks:
            for files in _groups(wanted, counts):
                is_measured, is_checked = wanted.of(files[0])
                self._say(files)
                if is_measured:
                    self._measure(wanted.measures_version)
                if is_checked:
                    self.findings.add_rows(checks.rows(self.connection))
                done += sum(counts[name] for name in files)
                if tell:
                    tell("talks", done, total)
        return total

    def _count(self, name: str) -> int:
        column = "recording_id" if name.startswith(_ELSEWHERE) else "recording_id) FILTER (status = 'done'"
        found = self.connection.execute(
            f"SELECT count(DISTINCT {column}) FROM read_parquet($file)",
            {"file": str(self.instance.home / name)},
        ).fetchone()
        return int(found[0]) if found else 0

    def _say(self, files: Sequence[str]) -> None:
        """Make table ``said`` of the talks of ``files``, all of one kind."""
        paths = [str(self.instance.home / name) for name in files]
        if files[0].startswith(_ELSEWHERE):
            self._table("said_elsewhere", {"new": paths, "utterances": self._landed()})
            return
        beside = [path.replace(".recordings.parquet", ".utterances.parquet") for path in paths]
        given = {"recordings": paths, "utterances": [path for path in beside if Path(path).exists()]}
        if not given["utterances"] or self.connection.execute(_statement("heard_before"), given).fetchone():
            schema = str(self.instance.transcripts / "_schema.utterances.parquet")
            every = sorted(str(file) for file in self.instance.transcripts.glob("*/*.utterances.parquet"))
            given["utterances"] = every or [schema]
        self._table("said", given)

    def _table(self, statement: str, given: dict[str, list[str]]) -> None:
        self.connection.execute(f"CREATE OR REPLACE TABLE said AS {_statement(statement)}", given)

    def _landed(self) -> list[str]:
        loads = read_loads(self.instance)
        return [
            str(self.instance.home / o.parquet) for o in loads if o.parquet and o.contract == "utterances"
        ]

    def _measure(self, version: str) -> None:
        from text.api import asking

        texts = known(self.instance, "texts") or [str(self.instance.enriched / "texts" / "_schema.parquet")]
        given = {"version": version, "asks": asking(), "texts": texts, **LIMITS}
        self.measures.add(_statement("measures"), given)


def _groups(wanted: Wanted, counts: dict[str, int]) -> Iterator[list[str]]:
    """Files of one kind and with the same wants, together until they hold many talks; empty ones left out."""
    filled = [name for name in wanted.files if counts[name]]
    for _, names in groupby(filled, key=lambda name: (*wanted.of(name), name.startswith(_ELSEWHERE))):
        group: list[str] = []
        for name in names:
            group.append(name)
            if sum(counts[one] for one in group) >= TALKS_AT_ONCE:
                yield group
                group = []
        if group:
            yield group


def _statement(name: str) -> str:
    return (_SQL / f"{name}.sql").read_text("utf8")
