"""Where customers went, channel by channel: shares over time, and what moved from offices to online."""

import math

import pandas as pd
import streamlit as st

from reports import channel_findings, charts
from reports.finding import Finding
from reports.migration import OFFICE, OTHERS, Migration, migration, migration_chart
from ui import cards, control_cards, data, filters, labels, theme
from ui.words import _, formats, say, written_n


def headline() -> Finding:
    """How many came online rather than to an office, and whether more than before."""
    answer = data.one(data.change("online_share")) or data.one(data.metric("online_share"))
    return channel_findings.online_moved(answer)


def kpis() -> None:
    """Volumes, then how the channels serve."""
    phone = {"channel_kind": ("phone",)}
    cards.kpis(
        lambda: cards.kpi("online_share"),
        lambda: cards.kpi("promise_kept"),
        lambda: cards.kpi("service_level", also=phone, key="service_phone", note=_("telephone")),
        lambda: cards.kpi("asa", also=phone, key="asa_phone", note=_("telephone, seconds")),
        lambda: cards.kpi("abandonment", also=phone, key="left_phone", note=_("telephone")),
    )


def migration_section() -> None:
    """Shares over time, and the points each channel gained or lost."""
    span = filters.chosen().span
    frame = data.metric("contacts", by=("channel", "channel_kind", span.grain), period=span.trend)
    kinds = data.snapshot().info.settings.windows.online_channel_kinds
    found = migration(frame, span.grain, kinds)
    wide, switch = st.grid(3, min_column_width=380), control_cards.Switch("online")
    with wide.cell(column_span=2):
        if switch.is_on:
            switch.card("online_share", span.grain, span.trend)
        else:
            _areas(found, frame, span.grain, switch)
    with wide.cell():
        _moved(found)


def _areas(found: Migration | None, frame: pd.DataFrame, grain: str, switch: control_cards.Switch) -> None:
    names = _names(found)
    cards.chart(
        migration_chart(found, theme.look(), grain=grain, names=names) if found else None,
        key="migration",
        title=say(channel_findings.migration_title(found))
        if found
        else _("Shares of offices and online channels"),
        caption=_(
            "Shares of office and online contacts, %; telephone and written contacts count in neither · {n}",
            n=written_n(found.counts[-1] if found else 0),
        ),
        metric="contacts",
        frame=_table(found, grain) if found else frame,
        switch=switch.draw,
    )


def _table(found: Migration, grain: str) -> pd.DataFrame:
    names = _names(found)
    shares = found.shares.round(1).rename(columns=names).reset_index(drop=True)
    return pd.concat([pd.DataFrame({grain: found.at, "count": found.counts}), shares], axis=1)


def _names(found: Migration | None) -> dict[str, str]:
    known = {OFFICE: _("Offices"), OTHERS: _("Other online")}
    return {part: known.get(part) or labels.name("channel", part) for part in (found.parts if found else ())}


def _moved(found: Migration | None) -> None:
    since = formats().date(found.at[0]) if found else "—"
    cards.chart(
        charts.changes(_drawn(found), theme.look(), columns={"written": _("now"), "n": _("n")})
        if found and len(found.at) > 1
        else None,
        key="moved",
        title=_("What moved where"),
        caption=_("Percentage points of share since the period from {day}; full counts", day=since),
        frame=_drawn(found)[["name", "before", "now", "change", "count"]].round(1) if found else None,
    )


def _drawn(found: Migration) -> pd.DataFrame:
    names, moved = _names(found), found.moved()
    return moved.assign(
        name=[names[part] for part in moved["part"]],
        change_low=math.nan,
        change_high=math.nan,
        is_clear=moved["change"].round(1) != 0,
        written=[formats().percent(value) for value in moved["now"]],
        n=[formats().count(count) for count in moved["count"]],
    )
