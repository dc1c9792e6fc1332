"""The catalogue of metrics: what the header of each file in ``sql/metrics`` says, checked as it is read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from config.errors import SapaError, WrongUse, one_of
from warehouse import dimensions, sql_files
from warehouse.gate import NO_FILTERS, Filters, Source
from warehouse.sql_files import SqlFile

TOKEN = re.compile(r"\{(\w+)((?: \w+)*)\}")
_KNOWN = {
    "by": 0, "by_of": 1, "shared": 0, "both_of": 2, "times": 0, "times_of": 1,
    "same": 2, "same_times": 2, "has_own": 0, "everyone": 0,
}  # fmt: skip
"""Token -> how many names it takes; the names of sources are tokens too, without any."""

_READS_DIRECTLY = re.compile(r"\b(facts|marts|meta)\s*\.", re.IGNORECASE)
_KEYS = {
    "title", "definition", "unit", "decimals", "bounds", "centre", "dimensions", "own", "always by",
    "components", "sources", "everyone", "rows", "better", "interval", "least", "weights", "repeats", "usual",
}  # fmt: skip


class BadHeader(SapaError):
    """A metric's or row query's file breaks the rules of its header; the message names file and rule."""


@dataclass(frozen=True)
class Repeats:
    """Answers that one customer may give more than once: ``source`` with a column customer_key; the metric is
    the sum of ``part`` / the sum of ``whole``, SQL expressions over one row of it."""

    source: Source
    part: str
    whole: str

    @staticmethod
    def parse(text: str) -> "Repeats":
        """From ``facts.x@column; part; whole`` as headers write it."""
        source, part, whole = (word.strip() for word in text.split(";"))
        return Repeats(Source.parse(source), part, whole)


@dataclass(frozen=True)
class Metric:
    """One metric. Everything a reader needs to know of it; ``source``: its SQL file, relative to the project.

    dimensions: what it can be split and filtered by; those of ``own`` split the numerator only.
    components: columns beside the value. rows: the row query that shows what is behind it.
    better: "up", "down" or "". bounds: least and greatest value there can be. interval: False for full
    counts.  is_mean: the value over all is the mean of the values of its parts, weighted by count, so a
    change of it can be split.  repeats: where customers answer more than once, so that answers are not
    independent.  is_resampled: low and high come from resampling those customers.  usual: what it is narrowed
    to unless the dimension is filtered otherwise.
    """

    name: str
    title: str
    definition: str
    unit: str
    decimals: int
    dimensions: tuple[str, ...]
    components: tuple[str, ...]
    rows: str
    better: str
    source: str
    bounds: tuple[float, float] = (-float("inf"), float("inf"))
    interval: bool = True
    own: tuple[str, ...] = ()
    always_by: tuple[str, ...] = ()
    usual: Filters = field(default_factory=lambda: NO_FILTERS, hash=False)
    is_withheld_when_small: bool = True
    is_centred_on_interval: bool = False
    is_mean: bool = False
    is_resampled: bool = False
    repeats: Repeats | None = field(default=None, repr=False)
    sources: Mapping[str, Source] = field(default_factory=dict, repr=False, hash=False)
    everyone: Source | None = field(default=None, repr=False)
    file: SqlFile | None = field(default=None, repr=False, hash=False)

    @property
    def shared(self) -> tuple[str, ...]:
        """Dimensions that every source of the metric has."""
        return tuple(name for name in self.dimensions if name not in self.own)


@lru_cache(maxsize=1)
def catalogue() -> dict[str, Metric]:
    """Every metric by its name. Raises BadHeader for a file that breaks the rules."""
    return {name: read_metric(sql_files.read("metrics", name)) for name in sql_files.names("metrics")}


def find(name: str) -> Metric:
    """The metric of that name; raises WrongUse with the nearest one."""
    if name not in catalogue():
        raise WrongUse(one_of("metric", name, catalogue()))
    return catalogue()[name]


def read_metric(file: SqlFile) -> Metric:
    """The metric that ``file`` defines; raises BadHeader naming file and rule."""
    header = file.header
    _check_keys(file)
    sources = _sources(header["sources"])
    _check_body(file, set(sources), "everyone" in header)
    low, _, high = header.get("bounds", ",").partition(",")
    return Metric(
        name=file.name,
        title=header["title"],
        definition=header["definition"],
        unit=header["unit"],
        decimals=int(header["decimals"]),
        dimensions=_words(file, header["dimensions"]),
        components=split(header.get("components", "")),
        rows=header["rows"],
        better=header.get("better", ""),
        source=file.shown_path,
        bounds=(float(low.strip() or "-inf"), float(high.strip() or "inf")),
        interval=header.get("interval", "") != "none",
        own=_words(file, header.get("own", "")),
        always_by=_words(file, header.get("always by", "")),
        usual=_usual(file, header.get("usual", "")),
        is_withheld_when_small=header.get("least", "") != "none",
        is_centred_on_interval=header.get("centre", "") == "interval",
        is_mean=header.get("weights", "") == "count",
        is_resampled=header.get("interval", "") == "bootstrap",
        repeats=Repeats.parse(header["repeats"]) if "repeats" in header else None,
        sources=sources,
        everyone=Source.parse(header["everyone"]) if "everyone" in header else None,
        file=file,
    )


def split(text: str) -> tuple[str, ...]:
    """The words of a list in a header."""
    return tuple(word.strip() for word in text.split(",") if word.strip())


def _sources(text: str) -> dict[str, Source]:
    pairs = (part.partition("=") for part in text.split(";"))
    return {name.strip(): Source.parse(tables) for name, _, tables in pairs}


def _words(file: SqlFile, text: str) -> tuple[str, ...]:
    words = split(text)
    for word in words:
        if word not in dimensions.DIMENSIONS:
            raise BadHeader(f"{file.shown_path}: " + one_of("dimension", word, dimensions.DIMENSIONS))
    return words


def _usual(file: SqlFile, text: str) -> Filters:
    """From ``dimension = code`` as headers write it."""
    word, _, code = (part.strip() for part in text.partition("="))
    return {_words(file, word)[0]: (code,)} if text else NO_FILTERS


def _check_keys(file: SqlFile) -> None:
    missing = {"title", "definition", "unit", "decimals", "dimensions", "sources", "rows"} - set(file.header)
    unknown = set(file.header) - _KEYS
    if missing or unknown:
        raise BadHeader(
            f"{file.shown_path}: header lacks {sorted(missing)}, has unknown {sorted(unknown)}; "
            f"keys are {', '.join(sorted(_KEYS))}."
        )


def _check_body(file: SqlFile, sources: set[str], has_everyone: bool) -> None:
    """A file that reads a table past the gate, or forgets a source or its split, must never run."""
    check_gated(file, sources | ({"everyone"} if has_everyone else set()))
    tokens = {match[1]: match[2].split() for match in TOKEN.finditer(file.body)}
    for token, arguments in tokens.items():
        if token not in sources and token not in _KNOWN:
            raise BadHeader(f"{file.shown_path}: " + one_of("token", token, [*_KNOWN, *sources]))
        if len(arguments) != _KNOWN.get(token, 0):
            raise BadHeader(f"{file.shown_path}: token {{{token}}} takes {_KNOWN.get(token, 0)} names.")
    if "by" not in tokens:
        raise BadHeader(f"{file.shown_path}: has no {{by}}, so it could not be split.")


def check_gated(file: SqlFile, sources: set[str]) -> None:
    """Raises BadHeader where a body names facts, marts or meta itself, or does not read a declared source."""
    if match := _READS_DIRECTLY.search(file.body):
        raise BadHeader(f"{file.shown_path}: reads {match[0]} past the gate; declare it under sources.")
    for source in sources:
        if f"{{{source}}}" not in file.body:
            raise BadHeader(f"{file.shown_path}: does not read its source {{{source}}}.")
