"""NPS surveys: one per served contact with a verified number.

The scores answered in a month add up to the published NPS of that month.
"""

import numpy as np
import pandas as pd

from etl.demo.arrays import Bools, Floats, Ints, Words, as_words, chance, pick
from etl.demo.clock import END_S, MONTHS, NEVER, month_of
from etl.demo.texts import write_texts
from etl.demo.truths import TRUTHS

_ANSWERED = 0.205  # of those delivered; strong feelings answer more often
_PASSIVES = 0.20
_WITHHELD_BELOW = -0.3  # mood under which the cheating agent sends no survey
_LEAST_TO_BE_EXACT = 100  # answers a month are a multiple of this, so that whole NPS points exist

_UNHAPPY_REASONS = {
    "repair": {"service_quality": 4, "technician": 4, "not_resolved": 3, "long_wait": 1},
    "bill_question": {"bill_error": 6, "wrong_information": 2, "not_resolved": 2, "price": 1},
    "disconnect": {"bill_error": 3, "sent_around": 2, "complicated": 3, "staff_attitude": 1},
    "port_number": {"complicated": 5, "not_resolved": 4, "sent_around": 1},
    "change_tariff": {"price": 5, "wrong_information": 3, "complicated": 1},
    "": {
        "long_wait": 3,
        "staff_attitude": 2,
        "wrong_information": 2,
        "complicated": 2,
        "self_service": 2,
        "other": 1,
    },
}
_HAPPY_REASONS = {"polite_staff": 5, "quick_service": 5, "problem_solved": 4, "other": 0.5}
_CATEGORY = {
    "long_wait": ("queue_ivr",),
    "not_resolved": ("no_service", "staff_refused"),
    "sent_around": ("sent_between_offices",),
    "staff_attitude": ("staff_rude", "staff_refused"),
    "wrong_information": ("wrong_information",),
    "bill_error": ("wrong_bill", "bill_after_cancel", "unwanted_option"),
    "price": ("tariff_price",),
    "service_quality": ("slow_internet", "no_service", "tv_picture"),
    "technician": ("technician_late",),
    "complicated": ("porting_refused", "sent_between_offices", "wrong_data"),
    "self_service": ("self_service_fails",),
    "polite_staff": ("praise",),
    "quick_service": ("praise",),
    "problem_solved": ("praise",),
    "other": ("other",),
}


def make_surveys(contacts: pd.DataFrame) -> pd.DataFrame:
    """One row per survey sent.

    Columns: survey_id, contact (row), customer, language, process, sent, delivered, answered, score, reason,
    category, comment, suggestion.
    ``answered`` is NEVER and ``score`` -1 where nobody answered; the export ends with the demo's last second.
    """
    rng = chance("surveys")
    rows = np.flatnonzero(_gets_one(contacts))
    chosen = contacts.iloc[rows]
    size = len(rows)
    sent = np.minimum(chosen["ended"].to_numpy() + rng.integers(300, 3600, size), END_S - 1)
    delivered = np.where(rng.random(size) < 0.965, sent + rng.integers(2, 90, size), NEVER)
    delivered[delivered >= END_S] = NEVER
    feeling = chosen["mood"].to_numpy() + rng.normal(0, 0.6, size)
    forced = (chosen["recording"] >= 0).to_numpy(dtype=bool)
    delivered[forced] = np.maximum(delivered, sent + 5)[forced]
    answered = _answers(rng, delivered, feeling, forced)
    surveys = pd.DataFrame(
        {
            "survey_id": as_words(_numbers(size)), "contact": rows, "customer": chosen["customer"].to_numpy(),
            "language": as_words(chosen["language"].to_numpy()),
            "process": as_words(chosen["process"].to_numpy()),
            "sent": sent, "delivered": delivered, "answered": answered,
            "score": _scores(rng, answered, feeling),
        }
    )  # fmt: skip
    _add_words(rng, surveys)
    return surveys


def _numbers(size: int) -> Words:
    return np.array([f"N{number:07d}" for number in range(1, size + 1)], dtype=object)


def _gets_one(contacts: pd.DataFrame) -> Bools:
    """Everybody served whose number is verified; one agent keeps the surveys from unhappy customers."""
    kept_back = (contacts["agent"] == TRUTHS.agent_withholding_surveys) & (contacts["mood"] < _WITHHELD_BELOW)
    return (contacts["is_answered"] & contacts["is_verified"] & ~kept_back).to_numpy(dtype=bool)


def _answers(rng: np.random.Generator, delivered: Ints, feeling: Floats, forced: Bools) -> Ints:
    """When each survey was answered; each month keeps a multiple of a hundred answers."""
    willing = _ANSWERED * (0.8 + 0.22 * np.abs(feeling))
    delay = np.minimum(rng.lognormal(8.6, 1.1, len(delivered)), 3 * 86_400).astype(np.int64) + 30
    answers = (delivered != NEVER) & (rng.random(len(delivered)) < willing) | forced
    answered = np.where(answers, delivered + delay, NEVER)
    answered[answered >= END_S] = NEVER
    month = np.where(answered == NEVER, -1, month_of(answered))
    for number in range(len(MONTHS)):
        here = np.flatnonzero((month == number) & ~forced)
        count = int((month == number).sum())
        extra = count % _LEAST_TO_BE_EXACT if count > _LEAST_TO_BE_EXACT else 0
        answered[rng.choice(here, extra, replace=False)] = NEVER
    return answered.astype(np.int64)


def _scores(rng: np.random.Generator, answered: Ints, feeling: Floats) -> Ints:
    """The unhappiest of each month of answers are detractors, the happiest promoters: exact counts."""
    score = np.full(len(answered), -1, dtype=np.int64)
    month = np.where(answered == NEVER, -1, month_of(answered))
    for number, target in enumerate(TRUTHS.nps_by_month.values()):
        rows = np.flatnonzero(month == number)
        rows = rows[np.argsort(feeling[rows], kind="stable")]
        detractors, promoters = _split(len(rows), target)
        score[rows[:detractors]] = _low_scores(rng, detractors)
        score[rows[detractors : len(rows) - promoters]] = rng.integers(
            7, 9, len(rows) - detractors - promoters
        )
        score[rows[len(rows) - promoters :]] = np.where(rng.random(promoters) < 0.7, 10, 9)
    return score


def _split(answers: int, nps: float) -> tuple[int, int]:
    """Detractors and promoters among ``answers`` whose difference is ``nps`` percent of them."""
    difference = round(answers * nps / 100)
    detractors = (answers - round(answers * _PASSIVES) - difference) // 2
    return detractors, detractors + difference


def _low_scores(rng: np.random.Generator, size: int) -> Ints:
    """Detractors' scores, the unhappiest first but not strictly."""
    spread = np.linspace(0, 6.4, size) + rng.normal(0, 1.2, size)
    return np.clip(np.round(spread), 0, 6).astype(np.int64)


def _add_words(rng: np.random.Generator, surveys: pd.DataFrame) -> None:
    score = surveys["score"].to_numpy()
    low, high = (score >= 0) & (score <= 8), score >= 9
    size = len(surveys)
    reason = np.full(size, "", dtype=object)
    for process, choices in _UNHAPPY_REASONS.items():
        here = low & (
            surveys["process"] == process if process else ~surveys["process"].isin(_UNHAPPY_REASONS)
        )
        reason[here] = pick(rng, choices, int(here.sum()))
    reason[high] = pick(rng, _HAPPY_REASONS, int(high.sum()))
    category = np.full(size, "", dtype=object)
    for name, codes in _CATEGORY.items():
        here = reason == name
        category[here] = pick(rng, dict.fromkeys(codes, 1.0), int(here.sum()))
    named = rng.random(size) < np.where(low, 0.78, 0.4)
    commented = rng.random(size) < np.where(score <= 6, 0.55, np.where(high, 0.3, 0.35))
    wishing = rng.random(size) < np.where(low, 0.12, 0.05)
    language = surveys["language"].to_numpy()
    surveys["reason"] = as_words(np.where(named, reason, ""))
    surveys["category"] = as_words(category)
    comment = write_texts("comments", np.where(commented, category, ""), language, 0.03)
    surveys["comment"] = as_words(comment)
    wish = np.where(wishing & (score >= 0), "suggestion", "")
    surveys["suggestion"] = as_words(write_texts("suggestions", wish.astype(object), language, 0.01))
