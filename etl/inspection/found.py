"""What looking at the columns of a file brought: sections of a declaration, questions, notes."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Question:
    """Something only a person can tell; ``key`` is what to --set."""

    key: str
    text: str
    choices: tuple[str, ...] = ()


@dataclass
class Details:
    """Sections of a declaration, and what is said to the person about them."""

    settings: dict[str, Any] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
