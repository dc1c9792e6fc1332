"""Comments and letters of customers: drawn from pools per category and language, some with personal data."""

from collections.abc import Sequence
from functools import cache

import numpy as np

from etl.demo.arrays import Words, chance
from etl.demo.grammar import grammar, sentence
from etl.demo.personal import personal_data

LANGUAGES = ("ru", "kk", "mixed", "en")
_VARIANTS = 60  # texts per category and language: enough to read like life, few enough to analyse quickly
_KAZAKH_IN_RUSSIAN_LETTERS = str.maketrans("әғқңөұүһіӘҒҚҢӨҰҮҺІ", "агкноуухиАГКНОУУХИ")
_LIVED_IN = (
    str.lower,
    lambda text: text.rstrip(".") + "!!!",
    lambda text: text.replace(", ", " ").rstrip("."),
    lambda text: text.rstrip(".!?") + "...",
    str.upper,
)


def categories() -> tuple[str, ...]:
    """Every category customers write about, by its taxonomy code."""
    return tuple(grammar("ru").sentences)


@cache
def pool(category: str, language: str) -> Words:
    """The texts of one category and language (``mixed``: Russian and Kazakh in one)."""
    rng = chance(f"texts {category} {language}")
    if language == "mixed":
        parts = zip(pool(category, "ru"), reversed(pool(category, "kk").tolist()), strict=True)
        return np.array([f"{a} {b}" if rng.random() < 0.5 else f"{b} {a}" for a, b in parts], dtype=object)
    rules = grammar(language)
    templates = rules.sentences[category]
    texts = [
        sentence(templates[n % len(templates)], rules.slots, lambda limit: int(rng.integers(limit)))
        for n in range(_VARIANTS)
    ]
    return np.array([_as_typed(rng, text) for text in texts], dtype=object)


def _as_typed(rng: np.random.Generator, text: str) -> str:
    """One text in five is not written as in a book."""
    if rng.random() > 0.2:
        return text
    return _LIVED_IN[int(rng.integers(len(_LIVED_IN)))](text)


def write_texts(name: str, category: Words, language: Words, with_personal_data: float) -> Words:
    """A text per row for its category (empty: no text) and language; a share of them tells personal data."""
    rng = chance(name)
    texts = np.full(len(category), "", dtype=object)
    numbers = rng.integers(0, _VARIANTS, len(category))
    for code in sorted(set(category.tolist()) - {""}):
        for tongue in LANGUAGES:
            rows = np.flatnonzero((category == code) & (language == tongue))
            if len(rows):
                texts[rows] = pool(code, tongue)[numbers[rows]]
    telling = np.flatnonzero((texts != "") & (rng.random(len(texts)) < with_personal_data))
    texts[telling] = [f"{texts[row]} {personal_data(rng, str(language[row]))}" for row in telling]
    return texts


def in_cyrillic_1251(texts: Sequence[str] | Words) -> Words:
    """Texts as systems keep them that know no Kazakh letters."""
    return np.array([text.translate(_KAZAKH_IN_RUSSIAN_LETTERS) for text in texts], dtype=object)
