"""What answers now: its figures beside those of what answered before, learning again, and the way back."""

import pandas as pd
import streamlit as st

from config.errors import SapaError
from text.api import LEAST_TO_LEARN, Answering, use_model
from ui import cards, data, problems, runs, tables
from ui.corrections import standing
from ui.pay import access as pay_access
from ui.plain import plain
from ui.words import _, _n, formats, written_n

_FAILED = "models_failed"


def card(task: str, found: Answering) -> None:
    """Accuracy and F1 on rows kept back, before and after; buttons for those who decide for everybody."""
    with cards.card("models_standing"):
        cards.head(key="models_standing", title=_("What answers now"), caption=_caption(task, found))
        if found.card.get("held_out"):
            tables.small(_beside(found), decimals=3)
        if found.count_gone:
            st.warning(_gone(found.count_gone), icon=":material/person_remove:")
        _learn(task, is_again=bool(found.card))
        _others(task, found)
        if failed := st.session_state.pop(_FAILED, ""):
            st.error(plain(failed), icon=":material/error:")


def _caption(task: str, found: Answering) -> str:
    """On what the figures were measured, or what a first model would learn from."""
    if held := found.card.get("held_out", {}):
        return _("On rows kept back from learning, {n}", n=written_n(held.get("n")))
    if task == "category":
        return _("As soon as somebody sets causes right, a model can learn from it.")
    return _("A model can learn from comments beside scores of 0 to 6 and of 9 and 10.")


def _gone(count: int) -> str:
    """Weights are no texts, but they were made of them."""
    return _n(
        "It learned from {count} text whose writer was erased since: let it learn again.",
        "It learned from {count} texts whose writers were erased since: let it learn again.", count,
    )  # fmt: skip


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


def _learn(task: str, *, is_again: bool) -> None:
    """The button, or how many texts are still to be set right."""
    count = (
        sum(bool(one.category_ids) for one in standing().values()) if task == "category" else LEAST_TO_LEARN
    )
    if count < LEAST_TO_LEARN:
        left, least = formats().count(LEAST_TO_LEARN - count), formats().count(LEAST_TO_LEARN)
        words = _n(
            "{count} text was set right; {least} are needed to learn from, {left} more",
            "{count} texts were set right; {least} are needed to learn from, {left} more",
            count, least=least, left=left,
        )  # fmt: skip
        st.progress(count / LEAST_TO_LEARN, text=words)
        return
    if not pay_access.may_close():
        return
    st.caption(_("It learns from what people set right and from scores; a worse model is not used."))
    runs.button(
        f"learn_{task}", _("Learn again") if is_again else _("Learn"),
        _("Learned. Where it is no worse it is used: texts are looked at by it at the next load."),
        ("learn", task), doing=_("Learning, and comparing with what answers now"),
    )  # fmt: skip


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
