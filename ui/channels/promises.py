"""Promises of a first answer: how many each channel kept, and who still waits."""

from datetime import datetime, time, timedelta

import pandas as pd

from reports import channel_findings, charts
from ui import cards, data, labels, page, tables, theme
from ui.channels.data import promises
from ui.durations import duration
from ui.narrow import is_narrow
from ui.words import _, formats, say, written_n
from warehouse.period import Period

_LISTED = 200
_BACK = timedelta(days=30)
_COLUMNS = ("due", "channel_id", "unit_id", "process_id", "started_at", "answer_due_at")
_NARROW = ("due", "channel_id", "unit_id")


def promises_card() -> None:
    """Share kept by channel, the least kept first."""
    frame, whole = data.metric("promise_kept", by=("channel",)), data.one(data.metric("promise_kept"))
    low = float(whole["low"]) if whole and pd.notna(whole["low"]) else 0.0
    drawn = _drawn(frame, low)
    columns = {"written": _("kept"), "n": _("n")}
    cards.chart(
        charts.ranked(drawn, theme.look(), columns=columns, second="promise") if len(drawn) else None,
        key="promises",
        title=say(channel_findings.promises_title(frame, low)),
        caption=_(
            "Answered within the promise, %, in the channel's working hours; whisker: 95% interval · {n}",
            n=written_n(whole.get("count", 0)),
        ),
        metric="promise_kept",
        frame=frame,
    )


def _drawn(frame: pd.DataFrame, low: float) -> pd.DataFrame:
    known, promised, write = frame[frame["value"].notna()].sort_values("value"), promises(), formats()
    return known.assign(
        name=[labels.name("channel", code) for code in known["channel"]],
        promise=[_promise(promised.get(str(code))) for code in known["channel"]],
        is_marked=known["high"] < low,
        written=[write.percent(value) for value in known["value"]],
        n=[write.count(count) for count in known["count"]],
    )


def _promise(seconds: float | None) -> str:
    return "" if seconds is None else _("promise: {time}", time=_said(seconds))


def _said(seconds: float) -> str:
    days = seconds / 86_400
    return formats().number(days, 0) + " " + _("working day") if days == 1 else duration(seconds / 60)


def waiting_card() -> None:
    """Contacts without the answer promised: overdue ones first, then those at risk by when they are due."""
    end = _data_end()
    period = Period((end - _BACK).date(), end.date())
    frame = data.rows("promises_open", period=period, limit=_LISTED)
    overdue = int((frame["answer_due_at"] < end).sum())
    with cards.card("waiting", stretch=True, tight=True):
        cards.head(
            key="waiting",
            title=_("Waiting for an answer: overdue {overdue}, still in time {open}",
                    overdue=formats().count(overdue), open=formats().count(len(frame) - overdue)),
            caption=_("Of the last 30 days of data, as of their end ({day}); by when the answer is due",
                      day=formats().time(end - timedelta(minutes=1))),
            frame=frame if len(frame) else None,
        )  # fmt: skip
        if frame.empty:
            page.empty("waiting", _("Nobody waits for an answer."))
            return
        shown = frame.assign(due=[_state(due, end) for due in frame["answer_due_at"]])
        height = 360 if len(shown) > 9 else None
        readable = tables.readable(shown, _NARROW if is_narrow() else _COLUMNS)
        tables.table(readable, key="waiting_rows", height=height)


def _data_end() -> datetime:
    """Midnight after the last day of data: what is due is told against it, not against today."""
    last = data.snapshot().info.last_day or datetime.now().date()
    return datetime.combine(last + timedelta(days=1), time())


def _state(due: datetime, end: datetime) -> str:
    left = (due - end).total_seconds() / 60
    if left < 0:
        return _("overdue by {time}", time=duration(-left))
    return _("{time} left", time=duration(left))
