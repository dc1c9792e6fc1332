"""Everything that is stored about a text: language, sentiment, causes; each distinct text looked at once."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path

from config.instance import DEFAULTS, Instance
from config.processes import pool
from text.categories import found_in
from text.language import language
from text.masking import MASK_VERSION
from text.sentiment import sentiment
from text.taxonomy import load_taxonomy

VERSION = f"2.{MASK_VERSION}"
"""Changes whenever the same text may come out differently with the same taxonomy."""
_WORTH_PROCESSES = 20_000
"""So many distinct texts and more are shared out to processes; fewer are done before those have started."""
_CHUNK = 2_000


def results_version(taxonomy: Path | None = None, instance: Instance | None = None) -> str:
    """``VERSION`` with the checksums of the taxonomy and of the trained models of ``instance``: results of
    another value are to be made anew."""
    parts = [VERSION, load_taxonomy(taxonomy or DEFAULTS / "taxonomy.toml").checksum, _learned(instance)]
    return ".".join(part for part in parts if part)


def _learned(instance: Instance | None) -> str:
    from text.training import installed

    return installed.version(instance)


@dataclass(frozen=True)
class TextResult:
    """What is known of one masked text. ``text_hash`` is its md5 in hex, as DuckDB's ``md5()`` gives it."""

    text_hash: str
    language: str | None
    sentiment: str | None
    p_negative: float | None
    p_positive: float | None
    category_ids: tuple[str, ...]


def analyse(
    texts: Sequence[str],
    taxonomy: Path | None = None,
    *,
    instance: Instance | None = None,
    workers: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> list[TextResult]:
    """One result per text, in order; equal texts are analysed once.

    ``taxonomy`` is its file (default: the project's).  Where models were trained in ``instance``, they answer
    as far as they are sure: the rules stay for the rest.  With ``workers`` over 1 many texts are shared
    out to that many processes.  ``progress`` is told (done, of how many distinct texts).
    """
    distinct = list(dict.fromkeys(texts))
    path = taxonomy or DEFAULTS / "taxonomy.toml"
    load_taxonomy(path)  # a mistake in the file is told before any work is done
    chunks = [distinct[start : start + _CHUNK] for start in range(0, len(distinct), _CHUNK)]
    known: dict[str, TextResult] = {}
    for chunk, results in zip(
        chunks, _all_chunks(chunks, partial(_chunk, path, instance), workers), strict=True
    ):
        known.update(zip(chunk, results, strict=True))
        if progress:
            progress(len(known), len(distinct))
    return [known[text] for text in texts]


def _all_chunks(
    chunks: list[list[str]], work: Callable[[list[str]], list[TextResult]], workers: int
) -> Iterator[list[TextResult]]:
    if workers <= 1 or len(chunks) * _CHUNK < _WORTH_PROCESSES:
        yield from map(work, chunks)
        return
    with pool(workers) as processes:
        yield from processes.map(work, chunks)


def _chunk(path: Path, instance: Instance | None, texts: list[str]) -> list[TextResult]:
    stamp = path.stat()
    results = [_result(text, path, stamp.st_mtime_ns) for text in texts]
    if not _learned(instance):
        return results
    return _by_models(results, texts, instance, frozenset(load_taxonomy(path).ids()))


def _by_models(
    results: list[TextResult], texts: list[str], instance: Instance | None, codes: frozenset[str]
) -> list[TextResult]:
    """What trained models are sure of, in the place of what the rules said.

    A cause the model was never taught stays as the rules found it: the model cannot know better.
    """
    from text.training.answers import felt_by, labels_by, trained

    if causes := trained(instance, "category"):
        told = [tuple(label for label in labels if label in codes) for labels in labels_by(causes, texts)]
        results = [
            replace(result, category_ids=labels)
            if labels and not set(result.category_ids) - set(causes.labels)
            else result
            for result, labels in zip(results, told, strict=True)
        ]
    if feeling := trained(instance, "sentiment"):
        results = [
            replace(result, sentiment=felt.label, p_negative=felt.p_negative, p_positive=felt.p_positive)
            for result, felt in zip(results, felt_by(feeling, texts), strict=True)
        ]
    return results


@lru_cache(maxsize=50_000)
def _result(text: str, path: Path, _changed_at: int) -> TextResult:
    spoken = language(text)
    causes = found_in(text, load_taxonomy(path), spoken)
    felt = sentiment(text, spoken, causes)
    digest = hashlib.md5(text.encode("utf8", "surrogatepass"), usedforsecurity=False).hexdigest()
    return TextResult(
        digest, spoken, felt.label, felt.p_negative, felt.p_positive, tuple(cause.id for cause in causes)
    )
