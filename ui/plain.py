"""Text of data inside Markdown: shown as it is, never read as markup, links or icons."""

_MEANING = frozenset("\\`*_[]{}()<>#+-!|$~:&")


def plain(text: str) -> str:
    """``text`` with everything escaped that Markdown or Streamlit would give a meaning."""
    return "".join("\\" + letter if letter in _MEANING else letter for letter in " ".join(text.split()))
