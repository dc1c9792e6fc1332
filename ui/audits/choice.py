"""The audits of the page, and the switch between them."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from ui.audits import dealers, debts, refused, replies, wrong_data
from ui.words import _


@dataclass(frozen=True)
class Audit:
    """One audit: what it found in a sentence, and its cards."""

    headline: Callable[[], str]
    draw: Callable[[], None]


def switch() -> Audit:
    """The audit chosen; remembered over pages and in the address (``?audit=dealers``)."""
    audits = {
        "debts": (_("Debt calls"), Audit(debts.headline, debts.draw)),
        "dealers": (_("Dealers"), Audit(dealers.headline, dealers.draw)),
        "wrong_data": (_("Wrong data"), Audit(wrong_data.headline, wrong_data.draw)),
        "refused": (_("Reports refused"), Audit(refused.headline, refused.draw)),
        "replies": (_("Template answers"), Audit(replies.headline, replies.draw)),
    }
    asked = st.query_params.get("audit") or st.session_state.get("audit", "debts")
    st.session_state["audit_control"] = asked if asked in audits else "debts"
    st.segmented_control(
        _("Audit"), list(audits), format_func=lambda name: audits[name][0], key="audit_control",
        required=True, label_visibility="collapsed", on_change=_keep,
    )  # fmt: skip
    return audits[st.session_state["audit_control"]][1]


def _keep() -> None:
    st.session_state["audit"] = st.session_state["audit_control"]
    st.query_params["audit"] = st.session_state["audit_control"]
