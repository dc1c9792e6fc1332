"""One turn of a session: language, theme, navigation, filters, and the page somebody asked for."""

import logging

import streamlit as st

from config.errors import NotReady, SapaError
from config.instance import PROJECT
from reports.formats import LANGUAGES
from ui import data, filters, page, theme
from ui.connecting.access import may_connect
from ui.pay import access as pay_access
from ui.text_models import access as models_access
from ui.words import _, language, speaking

PAGES = PROJECT / "pages"


def run() -> None:
    """Draws the frame and runs the chosen page; a known error becomes a notice, never a traceback."""
    _language()
    with speaking(language()):  # looked up once: a page says a thousand words
        _turn()


def _turn() -> None:
    theme.start()
    chosen = st.navigation(_pages(), position="top")
    theme.watch()  # after the menu: a run asked for before the browser knows its page begins at the first one
    try:
        if chosen.url_path != "connect":  # which is where the first data come from
            filters.start()
        _keep_language()
        chosen.run()
    except SapaError as error:
        _problem(error)


def _problem(error: SapaError) -> None:
    """Before the first load it is no problem but a beginning."""
    if isinstance(error, NotReady) and data.is_new():
        st.title(_("No data yet"), anchor=False)
        if may_connect():
            st.page_link(PAGES / "connect.py", label=_("Connect a source"), icon=":material/add_link:")
        page.nothing_yet()
    else:
        page.problem(error)


def on_defect(error: Exception) -> bool:
    """A defect of ours: logged in full for the administrator, said in one line to the viewer."""
    logging.getLogger("sapa").error("A page failed", exc_info=error)
    page.defect()
    return True


def _pages() -> dict[str, list[st.Page]]:
    """The menu: a page every day begins with, then a subject each with its pages."""
    subjects = {
        "": (("overview", _("Overview"), "dashboard"),),
        _("Customers"): (
            ("nps", _("NPS"), "trending_up"), ("complaints", _("Complaints"), "feedback"),
            ("cases", _("Cases"), "inbox"), ("audits", _("Audits"), "policy"),
            ("followup", _("Follow-up"), "phone_callback"), ("compare", _("Compare"), "compare_arrows"),
            ("taxonomy", _("Causes"), "account_tree"), ("models", _("Models of texts"), "model_training"),
        ),
        _("Service"): (
            ("channels", _("Channels"), "hub"), ("calls", _("Calls"), "call"),
            ("gemba", _("Gemba"), "footprint"),
        ),
        _("Staff"): (
            ("agents", _("Agents"), "groups"), ("agent", _("Agent"), "person"),
            ("my_ratings", _("My ratings"), "star"), ("errors", _("Errors"), "rule"),
            ("scripts", _("Scripts"), "fact_check"), ("pay", _("Pay"), "payments"),
        ),
        _("Data"): (
            ("health", _("Data health"), "database"), ("queue", _("Speech queue"), "graphic_eq"),
            ("recognition", _("Recognition"), "hearing"),
            ("connect", _("Connect a source"), "add_link"),
        ),
    }  # fmt: skip
    return {
        subject: [_page(name, title, icon) for name, title, icon in pages]
        for subject, pages in subjects.items()
    }


def _page(name: str, title: str, icon: str) -> st.Page:
    return st.Page(
        PAGES / f"{name}.py",
        title=title,
        icon=f":material/{icon}:",
        url_path=name,
        default=name == "overview",
        visibility="visible" if _is_in_menu(name) else "hidden",
    )


def _is_in_menu(name: str) -> bool:
    """Pages of some roles stand in their menu only; each such page itself refuses the others."""
    asked = {
        "agent": lambda: False,
        "connect": may_connect,
        "my_ratings": pay_access.is_agent,
        "pay": pay_access.may_decide,
        "scripts": pay_access.may_decide,
        "models": models_access.may_see,
        "taxonomy": pay_access.may_decide,
    }
    return name not in asked or asked[name]()


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
