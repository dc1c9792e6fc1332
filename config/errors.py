"""The one tree of errors a person may see: what is wrong, where, what to do.

Exit codes (docs/decisions and README): 2 wrong use, 3 data or instance not as needed,
4 done in part.  A traceback is never shown for any of these.
"""


class SapaError(Exception):
    """Root of everything Sapa raises on purpose; the message is one line for a person."""

    exit_code = 3


class WrongUse(SapaError):
    """The command or the call was put wrongly (unknown name, bad date, missing option)."""

    exit_code = 2


class NotReady(SapaError):
    """The data or the instance is not as needed; nothing was changed."""

    exit_code = 3


class DonePartly(SapaError):
    """Part of the work was done and kept; the message or the listing says what was not."""

    exit_code = 4


def one_of(what: str, given: str, choices: object) -> str:
    """The sentence for a wrong name: ``unknown metric 'nsp'; did you mean nps? One of: ...``."""
    import difflib

    names = sorted(str(choice) for choice in choices)  # type: ignore[attr-defined]
    near = difflib.get_close_matches(given, names, 1)
    hint = f"; did you mean {near[0]}?" if near else "."
    return f"unknown {what} '{given}'{hint} One of: {', '.join(names) or '(none)'}"
