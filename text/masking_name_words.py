"""Is a word somebody's name: known first names, how Kazakh names are made, surnames, what a dictionary says.

All words are in lower case.  Whether a name may be expected at all is for the words around to tell
(``text.masking_names``): many names are common words too.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from text.lemmas import folded, is_russian, readings

_WORDS = Path(__file__).parent / "words"
_SURNAME_SHAPE = re.compile(
    r"[^\W\d_]{2,}(?:ов|ев|ёв|ова|ева|ёва|овой|евой|ову|еву|ына|ский|ская|цкий|цкая|енко|чук|баев|баева|"
    r"ұлы|қызы|улы|кызы|uly|qyzy|kyzy|"
    r"ович|евич|овна|евна|ична|ov|ev|ova|eva)"
)
_WRITTEN_SURNAME = re.compile(
    _SURNAME_SHAPE.pattern + r"|[^\W\d_]{3,}(?:ин|ина|иной|ину|ян|ко|ук|юк|ец|ых|son|sen|man)"
)
_SOUNDS_ALIKE = str.maketrans("йыэ", "иие")
_KAZAKH_NAME = re.compile(
    r"[а-яё]{2,}(?:бек|жан|гул|гали|кали|султан|мурат|даулет|болат|мухамед|мухамбет|берген|гелди|нияз|хан)|"
    r"гул[а-яё]{3,6}|нур[а-яё]{2,6}|"
    r"(?:аи|ак|ал|баи|бек|бол|гул|дар|ел|ер|жан|жас|каи|кун|маи|мей|нур|раи|сар|сал|сер|тан|тол|тур|шол)"
    r"(?:нур|тай|баи|мира|ару|сулу|улан|дос|зат|асил)"
)
_KAZAKH_LETTER = re.compile("[әғқңөұүһі]")
_RUSSIAN_ENDINGS = ("а", "я", "ы", "и", "у", "ю", "е", "ой", "ей", "ом", "ем")
_CASE_ENDINGS = (
    *_RUSSIAN_ENDINGS,
    "ға", "ге", "қа", "ке", "на", "не", "мен", "бен", "пен", "ны", "ні", "ды", "ді", "ты", "ті", "ның",
    "нің", "дың", "дің", "тың", "тің", "да", "де", "та", "те", "дан", "ден", "тан", "тен", "нан",
    "нен", "га", "ка", "ни", "ди", "ти", "нын", "нин", "дын", "дин", "тын", "тин", "мын", "мін", "мин",
    "бын", "бін", "бин", "пын", "пін", "пин",
)  # fmt: skip
_LEAST_STEM = 4


@lru_cache(maxsize=1)
def first_names() -> frozenset[str]:
    """Known first names, as they are written in the list."""
    return _listed("first_names.txt")


@lru_cache(maxsize=1)
def _also_words() -> frozenset[str]:
    return frozenset(map(_sound, _listed("names_and_words.txt")))


def is_also_a_word(word: str) -> bool:
    """A name that is a common word too: whether it is one here, a capital must tell."""
    return any(_sound(form) in _also_words() for form in (word, *_stems(word)))


@lru_cache(maxsize=1)
def not_names() -> frozenset[str]:
    """Words that stand where a name may be expected and are none."""
    return frozenset(word for word in _listed("not_names.txt") if not word.endswith("*"))


@lru_cache(maxsize=1)
def _not_beginnings() -> tuple[str, ...]:
    return tuple(word[:-1] for word in _listed("not_names.txt") if word.endswith("*"))


def _listed(name: str) -> frozenset[str]:
    lines = (_WORDS / name).read_text("utf8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@lru_cache(maxsize=50_000)
def is_no_name(word: str) -> bool:
    return word in not_names() or (word.startswith(_not_beginnings()) and not _is_known(word))


@lru_cache(maxsize=50_000)
def is_first_name(word: str) -> bool:
    """A known first name or one made like Kazakh ones, in any alphabet, also with a case ending ("Ирину",
    "Айгүлге", "Nurbekke")."""
    return not is_no_name(word) and (_is_known(word) or any(map(_is_known, _stems(word))))


def _stems(word: str) -> Iterator[str]:
    """What ``word`` may be a form of: "ирину" of "ирин", "ирина", "ириня"."""
    for ending in _CASE_ENDINGS:
        stem = word.removesuffix(ending)
        if stem == word:
            continue
        if len(stem) >= _LEAST_STEM:
            yield stem
        if len(stem) >= _LEAST_STEM - 1 and ending in _RUSSIAN_ENDINGS and not _KAZAKH_LETTER.search(word):
            yield from (stem + "а", stem + "я")


def _is_known(word: str) -> bool:
    sound = _sound(word)
    if word in first_names() or sound in _sounds():
        return True
    return _KAZAKH_NAME.fullmatch(sound) is not None and not is_ordinary(word)


@lru_cache(maxsize=1)
def _sounds() -> frozenset[str]:
    """First names of four letters and more as they sound: "Айгүл" and "Aigul" are one."""
    return frozenset(sound for name in first_names() if len(sound := _sound(name)) >= _LEAST_STEM)


def _sound(word: str) -> str:
    return folded(word).translate(_SOUNDS_ALIKE).replace("ь", "")


@lru_cache(maxsize=50_000)
def is_only_a_name(word: str) -> bool:
    """A first name of four letters and more that can hardly mean anything else, also with a case ending."""
    stems = [word, *(stem for stem in _stems(word) if len(stem) > _LEAST_STEM)]
    if len(word) < _LEAST_STEM or is_no_name(word) or any(map(is_also_a_word, stems)):
        return False
    return any(_is_known(stem) for stem in stems)


def is_dictionary_name(word: str) -> bool:
    """A first name by the Russian dictionary: to be asked of words with a capital only, for it has many
    that are words of Kazakh, too."""
    return not is_no_name(word) and _is_marked(word, "Name", likeliest=True)


@lru_cache(maxsize=50_000)
def is_surname(word: str) -> bool:
    """A word that looks like a surname or patronymic, or that the dictionary has as one."""
    return _SURNAME_SHAPE.fullmatch(word) is not None or _is_marked(word, "Surn", "Patr", likeliest=True)


def is_written_surname(word: str) -> bool:
    """As ``is_surname``, with shapes that other words have too: where a surname is announced."""
    return _WRITTEN_SURNAME.fullmatch(word) is not None or is_surname(word)


@lru_cache(maxsize=50_000)
def is_ordinary(word: str) -> bool:
    """A word of the Russian dictionary that it has in no reading as a name of a person."""
    return is_russian(word) and not _is_marked(word, "Name", "Surn", "Patr", likeliest=False)


def _is_marked(word: str, *marks: str, likeliest: bool) -> bool:
    if not is_russian(word):
        return False
    found = readings(word)[: 1 if likeliest else None]
    return any(mark in one.tag for one in found for mark in marks)
