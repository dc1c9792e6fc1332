"""Words of a text and their basic forms: Russian by pymorphy3, Kazakh and English by their endings.

Kazakh is folded to the letters of Russian first ("қызмет", "кызмет" and "qyzmet" are one word), since
people write it in all three ways.
"""

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

_WORDS = Path(__file__).parent / "words"
_WORD = re.compile(r"<[a-z]+>|[^\W\d_]+(?:['’\-][^\W\d_]+)*|\d+")
_CYRILLIC = re.compile(r"[а-яё]+(?:-[а-яё]+)*")
_FOLD = str.maketrans("әғқңөұүһіёъ", "агкноуухиеь")
_DIGRAPHS = (
    ("zh", "ж"), ("sh", "ш"), ("ch", "ч"), ("kh", "х"), ("gh", "г"), ("yu", "ю"), ("ya", "я"), ("ng", "н"),
)  # fmt: skip
_LATIN = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzáàäǵğıíńñóöúüşŋýů",
    "абсдефгхижклмнопкрстувухызаааггыиннооуушнуу",
)
_KAZAKH_ENDINGS = frozenset((_WORDS / "kazakh_endings.txt").read_text("utf8").split("\n", 1)[1].split())
_LONGEST_ENDING = max(map(len, _KAZAKH_ENDINGS))
_LEAST_STEM = 4


def words(text: str) -> list[str]:
    """Lower-case words, numbers and mask tokens of ``text`` in their order."""
    return _WORD.findall(text.lower().replace("ё", "е"))


def lemmas(text: str, language: str | None) -> tuple[str, ...]:
    """The basic form of each word of ``text``; mixed texts are taken word by word."""
    return tuple(lemma(word, language) for word in words(text))


@lru_cache(maxsize=200_000)
def lemma(word: str, language: str | None) -> str:
    """Basic form of one lower-case word in a text of ``language`` (None: by its letters alone)."""
    if not word[:1].isalpha():
        return word
    if word.isascii():
        return kazakh_stem(word) if language == "kk" else english_stem(word)
    if language == "kk" or word.translate(_FOLD) != word.replace("ъ", "ь"):
        return _of_kazakh_text(word)
    return russian_lemma(word)


def _of_kazakh_text(word: str) -> str:
    """Russian words inside a Kazakh text keep their Russian form where the dictionary knows them."""
    return russian_lemma(word) if is_russian(word) else kazakh_stem(word)


@lru_cache(maxsize=200_000)
def is_russian(word: str) -> bool:
    """True for a word of the Russian dictionary: three letters and more, none of them only Kazakh."""
    return len(word) > 2 and _CYRILLIC.fullmatch(word) is not None and bool(_analyser().word_is_known(word))


def russian_lemma(word: str) -> str:
    """Dictionary form by the likeliest reading; an unknown word stays as it is."""
    if not _CYRILLIC.fullmatch(word):
        return word
    return str(_analyser().parse(word)[0].normal_form).replace("ё", "е")


def readings(word: str) -> list[Any]:
    """Every reading of a Russian word: objects with ``normal_form`` and ``lexeme``, the likeliest first."""
    return list(_analyser().parse(word))


@lru_cache(maxsize=1)
def _analyser() -> Any:
    import pymorphy3

    return pymorphy3.MorphAnalyzer(lang="ru")


@lru_cache(maxsize=200_000)
def folded(word: str) -> str:
    """Kazakh in Latin or Kazakh letters -> the Russian letters people type instead."""
    if word.isascii() or word[:1] < "а":
        for latin, cyrillic in _DIGRAPHS:
            word = word.replace(latin, cyrillic)
        word = word.translate(_LATIN)
    return word.translate(_FOLD)


@lru_cache(maxsize=200_000)
def kazakh_stem(word: str) -> str:
    """``word`` folded, without up to three endings of number, possession and case.

    Verb endings stay: they hold the negation ("істемейді", does not work).
    """
    stem = folded(word)
    for _ in range(3):
        longest = min(_LONGEST_ENDING, len(stem) - _LEAST_STEM)
        size = next((size for size in range(longest, 0, -1) if stem[-size:] in _KAZAKH_ENDINGS), 0)
        if not size:
            break
        stem = stem[:-size]
    return stem


def english_stem(word: str) -> str:
    """A light stem: plural, -ed, -ing and a silent -e away ("charges", "charged", "charging" -> "charg")."""
    word = word.replace("’", "'").removesuffix("'s")
    if len(word) <= 3 or "'" in word:
        return word
    for ending, least in (("ies", 3), ("ing", 3), ("ed", 3), ("es", 3), ("s", 3)):
        if word.endswith(ending) and len(word) - len(ending) >= least and not word.endswith("ss"):
            word = word[: -len(ending)] + ("y" if ending == "ies" else "")
            break
    if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "lse":
        word = word[:-1]
    return word[:-1] if word.endswith("e") and len(word) > 3 else word
