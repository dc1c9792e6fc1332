"""What a person types into the search, read: words, "phrases", -words to leave out, beginnings*.

Nothing of it is a query of the engine: words are looked up as they are, so nothing can be smuggled in.
"""

import re
from dataclasses import dataclass

from config.errors import WrongUse
from text.search_tokens import words

MOST_PARTS, MOST_LETTERS, LEAST_BEGINNING = 20, 400, 2
_QUOTES = str.maketrans("“”„«»", '"' * 5)
_PIECE = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)"?|(?P<plain>[^\s"]+))')


class Unreadable(WrongUse):
    """Nothing can be looked for."""


class NothingToFind(Unreadable):
    """Only words to leave out."""


@dataclass(frozen=True)
class Part:
    """Words that stand together; one word is the usual case. is_beginning: the last goes on in any way."""

    words: tuple[str, ...]
    is_beginning: bool = False


@dataclass(frozen=True)
class Wanted:
    """Every part of ``parts`` must be said in a call, and none of ``unwanted``."""

    parts: tuple[Part, ...] = ()
    unwanted: tuple[Part, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not self.parts and not self.unwanted


def parse(text: str) -> Wanted:
    """What ``text`` asks for; nothing where it holds no word.

    Raises Unreadable for more than 20 parts or 400 letters, NothingToFind for words to leave out alone.
    """
    if len(text) > MOST_LETTERS:
        raise Unreadable(f"search: {len(text)} letters; write at most {MOST_LETTERS}.")
    found = [
        (bool(piece["minus"]), part)
        for piece in _PIECE.finditer(text.translate(_QUOTES))
        for part in _parts(piece)
    ]
    wanted = Wanted(
        tuple(dict.fromkeys(part for is_minus, part in found if not is_minus)),
        tuple(dict.fromkeys(part for is_minus, part in found if is_minus)),
    )
    if len(wanted.parts) + len(wanted.unwanted) > MOST_PARTS:
        raise Unreadable(f"search: more than {MOST_PARTS} words; keep only the rarest.")
    if wanted.unwanted and not wanted.parts:
        raise NothingToFind("search: only words to leave out; write at least one to find.")
    return wanted


def _parts(piece: re.Match[str]) -> list[Part]:
    text = piece["phrase"] if piece["plain"] is None else piece["plain"]
    said = tuple(words(text))
    if not said:
        return []
    is_beginning = text.endswith("*") and len(said[-1]) >= LEAST_BEGINNING and said[-1][0].isalnum()
    return [Part(said, is_beginning and len(said) == 1)]
