"""What every entry of the journal must be: a text that fits, and somebody's name."""

from config.errors import WrongUse

LONGEST_TEXT = 4_000
"""Characters of one entry."""
ERASED = "erased-"
"""Begins what stands in the place of a recording, number or text of somebody who was erased."""


def text_of(value: str) -> str:
    """``value`` trimmed; raises WrongUse where it is empty or too long."""
    text = value.strip()
    if not text:
        raise WrongUse("the text is empty: write what you saw.")
    if len(text) > LONGEST_TEXT:
        raise WrongUse(f"the text has {len(text)} characters, {LONGEST_TEXT} fit: shorten it.")
    return text


def named(what: str, value: str) -> str:
    """``value`` trimmed; raises WrongUse where nobody and nothing is named."""
    if not value.strip():
        raise WrongUse(f"no {what} given: an entry without one is not written.")
    return value.strip()
