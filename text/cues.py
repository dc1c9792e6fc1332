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
    r"болып)\b\.?){0,4}"
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
    return re.compile(rf"(?<!\w)(?:{'|'.join(pieces)}){then}")


@lru_cache(maxsize=1)
def _before() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (kind, any_of(pieces, (_MONEY_OF_WHAT if kind == "money" else "") + _FILLERS))
        for kind, pieces in words_of()["before"].items()
    )


@lru_cache(maxsize=1)
def _unit() -> re.Pattern[str]:
    return re.compile(rf"[\s\-]{{0,2}}(?:{'|'.join(words_of()['after']['unit'])})")


def before(low: str, start: int) -> str:
    """What the words before position ``start`` say a number there is; "" when they say nothing."""
    tail = low[max(0, start - 48) : start]
    for kind, pattern in _before():
        if pattern.search(tail):
            return _narrowed(kind, tail)
    return ""


def has_unit(low: str, end: int) -> bool:
    """True when money, a measure or a counted thing follows position ``end``."""
    return _unit().match(low, end) is not None


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
