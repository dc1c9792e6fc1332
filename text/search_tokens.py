"""What a word is found by: the same tokens when a transcript is indexed and when a person searches.

A word may be several: "банки" are banks and jars, "карта" is Russian and Kazakh.  The index holds every
token a word may have at its place; a search asks for the tokens of what was typed.  A Russian or English
basic form is a bare token; a Kazakh stem stands behind ``KAZAKH``, since it may look like another Russian
word; the word as it was said is a token of its own, behind ``AS_SAID``.
"""

from functools import lru_cache
from typing import Any

from text.lemmas import folded, is_russian, kazakh_stem, readings, words

__all__ = ["AS_SAID", "asked", "tokens", "words"]

VERSION = "1"
"""Changes whenever a word may get other tokens: what was indexed with others is made anew."""
AS_SAID, KAZAKH = "=", "~"
_KAZAKH_ONLY = frozenset("әғқңөұүһі")


@lru_cache(maxsize=400_000)
def tokens(word: str, language: str | None) -> tuple[str, ...]:
    """Tokens of one lower-case word of ``words`` in a text of ``language``: as it was said, then its basic
    forms."""
    return (AS_SAID + word, *_forms(word, language))


@lru_cache(maxsize=10_000)
def asked(word: str) -> tuple[str, ...]:
    """Tokens of basic forms a typed word is searched by, whatever language it was meant in.

    A word that is its own dictionary form is not taken for a form of another ("банка" is no form of "банк").
    """
    russian = _russian(word) if is_russian(word) else ()
    if word in russian:
        return word, _kazakh(word)
    in_kazakh = [_kazakh(one) for one in russian]  # a Russian word inside a Kazakh text, with its endings
    stem = kazakh_stem(word)
    loan = (stem,) if not russian and is_russian(stem) else ()  # "тарифтің" is looked for as "тариф" too
    return tuple(dict.fromkeys((*_forms(word, None), *_forms(word, "kk"), *in_kazakh, *loan)))


def _forms(word: str, language: str | None) -> tuple[str, ...]:
    if not word[:1].isalpha():
        return (word,)
    if word.isascii():
        return (_english(word), _kazakh(word)) if language == "kk" else (_english(word),)
    if not _KAZAKH_ONLY.isdisjoint(word) or folded(word[0]) != word[0]:
        return (_kazakh(word),)
    if language == "kk" or not is_russian(word):
        return (*_russian(word), _kazakh(word))
    return _russian(word)


def _russian(word: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.normal_form.replace("ё", "е") for one in readings(word)))


def _kazakh(word: str) -> str:
    return KAZAKH + kazakh_stem(word)


def _english(word: str) -> str:
    return str(_stemmer().stemWord(word.replace("’", "'")))


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    import snowballstemmer  # type: ignore[import-untyped]

    return snowballstemmer.stemmer("english")
