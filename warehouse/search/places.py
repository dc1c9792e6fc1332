"""Where in a call the search was met: utterances with the words that fit, for a list and for the player."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from text.search_tokens import AS_SAID, asked, tokens
from text.search_tokens import words as words_of
from warehouse.search.query import Part
from warehouse.search.talks import Said

_MOST_LETTERS = 120
_BEFORE = 40


@dataclass(frozen=True)
class Place:
    """One utterance that fits. start_s: seconds from the start. pieces: its text in pieces, with whether each
    was met; what is far from the words met is left out. said: the words met, lower-case.
    """

    speaker: str
    start_s: float
    pieces: tuple[tuple[str, bool], ...]
    said: tuple[str, ...]

    @property
    def text(self) -> str:
        """The pieces together, words met between ``[`` and ``]``."""
        return "".join(f"[{piece}]" if is_met else piece for piece, is_met in self.pieces)


def places(said: Sequence[Said], parts: Sequence[Part], sides: Sequence[str]) -> list[Place]:
    """Utterances of ``sides`` in which some part is said, in their order."""
    wanted, found = [_Looked.of(part) for part in parts], []
    for one in said:
        spans = _met(one, wanted) if one.speaker in sides else []
        if spans:
            heard = tuple(one.text[start:end].lower() for start, end in spans)
            found.append(Place(one.speaker, one.start_s, _pieces(one.text, spans), heard))
    return found


@dataclass(frozen=True)
class _Looked:
    """A part as tokens: of each of its words, any of a set; beginning: of the word as it was said."""

    tokens: tuple[frozenset[str], ...]
    beginning: str = ""

    @staticmethod
    def of(part: Part) -> "_Looked":
        if part.is_beginning:
            return _Looked((frozenset(),), AS_SAID + part.words[0])
        return _Looked(tuple(frozenset(asked(word)) for word in part.words))

    def fits(self, held: Sequence[tuple[str, ...]], place: int) -> bool:
        """True where the words from ``place`` on, each with its tokens, are the part's."""
        if self.beginning:
            return held[place][0].startswith(self.beginning)
        if self.tokens[0].isdisjoint(held[place]):
            return False  # the usual case, in few steps: a page of hits asks this of thousands of words
        return all(not one.isdisjoint(has) for one, has in zip(self.tokens, held[place:], strict=False))


def _met(said: Said, wanted: Sequence[_Looked]) -> list[tuple[int, int]]:
    """Spans of the words that some part is made of."""
    held = [tokens(word, said.language) for word in words_of(said.text)]
    met: set[int] = set()
    for part in wanted:
        size = len(part.tokens)
        for first in range(len(held) - size + 1):
            if part.fits(held, first):
                met.update(range(first, first + size))
    spans = _spans(said.text) if met else []
    return [spans[place] for place in sorted(met)]


def _spans(text: str) -> list[tuple[int, int]]:
    """Where the words of a text stand, as they are indexed."""
    flat = text.lower().replace("ё", "е")
    if len(flat) != len(text):  # a letter that has no lower case of its own length: the whole is shown
        return [(0, len(text))] * len(words_of(text))
    spans, start = [], 0
    for word in words_of(text):
        start = flat.index(word, start)
        spans.append((start, start + len(word)))
        start += len(word)
    return spans


def _pieces(text: str, spans: Sequence[tuple[int, int]]) -> tuple[tuple[str, bool], ...]:
    """A window of the text from a little before the first word met."""
    begin = _word_edge(text, max(0, spans[0][0] - _BEFORE)) if len(text) > _MOST_LETTERS else 0
    end = len(text) if len(text) - begin <= _MOST_LETTERS else _word_edge(text, begin + _MOST_LETTERS)
    end = max(end, spans[0][1])
    pieces, at = [("… " if begin else "", False)], begin
    for start, stop in spans:
        if at <= start and stop <= end:
            pieces += [(text[at:start], False), (text[start:stop], True)]
            at = stop
    pieces += [(text[at:end], False), (" …" if end < len(text) else "", False)]
    return tuple((piece, is_met) for piece, is_met in pieces if piece)


def _word_edge(text: str, place: int) -> int:
    """The beginning of the first word behind ``place``; the end of the text where none begins."""
    found = re.compile(r"(?<=\s)\S").search(text, place) if place else None
    return found.start() if found else (len(text) if place else 0)
