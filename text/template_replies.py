"""Template replies: public answers that say nothing, or say the same to everybody.

An answer says nothing when it is polite (thanks, apology, "passed on", "write to us") and no sentence of
it names something done, a reason, a sum or a time.  It says the same to everybody when at least
``MANY`` answers are its like and it gives no figure of this customer's own.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from text.language import language, sentences
from text.lemmas import words
from text.phrases import Phrase, beginnings_of, find, keys_of, phrase, prepared
from text.reply_families import body, families, family_key, skeleton

MANY = 3
"""So many answers of one family make each of them a repeated one."""
SAYS_NOTHING = "says_nothing"
REPEATED = "repeated"
_SHORTEST = 3
_OTHER_WORDS = 3
"""So many words that are neither polite nor little, and more than the polite ones, say something."""

_MONTHS = (
    r"январ|феврал|март|апрел|мая|июн|июл|август|сентябр|октябр|ноябр|декабр|қаңтар|ақпан|наурыз|сәуір|мамыр|"
    r"маусым|шілде|тамыз|қыркүйек|қазан|қараша|желтоқсан|januar|februar|march|april|may|june|july|august|"
    r"septemb|octob|novemb|decemb"
)
_UNITS = r"тенге|теңге|тг|тнг|₸|kzt|tenge|мбит|mbps|гб|gb|%|процент|пайыз|percent|минут|minute|руб"
_FIGURE = re.compile(
    rf"\d\s*(?:{_UNITS}|(?:-?\w{{1,3}}\s+)?(?:{_MONTHS}))|(?:{_MONTHS})\w*\s+\d|\b\d{{1,2}}:\d\d\b|"
    r"\b\d{1,2}\.\d{2}(?:\.\d{2,4})?\b|[*#]\d+|<amount>|<date>"
)
_PERIOD_OF_AN_ANSWER = re.compile(
    r"(?:в течение|within|in)\s+\d+\S*\s+\w+(?:\s+\w+)?|\d+\s+(?:жұмыс\s+)?(?:күн|сағат|минут)\w*\s+ішінде"
)


@dataclass(frozen=True)
class Reply:
    """One public answer.

    ``is_template`` None: there is no word.  ``family``: a short key equal for answers that are one
    another's copies; ``family_size``: how many of those given belong to it.  ``asks_to_write``: the
    customer is told to write or call somewhere else.  ``reason``: ``says_nothing``, ``repeated`` or "".
    """

    is_template: bool | None
    family: str
    family_size: int
    asks_to_write: bool
    reason: str = ""


@dataclass(frozen=True)
class _Words:
    """Words of public answers (``words/replies.toml``) as keys, in all languages together."""

    greeting: tuple[str, ...]
    farewell: tuple[str, ...]
    polite: frozenset[str]
    done: frozenset[str]
    hope: frozenset[str]
    little: frozenset[str]
    write: tuple[Phrase, ...]
    beginnings: frozenset[str]


def template_replies(texts: Sequence[str]) -> list[Reply]:
    """Each of ``texts`` (the operator's public answers) judged, in their order."""
    known = _words()
    skeletons = [skeleton(text, known.greeting, known.farewell) for text in texts]
    founders = families(skeletons)
    sizes = Counter(founder for text, founder in zip(texts, founders, strict=True) if words(text))
    return [
        _judged(text, founder, sizes[founder], known) for text, founder in zip(texts, founders, strict=True)
    ]


def _judged(text: str, founder: tuple[str, ...], size: int, known: _Words) -> Reply:
    if not words(text):
        return Reply(None, "", 0, False)
    low = body(text, known.greeting, known.farewell)
    asks = _asks_to_write(low, known)
    reason = _reason(low, size, known)
    return Reply(bool(reason), family_key(founder), size, asks, reason)


def _reason(low: str, size: int, known: _Words) -> str:
    if _has_figure(low):
        return ""
    if not any(_says(sentence, known) for sentence in sentences(low)):
        return SAYS_NOTHING
    return REPEATED if size >= MANY else ""


def _says(sentence: str, known: _Words) -> bool:
    """Whether a sentence names something done, a reason, a day, or much beyond politeness.

    What a request to write asks for ("the address, the account") is nothing said.
    """
    if _asks_to_write(sentence, known):
        return False
    spoken = language(sentence)
    kinds = Counter(_kind(keys_of(word, spoken, known.beginnings), known) for word in words(sentence))
    if kinds["hope"]:
        return False
    return kinds["done"] > 0 or kinds["other"] >= max(_OTHER_WORDS, kinds["polite"] + 1)


def _kind(keys: frozenset[str], known: _Words) -> str:
    """What a word says: hope, done, polite, little (too short to tell, too) or other."""
    for kind, those in (("hope", known.hope), ("done", known.done), ("polite", known.polite)):
        if not keys.isdisjoint(those):
            return kind
    is_short = min(map(len, keys)) < _SHORTEST
    return "little" if is_short or not keys.isdisjoint(known.little) else "other"


def _has_figure(low: str) -> bool:
    """A sum, a day, an hour, a share: not the period in which an answer is promised."""
    return _FIGURE.search(_PERIOD_OF_AN_ANSWER.sub(" ", low)) is not None


def _asks_to_write(low: str, known: _Words) -> bool:
    said = prepared(low, language(low), known.beginnings)
    return any(find(rule, said) for rule in known.write)


@lru_cache(maxsize=1)
def _words() -> _Words:
    path = Path(__file__).parent / "words" / "replies.toml"
    by_language = tomllib.loads(path.read_text("utf8"))
    write = tuple(phrase(one, code) for code, group in by_language.items() for one in group["write"])
    keys = {kind: _keys(by_language, kind) for kind in ("polite", "done", "hope", "little")}
    return _Words(
        greeting=_plain(by_language, "greeting"),
        farewell=_plain(by_language, "farewell"),
        write=write,
        beginnings=beginnings_of(write) | {key for those in keys.values() for key in those if key[-1] == "*"},
        **keys,
    )


def _keys(by_language: dict[str, dict[str, list[str]]], kind: str) -> frozenset[str]:
    rules = (phrase("|".join(group[kind]), code) for code, group in by_language.items())
    return frozenset().union(*(rule.anchor for rule in rules))


def _plain(by_language: dict[str, dict[str, list[str]]], kind: str) -> tuple[str, ...]:
    return tuple(one.replace("ё", "е") for group in by_language.values() for one in group[kind])
