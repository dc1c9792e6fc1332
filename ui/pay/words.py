"""The words of pay: why a rating does not count, how a contest stands, a mean, points."""

from ui.words import _, formats


def excluded(code: str | None) -> str:
    """Why a rating does not count."""
    words = {
        "contested": _("contested, accepted"),
        "incident": _("during an outage"),
        "unknown_agent": _("agent not known"),
    }
    return words.get(code, code) if code else _("counts")


def status(code: str) -> str:
    """How a contest stands."""
    words = {
        "open": _("waits for a decision"),
        "accepted": _("accepted: does not count"),
        "refused": _("refused: counts"),
        "withdrawn": _("withdrawn"),
    }
    return words.get(code, code)


def difference(code: str) -> str:
    """How today's data differ from a closed month."""
    words = {"came": _("came later"), "gone": _("no longer there"), "changed": _("changed since")}
    return words.get(code, code)


def mean(value: float) -> str:
    return formats().number(value, 2)


def points(value: float | None) -> str:
    """Points as written; a dash where there were too few ratings."""
    return "—" if value is None else formats().number(value, 0 if float(value).is_integer() else 1)
