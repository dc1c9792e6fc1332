"""The page of the chosen unit and period to take along: PDF for paper, HTML for a mail."""

from collections.abc import Callable

import streamlit as st

from etl import api
from ui import data, filters
from ui.words import _, language

_KINDS = {"pdf": "application/pdf", "html": "text/html"}


def button() -> None:
    """Two downloads; the file is made when somebody asks for it, from what that person may see."""
    with st.popover(_("Take it along"), icon=":material/description:"):
        st.caption(_("One page about the chosen unit and period, with room for notes; agents are codes."))
        with st.container(horizontal=True):
            for kind, mime in _KINDS.items():
                st.download_button(
                    kind.upper(),
                    _later(kind),
                    f"sapa-{filters.chosen().span.code}-{_unit()}.{kind}",
                    mime,
                    key=f"brief_{kind}",
                    icon=":material/download:",
                    on_click="ignore",
                )


def _unit() -> str:
    """The unit chosen on the page; everything where it is none or several."""
    chosen = filters.chosen().values.get("unit", ())
    return chosen[0] if len(chosen) == 1 else api.ALL_UNITS


def _later(kind: str) -> Callable[[], bytes]:
    span = filters.chosen().span
    wish = api.BriefWish(_unit(), span.grain, span.start, language(), kind)
    instance, snapshot, scope = data.instance(), data.snapshot(), data.scope()
    return lambda: api.brief_file(instance, snapshot, scope, wish)
