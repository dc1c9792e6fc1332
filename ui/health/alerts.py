"""Alerts in Data health: what is declared, how it stands, when it was told, a run that sends nothing."""

from collections.abc import Sequence
from datetime import datetime

import pandas as pd
import streamlit as st

from etl import api as etl
from ui import cards, data, page, tables
from ui.health import data as health_data
from ui.narrow import is_narrow
from ui.plain import plain
from ui.words import _, _n, formats

_RUN = "health_alerts_run"


def card() -> None:
    """Declared alerts, the button of the dry run, and what it found."""
    board = etl.alert_board(data.instance())
    with cards.card("health_alerts"):
        lasting = sum(bool(one.lasting) for one in board.states)
        title = (
            _n(
                "Alerts: {count} of {all} lasts",
                "Alerts: {count} of {all} last",
                lasting,
                all=len(board.states),
            )
            if lasting
            else _("Alerts: none lasts")
        )
        cards.head(key="health_alerts", title=title, caption=_("Declared in config/alerts.toml"))
        if board.problem:
            st.text(board.problem)
        elif not board.states:
            st.markdown(f":material/notifications_off: {_('No alert is declared.')}")
            st.caption(
                _("Copy config/alerts.example.toml to config/alerts.toml of the operator and change it.")
            )
        else:
            _declared(board.states)
            _dry_run()


def _declared(states: Sequence[etl.AlertState]) -> None:
    columns = {
        _("Alert"): [plain(one.rule.name) for one in states],
        _("State"): [_state(one) for one in states],
        _("About"): [_about(one) for one in states],
        _("Told last"): [_when(one.told_at) for one in states],
        _("To"): [", ".join(one.rule.to) for one in states],
    }
    frame = pd.DataFrame(columns)
    tables.table(frame.iloc[:, :2] if is_narrow() else frame, key="health_alerts_table", row_height=36)
    for one in states:
        for text in one.lasting:
            st.text(text)


def _state(one: etl.AlertState) -> str:
    return _("▼ lasts") if one.lasting else _("● quiet")


def _when(moment: datetime | None) -> str:
    return health_data.when(moment) if moment else _("never")


def _about(one: etl.AlertState) -> str:
    """``Net Promoter Score, by week: below 40``."""
    rule, known = one.rule, data.definitions().get(one.rule.metric)
    name = _(known.title) if known else rule.metric
    limit = "" if rule.limit is None else formats().number(rule.limit, known.decimals if known else 1)
    grains = {"week": _("by week"), "month": _("by month"), "quarter": _("by quarter")}
    said = {
        "below": _("below {limit}", limit=limit), "above": _("above {limit}", limit=limit),
        "signal": _("outside of what is usual"), "wave": _("a wave of cases"),
    }  # fmt: skip
    parts = [name] if rule.when == "wave" else [name, grains[rule.grain]]
    return f"{', '.join(parts)}: {said[rule.when]}"


def _dry_run() -> None:
    """What a run would tell now; it sends nothing and changes nothing."""
    asked = st.button(
        _("Dry run: what would be told now?"), key=_RUN, icon=":material/play_arrow:",
        help=_("Judges every alert on the newest complete period. Nothing is sent."),
    )  # fmt: skip
    if not asked:
        return
    with page.guarded(), st.spinner(_("Judging…")):
        found = etl.alert(data.instance(), is_dry=True)
        st.caption(_told(found))
        if found.rows:
            tables.table(_rows(found), key="health_alerts_rows", height=min(36 * len(found.rows) + 38, 400))


def _told(found: etl.Alerted) -> str:
    news = sum(row.state in {"new", "over"} for row in found.rows)
    count = formats().count(len(found.rows))
    return _(
        "Judged: {count}; would be told: {news}. Nothing was sent.", count=count, news=formats().count(news)
    )


def _rows(found: etl.Alerted) -> pd.DataFrame:
    states = {
        "new": _("▼ new"), "lasts": _("▼ lasts"), "over": _("● over"), "no": _("● no"),
        "unknown": _("○ too little is known"),
    }  # fmt: skip
    order = {state: place for place, state in enumerate(states)}
    rows = sorted(found.rows, key=lambda row: order[row.state])
    columns = {
        _("State"): [states[row.state] for row in rows],
        _("What"): [row.text for row in rows],
        _("n"): [formats().count(row.count) for row in rows],
        _("Alert"): [row.alert for row in rows],
        _("To"): [row.receiver for row in rows],
    }
    frame = pd.DataFrame(columns)
    return frame.iloc[:, :2] if is_narrow() else frame
