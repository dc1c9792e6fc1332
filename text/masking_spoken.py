"""Numbers spoken as words ("семь ноль один ...", "жеті нөл бір ...", "seven zero one ...").

A run of number words is read as the numbers it holds ("семьсот один" is one number, 701); four
numbers and more in a row are somebody's phone, contract or code, an amount never has so many.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from text import cues
from text.masking_written import token_of
from text.spans import Span
from text.spoken_numbers import DOUBLED, HUNDREDS, MAGNITUDES, NUMBERS

_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*|[<>]")
_BETWEEN = re.compile(r"[\s,.;:\-–—/()]*")
_FILLERS = frozenset(
    {"и", "ээ", "э", "эм", "так", "тире", "дефис", "плюс", "plus", "dash", "and", "uh", "um"}
)
_GOES_ON = frozenset(
    {"дальше", "далее", "потом", "затем", "сосын", "ну", "там", "значит", "ещё", "вот", "then", "next"}
)
"""Words between two parts of one number: they are left standing."""
_KAZAKH_OR_RUSSIAN = "он"  # "he" in Russian, ten in Kazakh
_NUMBER_CUES = ("phone", "contract", "card", "iin", "number")
_LAST_DIGITS = 4
_LAST_SAID = re.compile(r"последн|соңғы|сонгы|заканчива|оканчива|\blast\b|\bending|\bends\b")
"""The last four figures of a card are told openly."""
_CUES = ("phone", "contract", "card", "iin", "number", "pin")
_LEAST_WORDS = 3
_LEAST_DIGITS_MIXED = 7
"""Figures with a number word or two among them are somebody's number from so many figures on."""
_LEAST_NUMBERS = 4
_LEAST_DIGITS_AFTER_CUE = 4


@dataclass
class _Run:
    """Number words that follow one another, gathered to numbers as they come."""

    start: int
    end: int
    numbers: list[str]
    ends: list[int]
    gaps: list[tuple[int, int]] = field(default_factory=list)  # places of words that tell that it goes on
    last: int = 0  # what the last number can still take: 100 after hundreds, 10 after tens, 0 nothing
    count_said: int = 0
    has_magnitude: bool = False

    def add(self, word: str, start: int, end: int) -> None:
        """Take one more word; ``word`` is a number word or figures."""
        if word in MAGNITUDES:
            self._magnify()
        elif word in HUNDREDS:
            self._hundred()
        elif word.isdecimal():
            self._append(word, 0)
        else:
            self._number(NUMBERS[word], 10 if word == _KAZAKH_OR_RUSSIAN else _takes(NUMBERS[word]))
        self.count_said += not word.isdecimal()
        self.end = end
        self.ends[-1:] = [end]

    def go_on(self, low: str, start: int) -> None:
        """Note what was said between the number so far and its next word, at ``start``."""
        said = _WORD.findall(low[self.end : start]) if self.numbers else []
        if any(word in _GOES_ON for word in said):
            self.gaps.append((self.end, start))
            self.last = 0

    def _append(self, digits: str, last: int) -> None:
        self.numbers.append(digits)
        self.ends.append(0)
        self.last = last

    def _number(self, value: int, takes: int) -> None:
        if self.last > value > 0:
            self.numbers[-1] = str(int(self.numbers[-1]) + value)
            self.last = takes if self.last > 10 else 0
        else:
            self._append(str(value), takes)

    def _hundred(self) -> None:
        """ "жеті жүз", "seven hundred"; alone it is 100."""
        if self.numbers and len(self.numbers[-1]) == 1 and self.numbers[-1] != "0":
            self.numbers[-1] += "00"
            self.last = 100
        else:
            self._append("100", 100)

    def _magnify(self) -> None:
        """Thousand and million make one amount of what was said before and what follows."""
        self.has_magnitude = True
        if not self.numbers:
            self._append("1", 0)
        self.numbers[-1] += "000"
        self.last = 1000


def _takes(value: int) -> int:
    if value >= 100:
        return 100
    return 10 if value >= 20 and value % 10 == 0 else 0


def spoken_spans(low: str) -> Iterator[Span]:
    """Spans of spoken numbers that are personal; ``low`` is lower-case text."""
    words = [word for match in _WORD.finditer(low) for word in _parted(match)]
    said = sum(word in NUMBERS for word, _, _ in words)
    if not said or said + sum(word.isdecimal() for word, _, _ in words) < _LEAST_WORDS:
        return
    for run in _runs(low, words):
        span = _decided(low, run)
        if span:
            yield from _without_gaps(span, run.gaps)


def _without_gaps(span: Span, gaps: list[tuple[int, int]]) -> Iterator[Span]:
    """The parts of a number between which was said that it goes on."""
    start = span.start
    for gap_start, gap_end in gaps:
        if gap_end < span.end:
            yield Span(start, gap_start, span.token)
            start = gap_end
    yield Span(start, span.end, span.token)


def _parted(match: re.Match[str]) -> Iterator[tuple[str, int, int]]:
    """A word with its place; numbers joined by a hyphen ("ноль-ноль", "forty-two") one by one."""
    parts = match[0].split("-")
    if len(parts) == 1 or any(part not in NUMBERS for part in parts):
        yield match[0], match.start(), match.end()
        return
    start = match.start()
    for part in parts:
        yield part, start, start + len(part)
        start += len(part) + 1


def _runs(low: str, words: list[tuple[str, int, int]]) -> Iterator[_Run]:
    run: _Run | None = None
    times = 1
    for place, (word, start, end) in enumerate(words):
        if run and not _joined(low, run.end, start):
            yield run
            run, times = None, 1
        if word in DOUBLED and _is_number(words, place + 1):
            times = DOUBLED[word]
        elif _is_number(words, place):
            run = run or _Run(_from_plus(words, place), end, [], [])
            run.go_on(low, start)
            for _ in range(times):
                run.add(word, start, end)
            times = 1
        elif run and word not in _FILLERS and word not in _GOES_ON:
            yield run
            run = None
    if run:
        yield run


def _from_plus(words: list[tuple[str, int, int]], place: int) -> int:
    """Where a number begins: at the "plus" before it, if that was said."""
    before = words[place - 1] if place else ("", 0, 0)
    return before[1] if before[0] in ("плюс", "plus") else words[place][1]


def _joined(low: str, end: int, start: int) -> bool:
    """Only spaces, marks and fillers ("так", "тире") stand between two words of one number."""
    if _BETWEEN.fullmatch(low, end, start):
        return True
    between = _WORD.findall(low[end:start])
    allowed = _FILLERS | _GOES_ON | DOUBLED.keys()
    return len(between) <= 3 and all(word in allowed for word in between)


def _is_number(words: list[tuple[str, int, int]], place: int) -> bool:
    if place >= len(words):
        return False
    word = words[place][0]
    if word == _KAZAKH_OR_RUSSIAN:
        return _is_ten(words, place)
    return word in NUMBERS or (word.isdecimal() and len(word) <= 4)


def _is_ten(words: list[tuple[str, int, int]], place: int) -> bool:
    """Beside a Kazakh number, between figures, or behind them where Kazakh numbers were said before."""
    if any(_is_kazakh(words, near) for near in (place - 1, place + 1)):
        return True
    if not place or not words[place - 1][0].isdecimal():
        return False
    is_followed = place + 1 < len(words) and words[place + 1][0].isdecimal()
    return is_followed or any(_is_kazakh(words, near) for near in range(place - _SAID_BEFORE, place))


_SAID_BEFORE = 8


def _is_kazakh(words: list[tuple[str, int, int]], place: int) -> bool:
    return 0 <= place < len(words) and words[place][0] in _KAZAKH_ONLY


_KAZAKH_ONLY = frozenset(
    [
        "нөл",
        "бір",
        "екі",
        "үш",
        "төрт",
        "бес",
        "алты",
        "жеті",
        "сегіз",
        "тоғыз",
        "жиырма",
        "отыз",
        "қырық",
        "елу",
        "алпыс",
        "жетпіс",
        "сексен",
        "тоқсан",
        "жүз",
    ]
)


def _decided(low: str, run: _Run) -> Span | None:
    """The span of a run that is personal, else None; a number that counts something is left out."""
    numbers, ends = run.numbers, run.ends
    if not run.count_said or run.has_magnitude:
        return None
    if cues.has_unit(low, run.end):
        numbers, ends = numbers[:-1], ends[:-1]
    digits = "".join(numbers)
    cue = cues.before(low, run.start)
    if len(digits) <= _LAST_DIGITS and _LAST_SAID.search(low[max(0, run.start - 40) : run.start]):
        return None
    if not numbers or not _is_personal(numbers, digits, cue):
        return None
    if run.count_said < _LEAST_WORDS and cue not in _CUES and len(digits) < _LEAST_DIGITS_MIXED:
        return None
    return Span(run.start - (low[run.start - 1 : run.start] == "+"), ends[-1], token_of(digits, cue))


def _is_personal(numbers: list[str], digits: str, cue: str) -> bool:
    if len(numbers) >= _LEAST_NUMBERS:
        return True
    if cue == "pin":
        return len(digits) >= 3
    return cue in _NUMBER_CUES and len(numbers) >= 2 and len(digits) >= _LEAST_DIGITS_AFTER_CUE
