"""Where in a call the phrases of a script are said."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from text.phrases import WORDS_BETWEEN, Prepared, place_of
from text.script_words import Hearing, Meant

LONGEST_QUOTE = 200
_LETTERS_BEFORE = 60
"""Of a long piece so much is quoted before the phrase."""
_JOINED_WITHIN_S = 2.0
"""Two pieces of speech of one person so near to each other may hold one phrase."""
_GAP = Meant(frozenset(), {}, frozenset())
"""Between sentences: no phrase reaches over it."""


@dataclass(frozen=True)
class Utterance:
    """A piece of speech: ``speaker`` agent, customer or unknown; seconds; masked text; confidence 0-1.

    ``language``: its own, ``word_starts``: the second each of its words begins; both where known.
    """

    speaker: str
    start_s: float
    end_s: float
    text: str
    confidence: float
    language: str | None = None
    word_starts: tuple[float, ...] = ()


@dataclass(frozen=True)
class Moment:
    """A phrase said: when, in which words. ``is_exact``: every word as the script has it, none only alike."""

    start_s: float
    end_s: float
    quote: str
    confidence: float
    speaker: str
    is_exact: bool


@dataclass(frozen=True)
class Heard:
    """A piece of speech word by word. ``at``: the place of each word among those of the text."""

    piece: Utterance
    surface: tuple[str, ...]
    meant: tuple[Meant, ...]
    at: tuple[int, ...]
    rules: frozenset[tuple[int, int]]


def hear(hearing: Hearing, piece: Utterance, language: str | None) -> Heard:
    """``piece`` as the words of a script; ``language`` is the call's, where the piece has none of its own."""
    surface: list[str] = []
    meant: list[Meant] = []
    at: list[int] = []
    rules: set[tuple[int, int]] = set()
    spoken = piece.language or language
    for place, token in enumerate(piece.text.replace("\n", ". ").split()):
        for word, found in hearing.meant(token, spoken):
            surface.append(word)
            meant.append(found)
            at.append(place)
            if found.rules:
                rules |= found.rules
        if token[-1] in ".!?;":
            surface += [""] * (WORDS_BETWEEN + 1)
            meant += [_GAP] * (WORDS_BETWEEN + 1)
            at += [place] * (WORDS_BETWEEN + 1)
    return Heard(piece, tuple(surface), tuple(meant), tuple(at), frozenset(rules))


def moments(hearing: Hearing, sides: Sequence[str], heard: Sequence[Heard]) -> list[list[Moment]]:
    """By criterion, the moments its phrases are said by the speaker ``sides`` names, in order of time."""
    found: list[list[Moment]] = [[] for _ in sides]
    for one in heard:
        _add(hearing, sides, one, one.rules, found)
    for speaker in set(sides):
        own = [one for one in heard if one.piece.speaker == speaker]
        for first, second in pairwise(own):
            _add_over_a_breath(hearing, sides, first, second, found)
    for those in found:
        those.sort(key=lambda moment: moment.start_s)
    return found


def _add(
    hearing: Hearing,
    sides: Sequence[str],
    one: Heard,
    rules: Iterable[tuple[int, int]],
    found: list[list[Moment]],
) -> None:
    by_criterion: dict[int, list[int]] = {}
    for criterion, phrase in rules:
        if sides[criterion] == one.piece.speaker:
            by_criterion.setdefault(criterion, []).append(phrase)
    for criterion, phrases in by_criterion.items():
        moment = _moment(hearing, criterion, phrases, one)
        if moment:
            found[criterion].append(moment)


def _add_over_a_breath(
    hearing: Hearing, sides: Sequence[str], first: Heard, second: Heard, found: list[list[Moment]]
) -> None:
    """A breath in the middle of a phrase does not break it."""
    if not 0 <= second.piece.start_s - first.piece.end_s <= _JOINED_WITHIN_S:
        return
    rules = (first.rules | second.rules) & hearing.long_rules
    known = {moment.start_s for those in found for moment in those}
    if rules and not known >= {first.piece.start_s, second.piece.start_s}:
        _add(hearing, sides, _joined(first, second), rules, found)


def _joined(first: Heard, second: Heard) -> Heard:
    one, two = first.piece, second.piece
    count = len(one.text.split())
    starts = (*one.word_starts, *two.word_starts) if one.word_starts and two.word_starts else ()
    piece = Utterance(
        one.speaker, one.start_s, two.end_s, f"{one.text} {two.text}", min(one.confidence, two.confidence),
        one.language, starts,
    )  # fmt: skip
    at = (*first.at, *(place + count for place in second.at))
    return Heard(piece, first.surface + second.surface, first.meant + second.meant, at, frozenset())


def _moment(hearing: Hearing, criterion: int, phrases: Sequence[int], one: Heard) -> Moment | None:
    """The first of ``phrases`` said in ``one``; as the script has it goes before merely alike."""
    rules = [hearing.rules[criterion].phrases[place] for place in phrases]
    exact = Prepared(tuple(word.keys for word in one.meant), one.surface)
    for is_exact in (True, False):
        text = exact if is_exact else _with_alike(criterion, one, exact)
        places = [place for rule in rules if text and (place := place_of(rule, text)) is not None]
        if places:
            return _said(one, min(places), is_exact)
    return None


def _with_alike(criterion: int, one: Heard, exact: Prepared) -> Prepared | None:
    if not any(criterion in word.alike for word in one.meant):
        return None
    keys = (word.keys | word.alike.get(criterion, frozenset()) for word in one.meant)
    return Prepared(tuple(keys), exact.surface)


def _said(one: Heard, place: int, is_exact: bool) -> Moment:
    piece, token = one.piece, one.at[place]
    tokens = piece.text.split()
    start = piece.word_starts[token] if len(piece.word_starts) == len(tokens) else piece.start_s
    text = piece.text
    if len(text) > LONGEST_QUOTE:
        before = len(" ".join(tokens[:token]))
        cut = text.rfind(" ", 0, max(before - _LETTERS_BEFORE, 0) + 1) + 1
        text = text[cut : cut + LONGEST_QUOTE]
    return Moment(start, piece.end_s, text, piece.confidence, piece.speaker, is_exact)


def of_side(who: str, spoken: Sequence[Utterance]) -> list[Utterance]:
    """What ``who`` said; in a recording of one channel all of it, since nobody knows who spoke."""
    own = [piece for piece in spoken if piece.speaker == who]
    return own or [piece for piece in spoken if piece.speaker == "unknown"]


def mean_confidence(heard: Sequence[Utterance]) -> float | None:
    """Mean over words, not over pieces; None when nothing was said."""
    counts = [len(piece.text.split()) for piece in heard]
    if not sum(counts):
        return None
    return round(sum(p.confidence * count for p, count in zip(heard, counts, strict=True)) / sum(counts), 4)


def is_said(hearing: Hearing, pieces: Mapping[str, Sequence[Utterance]], language: str | None) -> list[bool]:
    """For each criterion of ``hearing`` whether the customer says one of its phrases."""
    heard = [hear(hearing, piece, language) for piece in pieces["customer"]]
    sides = [piece.speaker for piece in pieces["customer"][:1]] * len(hearing.rules)
    return (
        [bool(those) for those in moments(hearing, sides, heard)] if sides else [False] * len(hearing.rules)
    )
