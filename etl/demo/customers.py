"""The customers: invented numbers under prefixes nobody has, their segment and language."""

from dataclasses import dataclass

import numpy as np

from etl.demo.arrays import Bools, Ints, Words, chance, pick

_UNASSIGNED_PREFIXES = np.array([709, 779, 790])
_SEGMENTS = {"individual": 0.9, "business": 0.08, "government": 0.02}
_LANGUAGES = {"ru": 0.55, "kk": 0.33, "mixed": 0.08, "en": 0.04}


@dataclass(frozen=True)
class Customers:
    """One entry per customer; ``number`` is the ten digits after +7."""

    number: Ints
    segment: Words
    language: Words
    is_verified: Bools

    def __len__(self) -> int:
        return len(self.number)


def make_customers(scale: float) -> Customers:
    rng = chance("customers")
    size = max(2000, round(70_000 * scale))
    order = np.arange(size)
    number = _UNASSIGNED_PREFIXES[order % 3] * 10_000_000 + (order * 7919 + 1234567) % 10_000_000
    return Customers(
        number=number.astype(np.int64),
        segment=pick(rng, _SEGMENTS, size),
        language=pick(rng, _LANGUAGES, size),
        is_verified=rng.random(size) < 0.78,
    )


def numbers_written(number: Ints, layout: str) -> Words:
    """Telephone numbers as systems write them.

    Layouts: ``plain`` 87091234567, ``plus`` +77091234567, ``spaced`` +7 709 123-45-67.
    """
    digits = number.astype(str).tolist()
    if layout == "plain":
        return np.array(["8" + d for d in digits], dtype=object)
    if layout == "plus":
        return np.array(["+7" + d for d in digits], dtype=object)
    return np.array([f"+7 {d[:3]} {d[3:6]}-{d[6:8]}-{d[8:]}" for d in digits], dtype=object)
