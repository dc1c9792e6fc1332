"""A changed word list for calls heard before: their stored words are mended, no sound is heard again.

What was heard stands beside every mended name, so that a name no longer listed is taken back.  Results go
into further files, as those of a call heard again do: readers take what was stored last.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq  # type: ignore[import-untyped,unused-ignore]

from config.instance import Instance
from transcribe import run, store
from transcribe.ledger import DONE
from transcribe.transcript import Mend, Utterance, Word, mean_confidence
from transcribe.wordlist.mending import mended
from transcribe.wordlist.names import WordList, word_list

Row = dict[str, Any]
Progress = Callable[[str, int, int], None]
_RECORDINGS, _UTTERANCES = ".recordings.parquet", ".utterances.parquet"


@dataclass
class Mending:
    """What was looked at, and what changed. ``names``: (name, what was heard) -> how often, in changed and
    unchanged calls alike; a name that was taken back is not among them."""

    recordings: int = 0
    changed: int = 0
    names: Counter[tuple[str, str]] = field(default_factory=Counter)


def mend(
    instance: Instance, *, since: str = "", is_dry: bool = False, progress: Progress | None = None
) -> Mending:
    """Apply the list of ``instance`` to what was heard of days ``since`` (YYYY-MM-DD; all where empty).

    ``is_dry``: only count. ``progress(day, done, days)``.  Raises Busy while a run is under way.
    """
    done, words = Mending(), word_list(instance)
    folders = [each for each in sorted(instance.transcripts.glob("*/")) if each.name >= since]
    with run.alone(instance) as ledger:
        for number, folder in enumerate(folders):
            if progress:
                progress(folder.name, number, len(folders))
            batch = _mend_day(folder, words, done, is_dry)
            if batch:
                ledger.note([batch], [])
    return done


def _mend_day(folder: Path, words: WordList | None, done: Mending, is_dry: bool) -> str:
    """The batch that was written, empty where nothing changed."""
    recordings = list(_counting(folder))
    done.recordings += len(recordings)
    checksum = words.checksum if words else None
    new: dict[str, list[Row]] = {}
    for key, rows in _said(folder, {row["result_key"] for row in recordings}).items():
        said = [_utterance(row) for row in rows]
        again = mended(said, words)
        done.names.update(_names(again))
        if again != said:
            new[key] = [row | _changed(each) for row, each in zip(rows, again, strict=True)]
    changed = [
        _noted(row, new[row["result_key"]], checksum) for row in recordings if row["result_key"] in new
    ]
    done.changed += len(changed)
    if is_dry or not changed:
        return ""
    batch = store.new_batch()
    flat = [row for rows in new.values() for row in rows]
    return store.write_day(folder.parent, folder.name, batch, changed, flat)


def _counting(folder: Path) -> Iterable[Row]:
    """The row of each recording of a day that counts: the newest done one, a full model's before a demo's."""
    best: dict[str, Row] = {}
    for file in sorted(folder.glob(f"*{_RECORDINGS}")):
        for row in pq.read_table(file).to_pylist():
            if row["status"] == DONE:
                other = best.setdefault(row["recording_id"], row)
                if _rank(row) > _rank(other):
                    best[row["recording_id"]] = row
    return best.values()


def _rank(row: Row) -> tuple[bool, Any]:
    return (not row["is_demo_model"], row["transcribed_at"])


def _said(folder: Path, keys: set[str]) -> dict[str, list[Row]]:
    """The utterances of these results, as last stored."""
    found: dict[str, list[Row]] = {}
    for file in sorted(folder.glob(f"*{_UTTERANCES}")):
        here: dict[str, list[Row]] = {}
        for row in pq.read_table(file).to_pylist():
            if row["result_key"] in keys:
                here.setdefault(row["result_key"], []).append(row)
        found |= here
    return found


def _utterance(row: Row) -> Utterance:
    mends = tuple(
        Mend(each["word_no"], each["count_words"], _words(each["heard"])) for each in row.get("mends") or ()
    )
    return Utterance(row["channel"], _words(row["words"]), row["language"], row["model"], mends=mends)


def _words(rows: Iterable[Row]) -> tuple[Word, ...]:
    return tuple(Word(**row) for row in rows)


def _changed(utterance: Utterance) -> Row:
    return {
        "text": utterance.text, "confidence": utterance.confidence, "count_words": len(utterance.words),
        "words": [asdict(word) for word in utterance.words],
        "mends": [asdict(each) for each in utterance.mends] or None,
    }  # fmt: skip


def _noted(row: Row, utterances: list[Row], checksum: str | None) -> Row:
    """The recording's row: the next in time, so that it is the newest, while the time of hearing stays."""
    words = [word for each in utterances for word in _words(each["words"])]
    return row | {
        "count_words": len(words), "confidence": mean_confidence(words), "word_list": checksum,
        "transcribed_at": row["transcribed_at"] + timedelta(microseconds=1),
    }  # fmt: skip


def _names(utterances: Iterable[Utterance]) -> Iterator[tuple[str, str]]:
    for each in utterances:
        for mend in each.mends:
            name = each.words[mend.word_no : mend.word_no + mend.count_words]
            yield " ".join(word.word for word in name), " ".join(word.word for word in mend.heard)
