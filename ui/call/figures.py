"""The figures of one call, each beside what is usual in its unit."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from ui.cells import is_known
from ui.words import _, formats, written_n

_Usual = Mapping[str, float | None]


def figures(measures: Mapping[str, Any], usual: _Usual) -> None:
    """Three or four of them; of a call whose speakers are not known, only silence and the pace of both."""
    with st.grid(4, min_column_width=150):
        if is_known(measures["agent_s"]):
            _figure(_("Agent talks"), _share(measures["agent_s"], _both(measures)), "%", usual, "talk_share")
        _figure(_("Silence"), _share(measures["silence_s"], measures["span_s"]), "%", usual, "silence_share")
        if is_known(measures["agent_s"]):
            pace = _per_minute(measures["agent_words"], measures["agent_s"])
            _figure(_("Agent's words a minute"), pace, "", usual, "agent_rate")
            interrupts = measures["agent_interrupts"]
            _figure(_("Agent interrupts"), interrupts, "", usual, "interruptions", decimals=1)
        else:
            pace = _per_minute(measures["spoken_words"], measures["spoken_s"])
            _figure(_("Words a minute, both"), pace, "", {}, "")
    st.caption(_("Usual: median of the unit's calls in the 90 days before (interruptions: mean)"))


def _figure(
    title: str, value: float | None, unit: str, usual: _Usual, name: str, *, decimals: int = 0
) -> None:
    with st.container(key=f"call_figure_{name or 'both'}"):
        known = None if value is None or not is_known(value) else float(value)
        common = usual.get(name)
        beside = (
            _(
                "usual {value}, {n}",
                value=_written(common, unit, decimals),
                n=written_n(usual.get(f"{name}_n")),
            )
            if common is not None
            else None
        )
        own = _written(known, unit, 0 if known is None or known.is_integer() else decimals)
        st.metric(title, own, delta=beside, delta_color="gray", delta_arrow="off")


def _written(value: float | None, unit: str, decimals: int) -> str:
    if value is None:
        return "—"
    return formats().percent(value, decimals) if unit == "%" else formats().number(value, decimals)


def _both(measures: Mapping[str, Any]) -> float:
    return float(measures["agent_s"]) + float(measures["customer_s"])


def _share(part: Any, whole: Any) -> float | None:
    return 100 * float(part) / float(whole) if is_known(part) and is_known(whole) and whole else None


def _per_minute(words: Any, seconds: Any) -> float | None:
    return 60 * float(words) / float(seconds) if is_known(seconds) and seconds else None
