"""Install a model: fetched or given as a zip, checked, unpacked beside the others, there at once or not."""

import os
import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from config.errors import WrongUse
from transcribe import catalogue, download, manifest, models
from transcribe.errors import ModelError
from transcribe.locks import only_one
from transcribe.models import Model
from transcribe.unzip import unpack

Step = Callable[[str, int, int], None]
"""Called with (what is being done, bytes done, bytes in all; 0 where not known)."""


def install(folder: Path, name: str, step: Step | None = None) -> Model:
    """Fetch the official model ``name`` into ``folder``. Raises WrongUse, NoNetwork, ModelError, Busy."""
    with _alone(folder):
        official = catalogue.find(name)
        if models.is_model(folder / official.name):
            return models.read(folder / official.name)
        archive = folder / f"{official.name}.zip"
        download.fetch(
            official.url, archive, size=official.size, md5=official.md5,
            fetched=_as("downloading", step),
        )  # fmt: skip
        model = _unpacked(archive, folder, official.language, official.url, step)
        archive.unlink()
        return model


def install_from(folder: Path, archive: Path, language: str | None = None, step: Step | None = None) -> Model:
    """Install the zip a person has downloaded by hand; the zip stays.

    ``language`` is needed only where the model's name does not tell it.  Raises WrongUse, ModelError, Busy.
    """
    if not archive.is_file():
        raise WrongUse(f"{archive}: no such file; give the path of the downloaded zip.")
    with _alone(folder):
        return _unpacked(archive, folder, language or "", archive.name, step)


def _alone(folder: Path) -> AbstractContextManager[None]:
    return only_one(folder / ".lock", f"{folder}: another install is under way; wait until it is done.")


def _as(what: str, step: Step | None) -> Callable[[int, int], None] | None:
    return (lambda done, total: step(what, done, total)) if step else None


def _unpacked(archive: Path, folder: Path, language: str, source: str, step: Step | None) -> Model:
    """Unpack into a hidden folder, record every file's checksum, then rename: one moment."""
    temporary = folder / f".unpacking-{os.getpid()}"
    for left in (*folder.glob(".unpacking-*"), *folder.glob(".old-*")):  # of installs that were killed
        shutil.rmtree(left, ignore_errors=True)
    try:
        unpack(archive, temporary, _as("unpacking", step))
        inner = _model_in(temporary, archive)
        name = inner.name if inner != temporary else archive.stem
        spoken = language or models.language_of(name)
        if not spoken:
            raise WrongUse(
                f"{archive}: the name {name} does not tell the language; give --language ru, kk or en."
            )
        manifest.write(inner, spoken, source)
        return _placed(inner, folder / name)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _model_in(unpacked: Path, archive: Path) -> Path:
    """The model's own folder in what was unpacked: the top or the one folder there."""
    found = [folder for folder in (unpacked, *sorted(unpacked.iterdir())) if models.is_model(folder)]
    if len(found) != 1:
        raise ModelError(f"{archive}: no Vosk model in it (am/final.mdl is missing); is it the right file?")
    return found[0]


def _placed(inner: Path, target: Path) -> Model:
    """Rename to its place; what was there (a broken copy) goes."""
    old = target.with_name(f".old-{os.getpid()}-{target.name}")
    if target.exists():
        target.rename(old)
    inner.rename(target)
    shutil.rmtree(old, ignore_errors=True)
    return models.read(target)
