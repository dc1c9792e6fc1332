"""Public answers: how many are templates, where, what is said again and again, and what came of it."""

import pandas as pd
import streamlit as st

from ui import access, cards, data, estimates, filters, page, tables
from ui.audits import parts
from ui.cases.reply import KINDS, word
from ui.cells import is_known, records
from ui.complaints import cards as case_cards
from ui.narrow import is_narrow
from ui.owners import owner_words
from ui.words import _, _n, formats, written_n
from warehouse import reply_families
from warehouse.catalogue import find
from warehouse.comparison import Side
from warehouse.period import Period
from warehouse.scope import Scope
from warehouse.snapshot import Snapshot

_Kept = tuple[tuple[str, tuple[str, ...]], ...]
_FAMILIES = 30
_COLUMNS = ("reply_text", "answer_kind", "said", "share_back", "judged", "case_owner")
_NARROW = ("reply_text", "said", "share_back")


def headline() -> str:
    """The share of templates among public answers to complaints, or to appeals."""
    kind = case_cards.chosen_kind()
    whole = data.one(data.metric("template_reply_share", also=_of(kind)))
    if not whole or pd.isna(whole["value"]):
        return _("No public answers of known text in this period")
    share = formats().percent(parts.number(whole, "value"))
    words = {
        "complaint": _("{share} of public answers to complaints are templates", share=share),
        "appeal": _("{share} of public answers to appeals are templates", share=share),
    }
    return words[kind.code]


def draw() -> None:
    """Share, what came after either kind; by channel, office, cause and owner; families; the cases."""
    kind = case_cards.kind_switch()
    with st.grid(2, min_column_width=380):
        cards.kpi("template_reply_share", also=_of(kind), key=f"templates_{kind.code}")
        _after(kind)
    titles = {
        "channel": _("Template answers by channel"), "unit": _("Template answers by office"),
        "category": _("Template answers by cause"), "owner": _("Template answers by owner of the cause"),
    }  # fmt: skip
    with st.grid(2, min_column_width=480):
        for by, title in titles.items():
            parts.bars(
                "template_reply_share", by, title=title, head=_("templates"), also=_of(kind),
                part="templates", key=f"templates_{kind.code}_{by}", period=filters.chosen().span.trend,
                caption=_("Of public answers, %, {since}; orange: clearly above all together; "
                          "whisker: 95% interval", since=parts.since()),
            )  # fmt: skip
    _families(kind)
    parts.listing(
        "cases_replied", _("Cases answered by a template"), _("Each can still be answered to the point"),
        also={**_of(kind), "reply": ("template",)},
    )  # fmt: skip


def _of(kind: case_cards.Kind) -> dict[str, tuple[str, ...]]:
    return {"kind": (kind.code,)}


def _after(kind: case_cards.Kind) -> None:
    """How often the matter comes back after a template and after a specific answer."""
    days = data.snapshot().info.settings.windows.reply_days
    meant = _n("opened again, or the same customer with the same cause, within {count} day",
               "opened again, or the same customer with the same cause, within {count} days",
               days)  # fmt: skip
    title, interval = _difference(kind)
    caption = " · ".join(part for part in (f"{meant}, {parts.since()}", interval) if part)
    parts.bars(
        "back_after_reply", "reply", title=title, caption=caption, head=_("came back"), also=_of(kind),
        part="back", key=f"back_{kind.code}", period=filters.chosen().span.trend,
    )  # fmt: skip


def _difference(kind: case_cards.Kind) -> tuple[str, str]:
    """How much more often after a template, where that is clear, and the interval."""
    period, narrowed = filters.chosen().span.trend, {**dict(_kept()), **_of(kind)}
    sides = [Side(period, {**narrowed, "reply": (reply,)}) for reply in KINDS]
    found, write = data.one(estimates.compare("back_after_reply", sides[0], sides[1])), formats()
    plain_title = _("What came after either kind of answer")
    if not found or pd.isna(found["change"]):
        return plain_title, ""
    change = write.change_in(float(found["change"]), "%", 1)
    limits = write.interval_of_change(float(found["change_low"]), float(found["change_high"]), 1)
    interval = _("difference {change}, {percent}: {limits}", change=change, limits=limits,
                 percent=write.percent(95, 0))  # fmt: skip
    if not found["is_clear"]:
        return plain_title, interval
    more = _("After a template the matter comes back more often: {change}", change=change)
    less = _("After a template the matter comes back less often: {change}", change=change)
    return (more if found["change"] > 0 else less), interval


def _families(kind: case_cards.Kind) -> None:
    with cards.card("reply_families"):
        found = _found(data.snapshot(), _key(), data.scope(), kind.code, filters.chosen().span.trend, _kept())
        total = int(found["said"].sum())
        cards.head(
            key="reply_families", title=_("What is said again and again"),
            frame=_named(found) if len(found) else None,
            caption=_("Answers that are copies of one another, names and numbers apart, {since}; "
                      "the newest of each · {n}", since=parts.since(), n=written_n(total)),
        )  # fmt: skip
        if found.empty:
            page.empty("reply_families", _("No public answers of known text in this period"))
            return
        if not access.may_see_people(data.instance()):
            st.caption(_("The text is not open to your role."))
        shown = tables.readable(_named(found), _NARROW if is_narrow() else _COLUMNS)
        tables.table(shown, key="reply_families_table")


def _named(found: pd.DataFrame) -> pd.DataFrame:
    """With words: what each is, the share that came back, and owners."""
    known = found["judged"].where(found["judged"] > 0)
    return found.assign(
        answer_kind=[word(str(kind)) for kind in found["reply"]],
        share_back=(100 * found["back"] / known).astype(float),
        case_owner=[_owner(row["owner"], int(row["owners"])) for row in records(found)],
    )[["reply_text", "answer_kind", "said", "share_back", "judged", "case_owner"]]


def _owner(owner: object, owners: int) -> str:
    """``Billing +3``: who owns most of the causes, and how many more there are."""
    if not is_known(owner):
        return ""
    return owner_words(str(owner)) + (f" +{formats().count(owners - 1)}" if owners > 1 else "")


def _kept() -> _Kept:
    known = find("template_reply_share").dimensions
    values = filters.chosen().values
    return tuple((word, tuple(codes)) for word, codes in sorted(values.items()) if word in known)


def _key() -> str:
    return f"{data.instance().home}/{data.snapshot().id}"


@st.cache_data(max_entries=100, show_spinner=False)
def _found(
    _snapshot: Snapshot, key: str, scope: Scope, kind: str, period: Period, kept: _Kept
) -> pd.DataFrame:
    return reply_families.reply_families(
        _snapshot, scope, kind, period=period, filters=dict(kept), most=_FAMILIES
    )
