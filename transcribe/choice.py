"""Which models hear a recording, and the key under which their result is kept."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from text.api import MASK_VERSION
from transcribe import audio, language, manifest, recogniser, speakers
from transcribe.errors import ModelError
from transcribe.models import Model
from transcribe.wordlist.names import WordList

NO_MODEL = "none"


@dataclass(frozen=True)
class Choice:
    """Models that hear a recording; ``first`` is its known language, None when all are to hear it."""

    models: tuple[Model, ...]
    first: str | None
    key: str  # of models' checksums, settings and mask version

    @property
    def folders(self) -> Mapping[str, Path]:
        return {model.language: model.folder for model in self.models}

    @property
    def is_demo(self) -> bool:
        return any(model.is_demo for model in self.models)

    @property
    def leading(self) -> Model:
        """The model of the known language; the first one where the language is not known."""
        return next((model for model in self.models if model.language == self.first), self.models[0])

    def model_of(self, spoken: str) -> Model:
        return next(model for model in self.models if model.language == spoken)


def choose(in_use: Mapping[str, Model], spoken: str | None) -> Choice:
    """The models in use that fit a recording in ``spoken`` (None: not known).

    Demonstration and full models never hear the same call: the former are sure of words that were
    never said.  Raises ModelError when there is no model for the language.
    """
    if not in_use:
        raise ModelError(
            "no speech model found: run 'python -m transcribe models install small-ru' (or small-kz, "
            "small-en-us), or set SAPA_MODELS to a folder of Vosk models."
        )
    if spoken and spoken not in in_use:
        raise ModelError(
            f"no model for language '{spoken}' (there are: {', '.join(in_use)}); "
            "install one with 'python -m transcribe models install'."
        )
    is_demo = in_use[spoken].is_demo if spoken else all(model.is_demo for model in in_use.values())
    return with_models([model for model in in_use.values() if model.is_demo == is_demo], spoken)


def with_models(models: Sequence[Model], spoken: str | None) -> Choice:
    """A choice of exactly these models. Raises ModelError when one of them is cut."""
    for model in models:
        manifest.check_sizes(model.folder)
    return Choice(tuple(models), spoken, _key(models, spoken))


def _key(models: Sequence[Model], spoken: str | None) -> str:
    parts = [model.checksum for model in models]
    parts += [spoken or "", audio.VERSION, recogniser.VERSION, language.VERSION, speakers.VERSION]
    parts += [MASK_VERSION]
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:16]


class Choices:
    """The choice for each language, made once a run, and ``words``: the names that are mended."""

    def __init__(self, in_use: Mapping[str, Model], words: WordList | None = None) -> None:
        self._in_use = in_use
        self.words = words
        self._made: dict[str | None, Choice | ModelError] = {}

    def of(self, spoken: str | None) -> Choice:
        """Raises ModelError when there is no model for ``spoken``."""
        if spoken not in self._made:
            try:
                self._made[spoken] = choose(self._in_use, spoken)
            except ModelError as error:
                self._made[spoken] = error
        made = self._made[spoken]
        if isinstance(made, ModelError):
            raise made
        return made

    def check_any(self) -> None:
        """Raises ModelError when there is no model at all."""
        if not self._in_use:
            self.of(None)

    def key(self, spoken: str | None) -> tuple[str, bool]:
        """Key of the choice and whether it is of demonstration models; ``NO_MODEL`` where there is none."""
        try:
            choice = self.of(spoken)
        except ModelError:
            return NO_MODEL, True
        return choice.key, choice.is_demo
