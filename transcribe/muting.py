"""Which moments of a recording are silent for listeners: those whose words were masked, and a little more.

Times come from the recogniser, so they are widened; where it was unsure beside a masked word, or the words
have no times of their own, more is muted rather than less.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

PAD_S = 0.15
"""Muted before and after the words, beyond their times."""
FADE_S = 0.01
"""Outside of that, the sound goes and comes so fast: a hard cut clicks."""
JOIN_S = 1.0
"""Two masked moments of one side closer than this are one: what lies between was dictated with them."""
LEAKS_FROM = 0.3
"""The other side's channel is muted too where it sounds so much alike (correlation)."""
_TOKEN = re.compile(r"<[A-Z][A-Z_]*>")


@dataclass(frozen=True)
class SaidWord:
    """A word as stored. ``channel``: 0 left or only, 1 right; ``is_timed``: the time is the word's own."""

    channel: int
    utterance_no: int
    word: str
    start_s: float
    end_s: float
    confidence: float | None = None
    is_timed: bool = True


@dataclass(frozen=True, order=True)
class MutedSpan:
    """From ``start_s`` to ``end_s``, padding included; ``channel`` None: on all."""

    start_s: float
    end_s: float
    channel: int | None = None


def muted_spans(
    words: Iterable[SaidWord], least_confidence: float, *, every_channel: bool = False
) -> tuple[MutedSpan, ...]:
    """What is muted in a recording of these ``words`` (in order of time within each utterance).

    ``every_channel``: the channels of the words are not those of the file (a mono call written twice).
    """
    ordered = sorted(words, key=lambda word: (word.channel, word.utterance_no, word.start_s))
    found: list[MutedSpan] = []
    for _, group in groupby(ordered, key=lambda word: (word.channel, word.utterance_no)):
        found += _of_utterance(list(group), least_confidence)
    spans = [replace(span, channel=None) for span in found] if every_channel else found
    return _joined(spans)


def _of_utterance(words: Sequence[SaidWord], least_confidence: float) -> list[MutedSpan]:
    hidden = [bool(_TOKEN.search(word.word)) for word in words]
    if not any(hidden):
        return []
    if not all(word.is_timed for word in words):
        return [_span(words[0].start_s, max(word.end_s for word in words), None)]
    unsure = [word.confidence is not None and word.confidence < least_confidence for word in words]
    _spread(hidden, unsure)
    return [
        _span(word.start_s, word.end_s, word.channel)
        for word, is_hidden in zip(words, hidden, strict=True) if is_hidden
    ]  # fmt: skip


def _spread(hidden: list[bool], unsure: Sequence[bool]) -> None:
    """Unsure words beside a masked one may be more of it, misheard: they are muted with it."""
    for order in (range(1, len(hidden)), range(len(hidden) - 2, -1, -1)):
        step = 1 if order.step > 0 else -1
        for place in order:
            hidden[place] = hidden[place] or (unsure[place] and hidden[place - step])


def _span(start_s: float, end_s: float, channel: int | None) -> MutedSpan:
    return MutedSpan(max(0.0, start_s - PAD_S), end_s + PAD_S, channel)


def _joined(spans: Iterable[MutedSpan]) -> tuple[MutedSpan, ...]:
    """Spans of one channel that meet, or nearly, are one."""
    result: list[MutedSpan] = []
    for span in sorted(spans, key=lambda each: (-1 if each.channel is None else each.channel, each.start_s)):
        last = result[-1] if result else None
        if last and last.channel == span.channel and span.start_s - last.end_s < JOIN_S:
            result[-1] = replace(last, end_s=max(last.end_s, span.end_s))
        else:
            result.append(span)
    return tuple(sorted(result, key=lambda each: each.start_s))


def leaks(block: NDArray[np.int16], channel: int) -> bool:
    """Whether what ``channel`` says is heard on another channel too. ``block``: (frames, channels)."""
    if channel >= block.shape[1] or len(block) == 0:
        return True  # not the file these words came from: all of it, then
    sounds = block.astype(np.float64)
    own = sounds[:, channel]
    others = [sounds[:, each] for each in range(block.shape[1]) if each != channel]
    return any(
        abs(float(own @ other)) > LEAKS_FROM * float(np.sqrt((own @ own + 1) * (other @ other + 1)))
        for other in others
    )


def mute(
    block: NDArray[np.int16], first_frame: int, rate: int, spans: Sequence[MutedSpan]
) -> NDArray[np.int16]:
    """``block`` (frames, channels), which begins at ``first_frame``, with ``spans`` silent in it.

    The very array comes back where no span touches it; samples outside of spans and fades stay as they are.
    """
    seconds = first_frame / rate, (first_frame + len(block)) / rate
    touching = [
        span for span in spans if span.start_s - FADE_S < seconds[1] and span.end_s + FADE_S > seconds[0]
    ]
    if not touching:
        return block
    result = block.copy()
    at = (first_frame + np.arange(len(block))) / rate
    for span in touching:
        away_s = np.maximum(span.start_s - at, at - span.end_s)
        gain = np.clip(away_s / FADE_S, 0.0, 1.0)
        near = gain < 1.0
        channels = slice(None) if span.channel is None else slice(span.channel, span.channel + 1)
        result[near, channels] = np.rint(result[near, channels] * gain[near, None]).astype(np.int16)
    return result
