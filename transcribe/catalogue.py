"""Official Vosk models this project knows by name, and the vendor's own list for the rest."""

import os
from dataclasses import dataclass
from typing import Any

from config.errors import WrongUse, one_of
from transcribe.download import fetch_json
from transcribe.errors import NoNetwork

VENDOR = "https://alphacephei.com/vosk/models"
ADDRESS_VARIABLE = "SAPA_MODELS_URL"


@dataclass(frozen=True)
class Official:
    """``size``: bytes of the zip (0: not known here); ``md5``: of the zip, from the vendor's list."""

    name: str
    language: str
    about: str
    size: int = 0
    md5: str = ""

    @property
    def alias(self) -> str:
        """``small-ru`` for ``vosk-model-small-ru-0.22``."""
        return self.name.removeprefix("vosk-model-").rpartition("-")[0]

    @property
    def url(self) -> str:
        return f"{address()}/{self.name}.zip"


CATALOGUE = (
    Official("vosk-model-small-ru-0.22", "ru", "Russian, small: 45 MB, for any machine"),
    Official("vosk-model-small-kz-0.15", "kk", "Kazakh, small: 42 MB, for any machine"),
    Official("vosk-model-small-en-us-0.15", "en", "English, small: 40 MB, for any machine"),
    Official("vosk-model-ru-0.42", "ru", "Russian, large: 1.8 GB, needs about 8 GB of memory"),
    Official("vosk-model-kz-0.15", "kk", "Kazakh, large: 378 MB"),
    Official("vosk-model-en-us-0.22", "en", "English, large: 1.8 GB, needs about 8 GB of memory"),
)


def address() -> str:
    """Where models are fetched from: SAPA_MODELS_URL (a mirror of your own), else the vendor."""
    return os.environ.get(ADDRESS_VARIABLE, "").strip().rstrip("/") or VENDOR


def find(name: str) -> Official:
    """The model ``name`` (full or short), with size and md5 from the vendor's list.

    Raises WrongUse for a name neither we nor the vendor know, NoNetwork when the list cannot be had.
    """
    known = {each.alias: each for each in CATALOGUE} | {each.name: each for each in CATALOGUE}
    full = known[name].name if name in known else name
    try:
        listed = {str(entry.get("name")): entry for entry in _vendor_list(full)}
    except NoNetwork as error:
        if not full.startswith("vosk-model-"):
            choices = [each.alias for each in CATALOGUE]
            raise WrongUse(one_of("model", name, choices) + ", or a name of the vendor's list.") from None
        raise error
    if full not in listed:
        if name in known:
            return known[name]
        raise WrongUse(one_of("model", name, [each.alias for each in CATALOGUE]))
    return _official(known.get(full), listed[full])


def _vendor_list(name: str) -> list[dict[str, Any]]:
    entries = fetch_json(f"{address()}/model-list.json", wanted=f"{address()}/{name}.zip")
    return [entry for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []


def _official(known: Official | None, entry: dict[str, Any]) -> Official:
    from transcribe.models import language_of

    name = str(entry["name"])
    size = str(entry.get("size", ""))
    return Official(
        name,
        known.language if known else language_of(name),
        known.about if known else str(entry.get("lang_text", "")),
        int(size) if size.isdigit() else 0,
        str(entry.get("md5", "")).lower(),
    )
