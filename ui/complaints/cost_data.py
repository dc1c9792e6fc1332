"""What cases cost: money given back and the hours of their contacts, as far as it is known."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from ui import data, filters
from ui.complaints.cards import Kind
from ui.words import _, formats
from warehouse.case_costs import case_costs
from warehouse.catalogue import find
from warehouse.period import Period
from warehouse.scope import Scope
from warehouse.snapshot import Snapshot

_Kept = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Costs:
    """frame: category, value (currency), low, high (unknown), count; the words of it."""

    frame: pd.DataFrame
    head: str
    caption: str
    note: str


def costs(kind: Kind) -> Costs:
    """Money given back, and handling where an hour's cost is set in the settings."""
    kept = tuple((word, tuple(codes)) for word, codes in sorted(filters.chosen().values.items()))
    found = _costs(data.snapshot(), _key(), data.scope(), kind.code, filters.chosen().span.period, kept)
    hour = data.settings().costs.handling_hour
    frame = found.assign(
        value=found["given"].fillna(0.0) + (found["handle_s"].fillna(0.0) / 3600 * hour if hour else 0.0),
        low=float("nan"), high=float("nan"), count=found["cases"],
    )  # fmt: skip
    head = data.settings().costs.currency or _("money")
    return Costs(frame, head, _caption(hour), _known(found, hour))


def _caption(hour: float | None) -> str:
    if hour is None:
        return _("Money given back; what an hour of handling costs nobody has told (settings, costs)")
    currency = data.settings().costs.currency
    written = f"{formats().number(hour, 0)} {currency}".strip()
    return _("Money given back, and handling of the contact at {cost} an hour", cost=written)


def _known(found: pd.DataFrame, hour: float | None) -> str:
    """Of how many cases either part is known; what is not known is not counted."""
    count, cases = formats().count, int(found["cases"].sum())
    given = _(
        "money known of {known} of {all} cases",
        known=count(int(found["given_known"].sum())),
        all=count(cases),
    )
    if hour is None:
        return given
    handled = _("handling of {known}", known=count(int(found["handled"].sum())))
    return f"{given}, {handled}"


def _key() -> str:
    return f"{data.instance().home}/{data.snapshot().id}"


@st.cache_data(max_entries=100, show_spinner=False)
def _costs(
    _snapshot: Snapshot, key: str, scope: Scope, kind: str, period: Period, kept: _Kept
) -> pd.DataFrame:
    known = find("complaints").dimensions
    asked = {word: codes for word, codes in kept if word in known}
    return case_costs(_snapshot, scope, kind, period=period, filters=asked)
