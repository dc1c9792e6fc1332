"""How much the word list helps: its names in what was said, as heard, and once mended."""

from collections import Counter
from collections.abc import Sequence

from transcribe.evaluation import wording
from transcribe.evaluation.comparing import Compared, Step
from transcribe.evaluation.result import Confusion, NameFound
from transcribe.wordlist.names import Name, WordList

MOST = 3


def names_found(
    words: WordList, heard: Sequence[Compared], mended: Sequence[Compared]
) -> tuple[NameFound, ...]:
    """``heard`` and ``mended``: the same recordings, channel by channel."""
    return tuple(_found(name, heard, mended) for name in words.names)


def _found(name: Name, heard: Sequence[Compared], mended: Sequence[Compared]) -> NameFound:
    said = rightly = after = invented = 0
    instead: Counter[str] = Counter()
    written = _writings(name)
    for one, other in zip(heard, mended, strict=True):
        before, now = _places(written, one), _places(written, other)
        said += len(before)
        rightly += sum(was_right for was_right, _ in before)
        after += sum(is_right for is_right, _ in now)
        instead.update(what for was_right, what in before if not was_right and what)
        said_there = sum(is_right for is_right, _ in now)
        invented += max(0, _count(written, _heard(other)) - said_there)
    often = tuple(Confusion(name.text, what, count) for what, count in instead.most_common(MOST))
    return NameFound(name.text, said, rightly, after, invented, often)


def _writings(name: Name) -> list[list[str]]:
    """The name in words to compare, as it is written and as it is said."""
    return [written for written in (wording.words(text) for text in name.written) if written]


def _places(written: list[list[str]], one: Compared) -> list[tuple[bool, str]]:
    """Each place where the name was said: whether it was heard there, and what was."""
    numbers = [number for number, step in enumerate(one.steps) if step.said]
    found = []
    for start, length in _at(written, [one.steps[number].said for number in numbers]):
        first, last = numbers[start], numbers[start + length - 1]
        heard = [step.heard for step in _around(one.steps, first, last) if step.heard]
        words = [each.word for each in heard]
        is_hidden = any(each.is_personal for each in heard)
        found.append((bool(_at(written, words)), "" if is_hidden else " ".join(words)))
    return found


def _around(steps: Sequence[Step], first: int, last: int) -> Sequence[Step]:
    """Steps ``first`` to ``last`` with what was added before and after them."""
    while first and not steps[first - 1].said:
        first -= 1
    while last + 1 < len(steps) and not steps[last + 1].said:
        last += 1
    return steps[first : last + 1]


def _heard(one: Compared) -> list[str]:
    return [step.heard.word for step in one.steps if step.heard]


def _count(written: list[list[str]], words: list[str]) -> int:
    return len(_at(written, words))


def _at(written: list[list[str]], words: list[str]) -> list[tuple[int, int]]:
    """Where the name stands, as (start, length), from the left, without overlaps."""
    found: list[tuple[int, int]] = []
    position = 0
    while position < len(words):
        fits = [len(each) for each in written if words[position : position + len(each)] == each]
        if fits:
            found.append((position, max(fits)))
        position += max(fits, default=1)
    return found
