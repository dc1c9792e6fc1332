"""Coaching sessions and knowledge tests, kept by the personnel department."""

from datetime import date, timedelta

from etl.demo.arrays import chance
from etl.demo.reference import front_line
from etl.demo.truths import TRUTHS

_TOPICS = ("Tariffs", "Equipment", "Billing", "Personal data", "Porting a number")
_OTHERS = (
    ("1018", "greeting", date(2021, 6, 14)),
    ("1043", "thanked", date(2021, 9, 20)),
    ("1051", "verified_customer", date(2022, 1, 24)),
    ("1006", "introduced_name", date(2022, 2, 14)),
)


def coaching_columns() -> dict[str, list[str]]:
    """Coaching sessions: number, agent, criterion, held, trainer."""
    sessions = [
        *_OTHERS,
        (TRUTHS.coached_with_effect, TRUTHS.coached_with_effect_on, TRUTHS.coached_with_effect_day),
        (TRUTHS.coached_relapsed, TRUTHS.coached_relapsed_on, TRUTHS.coached_relapsed_day),
    ]
    trainer = {True: "2002", False: "2004"}
    return {
        "number": [f"C{number + 1:03d}" for number in range(len(sessions))],
        "agent": [agent for agent, _, _ in sessions],
        "criterion": [criterion for _, criterion, _ in sessions],
        "held": [f"{day} 15:00:00" for _, _, day in sessions],
        "trainer": [trainer[agent < "1017"] for agent, _, _ in sessions],
    }


def knowledge_columns() -> dict[str, list[str]]:
    """A test a quarter for each front-line agent: number, agent, taken, topic, score in percent."""
    rng = chance("knowledge tests")
    days = [date(2021, 3, 1) + timedelta(days=91 * quarter) for quarter in range(6)]
    taken = [(agent, day, quarter) for quarter, day in enumerate(days) for agent in front_line()]
    level = {agent: float(rng.normal(82, 7)) for agent in front_line()}
    return {
        "number": [f"T{number + 1:04d}" for number in range(len(taken))],
        "agent": [agent for agent, _, _ in taken],
        "taken": [f"{day + timedelta(days=int(rng.integers(0, 12)))} 09:30:00" for _, day, _ in taken],
        "topic": [_TOPICS[quarter % len(_TOPICS)] for _, _, quarter in taken],
        "score": [
            f"{min(100.0, max(20.0, level[agent] + float(rng.normal(0, 6)))):.1f}" for agent, _, _ in taken
        ],
    }
