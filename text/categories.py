"""Causes a text speaks of, by the rules of the taxonomy."""

from text.language import language as language_of
from text.phrases import find, prepared
from text.taxonomy import Category, Taxonomy


def categories(text: str, taxonomy: Taxonomy, language: str | None = None) -> list[str]:
    """Codes of all causes found in ``text``, in the order of the taxonomy; empty when none is recognised.

    ``language`` is the text's, found out when not given; rules of the other languages apply as well,
    since people mix them.
    """
    return [category.id for category in found_in(text, taxonomy, language)]


def found_in(text: str, taxonomy: Taxonomy, language: str | None = None) -> list[Category]:
    """As ``categories``, the causes themselves."""
    ready = prepared(text, language or language_of(text), taxonomy.beginnings)
    looked_at: set[int] = set()
    found: set[int] = set()
    for key in frozenset().union(*ready.keys) & taxonomy.index.keys():
        for place, rule in taxonomy.index[key]:
            if place not in found and id(rule) not in looked_at:
                looked_at.add(id(rule))
                if find(rule, ready):
                    found.add(place)
    kept = (taxonomy.categories[place] for place in sorted(found))
    return [category for category in kept if not any(find(rule, ready) for rule in category.unless)]
