"""How words sound, roughly: one spelling for Russian, Kazakh and Latin letters, and how alike two are.

Folded are differences that telephone sound and recognisers do not keep: unstressed vowels (``а`` and ``о``,
``е`` and ``и``), hard and soft, the letters of Kazakh that Russian lacks, voice at the end of a word.
"""

import re
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

_CYRILLIC = {
    **dict.fromkeys("аоәөяё", "a"), **dict.fromkeys("еэиыі", "i"), **dict.fromkeys("уұүю", "u"),
    **dict.fromkeys("б", "b"), **dict.fromkeys("гғ", "g"), **dict.fromkeys("кқ", "k"),
    **dict.fromkeys("нң", "n"), **dict.fromkeys("хһ", "h"), **dict.fromkeys("шщ", "š"),
    "в": "v", "д": "d", "ж": "ž", "з": "z", "й": "j", "л": "l", "м": "m", "п": "p", "р": "r", "с": "s",
    "т": "t", "ф": "f", "ц": "ts", "ч": "č", "ъ": "", "ь": "",
}  # fmt: skip
_LATIN = (
    ("sch", "š"), ("sh", "š"), ("ch", "č"), ("zh", "ž"), ("kh", "h"), ("ph", "f"), ("th", "t"), ("ck", "k"),
    ("qu", "kv"), ("tion", "šan"), ("oo", "u"), ("ee", "i"), ("ea", "i"), ("x", "ks"), ("w", "v"), ("q", "k"),
    ("j", "dž"), ("y", "i"), ("o", "a"), ("e", "i"), ("ı", "i"), ("ä", "a"), ("ö", "a"), ("ü", "u"),
    ("ş", "š"), ("ğ", "g"), ("ñ", "n"), ("ū", "u"), ("c", "k"),
)  # fmt: skip
_SOFT_C = re.compile(r"c(?=[eiy])")
_SILENT_E = re.compile(r"(?<=[b-df-hj-np-tv-z]{1})e\b")
_TWICE = re.compile(r"(.)\1+")
_DEAF = str.maketrans("bdgvzž", "ptkfsš")
_KINDS = str.maketrans("bdgvzžčiu", "ptkfsššaa")
"""Sounds mistaken for one another most: voiced and voiceless, hushing, one vowel for another."""
_NEAR_KINDS = str.maketrans("nr", "ml")


@lru_cache(maxsize=65536)
def spelled(text: str) -> str:
    """The sounds of ``text``, a letter each, without gaps between words: ``Smart Box`` -> ``smartbaks``."""
    return "".join(_word(word) for word in re.findall(r"[^\W\d_]+", text.lower()))


def _word(word: str) -> str:
    if word.isascii() or not any("\u0400" <= char <= "\u04ff" for char in word):
        word = _SILENT_E.sub("", word) if len(word) > 3 else word
        word = _SOFT_C.sub("s", word)
        for letters, sound in _LATIN:
            word = word.replace(letters, sound)
    else:
        word = "".join(_CYRILLIC.get(char, "") for char in word)
    word = _TWICE.sub(r"\1", word)
    return word[:-1] + word[-1:].translate(_DEAF)


def alike(one: str, other: str, least: float = 0.0) -> float:
    """0 to 1: how alike two spellings of ``spelled`` sound; a near sound costs half of another one.

    0 where it would be less than ``least``.
    """
    rough = Levenshtein.normalized_similarity(_kinds(one), _kinds(other), score_cutoff=least)
    if not rough:
        return 0.0  # it is never less than the exact one
    likeness = (rough + Levenshtein.normalized_similarity(one, other)) / 2
    return likeness if likeness >= least else 0.0


@lru_cache(maxsize=65536)
def _kinds(sounds: str) -> str:
    return sounds.translate(_KINDS).translate(_NEAR_KINDS)
