"""An agent's own month: which ratings count, from which contacts, and how points are made of them."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from journal.api import Contest, PayLine, PayPeriod, PayRating
from reports.pay_scale import pay_scale
from ui import cards, data, labels, tables, theme
from ui.cells import is_known, records
from ui.narrow import is_narrow
from ui.pay import data as pay_data
from ui.pay import words as pay_words
from ui.periods import Span
from ui.words import _, _n, formats, written_n
from warehouse import pay as counting


def headline(month: Span, line: PayLine | None, period: PayPeriod | None) -> str:
    """The mean, its n and the points, as far as they stand."""
    if line is None:
        return _("{month}: no rating of yours counts yet", month=month.title)
    named = {
        "month": month.title,
        "mean": pay_words.mean(line.mean),
        "ratings": _n("{count} rating", "{count} ratings", line.count),
    }
    if line.points is None:
        return _("{month}: {mean} from {ratings}, too few for points", **named)
    named["points"] = _points_in_words(line.points)
    if period:
        return _("{month} is closed: {mean} from {ratings} makes {points}", **named)
    return _("{month}: {mean} from {ratings} makes {points} so far", **named)


def _points_in_words(value: float) -> str:
    if float(value).is_integer():
        return _n("{count} point", "{count} points", int(value))
    return _("{points} points", points=pay_words.points(value))


def points_card(line: PayLine | None, period: PayPeriod | None) -> None:
    """How points are made, in plain words, with a picture of the way to the next threshold."""
    with cards.card("my_points"):
        cards.head(key="my_points", title=_("How your points are made"))
        least, steps = _rules()
        st.markdown(
            _(
                "All ratings that count are added up and divided by their number. From {least} ratings on, "
                "the mean gives points:",
                least=formats().count(least),
            )
        )
        parts = [f"{formats().number(at, 1)} → {_points_in_words(points)}" for at, points in steps]
        st.markdown(" · ".join(parts) or _("no thresholds are set yet"))
        if line and steps:
            _picture(line, steps, period)
        st.caption(
            _("A rating does not count when a contest of it was accepted or its contact fell into an outage.")
        )


def _rules() -> tuple[int, list[tuple[float, float]]]:
    pay = data.settings().pay
    return pay.least_ratings, sorted((step.mean, step.points) for step in pay.steps)


def _picture(line: PayLine, steps: Sequence[tuple[float, float]], period: PayPeriod | None) -> None:
    following = counting.missing_to_next(line.count, line.total, data.settings().pay)
    named = [(at, pay_words.points(points)) for at, points in steps]
    figure = pay_scale(line.mean, named, theme.look(), following=following[0] if following else None)
    cards.draw(figure, key="my_points", alt=_("Your mean {mean} between the thresholds",
                                              mean=pay_words.mean(line.mean)))  # fmt: skip
    if period:
        st.caption(_("The month is closed: these points stay."))
    elif following:
        at, points, more = following
        st.markdown(
            _n(
                "Next: {points} from {mean} on; {count} further rating of 5 would reach it.",
                "Next: {points} from {mean} on; {count} further ratings of 5 would reach it.",
                more,
                points=_points_in_words(points),
                mean=formats().number(at, 1),
            )
        )
    else:
        st.markdown(f":material/check: {_('No higher threshold is set.')}")


def ratings_card(month: Span, ratings: Sequence[PayRating], contests: Sequence[Contest]) -> None:
    """Every rating of the month with its contact, whether it counts, and why one does not."""
    with cards.card("my_ratings"):
        caption = _("By the day of the contact, not of the rating")
        title = _("Your ratings, {n}", n=written_n(len(ratings)))
        cards.head(key="my_ratings", title=title, caption=caption)
        if not ratings:
            st.markdown(f":material/inbox: {_('No ratings of yours in this month yet.')}")
            return
        tables.table(frame(month, ratings, contests), key="my_ratings_table", height=420)


def frame(month: Span, ratings: Sequence[PayRating], contests: Sequence[Contest]) -> pd.DataFrame:
    """The ratings as a table, newest first."""
    known, asked = _contacts(month), {one.rating_id: one for one in reversed(contests)}
    ordered = sorted(ratings, key=lambda one: (one.date, one.rating_id), reverse=True)
    columns: dict[str, list[Any]] = {
        _("Date"): [formats().date(one.date) for one in ordered],
        _("Rating"): [one.rating for one in ordered],
        _("Channel"): [_name("channel", known.get(one.rating_id)) for one in ordered],
        _("Process"): [_name("process", known.get(one.rating_id)) for one in ordered],
        _("Comment"): [_comment(known.get(one.rating_id)) for one in ordered],
        _("For pay"): [_counts(one, asked.get(one.rating_id)) for one in ordered],
        _("Contact"): [one.contact_id or "—" for one in ordered],
    }
    shown = pd.DataFrame(columns)
    return shown[[_("Date"), _("Rating"), _("For pay")]] if is_narrow() else shown


def _contacts(month: Span) -> dict[str, dict[str, Any]]:
    rows = data.rows("pay_ratings", period=month.period, filters={}, limit=100_000)
    return {str(row["rating_id"]): row for row in records(rows)}


def describe(month: Span, one: PayRating) -> str:
    """A rating in one line, for choosing it."""
    row = _contacts(month).get(one.rating_id)
    parts = [formats().date(one.date), _("rating {rating}", rating=one.rating), _name("channel", row)]
    return " · ".join([*parts, _name("process", row)])


def _name(dimension: str, row: dict[str, Any] | None) -> str:
    code = row.get(f"{dimension}_id") if row else None
    return labels.name(dimension, str(code)) if is_known(code) else "—"


def _comment(row: dict[str, Any] | None) -> str:
    comment = row.get("comment") if row else None
    return str(comment) if is_known(comment) else "—"


def _counts(one: PayRating, contest: Contest | None) -> str:
    if one.excluded:
        return "○ " + pay_words.excluded(one.excluded)
    if contest is not None and contest.status == "open":
        return "● " + _("counts while the contest waits")
    return "● " + pay_words.excluded(None)


def mine(month: Span, period: PayPeriod | None) -> tuple[PayLine | None, list[PayRating]]:
    """The own line and ratings: those of the closed month, else as they count now."""
    if period:
        lines, ratings = pay_data.closed_lines(period), pay_data.closed_ratings(period)
    else:
        lines, ratings = pay_data.as_stored(pay_data.sheet(month))
    return (lines[0] if lines else None), ratings
