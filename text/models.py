"""What answers about texts now, rules or a trained model, and which texts it would learn most from."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from config.instance import Instance
from text.lemmas import words

RULES = "rules"
LEAST_TO_LEARN = 60
"""Fewer texts say too little: a fifth of them is kept back to measure by."""
_ALIKE = 0.5
"""Texts that share more of their words teach the same."""


@dataclass(frozen=True)
class Answering:
    """``name`` of the model in use (or ``rules``), its ``card`` (empty for rules), and ``others``: cards of
    the models that could be used instead, newest first; ``count_gone``: texts it learned from whose writers
    were erased since."""

    name: str
    card: dict[str, Any]
    others: tuple[dict[str, Any], ...]
    count_gone: int = 0


@dataclass(frozen=True)
class Unsure:
    """``place`` of a text in what was given; ``guesses``: labels, likeliest first; ``confidence``: 0 to 1."""

    place: int
    guesses: tuple[str, ...]
    confidence: float


def answering(instance: Instance, task: str) -> Answering:
    """What answers for ``task`` (category or sentiment) now."""
    from text.erasing import texts_gone
    from text.training import installed

    name = installed.name_in_use(instance, task)
    cards = [card for card in installed.cards(instance) if card.get("task") == task]
    own = next((card for card in cards if card.get("name") == name), {})
    others = tuple(card for card in cards if card.get("name") != name)
    return Answering(name, own, others, texts_gone(instance, name))


def use_model(instance: Instance, task: str, name: str) -> None:
    """From now on ``name`` (or ``rules``) answers. Raises WrongUse for an unknown name."""
    from text.training import installed

    installed.use(instance, task, name)


def most_to_learn(
    instance: Instance, texts: Sequence[str], counts: Sequence[int], most: int = 10
) -> list[Unsure]:
    """Texts of which a cause set right would teach most: least sure, often written, unlike one another."""
    from text.training.train import now_in_use

    answers = now_in_use(instance, "category", ()).predict(texts)
    found = [
        Unsure(place, _guesses(answer.shares), _margin(answer.shares)) for place, answer in enumerate(answers)
    ]
    ranked = sorted(found, key=lambda one: (round(one.confidence, 2), -counts[one.place], one.place))
    return _unlike(ranked, texts, most)


def _guesses(shares: Any) -> tuple[str, ...]:
    return tuple(sorted(shares, key=lambda label: (-shares[label], label))[:3])


def _margin(shares: Any) -> float:
    """How far the likeliest label stands above the second; 0 where nothing is known."""
    top = sorted(shares.values(), reverse=True)
    return float(top[0] - (top[1] if len(top) > 1 else 0.0)) if top else 0.0


def _unlike(ranked: Sequence[Unsure], texts: Sequence[str], most: int) -> list[Unsure]:
    kept: list[Unsure] = []
    seen: list[frozenset[str]] = []
    for one in ranked:
        own = frozenset(words(texts[one.place]))
        if own and all(len(own & other) <= _ALIKE * len(own | other) for other in seen):
            kept.append(one)
            seen.append(own)
        if len(kept) == most:
            break
    return kept
