"""A word, phrase or sign of a text that tells how its writer feels."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Said:
    """``key`` as it was found, ``weight`` -3 to 3."""

    key: str
    weight: float
