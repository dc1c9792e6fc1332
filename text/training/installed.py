"""Trained models of an instance, and which of them is in use for each task."""

import json
import os
import shutil
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from config.errors import WrongUse, one_of
from config.instance import Instance
from text.training.model import TrainedModel, load, read_card, save
from text.training.prediction import TASKS
from text.training.rules import NAME as RULES

IN_USE = "in_use.json"


def folder_of(instance: Instance) -> Path:
    """Where models of texts lie: ``models/text``."""
    return instance.models / "text"


def names(instance: Instance) -> list[str]:
    """Installed models, by name."""
    return sorted(file.parent.name for file in folder_of(instance).glob("[!._]*/card.json"))


def cards(instance: Instance) -> list[dict[str, Any]]:
    """What is known of each installed model, newest first."""
    found = [card for name in names(instance) if (card := read_card(folder_of(instance) / name))]
    return sorted(found, key=lambda card: str(card.get("trained_at", "")), reverse=True)


def name_in_use(instance: Instance | None, task: str) -> str:
    """The model that answers for ``task``; ``rules`` until one was installed."""
    if instance is None:
        return RULES
    try:
        chosen = json.loads((folder_of(instance) / IN_USE).read_text("utf8")).get(task, RULES)
    except (OSError, ValueError, AttributeError):
        return RULES
    return str(chosen) if chosen in {RULES, *names(instance)} else RULES


def use(instance: Instance, task: str, name: str) -> None:
    """From now on ``name`` (or ``rules``) answers for ``task``. Raises WrongUse for an unknown name."""
    known = [RULES, *(str(card["name"]) for card in cards(instance) if card.get("task") == task)]
    if name not in known:
        raise WrongUse(one_of("model", name, known))
    file = folder_of(instance) / IN_USE
    file.parent.mkdir(parents=True, exist_ok=True)
    chosen = {each: name_in_use(instance, each) for each in TASKS} | {task: name}
    part = file.with_name(f".{IN_USE}.part")
    part.write_text(json.dumps(chosen), "utf8")
    part.replace(file)


def named(instance: Instance, name: str) -> TrainedModel:
    """The installed model ``name``. Raises WrongUse with the near name, NotReady where it is damaged."""
    if name not in names(instance):
        raise WrongUse(one_of("model", name, [RULES, *names(instance)]))
    return loaded(folder_of(instance) / name)


def version(instance: Instance | None) -> str:
    """Changes whenever other models answer; empty while the rules do."""
    used = [name_in_use(instance, task) for task in TASKS]
    made = {str(card["name"]): str(card.get("checksum", "")) for card in cards(instance)} if instance else {}
    return ".".join(f"{name}-{made[name]}" for name in used if name in made)


def for_task(instance: Instance, name: str, task: str) -> TrainedModel:
    """As ``named``; raises WrongUse also where it was trained for another task."""
    found = named(instance, name)
    if found.task != task:
        raise WrongUse(f"model '{name}' was trained for {found.task}, not for {task}.")
    return found


def in_use(instance: Instance | None, task: str) -> TrainedModel | None:
    """The trained model that answers for ``task``; None: the rules do."""
    name = name_in_use(instance, task)
    return None if name == RULES or instance is None else loaded(folder_of(instance) / name)


def loaded(folder: Path) -> TrainedModel:
    """The model in ``folder``, read again only when it has changed."""
    card = folder / "card.json"
    return _loaded(folder, card.stat().st_mtime_ns if card.exists() else 0)


@lru_cache(maxsize=4)
def _loaded(folder: Path, _changed_at: int) -> TrainedModel:
    return load(folder)


def install(instance: Instance, model: TrainedModel, card: Mapping[str, Any], texts: Sequence[str]) -> None:
    """Put ``model`` among the instance's and use it. An older one of that name is replaced as a whole."""
    target = folder_of(instance) / model.name
    part = target.with_name(f".{model.name}.{os.getpid()}.part")
    shutil.rmtree(part, ignore_errors=True)
    save(model, part, card, texts)
    old = target.with_name(f".{model.name}.{os.getpid()}.old")
    if target.exists():
        target.rename(old)
    part.rename(target)
    shutil.rmtree(old, ignore_errors=True)
    use(instance, model.task, model.name)
