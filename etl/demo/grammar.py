"""Sentences from small grammars.

``a|b`` in brackets is a choice, ``[..]`` may be left out, ``<slot>`` is filled from the grammar's slots.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

TEXTS = Path(__file__).parent / "texts"
_INNERMOST = re.compile(r"\(([^()\[\]]*)\)|\[([^()\[\]]*)\]|<([^<>]+)>")


@dataclass
class Grammar:
    """``slots``: name -> alternatives; ``sentences``: category -> templates."""

    slots: dict[str, list[str]] = field(default_factory=dict)
    sentences: dict[str, list[str]] = field(default_factory=dict)


@cache
def grammar(language: str) -> Grammar:
    """The grammar of ``texts/<language>.txt``."""
    result, category = Grammar(), ""
    for line in (TEXTS / f"{language}.txt").read_text("utf8").splitlines():
        if not line or line.startswith("#"):
            continue
        if re.fullmatch(r"\[\w+\]", line):
            category = line[1:-1]
            result.sentences[category] = []
        elif category:
            result.sentences[category].append(line)
        else:
            name, alternatives = line.split(" = ", 1)
            result.slots[name] = alternatives.split("|")
    return result


def sentence(template: str, slots: dict[str, list[str]], draw: Callable[[int], int]) -> str:
    """One sentence of ``template``; ``draw(n)`` gives a number below n for every decision."""

    def fill(found: re.Match[str]) -> str:
        choice, optional, slot = found.groups()
        if slot is not None:
            return slots[slot][draw(len(slots[slot]))]
        if choice is not None:
            alternatives = choice.split("|")
            return alternatives[draw(len(alternatives))]
        alternatives = optional.split("|")
        return alternatives[draw(len(alternatives))] if draw(2) else ""

    text = template
    while _INNERMOST.search(text):
        text = _INNERMOST.sub(fill, text)
    return _tidy(text)


def _tidy(text: str) -> str:
    text = re.sub(r"\s+", " ", text).strip()
    text = re.sub(r"\s*,\s*(?=[.!?]|$)", "", text)
    text = re.sub(r"\s+([.,!?])", r"\1", text)
    return re.sub(r"(^|[.!?] )(\w)", lambda found: found[1] + found[2].upper(), text)
