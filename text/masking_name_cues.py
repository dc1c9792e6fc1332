"""Words that announce a name, as patterns (``words/cues.toml``); all expect lower-case text."""

import re
from functools import lru_cache

from text.cues import any_of, words_of

_GAP = r"[\s:,\-–—\"«(]{1,4}"


@lru_cache(maxsize=1)
def patterns() -> tuple[re.Pattern[str], ...]:
    """Patterns of the cues before a name, by kind."""
    kinds = ("strong", "formal", "people", "weak")
    return tuple(any_of(words_of()["name"][kind], _GAP) for kind in kinds)


@lru_cache(maxsize=1)
def behind() -> re.Pattern[str]:
    return any_of(words_of()["name"]["behind"], r"(?!\w)")


def after_cue(low: str, start: int) -> int:
    """Where the name begins: "Есімім Данияр Серікұлы" begins a sentence, and its first word is no name."""
    cues = (pattern.match(low, start) for pattern in patterns())
    return max((cue.end() for cue in cues if cue), default=start)
