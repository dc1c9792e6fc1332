"""Words as they are compared: what was said counts, not how it is written.

Case, punctuation, ``ё`` and ``е`` and hyphens make no difference; marks such as ``<noise>`` or ``[laughter]``
are no words.  Where a reference has digits, numbers on both sides are compared by their value, part by part:
``25`` is ``двадцать пять`` (20 and 5), and from four digits on, or after a leading nought, figure by figure.
"""

import re
import unicodedata

from text.spoken_numbers import HUNDREDS, NUMBERS

_MARKS = re.compile(r"<[^<>]*>|\[[^\[\]]*\]")
_WORD = re.compile(r"\d+|[^\W\d_]+(?:['’][^\W\d_]+)*")
_LONGEST = 3


def words(text: str) -> list[str]:
    """``text`` as words to compare: ``Всё-таки, да!`` -> ``все``, ``таки``, ``да``."""
    low = unicodedata.normalize("NFC", _MARKS.sub(" ", text)).lower().replace("ё", "е").replace("’", "'")
    return _WORD.findall(low)


def has_digits(words: list[str]) -> bool:
    """Whether numbers are written in digits."""
    return any(word.isdigit() for word in words)


def values(word: str) -> list[str]:
    """A word as the values of its number, ``25`` -> ``20``, ``5``; other words stay."""
    if word in HUNDREDS:
        return ["100"]
    if not word.isdigit():
        return [str(NUMBERS[word])] if word in NUMBERS else [word]
    if len(word) > _LONGEST or word.startswith("0"):
        return [str(int(figure)) for figure in word]
    return _parts(int(word))


def _parts(number: int) -> list[str]:
    hundreds, rest = number // 100 * 100, number % 100
    tens = [rest] if rest < 20 else [rest // 10 * 10, rest % 10]
    return [str(part) for part in (hundreds, *tens) if part]
