"""Reports of our own errors: refused or answered with a call for papers, and acted on; whose they are."""

import streamlit as st

from ui import access, cards, data, filters, page, tables
from ui.audits import parts
from ui.cases import waiting
from ui.complaints import cards as case_cards
from ui.narrow import is_narrow
from ui.words import _, formats

_MOST = 500
_COLUMNS = ("case_id", "registered_at", "case_owner", "unit_id", "category_id", "is_justified", "text")
_NARROW = ("registered_at", "case_owner", "text")


def headline() -> str:
    """How many of the reports that complaints, or appeals, tell of; the two are never summed."""
    kind = case_cards.chosen_kind()
    whole = data.one(data.metric("refused_reports", also=_of(kind)))
    if not whole:
        return _("No case of the period tells of an error of ours")
    refused, of = formats().count(int(whole["refused"])), formats().count(int(whole["count"]))
    words = {
        "complaint": _("{count} of {of} complaints that report our own error tell of a refusal",
                       count=refused, of=of),
        "appeal": _("{count} of {of} appeals that report our own error tell of a refusal",
                    count=refused, of=of),
    }  # fmt: skip
    return words[kind.code]


def draw() -> None:
    """Refused, acted on; by owner and by office; the cases, with whose they are."""
    kind = case_cards.kind_switch()
    with st.grid(2, min_column_width=205):
        for name in ("refused_reports", "reports_acted_on"):
            cards.kpi(name, also=_of(kind), key=f"{name}_{kind.code}")
    with st.grid(2, min_column_width=480):
        for by, title in (("owner", _("Refused reports by owner")), ("unit", _("Refused reports by office"))):
            parts.bars(
                "refused_reports", by, title=title, head=_("refused"), also=_of(kind), part="refused",
                key=f"refused_{kind.code}_{by}", period=filters.chosen().span.trend,
                caption=_("Of cases that report an error of ours, %, {since}; whisker: 95% interval",
                          since=parts.since()),
            )  # fmt: skip
    _list(kind)


def _of(kind: case_cards.Kind) -> dict[str, tuple[str, ...]]:
    return {"kind": (kind.code,)}


def _list(kind: case_cards.Kind) -> None:
    with cards.card("refused_reports"):
        found = data.rows("cases_refused", also=_of(kind), limit=_MOST)
        caption = _(
            "Their text says both: our error was reported, and it was refused or papers were asked for; "
            "found by rules, so read them"
        )
        cards.head(
            key="refused_reports", title=_("Helpful reports refused"), caption=caption, rows="cases_refused",
            also=_of(kind),
        )  # fmt: skip
        if found.empty:
            page.empty("refused_reports", _("No case of the period tells of it."))
            return
        if not access.may_see_people(data.instance()):
            st.caption(_("The text is not open to your role."))
        columns = _NARROW if is_narrow() else _COLUMNS
        tables.table(tables.readable(waiting.owned(found), columns), key="refused_reports_table")
