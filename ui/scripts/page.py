"""The page "Scripts" as a whole."""

import streamlit as st

from etl.api import scripting
from ui.page import Page
from ui.pay import access as pay_access
from ui.plain import plain
from ui.scripts import form, listing, state, told, trial, using
from ui.words import _, _n, formats


def draw(view: Page) -> None:
    """Criteria, form, trial and versions; whoever may not decide gets a refusal in one sentence."""
    if not pay_access.may_decide():
        with st.container(border=True, key="card_scripts_refused"):
            words = _("Scripts are kept by heads of quality and administrators: ask one of them.")
            st.markdown(f":material/lock: {words}")
        return
    versions = state.versions()
    version = state.opened(versions)
    count = len(version.values.get("criterion", ()))
    view.headline(
        _n("{count} criterion checked in every call", "{count} criteria checked in every call", count),
        _caption(version),
    )
    _choose(versions, version)
    with st.grid(2, min_column_width=420) as grid:
        with grid.cell():
            listing.card(version)
        with grid.cell():
            form.card(version)
            trial.card(version)
            using.card(version)


def _caption(version: scripting.Version) -> str:
    since = formats().date(version.changed_at) if version.changed_at else _("as delivered")
    number = _("version {version}", version=formats().count(version.version))
    parts = [plain(told.name(version.values)), number, since, plain(version.changed_by)]
    return " · ".join(part for part in parts if part)


def _choose(versions: list[scripting.Version], version: scripting.Version) -> None:
    if len(versions) < 2:
        return
    names = {one.name: told.name(one.values) for one in versions}
    st.segmented_control(
        _("Script"), list(names), default=version.name, format_func=names.__getitem__, key="scripts_choice",
        required=True, on_change=lambda: state.open_script(st.session_state["scripts_choice"]),
    )  # fmt: skip
