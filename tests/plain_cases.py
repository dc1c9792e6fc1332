"""Cases, audits and public answers once more, in plain pandas over exported facts, from their definitions."""

import math
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pandas as pd

from tests.plain_agents import FairOperator
from tests.plain_rows import Answer, Ask, Rows, chosen, count_of_days, counted_mean, grouped
from tests.plain_statistics import NOTHING, Plain, counted, share
from tests.plain_survival import median

DAY = pd.Timedelta(days=1)
REPEATED_DAYS, REPLY_DAYS, TRIFLE, PAYMENT_DAYS = 90, 30, 100, 7
FIRST_WORD_UNTIL = "18:00"
WHOLE_COUNTS = {"cases_overdue", "cases_at_risk", "recalculation", "complaints", "appeals"}
"""Shown however few they are."""
_OWN = ("owner", "reply", "reply_family", "stage", "ground", "deadline")
"""Dimensions whose code stands in a column of their own name."""


class CaseOperator(FairOperator):
    """``FairOperator`` with cases judged anew: facts also case_events, robocalls, payments, activations."""

    def __init__(self, facts: dict[str, Rows], rules: Any, off: frozenset[date]) -> None:
        super().__init__(facts, rules)
        self._off = off
        self.facts["cases"] = _named(self._judged(self.facts["cases"], self.facts["case_events"]))
        self.facts["stays"] = _named(self._stays())
        self.facts["debts"] = _named(_grounds(self.facts["robocalls"], self.facts["payments"]))
        self.metrics |= {
            "on_time": lambda ask: self._share(ask, "is_due", "in_time", "due_date"),
            "interim_same_day": lambda ask: self._share(ask, "has_word", "word_in_time"),
            "justified_cases": lambda ask: self._share(ask, "has_verdict", "right"),
            "reopened_cases": lambda ask: self._share(ask, "is_answered", "again"),
            "overturned_answers": lambda ask: self._share(ask, "is_retried", "right"),
            "withdrawn_cases": lambda ask: self._share(ask, "is_one", "gone"),
            "repeat_cases": lambda ask: self._share(ask, "has_matter", "repeated"),
            "refused_reports": lambda ask: self._share(ask, "reports", "refused"),
            "reports_acted_on": lambda ask: self._share(ask, "reports_judged", "right"),
            "template_reply_share": lambda ask: self._share(ask, "has_reply", "is_template", "reply_date"),
            "back_after_reply": lambda ask: self._share(ask, "is_followed", "came_back", "reply_date"),
            "cases_overdue": self._overdue, "cases_at_risk": self._at_risk,
            "applicant_rating": self._rated, "recalculation": self._given, "stage_time": self._stage_time,
            "needless_debt_calls": self._needless, "codeless_activations": self._codeless,
            "dealer_complaint_rate": lambda ask: self._of_dealers(ask, "complaint"),
            "dealer_appeal_rate": lambda ask: self._of_dealers(ask, "appeal"),
        }  # fmt: skip

    def _shown(self, name: str, ask: Ask) -> Answer:
        found = self.metrics[name](ask)
        least = 0 if name in WHOLE_COUNTS else self.rules.least_scores
        return {key: one if one.count >= least else counted(one.count) for key, one in found.items()}

    def _share(self, ask: Ask, whole: str, part: str, day: str = "date") -> Answer:
        rows = self.facts["cases"]
        rows = chosen(rows[rows[whole]], ask, day)
        return grouped(rows, ask.by, lambda group: share(group[part].sum(), len(group)))

    # Cases.

    def _judged(self, cases: Rows, events: Rows) -> Rows:
        gone = (cases["status"] == "withdrawn") | cases["withdrawn_at"].notna()
        is_answered, justified = cases["answered_at"].notna(), cases["is_justified"].astype("boolean")
        last = max(cases["registered_at"].max(), cases["answered_at"].max())
        self.now = max(last, cases["closed_at"].max(), events["entered_at"].max())
        again = (cases["status"] == "reopened") | cases["reopened_at"].notna()
        is_open = ~is_answered & cases["closed_at"].isna() & ~gone & cases["due_at"].notna()
        first = cases[["interim_at", "answered_at"]].min(axis=1)
        wanted = pd.to_datetime([self._first_word(moment) for moment in cases["registered_at"]])
        report = cases["is_error_report"].astype("boolean").fillna(False).astype(bool)
        return cases.assign(
            gone=gone, again=again, is_answered=is_answered, is_one=True,
            is_due=(cases["due_at"].dt.normalize() < last.normalize()) & (is_answered | ~gone),
            in_time=cases["answered_at"] <= cases["due_at"], waits=is_open,
            late=is_open & (cases["due_at"] < self.now),
            soon=is_open & (cases["due_at"] >= self.now) & (cases["at_risk_at"] <= self.now),
            has_word=cases["case_id"].isin(events["case_id"]) & (wanted < last.normalize()),
            word_in_time=first.dt.normalize() <= wanted, right=justified.fillna(False).astype(bool),
            has_verdict=justified.notna(), is_retried=again & cases["closed_at"].notna() & justified.notna(),
            reports=report, refused=cases["is_report_refused"].astype("boolean").fillna(False).astype(bool),
            reports_judged=report & justified.notna(), has_reply=cases["reply"].notna(),
            is_template=cases["reply"] == "template", **self._matters(cases, events),
        )  # fmt: skip

    def _first_word(self, moment: pd.Timestamp) -> date:
        """The working day a first word is due on."""
        day = moment.date()
        if self._is_worked(day) and moment.strftime("%H:%M:%S") <= f"{FIRST_WORD_UNTIL}:00":
            return day
        day += timedelta(days=1)
        while not self._is_worked(day):
            day += timedelta(days=1)
        return day

    def _is_worked(self, day: date) -> bool:
        return day.weekday() < 5 and day not in self._off

    def _matters(self, cases: Rows, events: Rows) -> dict[str, Any]:
        """Whether a customer's matter had come before, and came back after a public answer."""
        reopened = (
            events[events["stage"] == "reopened"].groupby("case_id")["entered_at"].apply(list).to_dict()
        )
        of_matter: dict[Any, list[tuple[pd.Timestamp, str, str]]] = {}
        for row in cases.to_dict("records"):
            if _is_known(row["customer_key"]) and _is_known(row["category_id"]):
                came = of_matter.setdefault((row["customer_key"], row["category_id"]), [])
                came.append((row["registered_at"], row["case_id"], row["kind"]))
        found: dict[str, list[bool]] = {
            name: [] for name in ("has_matter", "repeated", "is_followed", "came_back")
        }
        for row in cases.to_dict("records"):
            came = of_matter.get((row["customer_key"], row["category_id"]), [])
            before = [
                moment for moment, case, kind in came
                if kind == row["kind"] and (moment, case) < (row["registered_at"], row["case_id"])
            ]  # fmt: skip
            found["has_matter"].append(bool(came))
            found["repeated"].append(
                bool(before) and max(before) >= row["registered_at"] - REPEATED_DAYS * DAY
            )
            has_reply, replied = _is_known(row["reply"]), row["replied_at"]
            found["is_followed"].append(has_reply and replied + REPLY_DAYS * DAY < self.now)
            after = [*reopened.get(row["case_id"], []), *(moment for moment, case, _ in came
                                                          if case != row["case_id"])]  # fmt: skip
            found["came_back"].append(
                has_reply and any(replied < moment <= replied + REPLY_DAYS * DAY for moment in after)
            )
        return found

    def _overdue(self, ask: Ask) -> Answer:
        def one(part: Rows) -> Plain:
            waited = (self.now - part["registered_at"].min()) / DAY
            return _full(part["late"].sum(), len(part), oldest_days=waited)

        return self._open(ask, one)

    def _at_risk(self, ask: Ask) -> Answer:
        return self._open(ask, lambda part: _full(part["soon"].sum(), len(part), at_risk=part["soon"].sum()))

    def _open(self, ask: Ask, one: Callable[[Rows], Plain]) -> Answer:
        cases = self.facts["cases"]
        return grouped(chosen(cases[cases["waits"]], ask), ask.by,
                       lambda part: one(part) if len(part) else NOTHING)  # fmt: skip

    def _rated(self, ask: Ask) -> Answer:
        cases = chosen(self.facts["cases"], ask)
        return grouped(cases[cases["applicant_rating"].notna()], ask.by, _mean)

    def _given(self, ask: Ask) -> Answer:
        cases = chosen(self.facts["cases"], ask)
        given = cases[cases["recalculation"].astype(float) > 0]

        def one(part: Rows) -> Plain:
            return (
                Plain(float(part["recalculation"].astype(float).sum()), len(part)) if len(part) else NOTHING
            )

        return grouped(given, ask.by, one)

    # Stages.

    def _stays(self) -> Rows:
        """How long each case was in each stage, and from registration to the answer."""
        cases = self.facts["cases"]
        closing = dict(zip(cases["case_id"], cases["closed_at"], strict=True))
        events = self.facts["case_events"].sort_values(["case_id", "entered_at", "place"])
        events = events[(events[["case_id", "stage"]] != events[["case_id", "stage"]].shift()).any(axis=1)]
        left = events.groupby("case_id")["entered_at"].shift(-1)
        closed = events["case_id"].map(closing)
        stays = events.assign(
            entered=events["entered_at"], over=left.fillna(closed.where(closed > events["entered_at"]))
        ).drop_duplicates(["case_id", "stage"])[["case_id", "stage", "entered", "over"]]
        stays = stays[~stays["stage"].isin(["closed", "withdrawn"])]
        ways = cases.assign(stage="to_answer", entered=lambda one: one["registered_at"])
        ways = ways.assign(over=ways["answered_at"])[["case_id", "stage", "entered", "over"]]
        every = pd.concat([stays, ways]).merge(self.facts["cases"].drop(columns="date"), on="case_id")
        stopped = every["withdrawn_at"].fillna(every["closed_at"]).where(every["gone"])
        stopped = stopped.where(every["stage"] == "to_answer")
        every = every[~(every["over"] < every["entered"])]
        until = every["over"].fillna(stopped).fillna(self.now)
        days = ((until - every["entered"]).dt.total_seconds() / 86_400).clip(lower=0)
        return every.assign(days=days, is_over=every["over"].notna(), date=every["entered"].dt.normalize())

    def _stage_time(self, ask: Ask) -> Answer:
        rows = chosen(self.facts["stays"], ask)

        def one(part: Rows) -> Plain:
            times = list(zip(part["days"], part["is_over"], strict=True))
            middle = median(times)
            return Plain(math.nan if middle is None else middle, len(part)) if times else NOTHING

        return grouped(rows, ask.by, one)

    # Audits.

    def _needless(self, ask: Ask) -> Answer:
        """By ground of all calls whose debt is known."""
        shared = ask.without("ground")
        every = grouped(chosen(self.facts["debts"], shared), shared.by, lambda part: counted(len(part)))
        rows = chosen(self.facts["debts"], ask)
        needless = grouped(rows[rows["ground"] != "due"], ask.by, lambda part: counted(len(part)))
        places = [place for place, word in enumerate(ask.by) if word != "ground"]
        if len(places) == len(ask.by):
            needless = {key: needless.get(key, counted(0)) for key in every}
        return {
            key: share(one.count, every[tuple(key[place] for place in places)].count)
            for key, one in needless.items()
        }

    def _codeless(self, ask: Ask) -> Answer:
        rows = chosen(self.facts["activations"], ask)
        rows = rows[rows["is_code_used"].notna()]
        return grouped(
            rows, ask.by, lambda part: share((~part["is_code_used"].astype(bool)).sum(), len(part))
        )

    def _of_dealers(self, ask: Ask, kind: str) -> Answer:
        """Cases that name a dealer per 1,000 activations."""
        rows = chosen(self.facts["activations"], ask)
        sold = grouped(rows[rows["dealer_id"].notna()], ask.by, lambda part: counted(len(part)))
        cases = chosen(self.facts["cases"], ask)
        cases = cases[(cases["kind"] == kind) & cases["dealer_id"].notna()]
        named = grouped(cases, ask.by, count_of_days)
        return {
            key: _per_thousand(named.get(key, NOTHING), one.count) for key, one in sold.items() if one.count
        }


def _mean(part: Rows) -> Plain:
    """The mean rating with its normal interval."""
    one, half = counted_mean(part["applicant_rating"]), math.nan
    if len(part) > 1:
        half = 1.96 * float(part["applicant_rating"].std()) / math.sqrt(len(part))
    return Plain(one.value, one.count, one.value - half, one.value + half) if one is not NOTHING else one


def _named(rows: Rows) -> Rows:
    """With a column ``<dimension>_id`` for dimensions whose code stands under another name."""
    rows = rows.assign(deadline=rows["due_rule"]) if "due_rule" in rows else rows
    return rows.assign(**{f"{name}_id": rows[name] for name in _OWN if name in rows})


def _full(part: float, whole: int, **more: float) -> Plain:
    return share(part, whole).without_interval().beside(**more)


def _per_thousand(cases: Plain, sold: int) -> Plain:
    if cases is NOTHING:
        return Plain(0.0, sold)
    return Plain(1000 * cases.count / sold, sold, 1000 * cases.low / sold, 1000 * cases.high / sold)


def _grounds(calls: Rows, payments: Rows) -> Rows:
    """Why nobody should have been called; calls whose debt is not known are left out."""
    of_customer: dict[Any, list[Any]] = {}
    for one in payments.itertuples():
        of_customer.setdefault(one.customer_key, []).append(one)

    def ground(call: Any) -> str:
        if call.debt_amount <= 0:
            return "nothing"
        if call.debt_amount <= TRIFLE:
            return "trifle"
        on_the_way = any(
            call.called_at - PAYMENT_DAYS * DAY <= one.paid_at <= call.called_at
            and not one.posted_at <= call.called_at and one.amount >= call.debt_amount
            for one in of_customer.get(call.customer_key, ())
        )  # fmt: skip
        return "in_transit" if on_the_way else "due"

    known = calls[calls["debt_amount"].notna()]
    return known.assign(ground=[ground(call) for call in known.itertuples()])


def _is_known(value: Any) -> bool:
    return value is not None and not pd.isna(value)
