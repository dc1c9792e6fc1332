"""What texts and talks say, worked out once: language, sentiment, causes; how a talk went, scripts kept or
broken.

Only files that were not looked at before are read.  ``enriched/state.json`` says which those are and under
which version (of the analysis, taxonomy, trained models, scripts); under a new one all is looked at again.
"""

import hashlib
import json
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from config.instance import Instance
from etl.contracts import CONTRACTS, Kind
from etl.durable import write_text
from etl.enrich_cases import Judged, judge, judging_version
from etl.enrich_talks import MEASURES_VERSION, Talks, Wanted
from etl.enriched_files import Results, known
from etl.loads import read_loads
from warehouse import engine
from warehouse.engine import Connection

Tell = Callable[[str, int, int], None]
"""(what, done, of how many)"""
LONGEST = 20_000
"""Letters of a text that are looked at: the longest appeal is shorter, a broken export may be longer."""


@dataclass(frozen=True)
class Enriched:
    """New texts analysed, new talks checked and texts of cases judged in this run."""

    count_texts: int
    count_talks: int
    count_judged: int = 0

    @property
    def is_changed(self) -> bool:
        return bool(self.count_texts or self.count_talks or self.count_judged)


@dataclass(frozen=True)
class _State:
    """Versions, and the files (relative to the instance) that were looked at under them."""

    texts_version: str
    findings_version: str
    measures_version: str = ""
    texts: tuple[str, ...] = ()
    talks: tuple[str, ...] = ()
    measured: tuple[str, ...] = ()
    judging_version: str = ""
    judged: tuple[str, ...] = ()


def enrich(instance: Instance, work: Path, tell: Tell | None = None) -> Enriched:
    """Analyse what is new in landing and transcripts; results go to ``enriched/``."""
    before, now = _read_state(instance), _versions(instance)
    texts_seen = before.texts if before.texts_version == now.texts_version else ()
    talks_seen = before.talks if before.findings_version == now.findings_version else ()
    measured = before.measured if before.measures_version == now.measures_version else ()
    texts, talks = _text_files(instance), _talk_files(instance)
    new_texts = [name for name in texts if name not in set(texts_seen)]
    wanted = Wanted(
        frozenset(talks) - frozenset(measured), frozenset(talks) - frozenset(talks_seen),
        now.measures_version, now.findings_version,
    )  # fmt: skip
    cases = Judged(tuple(_case_files(texts)), before.judged, before.judging_version == now.judging_version)
    if not new_texts and not wanted.files and not cases.is_stale:
        return Enriched(0, 0)
    with engine.memory() as connection:
        desk = _Desk(connection, instance, work, tell)
        count_texts = _analyse(desk, new_texts, now.texts_version, is_more=bool(texts_seen))
        count_talks = _look_at(desk, wanted, bool(measured), bool(talks_seen))
        count_judged = judge(connection, instance, desk.results, cases)
    write_text(_state_file(instance), json.dumps(asdict(_State(
        now.texts_version, now.findings_version, now.measures_version,
        tuple(texts), tuple(talks), tuple(talks), now.judging_version, cases.files,
    ))))  # fmt: skip
    return Enriched(count_texts, count_talks, count_judged)


@dataclass(frozen=True)
class _Desk:
    """What every step works with."""

    connection: Connection
    instance: Instance
    work: Path
    tell: Tell | None

    def results(self, kind: str) -> Results:
        return Results(self.connection, self.instance, kind, self.work)


def _look_at(desk: _Desk, wanted: Wanted, has_measured: bool, has_checked: bool) -> int:
    """Measure and check talks; gives their count."""
    measures, findings = desk.results("measures"), desk.results("findings")
    count = Talks(desk.connection, desk.instance, measures, findings).look_at(wanted, desk.tell)
    if wanted.to_measure:
        measures.keep(is_more=has_measured)
    if wanted.to_check:
        findings.keep(is_more=has_checked)
    return count


def _analyse(desk: _Desk, files: list[str], version: str, *, is_more: bool) -> int:
    from text.api import analyse

    tell = desk.tell
    seen = known(desk.instance, "texts") if is_more else []
    texts = _new_texts(desk.connection, desk.instance, files, seen)
    results = analyse(
        [text[:LONGEST] for text in texts], desk.instance.config_file("taxonomy.toml"),
        instance=desk.instance, workers=os.cpu_count() or 1,
        progress=(lambda done, total: tell("texts", done, total)) if tell else None,
    )  # fmt: skip
    rows = [
        {**asdict(result), "text_hash": _hash(text), "version": version}
        for text, result in zip(texts, results, strict=True)
    ]
    kept = desk.results("texts")
    kept.add_rows(rows)
    kept.keep(is_more=is_more)
    return len(rows)


def _hash(text: str) -> str:
    return hashlib.md5(text.encode("utf8", "surrogatepass"), usedforsecurity=False).hexdigest()


def _new_texts(connection: Connection, instance: Instance, files: list[str], known: list[str]) -> list[str]:
    """Distinct texts of ``files`` that ``known`` results do not hold, sorted."""
    if not files:
        return []
    parts: list[str] = []
    given: dict[str, object] = {}
    for place, (columns, names) in enumerate(_by_shape(files).items()):
        given[f"files{place}"] = [str(instance.home / name) for name in names]
        parts += [
            f"SELECT {column} AS text FROM read_parquet($files{place}, union_by_name = true)"
            for column in columns
        ]
    unseen = "ANTI JOIN read_parquet($known) AS known ON md5(new.text) = known.text_hash" if known else ""
    if known:
        given["known"] = known
    found = connection.execute(
        f"WITH new AS (SELECT DISTINCT text FROM ({' UNION ALL '.join(parts)}) "
        f"WHERE text IS NOT NULL AND text <> '') SELECT new.text FROM new {unseen} ORDER BY text",
        given,
    ).fetchall()
    return [row[0] for row in found]


def _by_shape(files: list[str]) -> dict[tuple[str, ...], list[str]]:
    shapes: dict[tuple[str, ...], list[str]] = {}
    for name in files:
        shapes.setdefault(_text_columns(name), []).append(name)
    return shapes


def _text_columns(name: str) -> tuple[str, ...]:
    folder = Path(name).parts
    if folder[0] == "transcripts":
        return ("text",)
    fields = CONTRACTS[folder[1]].fields
    return tuple(field.name for field in fields if field.kind is Kind.FREE_TEXT and not field.is_ours)


def _case_files(texts: list[str]) -> list[str]:
    """Of the landed files those of cases."""
    return [name for name in texts if Path(name).parts[:2] == ("landing", "cases")]


def _text_files(instance: Instance) -> list[str]:
    """Landed files with free text, and transcripts, relative to the instance."""
    landed = [load.parquet for load in read_loads(instance) if load.parquet and _text_columns(load.parquet)]
    return landed + [
        _relative(instance, file) for file in sorted(instance.transcripts.glob("*/*.utterances.parquet"))
    ]


def _talk_files(instance: Instance) -> list[str]:
    heard = sorted(instance.transcripts.glob("*/*.recordings.parquet"))
    spoken = [load.parquet for load in read_loads(instance) if load.parquet and load.contract == "utterances"]
    return [*(_relative(instance, file) for file in heard), *spoken]


def _relative(instance: Instance, file: Path) -> str:
    return file.relative_to(instance.home).as_posix()


def _versions(instance: Instance) -> _State:
    from text.api import CHECK_VERSION, VERSION, results_version

    scripts = instance.config_file("scripts")
    texts = results_version(instance.config_file("taxonomy.toml"), instance)
    return _State(
        texts,
        f"{VERSION}.{CHECK_VERSION}-{_digest(sorted(scripts.glob('*.toml')))}",
        f"{texts}-{MEASURES_VERSION}",
        judging_version=judging_version(),
    )


def _digest(files: list[Path]) -> str:
    content = b"\x00".join(file.read_bytes() for file in files if file.is_file())
    return hashlib.sha256(content).hexdigest()[:8]


def _state_file(instance: Instance) -> Path:
    return instance.enriched / "state.json"


def _read_state(instance: Instance) -> _State:
    file = _state_file(instance)
    if not file.exists():
        return _State("", "")
    values = json.loads(file.read_text("utf8"))
    texts, talks, measured, judged = (
        tuple(values.get(name, ())) for name in ("texts", "talks", "measured", "judged")
    )
    return _State(
        values["texts_version"], values["findings_version"], values.get("measures_version", ""),
        texts, talks, measured, values.get("judging_version", ""), judged,
    )  # fmt: skip
