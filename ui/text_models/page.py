"""The page "Models of texts" as a whole."""

import streamlit as st

from text.api import answering
from ui import data
from ui.page import Page
from ui.plain import plain
from ui.text_models import access, figures, standing, teaching
from ui.words import _, formats

_TASK = "models_task"


def draw(view: Page) -> None:
    """Causes or sentiment: what answers, its figures, texts to set right; others get a refusal."""
    if not access.may_see():
        with st.container(border=True, key="card_models_refused"):
            words = _("Models are for those who may read what customers write: ask a head of quality.")
            st.markdown(f":material/lock: {words}")
        return
    names = {"category": _("Causes"), "sentiment": _("Sentiment")}
    task: str = st.segmented_control(
        _("Model of"), list(names), format_func=names.__getitem__, key=_TASK, default="category",
        required=True, label_visibility="collapsed",
    )  # fmt: skip
    found = answering(data.instance(), task)
    view.headline(_headline(task, found.name), _caption(found.card))
    with st.grid(2, min_column_width=420) as grid:
        with grid.cell():
            standing.card(task, found)
            figures.coverage_card(found.card)
        with grid.cell():
            figures.classes_card(task, found.card)
            if task == "category":
                teaching.card()


def _headline(task: str, name: str) -> str:
    if name == "rules":
        return _("Rules find the causes") if task == "category" else _("Word lists tell the sentiment")
    if task == "category":
        return _("A trained model finds the causes where it is sure")
    return _("A trained model tells the sentiment where it is sure")


def _caption(card: dict[str, object]) -> str:
    if not card:
        return _("nothing was learned yet")
    learned = _("learned from {count} texts", count=formats().count(int(str(card.get("rows", 0)))))
    return " · ".join([plain(str(card.get("name", ""))), learned, f"{str(card.get('trained_at', ''))[:10]}"])
