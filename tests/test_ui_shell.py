"""The frame of every page: an address opens its page, on a slow machine and on a phone too."""

from pathlib import Path
from typing import Any

import pytest
import streamlit as st

from tests.app_pages import open_page
from tests.tiny_warehouse import tiny_warehouse
from ui import theme


def test_the_browser_knows_its_page_before_anything_can_ask_for_another_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A phone asks for a run as soon as it is seen; asked before the menu, it lands on Overview."""
    order: list[str] = []
    navigate, watch = st.navigation, theme.watch

    def menu(*args: Any, **more: Any) -> Any:
        order.append("menu")
        return navigate(*args, **more)

    def watched() -> None:
        order.append("watch")
        watch()

    monkeypatch.setattr(st, "navigation", menu)
    monkeypatch.setattr(theme, "watch", watched)
    open_page(monkeypatch, tiny_warehouse(tmp_path)[0], "gemba.py", lang="en")
    assert order[:2] == ["menu", "watch"]
