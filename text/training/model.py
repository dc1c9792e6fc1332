"""A trained model: what it answers, and how it lies on disk."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from config.errors import NotReady
from text.training import features
from text.training.machine import Machine
from text.training.polarity import polarity
from text.training.prediction import CATEGORY, Prediction

WEIGHTS, CARD, SEEN = "model.npz", "card.json", "seen.npy"
SURE_FROM = {CATEGORY: 0.5, "sentiment": 0.6}
"""Below this likelihood a model would rather not say: it is about as likely to be wrong as right."""
_CHUNK = 5_000


@dataclass(frozen=True)
class TrainedModel:
    """``maker`` turns texts into rows of features, ``machine`` those into likelihoods of labels."""

    name: str
    task: str
    maker: Any
    machine: Machine
    card: Mapping[str, Any] = field(default_factory=dict)

    @property
    def labels(self) -> list[str]:
        return list(self.machine.labels)

    @cached_property
    def sides(self) -> dict[str, str]:
        """Its labels that are negative, neutral or positive."""
        return polarity(self.labels)

    def predict(self, texts: Sequence[str]) -> list[Prediction]:
        """One prediction a text, in order."""
        found: list[Prediction] = []
        for start in range(0, len(texts), _CHUNK):
            found += self._predict(texts[start : start + _CHUNK])
        return found

    def _predict(self, texts: Sequence[str]) -> list[Prediction]:
        shares = self.machine.likelihoods(self.maker.transform(texts))
        likeliest = self.machine.decided(shares)
        return [self._prediction(int(place), row) for place, row in zip(likeliest, shares, strict=True)]

    def _prediction(self, place: int, row: "np.ndarray[Any, Any]") -> Prediction:
        confidence = float(row[place])
        named = {label: round(float(share), 4) for label, share in zip(self.labels, row, strict=True)}
        return Prediction(self.labels[place], confidence, confidence >= SURE_FROM[self.task], named)


def save(model: TrainedModel, folder: Path, card: Mapping[str, Any], texts: Sequence[str]) -> None:
    """Write ``model`` into the empty ``folder``: its weights (arrays, no code), hashes of the ``texts`` it
    learned from, and its card, which is written last."""
    folder.mkdir(parents=True, exist_ok=True)
    arrays: dict[str, Any] = dict(features.as_arrays(model.maker))
    arrays |= {part.name: np.asarray(getattr(model.machine, part.name)) for part in fields(Machine)}
    np.savez_compressed(folder / WEIGHTS, **arrays)
    np.save(folder / SEEN, np.unique(hashes(texts)))
    checksum = hashlib.sha256((folder / WEIGHTS).read_bytes()).hexdigest()[:12]
    kept = {
        **card, "name": model.name, "task": model.task, "features": features.VERSION, "checksum": checksum
    }  # fmt: skip
    (folder / CARD).write_text(json.dumps(kept, ensure_ascii=False, indent=1), "utf8")


def hashes(texts: Sequence[str]) -> "np.ndarray[Any, np.dtype[np.uint64]]":
    """64 bits of each text's hash: enough to know a text again, too little to tell what it says."""
    found = [hashlib.blake2b(text.encode("utf8", "surrogatepass"), digest_size=8).digest() for text in texts]
    return np.frombuffer(b"".join(found), dtype=np.uint64)


def unseen(folder: Path, texts: Sequence[str]) -> list[int]:
    """Places of the texts that the model in ``folder`` did not learn from."""
    known = np.isin(hashes(texts), np.load(folder / SEEN))
    return [place for place, is_known in enumerate(known) if not is_known]


def read_card(folder: Path) -> dict[str, Any] | None:
    """What is known of the model in ``folder`` without loading it; None where there is none."""
    try:
        return dict(json.loads((folder / CARD).read_text("utf8")))
    except (OSError, ValueError):
        return None


def load(folder: Path) -> TrainedModel:
    """The model in ``folder``. Only numbers are read: nothing in the file is ever run.

    Raises NotReady where it is not there, damaged, or made by other features.
    """
    card = read_card(folder)
    if card is None:
        raise NotReady(f"{folder}: no model of texts; 'python -m text train' makes one.")
    if card.get("features") != features.VERSION:
        raise NotReady(f"{folder}: made by another version; train it again with 'python -m text train'.")
    try:
        with (folder / WEIGHTS).open("rb") as file, np.load(file, allow_pickle=False) as kept:
            arrays = dict(kept)
        maker, machine = features.of_arrays(str(card["task"]), arrays), _machine(arrays)
    except Exception as error:  # whatever a damaged file raises
        raise NotReady(
            f"{folder / WEIGHTS}: cannot be read ({type(error).__name__}); train it again."
        ) from None
    return TrainedModel(str(card["name"]), str(card["task"]), maker, machine, card)


def _machine(arrays: Mapping[str, Any]) -> Machine:
    return Machine(
        labels=tuple(str(label) for label in arrays["labels"]), steepness=float(arrays["steepness"]),
        **{name: arrays[name] for name in ("weights", "intercept", "offset", "lean")},
    )  # fmt: skip
