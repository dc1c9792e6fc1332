"""The page "Causes" as a whole."""

import streamlit as st

from etl.api import causes
from ui.narrow import is_narrow
from ui.page import Page
from ui.pay import access as pay_access
from ui.plain import plain
from ui.taxonomy import form, opened, state, themes, tree, trial, using
from ui.words import _, _n, formats


def draw(view: Page) -> None:
    """Tree, one cause, trial, versions, new themes; whoever may not decide gets a refusal in one sentence."""
    if not pay_access.may_decide():
        with st.container(border=True, key="card_taxonomy_refused"):
            words = _("Causes are kept by heads of quality and administrators: ask one of them.")
            st.markdown(f":material/lock: {words}")
        return
    version = state.in_force()
    count = len(state.values_of(version).get("category", ()))
    view.headline(
        _n("Texts are sorted by {count} cause", "Texts are sorted by {count} causes", count),
        _caption(version),
    )
    with st.grid(2, min_column_width=420) as grid:
        if not (is_narrow() and state.opened()):  # on a phone what was opened takes the place of the tree
            with grid.cell():
                tree.card(version)
        with grid.cell():
            _chosen(version)
            trial.card(version)
            using.card(version)
            themes.card()


def _chosen(version: causes.Version) -> None:
    """The cause that is open, to read or to edit."""
    if state.is_edited():
        form.card(version)
    else:
        opened.card(version)


def _caption(version: causes.Version) -> str:
    since = formats().date(version.changed_at) if version.changed_at else _("as delivered")
    number = _("version {version}", version=formats().count(version.version))
    return " · ".join(part for part in (number, since, plain(version.changed_by)) if part)
