"""Who answers for a cause: the owner named in the taxonomy."""

from functools import lru_cache
from pathlib import Path

from config.settings import read_toml
from ui import data
from ui.words import _


def owner(category: str) -> str:
    """The owner of a cause in the language of the session; nothing where the taxonomy names none."""
    path = data.instance().config_file("taxonomy.toml")
    return owner_words(_owners(path, path.stat().st_mtime_ns).get(category, ""))


def owner_words(code: str) -> str:
    """The name of an owner; a word of the operator's own stays as it is."""
    return known().get(code, code.replace("_", " "))


@lru_cache(maxsize=4)
def _owners(path: Path, changed_at: int) -> dict[str, str]:
    return {
        str(entry.get("id", "")): str(entry.get("owner", "")) for entry in read_toml(path).get("category", [])
    }


def known() -> dict[str, str]:
    """Owners the delivered taxonomy names, by code."""
    return {
        "back_office": _("Back office"), "billing": _("Billing"), "contact_centre": _("Contact centre"),
        "dealer_management": _("Dealer management"), "debt_collection": _("Debt collection"),
        "digital": _("Digital channels"), "field_service": _("Field service"), "marketing": _("Marketing"),
        "network_operations": _("Network operations"), "number_portability": _("Number portability"),
        "sales": _("Sales"), "service_quality": _("Service quality"), "training": _("Training"),
        "tv_operations": _("TV operations"), "unit_manager": _("Manager of the unit"),
    }  # fmt: skip
