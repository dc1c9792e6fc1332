"""Where the tiles of regions lie: as Kazakhstan does where they are its own, else by the compass."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from reports import kazakhstan

_COMPASS: Mapping[str, tuple[int, int]] = {
    "north-west": (0, 0), "north": (1, 0), "north-east": (2, 0), "west": (0, 1), "centre": (1, 1),
    "central": (1, 1), "east": (2, 1), "south-west": (0, 2), "south": (1, 2), "south-east": (2, 2),
    "северо-запад": (0, 0), "север": (1, 0), "северо-восток": (2, 0), "запад": (0, 1), "центр": (1, 1),
    "восток": (2, 1), "юго-запад": (0, 2), "юг": (1, 2), "юго-восток": (2, 2),
    "солтүстік-батыс": (0, 0), "солтүстік": (1, 0), "солтүстік-шығыс": (2, 0), "батыс": (0, 1),
    "орталық": (1, 1), "шығыс": (2, 1), "оңтүстік-батыс": (0, 2), "оңтүстік": (1, 2),
    "оңтүстік-шығыс": (2, 2),
}  # fmt: skip
"""Column from the west, row from the north, by a region's code in lower case."""


@dataclass(frozen=True)
class Layout:
    """places: code -> column from the west, row from the north. short: code -> the name on its tile, where it
    has one; empty: short name -> place, of regions that the data do not have."""

    columns: int
    rows: int
    places: Mapping[str, tuple[int, int]]
    short: Mapping[str, str] = field(default_factory=dict)
    empty: Mapping[str, tuple[int, int]] = field(default_factory=dict)


def layout(codes: Sequence[str], language: str, *, is_narrow: bool = False) -> Layout | None:
    """None where one of the regions lies nobody knows where, or two at the same place."""
    return _kazakhstan(codes, language, is_narrow) or _compass(codes)


def _kazakhstan(codes: Sequence[str], language: str, is_narrow: bool) -> Layout | None:
    found = {code: kazakhstan.region(code) for code in codes}
    known = {code: one for code, one in found.items() if one is not None}
    if len(known) < len(codes) or len(set(known.values())) < len(codes):
        return None
    tile = {one: (one.mark if is_narrow else one.tile)[language] for one in kazakhstan.regions()}
    return Layout(
        kazakhstan.COLUMNS, kazakhstan.ROWS,
        {code: one.at for code, one in known.items()},
        {code: tile[one] for code, one in known.items()},
        {text: one.at for one, text in tile.items() if one not in known.values()},
    )  # fmt: skip


def _compass(codes: Sequence[str]) -> Layout | None:
    found = {code: _COMPASS.get(code.strip().lower().replace(" ", "-").replace("_", "-")) for code in codes}
    known = {code: place for code, place in found.items() if place is not None}
    if len(known) < len(codes) or len(set(known.values())) < len(codes):
        return None
    return Layout(3, 3, known)
