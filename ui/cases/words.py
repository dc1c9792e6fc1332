"""Words of stages and parts of cases."""

from ui.words import _


def stages() -> dict[str, str]:
    """Stage -> what it is called, in the order of the way; of what is left, a case is in it no longer."""
    return {
        "to_answer": _("From registration to the answer"), "registered": _("Registered, nobody's yet"),
        "assigned": _("Assigned"), "interim_answer": _("Interim answer given"),
        "answered": _("Answered, not closed"), "reopened": _("Opened again"),
    }  # fmt: skip


def entered() -> dict[str, str]:
    """Stage -> what happened when it was entered."""
    return {
        "registered": _("Registered"), "assigned": _("Assigned to a unit"),
        "interim_answer": _("Interim answer"), "answered": _("Answer"), "withdrawn": _("Withdrawn"),
        "reopened": _("Opened again"), "closed": _("Closed"),
    }  # fmt: skip


def parts() -> dict[str, str]:
    """Parts of the open cases one can look at."""
    return {
        "overdue": _("Overdue"), "at_risk": _("Due soon"), "open": _("All open"), "again": _("Opened again"),
    }  # fmt: skip
