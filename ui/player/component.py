"""The player itself: JavaScript and CSS of this folder, sent to the browser as text."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

FOLDER = Path(__file__).parent
SCRIPTS = ("dom.js", "waveform.js", "transcript.js", "bar.js", "player.js")
"""In this order; only the last has an export."""


@cache
def _renderer() -> "ComponentRenderer":
    script = "\n".join((FOLDER / name).read_text("utf8") for name in SCRIPTS)
    return st.components.v2.component("sapa_player", js=script, css=(FOLDER / "player.css").read_text("utf8"))


def mount(data: dict[str, Any], key: str) -> bool:
    """Show the player; True in the one run in which it asks for a fresh address of the sound."""
    result = _renderer()(data=data, key=key, on_renew_change=lambda: None)
    return bool(result.get("renew"))
