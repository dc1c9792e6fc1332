"""Words around a number that say what it is: a phone, a code, a contract, or money and measures.

All patterns expect lower-case text.
"""

import re
import tomllib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

_FILLERS = (
    r"(?:\s*[-:=№#.,–—(\"«]*\s*(?:мой|моя|мою|моего|мне|меня|у|по|на|вот|это|есть|был|была|пришел|"
    r"пришёл|пришла|такой|такая|"
    r"такие|вам|говорю|диктую|номер|номера|номеру|номером|ном|no|num|number|numbers|nr|is|was|my|the|at|"
    r"on|to|me|a|n|отца|матери|мамы|мужа|жены|сына|дочери|брата|сестры|"
    r"от|смс|sms|из|нөмірі|нөмірім|номері|номирим|менің|деген|мынау|мынадай|осы|келген|келді|"
    r"болып|(?<!\w)[^\W\d_]{1,2})\b\.?){0,4}"
    r"\s*[-:=№#.,–—(\"«]*\s*$"
)


_MONEY_OF_WHAT = r"(?: [^\W\d_]+)?"
"""Of money one word more may say what was paid for ("стоимость подключения 35500")."""


@lru_cache(maxsize=1)
def words_of() -> dict[str, dict[str, list[str]]]:
    """``words/cues.toml``: by part (before, after, name) and kind, pieces of regular expressions."""
    return tomllib.loads((Path(__file__).parent / "words" / "cues.toml").read_text("utf8"))


def any_of(pieces: Sequence[str], then: str = "") -> re.Pattern[str]:
    """A pattern for any of ``pieces`` at the beginning of a word, followed by ``then``."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(_by_first_letter(pieces))}){then}")


def _by_first_letter(pieces: Sequence[str]) -> list[str]:
    """``pieces`` that begin with the same letter as one, so that at most words only the letters are tried."""
    grouped: dict[str, list[str]] = {}
    for piece in pieces:
        is_plain = piece[0].isalpha() and piece[1:2] not in ("?", "*", "+", "{")
        grouped.setdefault(piece[0] if is_plain else "", []).append(piece[is_plain:])
    others = grouped.pop("", [])
    return [f"{letter}(?:{'|'.join(rests)})" for letter, rests in grouped.items()] + others


@lru_cache(maxsize=1)
def _before() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (kind, any_of(pieces, (_MONEY_OF_WHAT if kind == "money" else "") + _FILLERS))
        for kind, pieces in words_of()["before"].items()
    )


@lru_cache(maxsize=1)
def _unit() -> re.Pattern[str]:
    return re.compile(rf"[\s\-]{{0,2}}(?:{'|'.join(_by_first_letter(words_of()['after']['unit']))})")


def before(low: str, start: int) -> str:
    """What the words before position ``start`` say a number there is; "" when they say nothing."""
    tail = low[max(0, start - 48) : start]
    for kind, pattern in _before():
        if pattern.search(tail):
            return _narrowed(kind, tail)
    return _further_before(low[max(0, start - _FURTHER) : start])


_FURTHER = 80
_WORDS_BETWEEN = r"[\s:,\-–—=/]+(?:[^\W\d_]+[\s:,\-–—=(\"«]+){0,6}$"


def _further_before(tail: str) -> str:
    """A word that can mean nothing else ("ПИН", "ИИН") speaks for the next number of its sentence, whatever
    other words stand between."""
    return next((kind for kind, pattern in _further() if pattern.search(tail)), "")


@lru_cache(maxsize=1)
def _further() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (kind, any_of(pieces, _WORDS_BETWEEN)) for kind, pieces in words_of()["further_before"].items()
    )


def has_unit(low: str, end: int) -> bool:
    """True when money, a measure or a counted thing follows position ``end``."""
    return _unit().match(low, end) is not None


def is_code_behind(low: str, start: int, end: int) -> bool:
    """True when the number [start, end) is called a secret code after it ("8046 кодын"), and no error's."""
    return _code_behind().match(low, end) is not None and not _ERROR.search(low[max(0, start - 30) : start])


@lru_cache(maxsize=1)
def _code_behind() -> re.Pattern[str]:
    return re.compile(rf"[\s\-]{{1,2}}(?:{'|'.join(words_of()['after']['code'])})")


_ERROR = re.compile(r"ошибк|қате|error")
_OTHER_CODE = re.compile(
    r"(?:ошибк\w*|город\w*|товар\w*|стран\w*|тариф\w*|error|area|country|product|promo\w*|промо\w*|ussd|"
    r"қате\w*|қала\w*)"
    r"\s*[- ]?\s*(?:код|code)\w*\W*(?:\w+\W+){0,1}$"
)


def _narrowed(kind: str, tail: str) -> str:
    """ "code" after "error" or "area" is no secret."""
    if kind == "pin" and _OTHER_CODE.search(tail):
        return ""
    return kind
