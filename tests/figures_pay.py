"""Pay and an agent's own ratings as their pages tell them, against plain Python."""

import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd
import pytest

from config.instance import Instance
from journal.api import ACCEPTED, REFUSED, Journal
from tests import plain_pay
from tests.app_pages import start_app
from tests.figures_pages import Seen, is_written, looked_at, number
from tests.plain_agents import FairOperator
from tests.plain_outages import NONE
from tests.plain_pay import Low, Month
from tests.plain_rows import Ask, Rows, chosen
from ui.words import speaking

MONTHS = {"2022-07": date(2022, 7, 1), "2022-05": date(2022, 5, 1)}
"""A month with a contested rating, and one with an outage."""


def ratings_of(plain: FairOperator, code: str) -> Rows:
    """Ratings of the month by the day of their contact, and whether that fell into an outage."""
    start = MONTHS[code]
    end = (pd.Timestamp(start) + pd.offsets.MonthBegin()).date()
    rows = chosen(plain.facts["ratings"], Ask(start, end, {}))
    return rows.assign(is_in_outage=rows["incident_id"] != NONE)


def contest_two(instance: Instance, plain: FairOperator, agent: str) -> str:
    """Two ratings of July; the head accepts one contest and refuses the other: which one counts no more."""
    book, rows = Journal(instance).pay, ratings_of(plain, "2022-07")
    mine = rows[rows["agent_id"] == agent].sort_values("rating_id").head(2).to_dict("records")
    for row, status in zip(mine, (ACCEPTED, REFUSED), strict=True):
        one = book.contest(
            rating_id=row["rating_id"], agent_id=agent, unit_id=row["unit_id"],
            day=pd.Timestamp(row["date"]).date(), rating=int(row["rating"]), reason="why", person="own",
        )  # fmt: skip
        book.decide(one.contest_id, status=status, decision="looked at", person="owner")
    return str(mine[0]["rating_id"])


def counted(rows: Rows, plain: FairOperator, accepted: str, pay: Mapping[str, Any]) -> Month:
    return plain_pay.month(rows, {accepted}, set(plain.facts["agents"]["agent_id"]), pay)


def see_month(monkeypatch: pytest.MonkeyPatch, instance: Instance, page: str, person: str, code: str) -> Seen:
    """A page of pay as ``person`` sees the month."""
    key = {"pay": "pay_month", "my_ratings": "my_ratings_month"}[page]
    with speaking("en"):  # the test reads the words of boxes itself
        app = start_app(monkeypatch, instance, lang="en")
        app.session_state["person"] = person
        app.switch_page(f"pages/{page}.py")
        app.run()
        if app.selectbox(key=key).value != code:
            app.selectbox(key=key).set_value(code).run()
    assert not app.exception
    return looked_at(app)


def compare_sheet(seen: Seen, month: Month, plain: FairOperator) -> None:
    """What counts, what does not and why, and the points of each agent."""
    why = sum(month.excluded.values())
    known = [points for points in month.points.values() if points is not None]
    assert number(seen.value("Ratings that count"))[0] == sum(month.counts.values())
    assert number(seen.value("Do not count"))[0] == why
    assert number(seen.value("Agents with enough ratings"))[0] == len(known)
    assert seen.said(rf"^of {month.count:,} in the month")
    assert all(seen.said(rf"{reason}: {count:,}") for reason, count in month.excluded.items())
    assert seen.said(rf"^{len(month.points) - len(known)} with too few ratings")
    names = plain.facts["agents"].set_index("agent_id")["name"]
    table = next(table for table in seen.tables if "Points" in table)
    shown = Counter(zip(table["Agent"], table["n"], table["Plain mean"], table["Points"], strict=True))
    assert shown == Counter(
        (names[agent], n, f"{month.totals[agent] / n:.2f}", points_of(month.points[agent]))
        for agent, n in month.counts.items()
    )


def points_of(value: float | None) -> str:
    return "—" if value is None else f"{value:g}"


def compare_signs(seen: Seen, rows: Rows, plain: FairOperator, rules: Mapping[str, Any]) -> None:
    """Agents far below the funnel, numbers that rate often, 5s within minutes."""
    names = plain.facts["agents"].set_index("agent_id")["name"]
    lows = {
        (names[agent], low.found, low.count): low
        for counts in _funnels(rows, plain)
        for agent, low in plain_pay.low_shares(counts, rules["least_contacts"]).items()
    }
    runs = [
        *plain_pay.same_numbers(rows, rules["same_number_ratings"]),
        *plain_pay.bursts(rows, rules["burst_ratings"], rules["burst_minutes"]),
    ]
    lines = [line for table in seen.tables if "Seen" in table for line in table.to_dict("records")]
    shown = Counter((line["Agent"], _count(line["Seen"]), _count(line["of (n)"])) for line in lines)
    assert shown == Counter([*lows, *((names[agent], n, every) for agent, n, every in runs)])
    for line in lines:
        seen_n, every = _count(line["Seen"]), _count(line["of (n)"])
        assert is_written(line["Share"], 100 * seen_n / every)
        low = lows.get((line["Agent"], seen_n, every))
        assert low is None or _is_of(line["Others"], low)


def _is_of(written: str, low: Low) -> bool:
    """``99.8%, usual down to 98.3%``"""
    usual, limit = re.findall(r"[\d.]+(?=%)", written)
    return is_written(usual, 100 * low.usual) and is_written(limit, 100 * low.limit)


def _funnels(rows: Rows, plain: FairOperator) -> list[dict[str, tuple[int, int]]]:
    """Agent -> surveyed of served customers; rated of contacts served by those of the front line."""
    start = rows["_day"].min().replace(day=1)
    ask = Ask(start.date(), (start + pd.offsets.MonthBegin()).date(), {}, ("agent",))
    front = plain.facts["agents"].set_index("agent_id")["is_front_line"].fillna(True)
    coverage, contacts = (plain.metrics[name](ask) for name in ("survey_coverage", "contacts"))
    surveyed = {
        agent: (round(one.value * one.count / 100), one.count) for (agent,), one in coverage.items() if agent
    }
    rated = rows.groupby("agent_id").size().to_dict()
    served = {
        agent: (int(rated.get(agent, 0)), int(one.more["served"]))
        for (agent,), one in contacts.items()
        if agent and front.get(agent, True)
    }
    return [surveyed, served]


def _count(written: str) -> int:
    return int(written.replace(",", ""))


def compare_own(seen: Seen, mine: Rows, month: Month, pay: Mapping[str, Any]) -> None:
    """An agent's mean, points, ratings, and how far the next threshold is."""
    ((agent, n),) = month.counts.items()
    total = month.totals[agent]
    assert seen.said(rf"{total / n:.2f} from {n} ratings makes {points_of(month.points[agent])} point")
    table = next(table for table in seen.tables if "For pay" in table)
    assert Counter(table["Rating"]) == Counter(int(rating) for rating in mine["rating"])
    assert sum(text.startswith("●") for text in table["For pay"]) == n
    following = plain_pay.more_fives(n, total, pay)
    if following:
        assert seen.said(rf"from {following[0]:.1f} on; {following[1]} further")
    else:
        assert seen.said("No higher threshold is set")
