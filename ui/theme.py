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
export default function ({ setTriggerValue, data }) {
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
  const phone = matchMedia('(max-width: 640px)');
  const measure = () => { if (phone.matches !== data.narrow) setTriggerValue('narrow', phone.matches); };
  measure();
  phone.addEventListener('change', measure);
  return () => { observer.disconnect(); phone.removeEventListener('change', measure); };
}
"""
_KEY = "theme_watch_component"


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
    """Runs again when the theme is switched, for charts hold colours of their own, and when the window is as
    narrow as a phone's, or no longer so.  Early in a run, so that little is drawn in vain; after the menu."""
    mount = st.components.v2.component("sapa_theme_watch", js=_WATCH)
    with st.container(key="theme_watch"):
        mount(
            key=_KEY, data={"narrow": is_narrow()}, height=1,
            on_changed_change=lambda: None, on_narrow_change=_on_narrow,
        )  # fmt: skip


def _on_narrow() -> None:
    st.session_state["narrow"] = bool(st.session_state[_KEY].narrow)
