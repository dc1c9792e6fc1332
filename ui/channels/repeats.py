"""Customers passed on or coming again, and the work that self-service could take over."""

import math
from collections.abc import Mapping

import pandas as pd
import streamlit as st

from reports import channel_findings, charts
from ui import cards, data, filter_bar, labels, theme
from ui.words import _, formats, say, written_n

_SPLITS = ("process", "channel", "unit")
_MONTH_DAYS = 365.25 / 12


def repeats_section() -> None:
    """Repeat contacts and transfers by process, channel or unit."""
    by = _split()
    with st.grid(2, min_column_width=480):
        _repeats(by)
        _transfers(by)


def _split() -> str:
    words = {word: filter_bar.title(word) for word in _SPLITS}
    chosen = st.segmented_control(
        _("Split by"), list(words), format_func=words.__getitem__, default="process", required=True,
        key="repeats_split",
    )  # fmt: skip
    return str(chosen or "process")


def _repeats(by: str) -> None:
    frame, whole = data.metric("repeat_contacts", by=(by,)), data.one(data.metric("repeat_contacts"))
    high = _number(whole, "high")
    known = frame[frame["value"].notna()].sort_values("value", ascending=False)
    drawn = _named(known, by).assign(
        is_marked=known["low"] > high, written=[formats().percent(value) for value in known["value"]]
    )
    days = data.snapshot().info.settings.windows.repeat_contact_days
    title = channel_findings.repeats_title(frame, by, _number(whole, "low"), high)
    columns = {"written": _("again"), "n": _("n")}
    cards.chart(
        charts.ranked(drawn, theme.look(), columns=columns) if len(drawn) else None,
        key="repeats",
        title=say(title),
        caption=_(
            "Came again with the same process within {days} days of a contact called resolved, %; "
            "whisker: 95% interval · {n}",
            days=days, n=written_n(_number(whole, "count")),
        ),
        metric="repeat_contacts",
        frame=frame,
    )  # fmt: skip


def _transfers(by: str) -> None:
    frame, whole = data.metric("transfers", by=(by,)), data.one(data.metric("transfers"))
    known = frame[frame["value"].notna()].sort_values("value")
    passed = known.assign(value=100 - known["value"], low=100 - known["high"], high=100 - known["low"])
    write = formats()
    drawn = _named(passed, by).assign(
        is_marked=known["high"] < _number(whole, "low"),
        written=[write.percent(value) for value in passed["value"]],
        people=[
            write.number(people / count, 2)
            for people, count in zip(known["people"], known["count"], strict=True)
        ],
    )
    columns = {"written": _("passed on"), "people": _("people")}
    cards.chart(
        charts.ranked(drawn, theme.look(), columns=columns) if len(drawn) else None,
        key="transfers",
        title=say(channel_findings.transfers_title(frame, by, _number(whole, "low"))),
        caption=" · ".join(
            part
            for part in (
                _("Contacts passed on to another person, %; people who handled one; whisker: 95% interval"),
                _offices(),
                written_n(_number(whole, "count")),
            )
            if part
        ),
        metric="transfers",
        frame=frame,
    )


def _offices() -> str:
    """The process that sends most people from one office to another."""
    frame = data.metric("repeat_contacts", by=("process",), also={"channel_kind": ("office",)})
    if frame.empty or not frame["elsewhere"].sum():
        return ""
    most = frame.iloc[int(frame["elsewhere"].argmax())]
    return _(
        "from office to office most for “{process}”: {count} people",
        process=labels.name("process", most["process"]),
        count=formats().count(most["elsewhere"]),
    )


def automation_card() -> None:
    """Processes by the hours a month that need no person, the most first."""
    frame = data.metric("automation_hours", by=("process",))
    known = frame[frame["value"].notna()]
    months = (known["to"] - known["from"]).dt.days / _MONTH_DAYS
    hours = known.assign(hours=known["value"] / months).sort_values("hours", ascending=False)
    write = formats()
    drawn = _named(hours, "process").assign(
        value=hours["hours"],
        low=math.nan,
        high=math.nan,
        is_marked=False,
        written=[write.count(value) for value in hours["hours"]],
        at_once=[write.percent(share, 0) for share in hours["at_once_share"]],
        aht=[write.clock(seconds) for seconds in hours["aht_s"]],
    )
    columns = {
        "written": _("h a month"),
        "n": _("contacts"),
        "aht": _("handle time"),
        "at_once": _("at once"),
    }
    cards.chart(
        charts.ranked(drawn, theme.look(), columns=columns, decimals=0) if len(drawn) else None,
        key="automation",
        title=say(channel_findings.automation_title(hours)),
        caption=_(
            "Contacts × handle time × share settled at once without being passed on. The most that "
            "self-service or a robot could take over; how many customers would use it is not known · {n}",
            n=written_n(known["count"].sum()),
        ),
        metric="automation_hours",
        frame=hours,
    )


def _named(frame: pd.DataFrame, by: str) -> pd.DataFrame:
    unknown = {code: _("Not known") for code in frame[by] if pd.isna(code)}
    return frame.assign(
        name=[unknown.get(code) or labels.name(by, code) for code in frame[by]],
        n=[formats().count(count) for count in frame["count"]],
    )


def _number(row: Mapping[str, object], key: str) -> float:
    value = row.get(key)
    return math.nan if value is None or pd.isna(value) else float(str(value))  # type: ignore[call-overload]
