"""Regions and great cities of Kazakhstan: found by code or by name, named in three languages, as tiles."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

FILE = Path(__file__).with_name("kazakhstan.toml")
COLUMNS, ROWS = 7, 5
_REGION = frozenset({"область", "обл", "облысы", "region", "oblast", "oblysy", "province"})
_CITY = frozenset({"город", "г", "қаласы", "қ", "city"})
_CODE = re.compile(r"kz[-_ ]?([a-z]{3}|\d{2})")
_KATO = re.compile(r"\d{2}0{7}")


@dataclass(frozen=True, eq=False)
class Region:
    """at: column from the west, row from the north. name, tile, mark: by language, ever shorter."""

    code: str
    at: tuple[int, int]
    name: Mapping[str, str]
    tile: Mapping[str, str]
    mark: Mapping[str, str]


def regions() -> tuple[Region, ...]:
    """All twenty, by code."""
    return tuple(dict.fromkeys(_known()[0].values()))


@lru_cache(maxsize=500)
def region(word: str) -> Region | None:
    """By its code (KZ-71, KZ-AST, 710000000) or by a name in any of the three languages; None for others.

    "Алматы" is the city, "Алматы облысы" and "Алматинская область" are the region around it.
    """
    by_code, by_name = _known()
    plain = word.strip().casefold()
    if coded := _CODE.fullmatch(plain):
        return by_code.get(coded[1])
    if _KATO.fullmatch(plain):
        return by_code.get(plain[:2])
    stem, kinds = _stem(plain)
    return next((by_name[stem, kind] for kind in kinds if (stem, kind) in by_name), None)


def name(word: str, language: str) -> str:
    """The full name of what ``region`` finds; empty where it finds nothing."""
    found = region(word)
    return found.name[language] if found else ""


def _stem(plain: str) -> tuple[str, tuple[str, ...]]:
    """A name without what kind of place it is, and the kinds it can be: a bare name is a city first."""
    words = re.findall(r"\w+", plain.replace("ё", "е"))
    kept = " ".join(word for word in words if word not in _REGION | _CITY)
    if _REGION.intersection(words):
        return kept, ("region",)
    return kept, ("city",) if _CITY.intersection(words) else ("city", "region")


@lru_cache(maxsize=1)
def _known() -> tuple[dict[str, Region], dict[tuple[str, str], Region]]:
    """Code or its old letters -> region; stem and kind -> region."""
    by_code: dict[str, Region] = {}
    by_name: dict[tuple[str, str], Region] = {}
    for entry in tomllib.loads(FILE.read_text("utf8"))["region"]:
        column, row = entry["at"]
        one = Region(entry["code"], (column, row), entry["name"], entry["tile"], entry["mark"])
        by_code[one.code[3:]] = one
        by_code[entry["old"].casefold()] = one
        kind = "city" if entry["is_city"] else "region"
        by_name.update({(_stem(text.casefold())[0], kind): one for text in _names(one, entry["also"])})
    by_code.pop("")  # the regions made in 2022 never had letters
    return by_code, by_name


def _names(one: Region, others: list[str]) -> Iterator[str]:
    yield from one.name.values()
    yield from others
