"""Dealers: services attached without the customer's code, and cases that name a dealer."""

import streamlit as st

from ui import cards, data
from ui.audits import parts
from ui.complaints import cards as case_cards
from ui.words import _, _n

_CAUSE = "unwanted_sim"
_RATES = {"complaint": "dealer_complaint_rate", "appeal": "dealer_appeal_rate"}


def headline() -> str:
    frame = data.metric("codeless_activations", by=("dealer",))
    whole = data.one(data.metric("codeless_activations"))
    if not whole:
        return _("No activations of dealers in this period")
    above = frame[frame["low"] > parts.number(whole, "high")].sort_values("value", ascending=False)
    if above.empty:
        return _("No dealer stands out by activations without a code")
    names = ", ".join(str(code) for code in above["dealer"])
    return _n(
        "{names} attaches services without a code clearly more often than the others",
        "{names} attach services without a code clearly more often than the others",
        len(above), names=names,
    )  # fmt: skip


def draw() -> None:
    """Activations without a code; complaints or appeals that name a dealer, apart; the activations."""
    kind = case_cards.kind_switch()
    with st.grid(2, min_column_width=205):
        cards.kpi("codeless_activations", note=parts.owner_words(_CAUSE))
        cards.kpi(_RATES[kind.code], note=parts.owner_words(_CAUSE))
    with st.grid(2, min_column_width=480):
        parts.bars(
            "codeless_activations", "dealer", title=_("Activations without a code, by dealer"),
            caption=_("Of activations, %; orange: clearly above all together; whisker: 95% interval"),
            head=_("without"),
        )  # fmt: skip
        _named_dealers(kind)
    parts.listing(
        "activations_without_code", _("Activations without a code"), _("Each is a contract to look into")
    )


def _named_dealers(kind: case_cards.Kind) -> None:
    titles = {"complaint": _("Complaints by dealer"), "appeal": _("Appeals by dealer")}
    parts.bars(
        _RATES[kind.code], "dealer", title=titles[kind.code],
        caption=_("Cases that name the dealer per 1,000 activations; whisker: 95% interval"),
        head=_("per 1,000"), part=kind.count,
    )  # fmt: skip
