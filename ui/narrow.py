"""Is this a phone? Charts put labels above bars and tables lose columns on one."""

import streamlit as st


def is_narrow() -> bool:
    """True on phones (``Mobi`` in the User-Agent) and in windows up to 640 pixels, once they told."""
    if "narrow" in st.session_state:
        return bool(st.session_state["narrow"])
    return "Mobi" in st.context.headers.get("User-Agent", "")
