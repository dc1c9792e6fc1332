"""One turn of a session: language, theme, navigation, filters, and the page somebody asked for."""

import logging

import streamlit as st

from config.errors import NotReady, SapaError
from config.instance import PROJECT
from reports.formats import LANGUAGES
from ui import data, filters, page, theme
from ui.words import _

PAGES = PROJECT / "pages"


def run() -> None:
    """Draws the frame and runs the chosen page; a known error becomes a notice, never a traceback."""
    _language()
    theme.start()
    chosen = st.navigation(_pages(), position="top")
    try:
        filters.start()
        _keep_language()
        chosen.run()
    except SapaError as error:
        _problem(error)
    theme.watch()


def _problem(error: SapaError) -> None:
    """Before the first load it is no problem but a beginning."""
    if isinstance(error, NotReady) and data.is_new():
        st.title(_("No data yet"), anchor=False)
        page.nothing_yet()
    else:
        page.problem(error)


def on_defect(error: Exception) -> bool:
    """A defect of ours: logged in full for the administrator, said in one line to the viewer."""
    logging.getLogger("sapa").error("A page failed", exc_info=error)
    page.defect()
    return True


def _pages() -> list[st.Page]:
    titles = (
        ("overview", _("Overview"), "dashboard"), ("nps", _("NPS"), "trending_up"),
        ("complaints", _("Complaints"), "feedback"), ("agents", _("Agents"), "groups"),
        ("calls", _("Calls"), "call"), ("errors", _("Errors"), "rule"), ("gemba", _("Gemba"), "footprint"),
        ("health", _("Data"), "database"),
    )  # fmt: skip
    return [
        st.Page(
            PAGES / f"{name}.py",
            title=title,
            icon=f":material/{icon}:",
            url_path=name,
            default=name == "overview",
        )
        for name, title, icon in titles
        if (PAGES / f"{name}.py").is_file()
    ]


def _language() -> None:
    """The language of the address at the start of a session, else the operator's."""
    if st.session_state.get("language") in LANGUAGES:
        return
    asked = st.query_params.get("lang", "")
    st.session_state["language"] = asked if asked in LANGUAGES else _operators_language()


def _operators_language() -> str:
    try:
        return data.settings().operator.language
    except SapaError:
        return "ru"


def _keep_language() -> None:
    """The address carries the language where it is not the operator's own."""
    language = st.session_state["language"]
    if language != data.settings().operator.language:
        st.query_params["lang"] = language
    elif "lang" in st.query_params:
        del st.query_params["lang"]
