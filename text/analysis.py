"""Everything that is stored about a text: language, sentiment, causes; each distinct text looked at once."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

from config.instance import DEFAULTS, Instance
from config.processes import pool
from text.categories import found_in
from text.language import language
from text.masking import MASK_VERSION
from text.sentiment import UNKNOWN, Sentiment, sentiment
from text.taxonomy import Category, load_taxonomy

VERSION = f"3.{MASK_VERSION}"
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
    stamp = path.stat().st_mtime_ns
    by_rules = [_by_rules(text, path, stamp) for text in texts]
    causes = _causes(by_rules, texts, instance, frozenset(load_taxonomy(path).ids()))
    felt = _felt(by_rules, texts, instance)
    return [
        TextResult(_hash(text), spoken, one.label, one.p_negative, one.p_positive, codes)
        for text, (spoken, _), one, codes in zip(texts, by_rules, felt, causes, strict=True)
    ]


_Understood = tuple[str | None, tuple[Category, ...]]
"""Language and causes of a text by the rules."""


@lru_cache(maxsize=50_000)
def _by_rules(text: str, path: Path, _changed_at: int) -> _Understood:
    spoken = language(text)
    return spoken, tuple(found_in(text, load_taxonomy(path), spoken))


def _causes(
    by_rules: Sequence[_Understood], texts: list[str], instance: Instance | None, codes: frozenset[str]
) -> list[tuple[str, ...]]:
    """Causes by the rules, or by a trained model where it is sure.

    A cause the model was never taught stays as the rules found it: the model cannot know better.
    """
    from text.training.answers import labels_by, trained

    found = [tuple(cause.id for cause in causes) for _, causes in by_rules]
    model = trained(instance, "category")
    if model is None:
        return found
    told = [tuple(label for label in labels if label in codes) for labels in labels_by(model, texts)]
    taught = set(model.labels)
    return [
        labels if labels and taught.issuperset(causes) else causes
        for causes, labels in zip(found, told, strict=True)
    ]


def _felt(by_rules: Sequence[_Understood], texts: list[str], instance: Instance | None) -> list[Sentiment]:
    """Sentiment by a trained model where it is sure; the lexicons are asked only for the rest."""
    from text.training.answers import felt_by, trained

    model = trained(instance, "sentiment")
    told = felt_by(model, texts) if model else [UNKNOWN] * len(texts)
    return [
        sentiment(text, *understood) if felt == UNKNOWN else felt
        for text, understood, felt in zip(texts, by_rules, told, strict=True)
    ]


def _hash(text: str) -> str:
    return hashlib.md5(text.encode("utf8", "surrogatepass"), usedforsecurity=False).hexdigest()
