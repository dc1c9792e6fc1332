"""Speech models on this machine: where they are, which language, which one is in use."""

import os
import tomllib
from dataclasses import dataclass
from pathlib import Path

from config.errors import WrongUse, one_of
from config.instance import PROJECT, Instance
from transcribe import manifest
from transcribe.errors import ModelError
from transcribe.locks import replace_text

DEMO_MODELS = PROJECT / "etl" / "demo" / "models"
IN_USE = "in-use.toml"
_VENDOR_LANGUAGES = {"ru": "ru", "kz": "kk", "kk": "kk", "en": "en"}


@dataclass(frozen=True)
class Model:
    """One Vosk model. A demonstration model knows a few hundred words and nothing of real calls."""

    name: str
    folder: Path
    language: str  # ru, kk, en, or another code of the vendor
    is_demo: bool
    bytes: int

    @property
    def checksum(self) -> str:
        return manifest.checksum(self.folder)


def model_roots(instance: Instance | None) -> list[Path]:
    """Folders models are looked for in, the first that has a name wins."""
    named = os.environ.get("SAPA_MODELS", "").strip()
    roots = [instance.models] if instance else []
    return [*roots, *([Path(named).expanduser()] if named else []), DEMO_MODELS]


def installed(instance: Instance | None) -> list[Model]:
    """Every model that can be found, by name; SAPA_MODELS may name one model or a folder of them."""
    found: dict[str, Model] = {}
    for root in model_roots(instance):
        folders = [root] if is_model(root) else sorted(root.iterdir()) if root.is_dir() else []
        for folder in folders:
            if is_model(folder) and not folder.name.startswith("."):
                found.setdefault(folder.name, read(folder))
    return [found[name] for name in sorted(found)]


def is_model(folder: Path) -> bool:
    """Whether this looks like a Vosk model: its acoustic network is there, in the new or old layout."""
    return (folder / "am" / "final.mdl").is_file() or (folder / "final.mdl").is_file()


def language_of(name: str) -> str:
    """Language by the vendor's naming: ``vosk-model-small-kz-0.15`` -> kk; empty when it does not tell."""
    parts = name.lower().removeprefix("vosk-model-").removeprefix("small-").removeprefix("tiny-").split("-")
    return _VENDOR_LANGUAGES.get(parts[0], parts[0] if name.startswith("vosk-model-") else "")


def named(instance: Instance | None, name: str) -> Model:
    """The installed model ``name``. Raises WrongUse with the names there are."""
    models = {model.name: model for model in installed(instance)}
    if name not in models:
        raise WrongUse(one_of("model", name, models) + ". 'python -m transcribe models list' shows all.")
    return models[name]


def in_use(instance: Instance | None) -> dict[str, Model]:
    """Language -> the model in use: the one chosen with ``models use``, else the fullest that is there."""
    models = installed(instance)
    chosen: dict[str, Model] = {}
    for model in sorted(models, key=lambda each: (not each.is_demo, each.bytes)):
        if model.language:
            chosen[model.language] = model
    for language, name in _choices(instance).items():
        match = [model for model in models if model.name == name]
        if not match:
            raise ModelError(
                f"model {name} is in use for {language} but not there; install it, or choose another "
                "with 'python -m transcribe models use NAME'."
            )
        chosen[language] = match[0]
    return dict(sorted(chosen.items()))


def use(instance: Instance, name: str) -> Model:
    """Make ``name`` the model of its language in this instance."""
    model = named(instance, name)
    if not model.language:
        raise WrongUse(f"the language of model {name} is not known; install it again with --language.")
    choices = _choices(instance) | {model.language: name}
    lines = "".join(f'{language} = "{chosen}"\n' for language, chosen in sorted(choices.items()))
    replace_text(
        instance.models / IN_USE, "# Models in use, by language ('models use NAME' writes this).\n" + lines
    )
    return model


def _choices(instance: Instance | None) -> dict[str, str]:
    file = instance.models / IN_USE if instance else None
    if not file or not file.is_file():
        return {}
    try:
        return {str(language): str(name) for language, name in tomllib.loads(file.read_text("utf8")).items()}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ModelError(f"{file}: cannot be read ({error}); correct or remove it.") from None


def read(folder: Path) -> Model:
    """The model in ``folder``, as its record or its name tells."""
    told = manifest.read(folder)
    size = sum(file.stat().st_size for file in manifest.model_files(folder))
    language = (told.language if told else "") or language_of(folder.name)
    is_demo = folder.name.startswith("tiny-") or (folder / "DEMO").exists()
    return Model(folder.name, folder.resolve(), language, is_demo, size)
