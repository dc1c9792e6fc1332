"""Language of a text or sentence: Russian, Kazakh (in Cyrillic, Russian or Latin letters), English.

Each word votes: by letters only Kazakh has, by lists of frequent words, by endings. No dictionary is
read for it, so it is cheap enough for every sentence.
"""

import re
from functools import lru_cache
from pathlib import Path

from text.latin_words import likelihoods

_WORDS = Path(__file__).parent / "words"
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_TOKEN = re.compile(r"<[A-Z]+>")
_KAZAKH_LETTER = re.compile(r"[әғқңөұүһі]")
_CYRILLIC = re.compile(r"[а-яёәғқңөұүһі]")
_KAZAKH_LATIN = re.compile(r"[ñńğǵúáóýıәşŋūäöü]")
_KAZAKH_ENDING = re.compile(
    r"\w{2,}(?:лар|лер|дар|дер|тар|тер|лары|лери|дары|дери|тары|тери|дын|дин|нын|тын|тин|мын|мин|сын|сиз|сыз|мыз|миз|ныз|низ|"
    r"ады|еди|йды|йди|ган|ген|кан|кен|ып|ип|сын|синде|ында|инде|нда|нде|дан|ден|тан|тен|ым|им|дым|дим|тым|тим|дык|дик|"
    r"майды|мейди|байды|бейди|пайды|пейди|мады|меди|бады|беди|пады|педи|сам|сем|гой|шы|ши|лык|лик|дыктан|уга|уге|асты|ысты|исти)"
)
_RUSSIAN_ENDING = re.compile(
    r"\w{2,}(?:ть|ться|тся|ого|его|ому|ему|ыми|ими|ать|ить|еть|ение|ения|ению|ание|ания|ость|ости|ешь|ете|ите|ает|яет|ует|ют|"
    r"ают|яют|ала|али|или|ила|ели|ела|лся|лась|лись|ный|ная|ное|ные|ной|ную|ных|ным|ский|ская|ские|ской|ый|ая|ое|ые|ую|ий|ция|ции|ами|ями|ах|ях)"
)
_LOANS = frozenset(
    [
        "роутер", "мастер", "компьютер", "принтер", "адаптер", "фильтр", "лидер", "провайдер", "сервер",
        "оператор", "интернет",
    ]
)  # fmt: skip
"""Words both languages use, with endings that look like those of one."""
_ENGLISH_TERM = 0.3
"""Weight of an English word beside Cyrillic ones."""
_UNLISTED = 0.7
"""Weight of a Latin word that no list has; beside Cyrillic ones it has none: it is a brand or a term."""
_SENTENCE = re.compile(r"[^.!?…\n]+[.!?…]*|[.!?…]+")


@lru_cache(maxsize=10_000)
def language(text: str) -> str | None:
    """``ru``, ``kk``, ``en``, or None where the text has no word that tells."""
    words = _WORD.findall(_TOKEN.sub(" ", text).lower())
    if not words:
        return None
    is_latin = not _CYRILLIC.search(text.lower())
    votes = {"ru": 0.0, "kk": 0.0, "en": 0.0}
    for word in words:
        if word[0] < "\u0400" and word not in _frequent() and not _KAZAKH_LATIN.search(word):
            for code, share in _latin_shares(word) if is_latin else ():
                votes[code] += _UNLISTED * share
            continue
        code, weight = _vote(word)
        if code:
            votes[code] += weight if is_latin or code != "en" else _ENGLISH_TERM
    best = max(("kk", "ru", "en"), key=lambda code: votes[code])
    return best if votes[best] > 0 else _by_script(words)


def sentences(text: str) -> list[str]:
    """The sentences of a text, without the space around them; nothing else is lost."""
    return [piece for match in _SENTENCE.finditer(text) if (piece := match[0].strip())]


def languages(text: str) -> list[tuple[str, str | None]]:
    """Each sentence of ``text`` with its language; an unclear one has that of the whole."""
    whole = language(text)
    return [(sentence, language(sentence) or whole) for sentence in sentences(text)]


@lru_cache(maxsize=100_000)
def _vote(word: str) -> tuple[str, float]:
    """What one lower-case word says: a language and how much (0 to 2)."""
    if word in _LOANS:
        return "", 0.0
    if _KAZAKH_LETTER.search(word) and _CYRILLIC.search(word):
        return "kk", 2.0
    known = _frequent().get(word)
    if known:
        return known, 1.0
    if not _CYRILLIC.search(word):
        return "kk", 1.0
    if _RUSSIAN_ENDING.fullmatch(word):
        return "ru", 0.6
    return ("kk", 0.6) if _KAZAKH_ENDING.fullmatch(word) else ("", 0.0)


@lru_cache(maxsize=100_000)
def _latin_shares(word: str) -> tuple[tuple[str, float], ...]:
    """How likely a Latin word that no list has is of each language; nothing for one of two letters."""
    return tuple(likelihoods(word).items()) if len(word) > 2 else ()


def _by_script(words: list[str]) -> str | None:
    """No word is known: Cyrillic letters speak for Russian, the language most such texts are in."""
    cyrillic = sum(len(word) for word in words if _CYRILLIC.search(word))
    latin = sum(len(word) for word in words if word.isascii())
    if max(cyrillic, latin) < 3:
        return None
    return "ru" if cyrillic else "en"


@lru_cache(maxsize=1)
def _frequent() -> dict[str, str]:
    """Frequent words -> language; a word two languages share ("не", "да", "бар") stays with neither."""
    found: dict[str, str] = {}
    shared: set[str] = set()
    for code in ("ru", "kk", "en"):
        for line in (_WORDS / f"language_{code}.txt").read_text("utf8").splitlines():
            for word in () if line.startswith("#") else line.split():
                if found.setdefault(word, code) != code:
                    shared.add(word)
    return {word: code for word, code in found.items() if word not in shared}
