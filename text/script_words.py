"""The words of a script as a recogniser may have written them, so that a slip of it accuses nobody."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from text.lemmas import folded, kazakh_stem, lemma, readings, words
from text.phrases import Phrase, keys_of

LEAST_LETTERS = 4
"""Shorter words are alike to too many others."""
_MOST_WORDS = 200_000
_FORMS_LEFT_OUT = {"PRTF", "PRTS", "GRND"}
"""Participles and gerunds: nobody says them on the telephone, and they are most forms of a verb."""


@dataclass(frozen=True)
class Written:
    """A word a phrase is written with: its ``forms`` (or the ``beginning`` they share) and its ``key``."""

    key: str
    forms: tuple[str, ...]
    beginning: str = ""


@dataclass(frozen=True)
class Rules:
    """The phrases of one criterion, and how alike (0-100) a word heard must be to one of theirs."""

    phrases: tuple[Phrase, ...]
    written: tuple[Written, ...]
    alike: float


@dataclass(frozen=True)
class Meant:
    """What a word heard may mean: ``keys`` it has; ``alike``: by criterion, keys it only resembles;
    ``rules``: (criterion, phrase) worth looking for where it stands."""

    keys: frozenset[str]
    alike: Mapping[int, frozenset[str]]
    rules: frozenset[tuple[int, int]]


class Hearing:
    """What words heard mean to the criteria of one script, each word looked at once."""

    def __init__(self, rules: Iterable[Rules], beginnings: frozenset[str]) -> None:
        self.rules = tuple(rules)
        self._beginnings = beginnings
        self._known: dict[tuple[str, str | None], tuple[tuple[str, Meant], ...]] = {}
        self._anchors: dict[str, set[tuple[int, int]]] = {}
        for criterion, one in enumerate(self.rules):
            for place, phrase in enumerate(one.phrases):
                for key in phrase.anchor:
                    self._anchors.setdefault(key, set()).add((criterion, place))
        self.long_rules = frozenset(
            (criterion, place)
            for criterion, one in enumerate(self.rules)
            for place, phrase in enumerate(one.phrases)
            if len(phrase.parts) > 1 or any(len(piece) > 1 for part in phrase.parts for piece in part)
        )
        """(criterion, phrase) of several words: only these may reach over a breath."""
        self._forms, self._stems = self._vocabularies()
        self._least = min((one.alike for one in self.rules), default=100.0)

    def meant(self, token: str, language: str | None) -> tuple[tuple[str, Meant], ...]:
        """The words of ``token`` (letters between two spaces) of a text of ``language``, and what each may
        mean."""
        found = self._known.get((token, language))
        if found is None:
            if len(self._known) > _MOST_WORDS:
                self._known.clear()
            found = tuple((word, self._look_up(word, language)) for word in words(token))
            self._known[(token, language)] = found
        return found

    def _vocabularies(self) -> tuple[dict[str, set[tuple[int, str]]], dict[str, set[tuple[int, str]]]]:
        """Forms, and beginnings, -> (criterion, key) of the words they are of."""
        forms: dict[str, set[tuple[int, str]]] = {}
        stems: dict[str, set[tuple[int, str]]] = {}
        for criterion, one in enumerate(self.rules):
            for word in one.written if one.alike < 100 else ():
                if word.beginning:
                    stems.setdefault(word.beginning, set()).add((criterion, word.key))
                for form in word.forms:
                    forms.setdefault(form, set()).add((criterion, word.key))
        return forms, stems

    def _look_up(self, word: str, language: str | None) -> Meant:
        keys = keys_of(word, language, self._beginnings)
        alike: dict[int, set[str]] = {}
        if len(word) >= LEAST_LETTERS and not word.startswith("<"):
            for of, likeness in self._resembled(word):
                for criterion, key in of:
                    if likeness >= self.rules[criterion].alike and key not in keys:
                        alike.setdefault(criterion, set()).add(key)
        rules = {rule for key in keys for rule in self._anchors.get(key, ())}
        for criterion, found in alike.items():
            rules |= {rule for key in found for rule in self._anchors.get(key, ()) if rule[0] == criterion}
        return Meant(keys, {one: frozenset(found) for one, found in alike.items()}, frozenset(rules))

    def _resembled(self, word: str) -> list[tuple[set[tuple[int, str]], float]]:
        """Words of the script that ``word`` is alike to, with their likeness."""
        from rapidfuzz import fuzz, process

        found = process.extract(
            word, self._forms.keys(), scorer=fuzz.ratio, score_cutoff=self._least, limit=None
        )
        near = [(self._forms[form], likeness) for form, likeness, _ in found]
        plain = folded(word)
        for stem, of in self._stems.items():
            likeness = fuzz.ratio(plain[: len(stem)], stem, score_cutoff=self._least)
            if likeness:
                near.append((of, likeness))
        return near


def written_words(by_language: Mapping[str, Iterable[str]]) -> tuple[Written, ...]:
    """The words of phrases, by language as a script writes them, that are long enough to be compared."""
    written = {
        (word, language)
        for language, texts in by_language.items()
        for text in texts
        for word in text.lower()
        .replace("ё", "е")
        .replace("|", " ")
        .replace("_", " ")
        .replace("+", " ")
        .split()
        if len(word.rstrip("*?")) >= LEAST_LETTERS and not word.startswith("<")
    }
    return tuple(_written(word, language) for word, language in sorted(written))


@lru_cache(maxsize=10_000)
def _written(word: str, language: str) -> Written:
    if word.endswith(("*", "?")):
        key = word[:-1]
        return Written(f"{folded(key) if language == 'kk' else key}*", (), folded(key))
    if language == "kk":
        return Written(kazakh_stem(word), (), kazakh_stem(word))
    key = lemma(word, language)
    return Written(key, _russian_forms(word, key) if language == "ru" else _english_forms(word))


def _russian_forms(word: str, key: str) -> tuple[str, ...]:
    """Every form a dictionary gives the word in any reading that has this ``key``."""
    forms = {
        str(form.word).replace("ё", "е")
        for reading in readings(word)
        if str(reading.normal_form).replace("ё", "е") == key
        for form in reading.lexeme
        if form.tag.POS not in _FORMS_LEFT_OUT
    }
    return tuple(sorted({word, key} | {form for form in forms if len(form) >= LEAST_LETTERS}))


def _english_forms(word: str) -> tuple[str, ...]:
    stem = word.removesuffix("e")
    return tuple(sorted({word, f"{word}s", f"{stem}ed", f"{stem}ing"}))
