"""What stands where personal data stood, in the words of the session."""

import re

from ui.words import _

_TOKEN = re.compile(r"<[A-Z]+>")


def names() -> dict[str, str]:
    """Each token of masking and what it hides."""
    return {
        "<PHONE>": _("phone number"),
        "<EMAIL>": _("e-mail"),
        "<CARD>": _("card number"),
        "<IIN>": _("personal number"),
        "<PIN>": _("PIN or code"),
        "<NUMBER>": _("number"),
        "<NAME>": _("name"),
    }


def readable(text: str) -> str:
    """``text`` with each token as its name in brackets: "call me at [phone number]"."""
    known = names()
    return _TOKEN.sub(lambda found: f"[{known[found[0]]}]" if found[0] in known else found[0], text)
