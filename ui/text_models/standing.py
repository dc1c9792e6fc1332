"""What answers now: its figures beside those of what answered before, learning again, and the way back."""

import pandas as pd
import streamlit as st

from config.errors import SapaError
from text.api import Answering, use_model
from ui import cards, data, problems, runs, tables
from ui.pay import access as pay_access
from ui.plain import plain
from ui.words import _, formats, written_n

_FAILED = "models_failed"


def card(task: str, found: Answering) -> None:
    """Accuracy and F1 on rows kept back, before and after; buttons for those who decide for everybody."""
    with cards.card("models_standing"):
        held = found.card.get("held_out", {})
        caption = (
            _("On rows kept back from learning, {n}", n=written_n(held.get("n")))
            if held
            else _("As soon as somebody sets causes right, a model can learn from it.")
        )
        cards.head(key="models_standing", title=_("What answers now"), caption=caption)
        if held:
            tables.small(_beside(found), decimals=3)
        _learn(task)
        _others(task, found)
        if failed := st.session_state.pop(_FAILED, ""):
            st.error(plain(failed), icon=":material/error:")


def _beside(found: Answering) -> pd.DataFrame:
    """Before and after, a row each."""
    before, after = found.card.get("before", {}), found.card.get("held_out", {})
    names = [_called(str(before.get("name", "rules"))), _called(found.name)]
    return pd.DataFrame(
        {
            _("Answers"): names,
            _("Answered right"): [before.get("accuracy"), after.get("accuracy")],
            _("F1, mean of all"): [before.get("macro_f1"), after.get("macro_f1")],
            _("F1, by rows"): [before.get("weighted_f1"), after.get("weighted_f1")],
        }
    )


def _called(name: str) -> str:
    return _("Rules") if name == "rules" else name


def _learn(task: str) -> None:
    if not pay_access.may_close():
        return
    st.caption(_("It learns from what people set right and from scores; a worse model is not used."))
    done = _("Learned. Where it is no worse it is used: texts are looked at by it at the next load.")
    runs.button(f"learn_{task}", _("Learn again"), done, ("learn", task))


def _others(task: str, found: Answering) -> None:
    names = [str(one.get("name")) for one in found.others] + ([] if found.name == "rules" else ["rules"])
    if not names or not pay_access.may_close():
        return
    with st.container(horizontal=True):
        for name in names[:4]:
            st.button(
                _("Use {model}", model=_called(name)), key=f"models_use_{name}", icon=":material/undo:",
                on_click=_use, args=(task, name),
            )  # fmt: skip


def _use(task: str, name: str) -> None:
    if not pay_access.may_close():
        return
    try:
        use_model(data.instance(), task, name)
    except SapaError as error:
        st.session_state[_FAILED] = problems.said(error)


def share(value: float | None) -> str:
    """0.87 as people read it."""
    return formats().percent(None if value is None else 100 * value)
