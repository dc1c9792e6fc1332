"""Signs that ratings may be steered: what was seen, what it may mean innocently, the rows behind it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from ui import cards, data, labels, tables
from ui.cells import records
from ui.narrow import is_narrow
from ui.pay import access as pay_access
from ui.periods import Span
from ui.words import _, _n, formats
from warehouse import gaming as signs
from warehouse.gaming import BURST, FEW, KINDS, SAME_NUMBER, WITHHELD, Sign

_ALL: Mapping[str, tuple[str, ...]] = {}
_SHOWN, _ROWS, _MOST = 100, 500, 10_000_000


def found(month: Span) -> list[Sign]:
    """Every sign of the month that this person may see."""
    if not pay_access.may_decide():
        return []
    limits = data.settings().gaming
    given = [_cleaned(row) for row in records(_ratings(month))]
    rated = Counter(str(row["agent_id"]) for row in given if row["agent_id"])
    served, front = _counts("contacts", month, "served"), _counts("ar_coverage", month, "active")
    return [
        *signs.low_shares(WITHHELD, _surveyed(month), limits.least_contacts),
        *signs.low_shares(
            FEW,
            {agent: (rated[agent], n) for agent, n in served.items() if agent in front},
            limits.least_contacts,
        ),
        *signs.same_numbers(given, limits),
        *signs.bursts(given, limits),
    ]


def _ratings(month: Span) -> pd.DataFrame:
    return data.rows("pay_ratings", period=month.period, filters=_ALL, limit=_MOST)


def _cleaned(row: dict[str, Any]) -> dict[str, Any]:
    names = ("rating_id", "agent_id", "customer_key", "rating", "rated_at")
    return {name: None if pd.isna(row[name]) else row[name] for name in names}


def _counts(metric: str, month: Span, column: str) -> dict[str, int]:
    frame = data.metric(metric, by=("agent",), period=month.period, filters=_ALL)
    known = frame[frame["agent"].notna()]
    return {str(agent): int(n) for agent, n in zip(known["agent"], known[column], strict=True)}


def _surveyed(month: Span) -> dict[str, tuple[int, int]]:
    asked, eligible = (_counts("survey_coverage", month, name) for name in ("surveyed", "eligible"))
    return {agent: (asked[agent], n) for agent, n in eligible.items()}


def card(month: Span) -> None:
    """The signs of the month by kind, each with n and its innocent explanations."""
    every = found(month)
    with cards.card("gaming"):
        caption = _("Worth a look before pay; a sign is no proof, and most have a harmless cause")
        cards.head(key="gaming", title=_("Signs to look at"), caption=caption)
        if not every:
            st.markdown(f":material/check: {_('Nothing unusual this month.')}")
            return
        for kind in KINDS:
            mine = [sign for sign in every if sign.kind == kind]
            if mine:
                _kind(kind, mine, month)


def _kind(kind: str, mine: Sequence[Sign], month: Span) -> None:
    st.markdown(f"**{title(kind)}** · {_n('{count} case', '{count} cases', len(mine))}")
    st.caption(innocent(kind))
    shown = list(mine[:_SHOWN])
    chosen = tables.table(_frame(shown), key=f"gaming_{kind}", on_select="rerun", selection_mode="single-row")
    places = chosen["selection"]["rows"]
    if places and places[0] < len(shown):
        _behind(shown[places[0]], month)
    else:
        st.caption(_("Choose a line to see the rows behind it."))


def title(kind: str) -> str:
    """What was seen, without judging it."""
    return {
        WITHHELD: _("Fewer surveys sent than at others"),
        FEW: _("Fewer contacts rated than at others"),
        SAME_NUMBER: _("One number rated the same agent often"),
        BURST: _("Many 5s within minutes"),
    }[kind]


def innocent(kind: str) -> str:
    """What the sign may mean without anybody steering anything."""
    return {
        WITHHELD: _(
            "May be: another kind of work, a fault of the sending system, customers who asked for none."
        ),
        FEW: _("May be: short or technical contacts, a queue whose customers seldom rate, a new channel."),
        SAME_NUMBER: _("May be: a company, a family or a shop behind one number, or one long matter."),
        BURST: _("May be: ratings delivered in one batch, or an event with many customers at once."),
    }[kind]


def _frame(mine: Sequence[Sign]) -> pd.DataFrame:
    write = formats()
    columns: dict[str, list[Any]] = {
        _("Agent"): [labels.name("agent", sign.agent_id) for sign in mine],
        _("Seen"): [write.count(sign.found) for sign in mine],
        _("of (n)"): [write.count(sign.count) for sign in mine],
        _("Share"): [write.percent(100 * sign.share, 1) for sign in mine],
        _("Others"): [_others(sign) for sign in mine],
        _("When"): [write.time(sign.first) if sign.first else "—" for sign in mine],
    }
    frame = pd.DataFrame(columns)
    if mine[0].kind != BURST:
        frame = frame.drop(columns=[_("When")])
    if mine[0].usual is None or is_narrow():
        frame = frame.drop(columns=[_("Others")])
    return frame


def _others(sign: Sign) -> str:
    if sign.usual is None:
        return "—"
    write = formats()
    return _("{usual}, usual down to {limit}", usual=write.percent(100 * sign.usual, 1),
             limit=write.percent(100 * sign.limit, 1))  # fmt: skip


def _behind(sign: Sign, month: Span) -> None:
    """The contacts or ratings of one sign."""
    name, narrowed = {
        WITHHELD: ("contacts_unasked", {"agent": (sign.agent_id,)}),
        FEW: ("contacts", {"agent": (sign.agent_id,)}),
    }.get(sign.kind, ("pay_ratings", {"agent": (sign.agent_id,), "rating_id": sign.rating_ids}))
    frame = data.rows(name, period=month.period, filters=narrowed, limit=_ROWS)
    columns = ["started_at", "process_id", "channel_id"]
    if name == "pay_ratings":
        columns = ["rated_at", "process_id", "channel_id", "rating", "comment"]
    tables.table(tables.readable(frame, columns), key=f"gaming_rows_{sign.kind}")
