"""Questions in speech: a recogniser writes no question marks, so words that ask must do."""

from functools import lru_cache
from pathlib import Path

_FILE = Path(__file__).parent / "words" / "questions.txt"
_NO_LETTER = r"[^\p{L}]"


@lru_cache(maxsize=1)
def asking() -> str:
    """A regular expression (RE2) that finds a question in lower-case text.

    By the words of ``words/questions.txt`` and by its mark: an estimate, since "when" may also tell.
    """
    lines = _FILE.read_text("utf8").split("\n")[1:]
    words = [line for line in lines if line]
    first = "|".join(word[1:] for word in words if word.startswith("^"))
    anywhere = "|".join(word for word in words if not word.startswith("^"))
    return rf"\?|(?:^|{_NO_LETTER})(?:{anywhere})(?:$|{_NO_LETTER})|^(?:{first})(?:$|{_NO_LETTER})"
