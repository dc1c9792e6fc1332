"""Mask what was said before it goes anywhere: a word inside a masked span becomes part of its token."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from text.api import mask_spans
from transcribe.transcript import Utterance, Word, mean_confidence

SAME_THOUGHT_S = 8.0  # a number is dictated with pauses: phrases this close are masked as one text


def masked(utterances: Sequence[Utterance]) -> list[Utterance]:
    """The same utterances with personal data replaced by tokens; times are kept.

    A token such as ``<PHONE>`` is one word that lasts as long as the words it replaces, so that a player
    can mute it.  A span that runs over several utterances leaves its token in each of them.
    """
    result: list[Utterance] = []
    for channel in sorted({utterance.channel for utterance in utterances}):
        for group in _together([each for each in utterances if each.channel == channel]):
            result += _masked_group(group)
    return sorted(result, key=lambda each: (each.start_s, each.channel))


def _together(utterances: Iterable[Utterance]) -> list[list[Utterance]]:
    groups: list[list[Utterance]] = []
    for utterance in utterances:
        if groups and utterance.start_s - groups[-1][-1].end_s <= SAME_THOUGHT_S:
            groups[-1].append(utterance)
        else:
            groups.append([utterance])
    return groups


def _masked_group(group: list[Utterance]) -> list[Utterance]:
    text = " ".join(utterance.text for utterance in group)
    spans = list(mask_spans(text))
    if not spans:
        return group
    result: list[Utterance] = []
    position = 0
    for utterance in group:
        words: list[tuple[Word, int]] = []
        for word in utterance.words:
            words.append((word, _span_at(spans, position, position + len(word.word))))
            position += len(word.word) + 1
        result.append(replace(utterance, words=tuple(_with_tokens(words, spans))))
    return result


def _span_at(spans: Sequence[tuple[int, int, str]], start: int, end: int) -> int:
    """Index of the span these characters lie in, -1 for none."""
    return next((i for i, span in enumerate(spans) if start < span[1] and end > span[0]), -1)


def _with_tokens(words: list[tuple[Word, int]], spans: Sequence[tuple[int, int, str]]) -> Iterable[Word]:
    index = 0
    while index < len(words):
        word, span = words[index]
        last = index
        while span >= 0 and last + 1 < len(words) and words[last + 1][1] == span:
            last += 1
        if span >= 0:
            hidden = [each for each, _ in words[index : last + 1]]
            word = Word(spans[span][2], word.start_s, hidden[-1].end_s, mean_confidence(hidden))
        yield word
        index = last + 1
