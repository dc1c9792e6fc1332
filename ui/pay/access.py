"""Who sees pay, closes a month, has ratings of their own. Apart from the pages, for the frame asks it too."""

from config.errors import SapaError
from ui import access, data
from warehouse.scope import NOBODY, Scope

DECIDES = ("head_of_quality", "administrator")


def may_decide() -> bool:
    """Heads of quality see pay, signs and contests of the units they are given."""
    scope = _scope()
    return _sees(scope) and scope.role in DECIDES and scope.personal and scope.agent_id is None


def may_close() -> bool:
    """A month is closed for everybody at once, so by a head who sees every unit."""
    return may_decide() and _scope().units is None


def is_agent() -> bool:
    """Somebody with ratings of their own."""
    scope = _scope()
    return _sees(scope) and scope.agent_id is not None


def _sees(scope: Scope) -> bool:
    return bool(scope.person) and not scope.sees_nothing


def _scope() -> Scope:
    """NOBODY too where there is no instance to ask."""
    try:
        return access.scope(data.instance())
    except SapaError:
        return NOBODY
