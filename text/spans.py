"""A piece of a text that is to be replaced, and how pieces are laid together."""

from bisect import bisect_left
from collections.abc import Iterable
from typing import NamedTuple


class Span(NamedTuple):
    """Characters [start, end) of a text and the token that stands for them, such as ``<PHONE>``."""

    start: int
    end: int
    token: str


def laid_together(layers: Iterable[Iterable[Span]]) -> list[Span]:
    """Spans in order of place; where two overlap, the one of the earlier layer stays."""
    kept: list[Span] = []
    for layer in layers:
        for span in layer:
            place = bisect_left(kept, span)
            is_free_before = not place or kept[place - 1].end <= span.start
            if is_free_before and (place == len(kept) or kept[place].start >= span.end):
                kept.insert(place, span)
    return kept


def replaced(text: str, spans: Iterable[Span]) -> str:
    """``text`` with each span's token in its place; spans in order, not overlapping."""
    parts: list[str] = []
    position = 0
    for span in spans:
        parts += (text[position : span.start], span.token)
        position = span.end
    return "".join(parts) + text[position:]


def lowered(text: str) -> str:
    """Lower case of the same length (a few capital letters become two), so that places stay true."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(small if len(small := char.lower()) == 1 else char for char in text)
