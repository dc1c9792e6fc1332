"""Causes a text speaks of, by the rules of the taxonomy."""

from collections.abc import Iterator

from text.language import language as language_of
from text.phrases import Phrase, Prepared, find, place_of, prepared
from text.taxonomy import VOICE, Category, Taxonomy


def categories(text: str, taxonomy: Taxonomy, language: str | None = None) -> list[str]:
    """Codes of all causes found in ``text``: complaints in the order they are said, then praise and wishes.

    Empty when none is recognised.  The first is taken for the main one.  ``language`` is the text's,
    found out when not given; rules of the other languages apply as well, since people mix them.
    """
    return [category.id for category in found_in(text, taxonomy, language)]


def found_in(text: str, taxonomy: Taxonomy, language: str | None = None) -> list[Category]:
    """As ``categories``, the causes themselves."""
    ready = prepared(text, language or language_of(text), taxonomy.beginnings)
    said: dict[int, int] = {}
    for number, rule in _likely(ready, taxonomy):
        place = place_of(rule, ready)
        if place is not None:
            said[number] = min(place, said.get(number, place))
    found = [taxonomy.categories[number] for number in sorted(said, key=lambda one: (said[one], one))]
    kept = [one for one in found if not any(find(rule, ready) for rule in one.unless)]
    return sorted(kept, key=lambda one: one.parent == VOICE)


def _likely(ready: Prepared, taxonomy: Taxonomy) -> Iterator[tuple[int, Phrase]]:
    """Number of a cause and a rule of it, for each rule of which a word stands in the text; each once."""
    looked_at: set[int] = set()
    for key in ready.places.keys() & taxonomy.index.keys():
        for number, rule in taxonomy.index[key]:
            if id(rule) not in looked_at:
                looked_at.add(id(rule))
                yield number, rule
