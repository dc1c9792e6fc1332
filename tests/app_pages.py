"""Opens pages as a session of the app does, without a browser."""

from collections.abc import Mapping
from functools import cache

import pytest
from streamlit.components.v2.manifest_scanner import scan_component_manifests
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest

from config.instance import PROJECT, Instance


class _Navigated(PagesManager):
    """AppTest forgets before each run that the app navigates by itself, and would run pages/ bare."""

    def __init__(self, *args: object, **more: object) -> None:
        PagesManager.uses_pages_directory = False
        super().__init__(*args, **more)  # type: ignore[arg-type]


_components_once = cache(scan_component_manifests)
"""AppTest looks through every installed package before each run: longer than most pages take."""


def start_app(
    monkeypatch: pytest.MonkeyPatch,
    instance: Instance,
    state: Mapping[str, object] | None = None,
    **address: str,
) -> AppTest:
    """The app of ``instance`` at an address such as ``unit="cc1", lang="en"``, not run yet.

    ``state``: what was chosen in its controls before.
    """
    monkeypatch.setenv("SAPA_HOME", str(instance.home))
    monkeypatch.setattr("streamlit.testing.v1.app_test.PagesManager", _Navigated)
    scanner = "streamlit.components.v2.manifest_scanner.scan_component_manifests"
    monkeypatch.setattr(scanner, _components_once)
    app = AppTest.from_file(str(PROJECT / "app.py"), default_timeout=60)
    for key, value in address.items():
        app.query_params[key] = value
    for key, chosen in (state or {}).items():
        app.session_state[key] = chosen
    return app


def open_page(
    monkeypatch: pytest.MonkeyPatch,
    instance: Instance,
    page: str = "overview.py",
    state: Mapping[str, object] | None = None,
    /,
    **address: str,
) -> AppTest:
    """A page that has run once; fails where it raised."""
    app = start_app(monkeypatch, instance, state, **address)
    if page != "overview.py":  # which lives at "/"
        app.switch_page(f"pages/{page}")
    app.run()
    assert not app.exception, [error.value for error in app.exception]
    return app


def text_of(app: AppTest) -> str:
    """Everything a person reads on the page, tables aside."""
    parts = [*app.title, *app.markdown, *app.caption, *app.metric, *app.text]
    return " ".join(f"{getattr(part, 'label', '')} {part.value}" for part in parts)
