"""Packages that a library would import for things nobody here calls."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

STATISTICS = ("scipy.stats", "sklearn")
"""What textblob's nltk imports where it is there, does without where it is not, and needs for no sentiment:
three seconds of every run."""


@contextmanager
def hidden(*names: str) -> Iterator[None]:
    """Within, importing ``names`` fails as if they were not installed; what is imported already stays."""
    absent = [name for name in names if name not in sys.modules]
    sys.modules.update(dict.fromkeys(absent))  # type: ignore[arg-type]  # None is Python's own mark for this
    try:
        yield
    finally:
        for name in absent:
            del sys.modules[name]
