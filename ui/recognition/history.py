"""Earlier evaluations, and how to make one."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from ui import cards, data, narrow, tables
from ui.recognition import told
from ui.words import _, formats

if TYPE_CHECKING:
    from transcribe.api import Evaluation

_SHOWN = 50


def card(found: Sequence["Evaluation"]) -> None:
    """A row an evaluation, the newest first."""
    with cards.card("recognition_history"):
        caption = _("Only the same recordings, heard by another model, can be compared")
        cards.head(key="recognition_history", title=_("All evaluations"), caption=caption)
        write = formats()
        rows = [
            {
                _("When"): told.when(one), _("Folder"): one.folder,
                _("Models"): ", ".join(model.name for model in one.models),
                _("Wrong"): "—" if one.whole.wer is None else write.percent(one.whole.wer),
                _("95 % interval"): told.interval(one.whole.low, one.whole.high),
                "n": write.count(one.whole.words),
            }
            for one in found[:_SHOWN]
        ]  # fmt: skip
        frame = pd.DataFrame(rows)
        few = [_("When"), _("Folder"), _("Wrong")]
        tables.table(frame[few] if narrow.is_narrow() else frame, key="recognition_history_table")


def how() -> None:
    """What is needed, and the command."""
    with cards.card("recognition_how"):
        caption = _("Once for each model, and again when a model or the calls change")
        cards.head(key="recognition_how", title=_("How to measure"), caption=caption)
        st.markdown(
            _(
                "1. Let somebody write down word for word what is said in 30 or more of your calls, drawn at "
                "random: call.wav and call.txt beside it, or a table with the columns file, text, language."
            )
        )
        st.markdown(_("2. Let the models hear them; the result appears here:"))
        st.code(
            f'python -m transcribe evaluate FOLDER --home "{data.instance().home}"',
            language=None,
            wrap_lines=True,
        )
