"""Trained models and erased people: what a model knows their texts by goes; how many they were stays."""

import json
import os
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

from config.instance import Instance

LEARNED = "learned"
"""On a model's card once somebody was erased: how many different texts it had learned from."""


def marks(texts: Sequence[str]) -> set[int]:
    """By which models know the texts that they learned from: 64 bits of a hash of each."""
    from text.training.model import hashes

    return {int(one) for one in hashes(texts)} if texts else set()


def forget(instance: Instance, gone: Collection[int]) -> None:
    """Take the marks of erased texts out of every model; again it does nothing."""
    import numpy as np

    from text.training.model import CARD, SEEN, read_card

    for folder in _folders(instance) if gone else ():
        known, card = np.load(folder / SEEN), read_card(folder)
        left = known[~np.isin(known, np.array(sorted(gone), dtype=known.dtype))]
        if card is None or len(left) == len(known):
            continue
        if LEARNED not in card:
            _replace(
                folder / CARD,
                json.dumps({**card, LEARNED: len(known)}, ensure_ascii=False, indent=1).encode(),
            )
        _replace(folder / SEEN, _bytes(left))


def texts_gone(instance: Instance, name: str) -> int:
    """How many of the texts that the model ``name`` learned from are erased; 0 for rules."""
    import numpy as np

    from text.training.installed import folder_of
    from text.training.model import SEEN, read_card

    folder = folder_of(instance) / name
    learned = (read_card(folder) or {}).get(LEARNED)
    return 0 if learned is None else int(learned) - len(np.load(folder / SEEN, mmap_mode="r"))


def models_to_learn_again(instance: Instance) -> dict[str, int]:
    """Models that learned from texts of erased people -> from how many."""
    counted = {folder.name: texts_gone(instance, folder.name) for folder in _folders(instance)}
    return {name: count for name, count in counted.items() if count}


def _folders(instance: Instance) -> list[Path]:
    from text.training.installed import folder_of
    from text.training.model import SEEN

    return sorted(file.parent for file in folder_of(instance).glob(f"[!._]*/{SEEN}"))


def _bytes(numbers: Any) -> bytes:
    import io

    import numpy as np

    file = io.BytesIO()
    np.save(file, numbers)
    return file.getvalue()


def _replace(file: Path, content: bytes) -> None:
    """The old content or the new one, whatever happens."""
    part = file.with_name(f".{file.name}.{os.getpid()}.part")
    with part.open("wb") as handle:
        handle.write(content)
        handle.flush()
        os.fsync(handle.fileno())
    part.replace(file)
