"""Masking of personal data before anything is stored: typed tokens such as ``<PHONE>`` stand in its place.

What is personal and what is not is written in ``tests/data/masking.README.md``.
"""

import re
from collections.abc import Callable, Sequence

from text.masking_names import name_spans
from text.masking_spoken import spoken_spans
from text.masking_written import email_spans, number_spans, password_spans
from text.spans import Span, laid_together, lowered, replaced

_DIGIT = re.compile(r"\d")
MASK_VERSION = "5"
"""Changes whenever the same text may be masked differently: stored results carry it."""

TOKENS = ("<PHONE>", "<EMAIL>", "<CARD>", "<IIN>", "<PIN>", "<NAME>", "<NUMBER>")


def mask(text: str) -> str:
    """``text`` with personal data replaced by tokens; masking it again changes nothing."""
    return replaced(text, mask_spans(text)) if text else text


def mask_many(texts: Sequence[str], progress: Callable[[int], None] | None = None) -> list[str]:
    """``mask`` for many texts, equal ones looked at once; ``progress`` is told how many are done."""
    known: dict[str, str] = {}
    for count, text in enumerate(dict.fromkeys(texts), 1):
        known[text] = mask(text)
        if progress and count % 5000 == 0:
            progress(count)
    return [known[text] for text in texts]


def mask_spans(text: str) -> list[Span]:
    """Where in ``text`` personal data stands: ordered spans (start, end, token) that do not overlap.

    A replaced number may bring two others together, so the masked text is looked at until nothing
    is found in it: that makes ``mask`` idempotent.
    """
    spans = _found(text)
    while spans:
        more = _found(replaced(text, spans))
        if not more:
            break
        spans = sorted([*spans, *(_in_original(span, spans) for span in more)])
    return spans


def _found(text: str) -> list[Span]:
    low = lowered(text)
    has_digit = any(char.isdecimal() for char in low) if not low.isascii() else not low.isalpha()
    spoken = list(spoken_spans(low))
    layers = [list(email_spans(low)), list(password_spans(low))]
    if has_digit:  # partly said, partly in figures: its figures alone are no number of their own
        layers += [
            [span for span in spoken if _DIGIT.search(low, span.start, span.end)],
            list(number_spans(low)),
        ]
    layers += [spoken, list(name_spans(text, low))]
    return laid_together(layers) if any(layers) else []


def _in_original(span: Span, earlier: Sequence[Span]) -> Span:
    """A span of the masked text in places of the original; it never touches an earlier token."""
    shift = 0
    for before in earlier:
        if before.start - shift >= span.start:
            break
        shift += len(before.token) - (before.end - before.start)
    return Span(span.start - shift, span.end - shift, span.token)
