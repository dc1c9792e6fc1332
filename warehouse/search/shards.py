"""The index of one day, and the one door to the engine (tantivy): its fields, writing, opening.

A shard that is named never changes: a copy of it is amended, or the day is written anew, under another name.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path

import tantivy

from text.search_tokens import tokens, words
from warehouse.search.talks import CODES, SPEAKERS, Said, Talk, read_said, written

VERSION = "1"
"""Changes with the fields: shards of another version are made anew."""
_HEAP_BYTES = 128_000_000
_ID, _AT, _SAID = "recording_id", "started_at", "said"


@dataclass(frozen=True)
class Shard:
    """An open day. Safe to ask from several threads."""

    path: Path
    day: date
    searcher: tantivy.Searcher = field(repr=False, compare=False)


@dataclass(frozen=True)
class Match:
    """A call that fits. rank: higher is more relevant, or newer, as was asked."""

    rank: float
    shard: Shard
    address: tantivy.DocAddress = field(repr=False, compare=False)


@lru_cache(maxsize=1)
def schema() -> tantivy.Schema:
    """A call is one document: a field with the words of each side, one with each code, the texts kept."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field(_ID, stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field(_AT, fast=True)
    for side in SPEAKERS:
        builder.add_text_field(side, tokenizer_name="raw", index_option="position")
    for code in CODES:
        builder.add_text_field(code, tokenizer_name="raw", index_option="basic")
    builder.add_bytes_field(_SAID, stored=True)
    return builder.build()


def write(path: Path, talks: Iterable[Talk]) -> int:
    """Write the shard of ``talks`` into the new folder ``path``; how many calls it holds."""
    path.mkdir(parents=True)
    return _add(tantivy.Index(schema(), str(path)), talks)


def amend(path: Path, changed: Iterable[str], talks: Iterable[Talk]) -> int:
    """Put ``talks`` in the place of the recordings ``changed``, in one commit; how many calls were put in."""
    return _add(tantivy.Index.open(str(path)), talks, without=changed)


def _add(index: tantivy.Index, talks: Iterable[Talk], without: Iterable[str] = ()) -> int:
    writer = index.writer(_HEAP_BYTES, 1)
    count = 0
    for recording_id in without:
        writer.delete_documents_by_term(_ID, recording_id)
    for talk in talks:
        writer.add_document(_document(talk))
        count += 1
    writer.commit()
    writer.wait_merging_threads()
    return count


def open_shard(path: Path, day: date) -> Shard:
    """The shard in a folder; raises OSError or ValueError where it is damaged."""
    return Shard(path, day, tantivy.Index.open(str(path)).searcher())


def ask(shard: Shard, query: tantivy.Query, limit: int, *, is_newest: bool) -> tuple[int, list[Match]]:
    """How many calls of the day fit, and the first ``limit``: the newest, or those that fit best."""
    order = _AT if is_newest else None
    found = shard.searcher.search(query, limit=max(limit, 1), count=True, order_by_field=order)
    matches = [Match(float(rank), shard, address) for rank, address in found.hits[:limit]]
    return int(found.count or 0), matches  # type: ignore[attr-defined]


def read(match: Match) -> tuple[str, tuple[Said, ...]]:
    """The recording of a match and what was said in it."""
    document = match.shard.searcher.doc(match.address)
    return str(document.get_first(_ID)), read_said(_text(document))


def _text(document: tantivy.Document) -> str:
    kept = document.get_first(_SAID)
    return bytes(kept).decode() if kept else "[]"


def holds_any(shard: Shard, recording_ids: Iterable[str]) -> bool:
    """True where the day holds one of the recordings."""
    query = tantivy.Query.term_set_query(schema(), _ID, list(recording_ids))
    return ask(shard, query, 1, is_newest=False)[0] > 0


def _document(talk: Talk) -> tantivy.Document:
    document = tantivy.Document()
    document.add_text(_ID, talk.recording_id)
    document.add_integer(_AT, talk.started_at)
    document.add_bytes(_SAID, written(talk.said).encode())
    for column, codes in talk.codes.items():
        for code in codes:
            document.add_text(column, code)
    for said in talk.said:
        document.add_pre_tokenized_text(said.speaker, _tokenised(said))
    return document


def _tokenised(said: Said) -> tantivy.PreTokenizedString:
    """Every token of a word stands at the word's place; the engine leaves a gap behind each utterance."""
    placed = [
        tantivy.Token(token, place, 0, 0)
        for place, word in enumerate(words(said.text))
        for token in tokens(word, said.language)
    ]
    return tantivy.PreTokenizedString("", placed)
