"""Complaints and appeals: the published half-years exactly, one wave inside the appeals, one portal."""

import numpy as np
import pandas as pd

from etl.demo.arrays import Bools, Ints, Words, chance, pick, share_out
from etl.demo.clock import DAY_S, END_S, NEVER, month_number, month_of, seconds
from etl.demo.customers import Customers
from etl.demo.demand import moments
from etl.demo.export_contacts import topics_of
from etl.demo.replies import plant_repeats, public_channels, reply_texts, template_answers
from etl.demo.texts import write_texts
from etl.demo.truths import TRUTHS

_HALVES = (slice(0, 6), slice(6, 12), slice(12, 18), slice(18, 19))
_PUBLISHED = {
    "complaint": (990, 1000, 740, 100),
    "appeal": (870, 2500, 800, 122),
}  # 2nd half of 2021 to 1st of 2022
_WAVE = 1640  # of the 2500
_PORTAL_BY_MONTH = {(2022, 2): 24, (2022, 3): 23, (2022, 4): 23, (2022, 5): 23, (2022, 6): 22, (2022, 7): 22}
_SHAPE = {
    "complaint": [165] * 6 + [172, 172, 172, 168, 162, 154] + [144, 134, 126, 119, 112, 105] + [100],
    "appeal": [145] * 6 + [145, 145, 145, 143, 142, 140] + [138, 136, 134, 132, 131, 129] + [122],
}  # without the wave; months fall slowly, without a step between the years
_CAUSES: dict[str, dict[str, float]] = {
    "complaint": {
        "staff_rude": 3,
        "staff_refused": 2,
        "queue_ivr": 4,
        "sent_between_offices": 4,
        "wrong_bill": 5,
        "wrong_information": 3,
        "tariff_price": 3,
        "unwanted_option": 3,
        "bill_after_cancel": 4,
        "debt_robocall": 4,
        "technician_late": 4,
        "self_service_fails": 2,
    },
    "appeal": {
        "no_service": 6,
        "slow_internet": 5,
        "tv_picture": 2,
        "not_in_utility_bill": 3,
        "wrong_data": 3,
        "notice_to_stranger": 2,
        "porting_refused": 3,
        "technician_late": 2,
        "wrong_bill": 2,
        "unwanted_sim": 0.5,
    },
}
_SOURCES: dict[str, dict[str, float]] = {
    "complaint": {"phone": 5, "office": 4, "direct": 3, "social": 3, "letter": 1},
    "appeal": {"direct": 5, "phone": 3, "office": 3, "social": 2, "letter": 2},
}
_CHANNEL = {"phone": "phone", "office": "office", "social": "facebook", "letter": "letter", "direct": "email",
            "state_portal": "state_portal"}  # fmt: skip
_DAYS_TO_ANSWER = {"complaint": 7.0, "appeal": 4.6}
_DEALERS = tuple(f"D{number:02d}" for number in range(1, 13))


def make_cases(contacts: pd.DataFrame, customers: Customers, scale: float) -> pd.DataFrame:
    """One row per case in order of time; times in seconds of ``clock``, ``contact`` a row of contacts.

    Columns: case_id, kind, at, source, channel, category, is_category_given, due, answered, closed, status,
    reopened, is_justified, refund, rating, dealer, contact, is_contact_given, customer, unit, process,
    product, segment, text, is_template, reply (what was answered in public; empty: nothing).
    """
    parts = [_of_kind("complaint", scale), _of_kind("appeal", scale), _wave(scale)]
    cases = pd.concat(parts, ignore_index=True).sort_values("at", kind="stable", ignore_index=True)
    cases["source"] = _sources(cases)
    in_public = (cases["source"] == "social").to_numpy(dtype=bool)
    channel = cases["source"].map(_CHANNEL).to_numpy(dtype=object)
    cases["channel"] = np.where(in_public, public_channels(len(cases)), channel)
    _borrow_from_contacts(cases, contacts)
    cases["category"] = _categories(cases)
    cases["is_category_given"] = cases["is_wave"] | (chance("given").random(len(cases)) < 0.8)
    cases["is_template"] = template_answers(cases)
    _add_course(cases)
    plant_repeats(cases)
    _add_outcome(cases)
    cases["dealer"] = _dealers(cases)
    language = customers.language[cases["customer"].to_numpy()]
    cases["text"] = write_texts("cases", cases["category"].to_numpy(dtype=object), language, 0.12)
    cases["reply"] = reply_texts(cases, language)
    letter = cases["kind"].map({"complaint": "C-", "appeal": "A-"}).to_numpy(dtype=object)
    cases["case_id"] = letter + (np.arange(len(cases)) + 10_001).astype(str).astype(object)
    return cases


def counts_by_month(kind: str, scale: float) -> Ints:
    """Cases of ``kind`` a month without the wave; half-years add up to the published counts exactly."""
    weights = np.array(_SHAPE[kind], dtype=float)
    totals = [round(count * scale) for count in _PUBLISHED[kind]]
    if kind == "appeal":
        totals[1] -= round(_WAVE * scale)
    counts = np.concatenate([share_out(n, weights[half]) for n, half in zip(totals, _HALVES, strict=True)])
    if kind == "appeal":
        for (year, month), least in _PORTAL_BY_MONTH.items():
            counts[month_number(year, month)] = max(counts[month_number(year, month)], least)
    return counts


def _of_kind(kind: str, scale: float) -> pd.DataFrame:
    at = moments(chance(f"moments {kind}"), counts_by_month(kind, scale), "written")
    return pd.DataFrame({"at": at, "kind": kind, "is_wave": False})


def _wave(scale: float) -> pd.DataFrame:
    """People can check which SIM cards stand in their name: many appeals at once, then a sharp fall."""
    rng = chance("wave")
    length = (TRUTHS.wave_end - TRUTHS.wave_start).days
    rise = (TRUTHS.wave_peak - TRUTHS.wave_start).days
    days = np.arange(length)
    weights = np.where(days < rise, 0.4 + 0.2 * days, np.exp(-(days - rise) / 5.0))
    weights[(days % 7) >= 5] *= 0.6  # the wave starts on a Monday
    first = seconds(f"{TRUTHS.wave_start} 00:00")
    day = np.repeat(days, share_out(round(_WAVE * scale), weights))
    at = first + day * DAY_S + rng.integers(8 * 3600, 22 * 3600, len(day))
    return pd.DataFrame({"at": np.sort(at), "kind": "appeal", "is_wave": True})


def _sources(cases: pd.DataFrame) -> Words:
    rng = chance("case sources")
    source = np.full(len(cases), "", dtype=object)
    for kind, choices in _SOURCES.items():
        here = (cases["kind"] == kind).to_numpy(dtype=bool)
        source[here] = pick(rng, choices, int(here.sum()))
    month = month_of(cases["at"].to_numpy())
    for (year, number), count in _PORTAL_BY_MONTH.items():
        candidates = np.flatnonzero((cases["kind"] == "appeal") & (month == month_number(year, number)))
        source[rng.choice(candidates, count, replace=False)] = "state_portal"
    return source


def _borrow_from_contacts(cases: pd.DataFrame, contacts: pd.DataFrame) -> None:
    """Each case grew out of a contact of the days before: its customer, place and process."""
    rng = chance("cases from contacts")
    portal = (cases["source"] == "state_portal").to_numpy(dtype=bool)
    individuals = np.flatnonzero((contacts["segment"] == "individual").to_numpy(dtype=bool))
    before = cases["at"].to_numpy() - rng.integers(600, 3 * DAY_S, len(cases))
    row = np.maximum(np.searchsorted(contacts["at"].to_numpy(), before) - 1, 0)
    of_individual = individuals[np.maximum(np.searchsorted(individuals, row) - 1, 0)]
    row = np.where(portal | cases["is_wave"].to_numpy(dtype=bool), of_individual, row)
    cases["contact"] = row
    for column in ("customer", "unit", "process", "product", "segment"):
        cases[column] = contacts[column].to_numpy()[row]
    cases["is_contact_given"] = (rng.random(len(cases)) < 0.6) & ~portal & ~cases["is_wave"]


def _categories(cases: pd.DataFrame) -> Words:
    rng = chance("case causes")
    category = np.full(len(cases), "", dtype=object)
    for kind, choices in _CAUSES.items():
        here = (cases["kind"] == kind).to_numpy(dtype=bool)
        category[here] = pick(rng, choices, int(here.sum()))
    by_process = topics_of(cases, "cases by process", 0.5)
    fits = np.isin(by_process, list(set(_CAUSES["complaint"]) | set(_CAUSES["appeal"]) - {"unwanted_sim"}))
    category[fits] = by_process[fits]
    category[cases["is_wave"].to_numpy(dtype=bool)] = TRUTHS.wave_category
    return category


def _add_course(cases: pd.DataFrame) -> None:
    """When a case is due, answered and closed; the export ends with the demo, so young cases are open."""
    rng = chance("case course")
    at, size = cases["at"].to_numpy(), len(cases)
    typical = cases["kind"].map(_DAYS_TO_ANSWER).to_numpy(dtype=float) * np.where(cases["is_wave"], 1.35, 1.0)
    answered = at + (typical * rng.lognormal(0, 0.48, size) * DAY_S).astype(np.int64)
    cases["answered"] = _if_before_the_end(answered)
    is_withdrawn = (rng.random(size) < np.where(cases["source"] == "state_portal", 0.06, 0.01)) & (
        answered < END_S
    )
    cases["reopened"] = _if_before_the_end(answered + rng.integers(1, 9, size) * DAY_S)
    comes_back = np.where(cases["is_template"], TRUTHS.reopened_after_template, 0.05)
    cases.loc[(rng.random(size) > comes_back) | is_withdrawn, "reopened"] = NEVER
    end = np.maximum(answered, cases["reopened"].to_numpy() + 3 * DAY_S) + rng.integers(1, 4, size) * DAY_S
    cases["closed"] = _if_before_the_end(end)
    in_register = (cases["kind"] == "complaint") & (cases["source"] != "social")
    with_deadline = in_register | (cases["source"] == "state_portal")
    cases["due"] = np.where(with_deadline, at + 15 * DAY_S, NEVER)
    cases["is_withdrawn"] = is_withdrawn
    cases.loc[is_withdrawn, "closed"] = cases.loc[is_withdrawn, "answered"]
    cases.loc[is_withdrawn, "answered"] = NEVER
    cases["status"] = _statuses(cases)


def _if_before_the_end(at: Ints) -> Ints:
    return np.where(at < END_S, at, NEVER).astype(np.int64)


def _statuses(cases: pd.DataFrame) -> Words:
    status = np.full(len(cases), "open", dtype=object)
    status[cases["answered"] != NEVER] = "answered"
    status[cases["reopened"] != NEVER] = "reopened"
    status[cases["closed"] != NEVER] = "closed"
    status[cases["is_withdrawn"]] = "withdrawn"
    return status


def _add_outcome(cases: pd.DataFrame) -> None:
    rng = chance("case outcome")
    size = len(cases)
    is_answered = (cases["answered"] != NEVER).to_numpy(dtype=bool)
    justified = rng.random(size) < np.where(cases["kind"] == "complaint", 0.55, 0.7)
    about_money = _about_money(cases) & justified & is_answered
    cases["is_justified"] = np.where(is_answered, np.where(justified, "yes", "no"), "")
    refund = np.round(rng.lognormal(7.9, 0.6, size), 2)
    cases["refund"] = [
        f"{value:.2f}" if pays else "" for value, pays in zip(refund, about_money, strict=True)
    ]
    late = (cases["answered"] - cases["at"]).to_numpy() / DAY_S > 10
    rating = np.clip(np.round(rng.normal(3.9, 1.0, size) - late + 0.3 * justified), 1, 5).astype(int)
    rates = (rng.random(size) < np.where(cases["source"] == "state_portal", 0.6, 0.25)) & is_answered
    cases["rating"] = np.where(rates, rating.astype(str), "")


def _about_money(cases: pd.DataFrame) -> Bools:
    about = cases["category"].isin(["wrong_bill", "bill_after_cancel", "unwanted_option", "tariff_price"])
    return about.to_numpy(dtype=bool)


def _dealers(cases: pd.DataFrame) -> Words:
    """Who sold what nobody had asked for: one dealer above all."""
    rng = chance("case dealers")
    weights = {name: 12.0 if name == TRUTHS.dealer_without_codes else 0.8 for name in _DEALERS}
    dealer = pick(rng, weights, len(cases))
    sold = cases["category"].isin([TRUTHS.wave_category, "unwanted_option"]).to_numpy(dtype=bool)
    dealer[~sold | (rng.random(len(cases)) < 0.15)] = ""
    return dealer
