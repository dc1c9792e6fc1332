"""A customer reports the company's own error and is refused, or sent for papers: found by what they write.

Both must be said, near each other: that something of ours is wrong, and that it would not be taken or that
papers, a visit or a proof were asked for.  A slip of the customer's own is none of ours.
"""

import tomllib
from functools import lru_cache
from pathlib import Path

from text.phrases import Phrase, Prepared, beginnings_of, phrase, place_of, prepared

NEAR = 40
"""How many words the error and the refusal may be apart."""
_WORDS = Path(__file__).parent / "words" / "refused_reports.toml"


def error_report(text: str) -> bool:
    """Whether ``text`` tells of an error of ours, taken or not: what refused reports are a share of."""
    return bool(_errors(_words_of(text)))


def refused_report(text: str) -> bool:
    """Whether ``text`` tells of an error of ours that was reported and not taken."""
    words = _words_of(text)
    wrong = _errors(words)
    if not wrong:
        return False
    refused = _places(_rules()["refused"], words)
    return any(abs(one - other) <= NEAR for one in refused for other in wrong)


def _words_of(text: str) -> Prepared:
    return prepared(text.lower().replace("ё", "е"), None, _beginnings())


def _errors(words: Prepared) -> list[int]:
    """Where an error of ours is named; nowhere when it was the customer's own slip."""
    wrong = _places(_rules()["wrong"], words)
    return [] if wrong and _places(_rules()["own"], words) else wrong


def _places(rules: tuple[Phrase, ...], words: Prepared) -> list[int]:
    """Where each of ``rules`` is first said, those left out that are not."""
    likely = (rule for rule in rules if not words.places.keys().isdisjoint(rule.anchor))
    return [place for rule in likely if (place := place_of(rule, words)) is not None]


@lru_cache(maxsize=1)
def _rules() -> dict[str, tuple[Phrase, ...]]:
    """What is wrong, what was refused, what is the customer's own slip: phrases of all languages."""
    by_language = tomllib.loads(_WORDS.read_text("utf8"))
    return {
        kind: tuple(phrase(one, code) for code, group in by_language.items() for one in group[kind])
        for kind in ("wrong", "refused", "own")
    }


@lru_cache(maxsize=1)
def _beginnings() -> frozenset[str]:
    return beginnings_of(rule for rules in _rules().values() for rule in rules)
