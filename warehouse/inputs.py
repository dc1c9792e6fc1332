"""What a snapshot is made of, file by file, so that the next build can tell what was added since.

Every file is known by size and time; what the statements and the words of an instance say, by one digest.
"""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from config.instance import Instance
from config.settings import load_settings
from warehouse import deadlines, landed_files, reference, sql_files
from warehouse.snapshot import FORMAT, Snapshot

_FOLDERS = ("macros", "staging", "dims", "facts", "marts", "meta", "incremental")
_ANALYSED = ("surveys", "ratings", "cases", "utterances")
"""Record types whose texts facts tell about."""
_JUDGED = ("replies", "reports")
"""Kinds of results about texts of cases: a small fact, made anew wholly."""
_REMADE = ("unanalysed", *_JUDGED)
"""Kinds whose files may go or change between two builds without more than that to be made anew."""


@dataclass(frozen=True)
class Inputs:
    """``files``: (kind, name) -> what it was when it was read; kinds: rules, landed/<contract>, texts,
    findings, measures, replies, reports, corrections, transcripts, unanalysed (files whose texts were not yet
    looked at)."""

    files: dict[tuple[str, str], str]

    def rows(self) -> list[dict[str, str]]:
        """As meta.inputs holds them."""
        return [{"kind": kind, "name": name, "state": state} for (kind, name), state in self.files.items()]

    def names(self, kind: str) -> set[str]:
        """Names of one kind."""
        return {name for of, name in self.files if of == kind}

    def of(self, kind: str) -> dict[str, str]:
        """Name -> state of one kind."""
        return {name: state for (of, name), state in self.files.items() if of == kind}


@dataclass(frozen=True)
class Added:
    """What came since. ``loads``: contract -> identifiers, oldest first; ``transcripts``: paths relative to
    the instance; ``texts``, ``findings``: there are new ones; ``judged``: texts of cases were judged, or all
    of them anew."""

    loads: dict[str, list[str]]
    transcripts: list[str]
    texts: bool
    findings: bool
    judged: bool = False


def read_inputs(instance: Instance, loads: list[dict[str, Any]]) -> Inputs:
    """What a snapshot built now is made of; raises NotReady where a file is missing."""
    files = {("rules", ""): _rules(instance)}
    for load in loads:
        if load.get("parquet"):
            file = Path(landed_files.existing(instance, load))
            files[(f"landed/{load['contract']}", load["load_id"])] = _state(file)
    for variable, paths in landed_files.other_files(instance).items():
        kind = variable.split("_")[1] if variable.startswith("enriched") else "transcripts"
        for path in map(Path, paths[1:]):
            files[(kind, path.relative_to(instance.home).as_posix())] = _state(path)
    unanalysed = {("unanalysed", name): "" for name in _unanalysed(instance, loads)}
    return Inputs(files | unanalysed)


def stored_inputs(snapshot: Snapshot) -> Inputs:
    """What a published snapshot was made of."""
    rows = snapshot.cursor().execute("select kind, name, state from meta.inputs").fetchall()
    return Inputs({(str(kind), str(name)): str(state) for kind, name, state in rows})


def added(old: Inputs, new: Inputs) -> Added | None:
    """What ``new`` has beyond ``old``; None where anything of ``old`` is gone or changed, or came in between.

    Texts analysed, or set right by people, later than their rows were taken in change rows nobody can name:
    None too.
    """
    kept = {key: state for key, state in old.files.items() if key[0] not in _REMADE}
    if any(new.files.get(key) != state for key, state in kept.items()):
        return None
    fresh = [(kind, name) for kind, name in new.files if (kind, name) not in old.files]
    loads: dict[str, list[str]] = {}
    for kind, name in sorted(fresh):
        if kind.startswith("landed/"):
            loads.setdefault(kind.removeprefix("landed/"), []).append(name)
    if any(names[0] < max(old.names(f"landed/{contract}"), default="") for contract, names in loads.items()):
        return None
    kinds = {kind for kind, _ in fresh}
    if "corrections" in kinds or (kinds & {"texts", "measures"} and old.names("unanalysed")):
        return None
    transcripts = [name for kind, name in fresh if kind == "transcripts"]
    judged = any(old.of(kind) != new.of(kind) for kind in _JUDGED)
    return Added(loads, transcripts, "texts" in kinds, "findings" in kinds, judged)


def _rules(instance: Instance) -> str:
    """A digest of statements, settings and reference words."""
    files = [path for folder in _FOLDERS for path in sorted((sql_files.FOLDER / folder).glob("*.sql"))]
    files += [Path(file) for _, file in sorted(reference.list_files(instance).items())]
    words = (
        FORMAT, load_settings(instance).model_dump_json(), reference.calendar(instance).model_dump_json(),
        deadlines.deadlines(instance).model_dump_json(), reference.categories(instance),
        reference.criteria(instance),
    )  # fmt: skip
    digest = hashlib.sha256(json.dumps(words, ensure_ascii=False, default=str).encode())
    for file in files:
        digest.update(file.read_bytes() if file.exists() else b"-")
    return digest.hexdigest()


def _state(path: Path) -> str:
    facts = path.stat()
    return f"{facts.st_size}|{facts.st_mtime_ns}"


def _unanalysed(instance: Instance, loads: list[dict[str, Any]]) -> list[str]:
    """Files with texts that are not among those looked at (enriched/state.json)."""
    state = instance.enriched / "state.json"
    seen = set(json.loads(state.read_text("utf8")).get("texts", ())) if state.exists() else set()
    landed = [str(load["parquet"]) for load in loads if load.get("parquet") and load["contract"] in _ANALYSED]
    said = [
        Path(path).relative_to(instance.home).as_posix()
        for path in landed_files.other_files(instance)["transcript_utterances"][1:]
    ]
    return [name for name in (*landed, *said) if name not in seen]
