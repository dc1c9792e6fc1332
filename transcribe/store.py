"""Transcripts as Parquet files, a folder a day; a pair of files is there wholly or not at all.

The recordings file is written last and is the commit point: utterances without it do not count.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped,unused-ignore]
import pyarrow.parquet as pq  # type: ignore[import-untyped,unused-ignore]

RECORDINGS = pa.schema(
    [
        ("recording_id", pa.string()),
        ("path", pa.string()),
        ("audio_id", pa.string()),
        ("status", pa.string()),
        ("reason", pa.string()),
        ("model", pa.string()),
        ("model_checksum", pa.string()),
        ("language", pa.string()),
        ("duration_s", pa.float64()),
        ("count_channels", pa.int64()),
        ("seconds_spent", pa.float64()),
        ("transcribed_at", pa.timestamp("us")),
        ("confidence", pa.float64()),
        ("count_words", pa.int64()),
        ("is_demo_model", pa.bool_()),
        ("result_key", pa.string()),  # audio_id-key: sound, models, settings and mask version
        ("word_list", pa.string()),  # checksum of the list names were mended by; null: none was used
    ]
)
_WORD = pa.struct(
    [("word", pa.string()), ("start_s", pa.float64()), ("end_s", pa.float64()), ("confidence", pa.float64())]
)
_MEND = pa.struct([("word_no", pa.int64()), ("count_words", pa.int64()), ("heard", pa.list_(_WORD))])
UTTERANCES = pa.schema(
    [
        ("audio_id", pa.string()),
        ("model", pa.string()),
        ("language", pa.string()),
        ("channel", pa.int64()),
        ("speaker", pa.string()),
        ("utterance_no", pa.int64()),
        ("start_s", pa.float64()),
        ("end_s", pa.float64()),
        ("text", pa.string()),
        ("confidence", pa.float64()),
        ("count_words", pa.int64()),
        ("words", pa.list_(_WORD)),
        ("voice", pa.int64()),  # of a mono call, see speakers.py; guess: whose it may be
        ("voice_confidence", pa.float64()),
        ("guess", pa.string()),
        ("result_key", pa.string()),
        ("mends", pa.list_(_MEND)),  # listed names in the place of what was heard; null: none
    ]
)
_TAILS = {".recordings.parquet": RECORDINGS, ".utterances.parquet": UTTERANCES}
Row = Mapping[str, Any]


def prepare(folder: Path) -> None:
    """Write the zero-row files that fix the types, and remove what a killed run left half done."""
    folder.mkdir(parents=True, exist_ok=True)
    for tail, schema in _TAILS.items():
        empty = folder / f"_schema{tail}"
        if not empty.exists() or pq.read_schema(empty).names != schema.names:  # written before a column came
            _write(empty, schema, [])
    for part in folder.glob("**/*.part"):
        part.unlink()
    for utterances in folder.glob("*/*.utterances.parquet"):
        if not _pair(utterances).exists():
            utterances.unlink()


def new_batch() -> str:
    """A name that is unique and sorts by time."""
    return f"{datetime.now(UTC):%Y%m%dT%H%M%S_%f}-{os.getpid()}"


def write_day(
    folder: Path, day: str, batch: str, recordings: Sequence[Row], utterances: Sequence[Row]
) -> str:
    """Write one day's pair of files of a batch; returns its name, ``<day>/<batch>``."""
    (folder / day).mkdir(exist_ok=True)
    _write(folder / day / f"{batch}.utterances.parquet", UTTERANCES, utterances)
    _write(folder / day / f"{batch}.recordings.parquet", RECORDINGS, recordings)
    return f"{day}/{batch}"


def batch_names(folder: Path) -> Iterator[str]:
    """``<day>/<batch>`` of every committed pair, oldest first within a day."""
    for file in sorted(folder.glob("*/*.recordings.parquet")):
        yield f"{file.parent.name}/{file.name.removesuffix('.recordings.parquet')}"


def read_recordings(folder: Path, batch: str) -> list[dict[str, Any]]:
    """The recordings rows of one committed batch."""
    return list(pq.read_table(folder / f"{batch}.recordings.parquet").to_pylist())


def _pair(utterances: Path) -> Path:
    return utterances.with_name(utterances.name.replace(".utterances.", ".recordings."))


def _write(file: Path, schema: pa.Schema, rows: Sequence[Row]) -> None:
    part = file.with_name(f".{file.name}.part")
    pq.write_table(pa.Table.from_pylist(list(rows), schema=schema), part, compression="zstd")
    with part.open("rb+") as handle:
        os.fsync(handle.fileno())
    part.replace(file)
