"""How good the model is: F1 of each label, what is taken for what, and coverage against accuracy."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from reports.coverage_curve import coverage_curve
from ui import cards, labels, tables, theme
from ui.text_models.standing import share
from ui.words import _, written_n


def classes_card(task: str, card: Mapping[str, Any]) -> None:
    """F1 by label, the worst first; pairs most often confused."""
    details = card.get("details", {})
    if not details:
        return
    n = written_n(card.get("held_out", {}).get("n"))
    with cards.card("models_classes"):
        cards.head(
            key="models_classes", title=_("How well each is found"), caption=_("Rows kept back, {n}", n=n)
        )
        rows = sorted(details["per_class"].items(), key=lambda item: item[1]["f1"])
        frame = pd.DataFrame(
            {
                _("Label"): [name(task, label) for label, _one in rows],
                "F1": [one["f1"] for _label, one in rows],
                _("Precision"): [one["precision"] for _label, one in rows],
                _("Found of all"): [one["recall"] for _label, one in rows],
                "n": [one["n"] for _label, one in rows],
            }
        )
        height = min(36 * (len(frame) + 1) + 2, 460)
        tables.table(frame, decimals=2, key="models_classes_table", height=height, row_height=36)
        if details["confused"]:
            st.markdown(f"**{_('Most often taken for another')}**")
            for truth, answer, count in details["confused"][:5]:
                st.caption(f"{name(task, truth)} → {name(task, answer)} · {written_n(count)}")


def coverage_card(card: Mapping[str, Any]) -> None:
    """Accuracy where the model may leave the least sure rows to the rules."""
    details = card.get("details", {})
    if not details:
        return
    sure, right = details["sure"]
    caption = _(
        "It answers where it is sure: {share} of rows, {right} of them right",
        share=share(sure),
        right=share(right),
    )
    points = [(point[0], point[1]) for point in details["curve"]]
    figure = coverage_curve(points, theme.look(), words=_("share of rows answered, the surest first"))
    cards.chart(
        figure, key="models_coverage", title=_("Right answers, by how many are answered"), caption=caption,
        frame=pd.DataFrame(details["curve"], columns=["coverage", "accuracy", "confidence"]), stretch=False,
    )  # fmt: skip


def name(task: str, label: str) -> str:
    """A label as people call it."""
    feelings = {"negative": _("negative"), "neutral": _("neutral"), "positive": _("positive")}
    return labels.name("category", label) if task == "category" else feelings.get(label, label)
