"""What agents are judged by on the board: AR or NPS, against everybody or against the same work."""

from dataclasses import dataclass

import streamlit as st

from ui import data
from ui.words import _


@dataclass(frozen=True)
class Measure:
    """kind: ``ar`` or ``nps``. is_adjusted: against what others get in the same process, channel, segment."""

    kind: str
    is_adjusted: bool

    @property
    def metric(self) -> str:
        return f"{'adjusted' if self.is_adjusted else 'fair'}_{self.kind}"

    @property
    def decimals(self) -> int:
        return data.definitions()[self.metric].decimals

    @property
    def size(self) -> str:
        """The column that says how certain a mean is."""
        return "likeness" if self.is_adjusted else "count"

    @property
    def least(self) -> int:
        return data.settings().display.least_ratings

    @property
    def answers(self) -> str:
        """What is counted, in words."""
        return _("AR ratings") if self.kind == "ar" else _("NPS answers")

    @property
    def caption(self) -> str:
        if self.is_adjusted:
            return (
                _("Points of rating above or below colleagues in the same work")
                if self.kind == "ar"
                else _("NPS points above or below colleagues in the same work")
            )
        return _("Fair AR (1–5)") if self.kind == "ar" else _("Fair NPS, points")


def controls() -> Measure:
    """The two switches above the board; adjusted unless switched off."""
    kinds = {"ar": _("AR"), "nps": _("NPS")}
    kind = st.segmented_control(
        _("Judged by"),
        list(kinds),
        format_func=kinds.__getitem__,
        key=_kept("agents_kind", "ar"),
        required=True,
        label_visibility="collapsed",
    )
    is_adjusted = st.toggle(_("Against the same work"), key=_kept("agents_adjusted", True), help=explained())
    return Measure(str(kind), bool(is_adjusted))


def explained() -> str:
    """Why the switch is on, in one sentence."""
    return _(
        "Each rating is compared with what colleagues get in the same process, channel and segment, and new "
        "agents with new agents, so that nobody loses by hard work."
    )


def _kept(key: str, default: object) -> str:
    """Streamlit forgets a widget that another page does not draw: its value is written back before."""
    if key not in st.session_state:
        st.session_state[key] = st.session_state.get(f"kept_{key}", default)
    st.session_state[f"kept_{key}"] = st.session_state[key]
    return key
