"""Words that are wrong, by language, channel and confidence of the call."""

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from ui import cards, narrow, tables
from ui.plain import plain
from ui.recognition import told
from ui.words import LANGUAGE_NAMES, _, formats

if TYPE_CHECKING:
    from transcribe.api import Errors, Evaluation


def card(last: "Evaluation") -> None:
    """A row a group: rate with its interval and n."""
    title, caption = (
        _("Words that are wrong"),
        _("Replaced, left out and added, per 100 words that were said"),
    )
    with cards.card("recognition_groups", stretch=True):
        cards.head(key="recognition_groups", title=title, caption=caption)
        tables.small(_frame(last))
        st.caption(f"{_how(last)} {_interval()}")


def _how(last: "Evaluation") -> str:
    whole, count = last.whole, formats().count
    replaced, missing, added = count(whole.substituted), count(whole.deleted), count(whole.inserted)
    words = told.words(whole.words)
    return _(
        "Of {words}: {replaced} replaced, {missing} left out, {added} added.",
        words=words, replaced=replaced, missing=missing, added=added,
    )  # fmt: skip


def _interval() -> str:
    return _("The interval holds the rate of all recordings of this kind 95 times of 100.")


def _frame(last: "Evaluation") -> pd.DataFrame:
    write = formats()
    rows = [
        {
            _("Words of"): _name(each), _("Wrong"): write.percent(each.wer) if each.wer is not None else "—",
            _("95 % interval"): told.interval(each.low, each.high),
            _("Letters"): write.percent(each.cer) if each.cer is not None else "—",
            "n": write.count(each.words),
        }
        for each in last.errors
    ]  # fmt: skip
    frame = pd.DataFrame(rows)
    return frame.drop(columns=[_("Letters")]) if narrow.is_narrow() else frame


def _name(each: "Errors") -> str:
    if each.by == "all":
        return _("all recordings")
    if each.by == "language":
        return LANGUAGE_NAMES.get(each.group, plain(each.group))
    if each.by == "channel":
        names = {"mono": _("one channel"), "left": _("left channel"), "right": _("right channel")}
        return names.get(each.group, plain(each.group))
    if "-" not in each.group:
        return _("calls in which nothing was heard")
    low, high = (formats().number(float(one), 2) for one in each.group.split("-"))
    return _("calls of confidence {low} to {high}", low=low, high=high)
