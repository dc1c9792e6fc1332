"""Who may connect sources. Apart from the page itself, for the frame asks it on every page."""

from config.errors import SapaError
from ui import access, data


def may_connect() -> bool:
    """Sources are connected by administrators; False too where there is no instance to ask."""
    try:
        return access.scope(data.instance()).role == "administrator"
    except SapaError:
        return False
