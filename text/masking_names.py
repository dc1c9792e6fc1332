"""Names of people beside words that announce one, in writing and in speech recognised without capitals.

A strong cue ("меня зовут", "менің атым", "my name is") makes the next word a name; after a weaker one
("оператор", "this is") or before one ("... деген маман") the word itself must look like a name.  What is a
name in one place of a text is one wherever it stands there again.
"""

import re
from collections.abc import Callable, Iterator

from text.masking_full_names import CAPITAL, full_names, is_thing
from text.masking_name_cues import behind, patterns
from text.masking_name_words import (
    first_names,
    is_also_a_word,
    is_dictionary_name,
    is_first_name,
    is_no_name,
    is_only_a_name,
    is_ordinary,
    is_surname,
    is_written_surname,
)
from text.spans import Span

__all__ = ["first_names", "name_spans"]
_NAME_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_PLAIN = re.compile(r"[^\W\d_]+")
_INSIDE = re.compile(rf"(?<=[\w,] ){CAPITAL}[^\W\d_A-ZА-Я]{{2,}}(?!\w)")
_SPACE = re.compile(r"\s+")
_INITIALS = re.compile(rf"\s?(?:{CAPITAL}\.\s?){{1,2}}")
_INITIALS_FIRST = re.compile(rf"(?:{CAPITAL}\.\s?){{1,2}}{CAPITAL}[^\W\d_]{{2,}}")
_SMALL = "[a-zа-яёәғқңөұүһі]"
_TWO_CAPITALS = re.compile(
    rf"{CAPITAL}{_SMALL}+ {CAPITAL}{_SMALL}+(?=[,.!;]|\s*$| (?:from|here|calling|speaking|and)\b)"
)
_ONE_CAPITAL = re.compile(r"[А-ЯЁӘҒҚҢӨҰҮҺІ][а-яёәғқңөұүһі]{3,}(?=[,.!;]|\s*$)")
_SELF = re.compile(r"(?<!\w)(?:мен|бұл|бул|я|это) \Z")
_BEFORE = re.compile(r"([^\W\d_]+(?:[-'’][^\W\d_]+)*)\s+\Z")
_I_AM = re.compile(r"(?<!\w)([^\W\d_]{3,}[бвгғдзжйкқлмнңпрстфхцчш])[мбп][ыіи]н(?!\w)")
"""Not behind a vowel: "шақырамын" is what somebody does."""
_MOST_BACK = 40
_LEAST_AGAIN = 4
"""Shorter words of a name are not looked for in the rest of the text."""
_Judge = Callable[[str, bool], bool]
"""(lower-case word, is it written with a capital) -> does a name begin with it."""


def name_spans(text: str, low: str) -> Iterator[Span]:
    """Spans of names; ``low`` is ``text`` in lower case, of equal length."""
    found = _joined(
        [
            *full_names(text, low),
            *_announced(text, low),
            *_inside_sentences(text, low),
            *_told_of_oneself(low),
        ]
    )
    yield from found
    if found:
        yield from _again(text, low, found)


def _joined(found: list[Span]) -> list[Span]:
    """Spans that overlap are one name: "ирина петровна" found by itself, the surname behind "меня зовут"."""
    joined: list[Span] = []
    for span in sorted(found):
        if joined and span.start < joined[-1].end:
            joined[-1] = joined[-1]._replace(end=max(span.end, joined[-1].end))
        else:
            joined.append(span)
    return joined


def _announced(text: str, low: str) -> Iterator[Span]:
    for pattern, is_first in zip(patterns(), _JUDGES, strict=True):
        for cue in pattern.finditer(low):
            start = cue.end()
            end = _name_end(text, low, start, is_first)
            if end == start and is_first is _after_people:
                start, end = _one_further(text, low, start)
            if end > start:
                yield Span(start, end, "<NAME>")
    for cue in behind().finditer(low):
        start = _name_start(text, low, cue.start())
        if start < cue.start():
            yield Span(start, start + len(low[start : cue.start()].rstrip()), "<NAME>")


def _one_further(text: str, low: str, start: int) -> tuple[int, int]:
    """The place of a name with a capital one small word behind a role: "начальник участка Омаров"."""
    between = _NAME_WORD.match(low, start)
    following = _SPACE.match(low, between.end()) if between and not _is_capital(text, between) else None
    if not following:
        return start, start
    return following.end(), _name_end(text, low, following.end(), _clearly)


def _inside_sentences(text: str, low: str) -> Iterator[Span]:
    """First names with a capital inside a sentence: they need no word that announces them."""
    for match in _INSIDE.finditer(text):
        if is_only_a_name(low[match.start() : match.end()]):
            end = _name_end(text, low, match.start(), _clearly)
            if end > match.start() and not is_thing(low, match.start(), end):
                yield Span(match.start(), end, "<NAME>")


def _told_of_oneself(low: str) -> Iterator[Span]:
    """ "мен гүлбаршынмын": a first name with the Kazakh ending of "I am" needs no capital."""
    for match in _I_AM.finditer(low):
        if is_only_a_name(match[1]):
            yield Span(*match.span(), "<NAME>")


def _again(text: str, low: str, found: list[Span]) -> Iterator[Span]:
    """The words of names that stand elsewhere in the text, written alike."""
    words = {word for span in found for word in _PLAIN.findall(text[span.start : span.end])}
    kept = [re.escape(word) for word in sorted(words) if len(word) >= _LEAST_AGAIN]
    if kept:
        for match in re.finditer(rf"(?<!\w)(?:{'|'.join(kept)})(?!\w)", text):
            yield Span(match.start(), match.end(), "<NAME>")


def _name_start(text: str, low: str, end: int) -> int:
    """Where a name of up to two words that ends before ``end`` begins; ``end`` when there is none."""
    start = end
    for _ in range(2):
        word = _BEFORE.search(low, max(0, start - _MOST_BACK), start)
        if not word or is_no_name(word[1]):
            break
        if not _after_weak(word[1], _is_capital(text, word)):
            break
        start = word.start()
    return start


def _name_end(text: str, low: str, start: int, is_first: _Judge) -> int:
    """Where the name that begins at ``start`` ends; ``start`` itself when none begins there."""
    first = _NAME_WORD.match(low, start)
    if not first:
        return start
    if is_first is not _after_weak and (initials := _INITIALS_FIRST.match(text, start)):
        return initials.end()
    if is_first is _after_weak and (end := _introduced(text, low, start)):
        return end
    is_certain = is_first is not _after_people or low[start - 2 : start - 1] != ","
    if not is_first(first[0], is_certain and _is_capital(text, first)) and not _is_surname_first(text, first):
        return start
    if initials := _INITIALS.match(text, first.end()):
        return first.end() + len(initials[0].rstrip())
    return _last_end(text, low, first.end())


def _introduced(text: str, low: str, start: int) -> int:
    """The end of one or two unknown words with capitals by which somebody tells who it is ("I am Li Wei,");
    0 where they are no such thing."""
    pattern = _ONE_CAPITAL if _SELF.search(low, max(0, start - 6), start) else _TWO_CAPITALS
    told = _TWO_CAPITALS.match(text, start) or pattern.match(text, start)
    is_plain = told and any(is_no_name(word) or is_ordinary(word) for word in told[0].lower().split())
    return told.end() if told and not is_plain else 0


def _last_end(text: str, low: str, end: int) -> int:
    """The end of a name whose first word ends at ``end``: up to two more words belong to it."""
    for _ in range(2):
        following = _SPACE.match(low, end)
        word = _NAME_WORD.match(low, following.end()) if following else None
        if not word or not _goes_on(word[0], _is_capital(text, word)):
            break
        end = word.end()
    return end


def _is_surname_first(text: str, word: re.Match[str]) -> bool:
    """ "Пак Людмила": a common word with a capital is a surname where a first name with one follows."""
    following = _NAME_WORD.match(text, word.end() + 1)
    return (
        _is_capital(text, word)
        and not is_no_name(word[0])
        and following is not None
        and _is_capital(text, following)
        and is_first_name(following[0].lower())
    )


def _is_capital(text: str, word: re.Match[str]) -> bool:
    """Written with a capital; a word all in capitals says nothing, its sentence may be too."""
    written = text[word.start() : word.end()]
    return written[0].isupper() and not (len(written) > 1 and written.isupper())


def _after_strong(word: str, is_capital: bool) -> bool:
    return word in first_names() or (len(word) > 1 and not is_no_name(word))


def _after_formal(word: str, is_capital: bool) -> bool:
    if is_no_name(word):
        return False
    return is_capital or is_first_name(word) or is_written_surname(word)


def _may_be_first(word: str, is_capital: bool) -> bool:
    """A first name; one that is a common word, too, only with a capital."""
    return is_first_name(word) and (is_capital or not is_also_a_word(word))


def _after_people(word: str, is_capital: bool) -> bool:
    if is_no_name(word):
        return False
    is_written = is_capital and (is_surname(word) or not is_ordinary(word))
    return is_written or _may_be_first(word, is_capital)


def _after_weak(word: str, is_capital: bool) -> bool:
    if is_no_name(word):
        return False
    is_written = is_capital and (is_surname(word) or is_dictionary_name(word))
    return is_written or _may_be_first(word, is_capital)


def _clearly(word: str, is_capital: bool) -> bool:
    """With a capital, and a first name or surname by its shape or a dictionary."""
    if is_no_name(word) or not is_capital:
        return False
    return is_first_name(word) or is_surname(word) or is_dictionary_name(word)


_JUDGES: tuple[_Judge, ...] = (_after_strong, _after_formal, _after_people, _after_weak)


def _goes_on(word: str, is_capital: bool) -> bool:
    """A second or third word of the same name: a surname, a patronymic, another first name."""
    if is_no_name(word) or (is_also_a_word(word) and not is_capital):
        return False
    return is_first_name(word) or is_surname(word) or (is_capital and len(word) > 1 and not is_ordinary(word))
