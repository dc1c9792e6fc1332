"""The rows of the tiny operator, each computed from its number."""

from datetime import datetime, timedelta
from typing import Any

Row = dict[str, Any]

UNITS = [
    {
        "unit_id": "cc1",
        "name": "Centre One",
        "name_ru": "Центр один",
        "region": "north",
        "kind": "contact_centre",
    },
    {
        "unit_id": "off1",
        "name": "Office One",
        "name_kk": "Бірінші кеңсе",
        "region": "south",
        "kind": "office",
    },
]
AGENTS = [
    {"agent_id": "a1", "name": "Aina", "team": "t1", "unit_id": "cc1", "valid_from": "2021-05-01"},
    {"agent_id": "a2", "name": "Boris", "team": "t1", "unit_id": "cc1", "valid_from": "2021-06-01"},
    {"agent_id": "a2", "name": "Boris", "team": "t2", "unit_id": "off1", "valid_from": "2022-02-01"},
    {"agent_id": "a3", "name": "Chin", "team": "t2", "unit_id": "off1", "valid_from": "2021-05-01"},
    {
        "agent_id": "a4",
        "name": "Dana",
        "team": "t2",
        "unit_id": "off1",
        "valid_from": "2021-05-01",
        "is_front_line": False,
    },
]
FIRST = datetime(2022, 1, 1, 9, 0)


def _contact(i: int) -> Row:
    agent = ("a1", "a2", "a3", "a1", "a4")[i % 5]
    at = FIRST + timedelta(days=i // 2, minutes=7 * (i % 2))
    unit = {"a1": "cc1", "a2": "cc1" if at < datetime(2022, 2, 1) else "off1"}.get(agent, "off1")
    return {
        "contact_id": f"c{i}",
        "started_at": at,
        "channel_id": ("phone", "office", "whatsapp", "office")[i % 4],
        "unit_id": None if i % 10 == 0 else unit,  # then it is the agent's unit of that day
        "agent_id": agent,
        "process_id": ("repair", "connect", "bill_question")[i % 3],
        "product_id": "mobile",
        "segment": "business" if i % 7 == 0 else "individual",
        "customer_key": f"k{i % 40:03}",
        "is_number_verified": i % 6 != 5,
        "is_answered": i % 11 != 10,
        "wait_s": float(i * 13 % 97),
        "talk_s": float(60 + i * 17 % 200),
        "hold_s": float(i % 9),
        "wrap_up_s": 20.0,
        "is_resolved": i % 3 != 0,
        "count_transfers": i % 4 // 3,
        "direction": "inbound",
    }


def _survey(i: int) -> Row:
    sent = FIRST + timedelta(days=i // 2, hours=2)
    answered = sent + timedelta(days=1) if i % 3 != 2 else None
    return {
        "survey_id": f"s{i}",
        "contact_id": f"c{i}",
        "sent_at": sent,
        "delivered_at": None if i % 13 == 12 and not answered else sent + timedelta(minutes=1),
        "answered_at": answered,
        "score": (i * 7) % 11 if answered else None,
        "reason_id": ("long_wait", None, "staff_attitude")[i % 3] if answered else None,
        "comment": f"comment {i}" if answered and i % 4 == 0 else None,
        "score_low": 0,
        "score_high": 10,
    }


def _case(i: int) -> Row:
    at = FIRST + timedelta(days=i, hours=3)
    days = (3, 12, 20, None)[i % 4]
    return {
        "case_id": f"x{i}",
        "kind": "complaint" if i % 3 else "appeal",
        "registered_at": at,
        "submitted_via": "state_portal" if i % 5 == 0 else "direct",
        "category_id": ("wrong_bill", "no_service", None)[i % 3],
        "answered_at": None if days is None else at + timedelta(days=days),
        "status": "open" if days is None else "answered",
        "text": f"case text {i}",
        "unit_id": ("cc1", "off1")[i % 2],
        "contact_id": None,
    }


CONTACTS = [_contact(i) for i in range(118)]
SURVEYS = [
    _survey(i)
    for i, row in enumerate(CONTACTS)
    if row["is_answered"] and row["is_number_verified"] and i % 17
]
RATINGS = [
    {
        "rating_id": f"r{i}",
        "contact_id": f"c{i}",
        "rated_at": CONTACTS[i]["started_at"] + timedelta(days=2),
        "rating": (5, 4, 5, 3, 5, 2, 4)[i % 7],
    }
    for i in range(118)
    if CONTACTS[i]["is_answered"] and i % 4 != 3
]
CASES = [_case(i) for i in range(50)]
RECORDINGS = [
    {
        "recording_id": f"rec{i}",
        "sound_file": f"rec{i}.ogg",
        "started_at": CONTACTS[i]["started_at"],
        "contact_id": f"c{i}",
        "agent_side": "left",
        "language": "ru",
    }
    for i in (0, 5, 10, 15, 20, 1)
]
EVALUATIONS = [
    {
        "evaluation_id": f"e{i}",
        "criterion_id": "thanked",
        "evaluated_at": datetime(2022, 1, 20) + timedelta(days=i),
        "agent_id": "a3",
        "unit_id": "off1",
        "contact_id": f"c{i}",
        "result": ("broken", "kept", "not_applicable")[i % 3],
    }
    for i in (2, 7, 12, 17, 22, 27)
]
STEPS = [
    {
        "service_id": f"c{i}",
        "process_id": "repair",
        "step_no": no,
        "step_id": step,
        "waiting": waiting,
        "started_at": CONTACTS[i]["started_at"],
        "ended_at": CONTACTS[i]["started_at"] + timedelta(minutes=minutes + i % 5),
        "unit_id": None,
        "agent_id": None,
    }
    for i in range(0, 60, 3)
    for no, step, waiting, minutes in (
        (1, "request", "nobody", 4),
        (1, "request", "customer", 11),
        (2, "approval", "nobody", 2),
        (2, "approval", "operator", 40),
    )
]
EVENTS = [
    {
        "event_id": "ev1",
        "kind": "outage",
        "title": "Cable cut",
        "started_at": datetime(2022, 1, 10, 8),
        "region": "north",
    }
]
ALL: dict[str, Any] = {
    "units": UNITS,
    "agents": AGENTS,
    "contacts": CONTACTS,
    "surveys": SURVEYS,
    "ratings": RATINGS,
    "cases": CASES,
    "recordings": RECORDINGS,
    "evaluations": EVALUATIONS,
    "process_steps": STEPS,
    "events": EVENTS,
}
