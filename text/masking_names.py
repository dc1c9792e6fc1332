"""Names of people after words that announce one, in writing and in speech recognised without capitals.

A strong cue ("меня зовут", "менің атым", "my name is") makes the next word a name; after a weak one
("оператор", "this is") the word must be a known first name or look like a surname with a capital.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path

from text.cues import any_of, words_of
from text.spans import Span

_WORDS = Path(__file__).parent / "words"
_GAP = r"[\s:,\-–—\"«(]{1,4}"
_NAME_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_PLAIN = re.compile(r"[^\W\d_]+")
_OPTIONAL = re.compile(r"\(\?<[!=].*?\)|\[.*?\]|\\w|.\?|\(\?:[^()]*\)\??")
_SPACE = re.compile(r"\s+")
_INITIALS = re.compile(r"\s?(?:[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]\.\s?){1,2}")
_FULL_NAME = re.compile(
    r"(?<!\w)(?:[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ][^\W\d_]+\s+){1,2}[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ][^\W\d_]*(?:вич|вна|ична|"
    r"ович[аеу]?|евн[аыеу]|овн[аыеу]|[ұу]лы|[қк]ызы)"
    r"(?:\s+[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ][^\W\d_]+(?:ов|ев|ин|ын|ова|ева|ина|ына|ий|ая|ко|ук|ян)(?:а|у|ым|ой)?)?(?!\w)"
)
_SURNAME_SHAPE = re.compile(
    r"[^\W\d_]{2,}(?:ов|ев|ёв|ова|ева|ёва|овой|евой|ову|еву|ына|ский|ская|цкий|цкая|енко|чук|баев|баева|"
    r"ұлы|қызы|улы|кызы|uly|qyzy|kyzy|"
    r"ович|евич|овна|евна|ична|ov|ev|ova|eva)"
)
_WRITTEN_SURNAME = re.compile(
    _SURNAME_SHAPE.pattern + r"|[^\W\d_]{3,}(?:ин|ина|иной|ину|ян|ко|ук|юк|ец|ых|son|sen|man)"
)
_Judge = Callable[[str, bool], bool]
"""(lower-case word, is it written with a capital) -> does a name begin with it."""
_CASE_ENDINGS = (
    "а",
    "я",
    "ы",
    "и",
    "у",
    "ю",
    "е",
    "ой",
    "ей",
    "ом",
    "ем",
    "ға",
    "ге",
    "қа",
    "ке",
    "мен",
    "ны",
    "ні",
)


@lru_cache(maxsize=1)
def first_names() -> frozenset[str]:
    lines = (_WORDS / "first_names.txt").read_text("utf8").splitlines()
    return frozenset(name for line in lines if not line.startswith("#") for name in line.split())


@lru_cache(maxsize=1)
def _not_names() -> frozenset[str]:
    lines = (_WORDS / "not_names.txt").read_text("utf8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def name_spans(text: str, low: str) -> Iterator[Span]:
    """Spans of names; ``low`` is ``text`` in lower case, of equal length."""
    if "вич" in low or "вна" in low or "лы" in low or "ызы" in low or "ична" in low:
        for match in _FULL_NAME.finditer(text):
            yield Span(_after_cue(low, match.start()), match.end(), "<NAME>")
    padded = f" {low} "
    if not any(stem in padded for stem in _stems()):
        return
    for pattern, is_first in zip(_patterns(), (_after_strong, _after_formal, _after_weak), strict=True):
        for cue in pattern.finditer(low):
            end = _name_end(text, low, cue.end(), is_first)
            if end > cue.end():
                yield Span(cue.end(), end, "<NAME>")


def _after_cue(low: str, start: int) -> int:
    """Where the name begins: "Есімім Данияр Серікұлы" begins a sentence, and its first word is no name."""
    cues = (pattern.match(low, start) for pattern in _patterns())
    return max((cue.end() for cue in cues if cue), default=start)


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Patterns of the strong, formal and weak cues."""
    return tuple(any_of(words_of()["name"][kind], _GAP) for kind in ("strong", "formal", "weak"))


@lru_cache(maxsize=1)
def _stems() -> tuple[str, ...]:
    """The longest plain part of each cue: a text without any of them is not searched (most are not)."""
    pieces = {piece for kind in words_of()["name"].values() for piece in kind}
    stems = {max(_PLAIN.findall(_OPTIONAL.sub("|", piece)), key=len) for piece in pieces}
    stems = {stem if len(stem) > 3 else f" {stem}" for stem in stems}
    return tuple(stem for stem in stems if not any(other != stem and other in stem for other in stems))


def _name_end(text: str, low: str, start: int, is_first: _Judge) -> int:
    """Where the name that begins at ``start`` ends; ``start`` itself when none begins there."""
    first = _NAME_WORD.match(low, start)
    if not first or not is_first(first[0], _is_capital(text, first)):
        return start
    end = first.end()
    if initials := _INITIALS.match(text, end):
        return end + len(initials[0].rstrip())
    for _ in range(2):
        following = _SPACE.match(low, end)
        word = _NAME_WORD.match(low, following.end()) if following else None
        if not word or not _goes_on(word[0], _is_capital(text, word)):
            break
        end = word.end()
    return end


def _is_capital(text: str, word: re.Match[str]) -> bool:
    """Written with a capital; a word all in capitals says nothing, its sentence may be too."""
    written = text[word.start() : word.end()]
    return written[0].isupper() and not (len(written) > 1 and written.isupper())


def _after_strong(word: str, is_capital: bool) -> bool:
    if word in first_names():
        return True
    return len(word) > 1 and word not in _not_names()


def _after_formal(word: str, is_capital: bool) -> bool:
    if word in _not_names():
        return False
    return is_capital or _is_first_name(word) or _WRITTEN_SURNAME.fullmatch(word) is not None


def _after_weak(word: str, is_capital: bool) -> bool:
    if word in _not_names():
        return False
    return _is_first_name(word) or (is_capital and _SURNAME_SHAPE.fullmatch(word) is not None)


def _goes_on(word: str, is_capital: bool) -> bool:
    """A second or third word of the same name: a surname, a patronymic, another first name."""
    if word in _not_names():
        return False
    return (
        _is_first_name(word) or _SURNAME_SHAPE.fullmatch(word) is not None or (is_capital and len(word) > 1)
    )


def _is_first_name(word: str) -> bool:
    """A known first name, also with a case ending ("Ирину", "Айгүлге")."""
    names = first_names()
    if word in names:
        return True
    for ending in _CASE_ENDINGS:
        stem = word.removesuffix(ending)
        if len(stem) >= 4 and stem != word and (stem in names or stem + "а" in names or stem + "я" in names):
            return True
    return False
