"""The look of a session: logo, the one CSS file, light or dark, big type."""

from pathlib import Path

import streamlit as st

from reports.look import Look
from ui.narrow import is_narrow
from ui.words import language

STATIC = Path(__file__).parent / "static"
ICON = STATIC / "icon.png"
_BIG = "<style>html{font-size:20px}</style>"
_WATCH = """
export default function ({ setTriggerValue, parentElement }) {
  const app = document.querySelector('.stApp') || document.body;
  const colour = () => getComputedStyle(app).backgroundColor;
  let seen = colour();
  const look = () => {
    if (colour() === seen) return;
    seen = colour();
    setTriggerValue('changed', seen);
  };
  const observer = new MutationObserver(() => setTimeout(look, 60));
  observer.observe(app, { attributes: true, attributeFilter: ['class', 'style'] });
  return () => observer.disconnect();
}
"""


def start() -> None:
    """Page settings, logo, style; at the start of a run."""
    st.set_page_config(page_title="Sapa", page_icon=str(ICON), layout="wide")
    logo = STATIC / ("logo-dark.png" if is_dark() else "logo-light.png")
    st.logo(str(logo), size="large")
    st.html(STATIC / "sapa.css")
    if is_big():
        st.html(_BIG)


def is_dark() -> bool:
    return st.context.theme.type == "dark"


def is_big() -> bool:
    return bool(st.session_state.get("big_type"))


def look() -> Look:
    """How charts are drawn for this session."""
    return Look(language=language(), is_dark=is_dark(), is_narrow=is_narrow(), is_big=is_big())


def watch() -> None:
    """At the end of a run: runs again when the theme is switched, for charts hold colours of their own."""
    mount = st.components.v2.component("sapa_theme_watch", js=_WATCH)
    with st.container(key="theme_watch"):
        mount(key="theme_watch_component", on_changed_change=lambda: None, height=1)
