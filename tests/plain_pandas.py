"""The metrics once more, in plain pandas over exported facts, with nothing of the warehouse's formulas.

Written from the definitions that people read, a group of rows at a time, so that it can be followed by hand.
"""

from collections.abc import Callable, Mapping

import pandas as pd

from tests.plain_changes import Likeness
from tests.plain_contacts import Service
from tests.plain_outages import incidents
from tests.plain_rows import (
    NOT_WITHHELD,
    TIMES,
    WHERE,
    Answer,
    Ask,
    Key,
    Rows,
    Rules,
    around,
    chosen,
    count_of_days,
    counted_mean,
    days_of,
    grouped,
    rate,
    within_agents,
)
from tests.plain_statistics import NOTHING, Plain, counted, middle, score, share

MINUTES = {
    "total_min": "", "work_min": "work", "customer_wait_min": "customer_wait",
    "operator_wait_min": "operator_wait",
}  # fmt: skip
"""Kinds of minutes of a step, and what their medians are called."""


class Operator(Service):
    """The exported facts of an operator: table -> its rows; ``rules``: what was settled."""

    def __init__(self, facts: Mapping[str, Rows], rules: Rules) -> None:
        super().__init__(facts, rules)
        for table, at in (("surveys", "sent_at"), ("ratings", "rated_at"), ("contacts", "started_at")):
            rows, contacts = self.facts[table], self.facts["contacts"]
            self.facts[table] = rows.assign(incident_id=incidents(rows, contacts, self.facts["events"], at))
        self._findings = self.facts["findings"].assign(again=self._again())
        self._known: dict[str, Answer] = {}
        self._alike = self._answers_of_customers()
        self.metrics: dict[str, Callable[[Ask], Answer]] = {
            "nps": self.nps, "nps_lost": self.nps_lost, "response_rate": self.response_rate,
            "survey_coverage": self.survey_coverage, "contacts": self.contacts,
            "online_share": self.online_share, "transfers": self.by_one, "aht": self.aht, "asa": self.asa,
            "service_level": self.service_level, "abandonment": self.abandonment, "wait": self.wait,
            "promise_kept": self.promise_kept, "ar": self.ar, "ar_coverage": self.ar_coverage,
            "complaints": lambda ask: self.cases(ask, "complaint"),
            "appeals": lambda ask: self.cases(ask, "appeal"),
            "complaint_rate": lambda ask: self.case_rate(ask, "complaint"),
            "appeal_rate": lambda ask: self.case_rate(ask, "appeal"), "on_time": self.on_time,
            "broken_rate": self.broken_rate, "script_kept": self.script_kept,
            "clean_detractors": self.clean_detractors,
            "repeated_errors": self.repeated_errors, "step_time": self.step_time,
            "repeat_contacts": self.repeat_contacts, "automation_hours": self.automation_hours,
        }  # fmt: skip

    def ask(self, name: str, ask: Ask) -> Answer:
        """A metric by its name; what is withheld has no value."""
        question = f"{name} {ask}"
        if question not in self._known:
            self._known[question] = self._shown(name, ask)
        return self._known[question]

    def _shown(self, name: str, ask: Ask) -> Answer:
        found = self.metrics[name](ask)
        least = 0 if name in NOT_WITHHELD else self.rules.least_scores
        return {key: plain if plain.count >= least else counted(plain.count) for key, plain in found.items()}

    def wider(self, name: str, now: Ask, before: Ask) -> dict[Key, float]:
        """Group -> how much wider a change of NPS or AR is because customers answer more than once."""
        return self._alike[name].of(now, before) if name in self._alike else {}

    def _answers_of_customers(self) -> dict[str, Likeness]:
        surveys, ratings = self.facts["surveys"], self.facts["ratings"]
        scores = surveys[surveys["score"].notna()]
        points = 100.0 * (scores["score"].ge(9).astype(int) - scores["score"].le(6).astype(int))
        return {
            "nps": Likeness(scores.assign(one=points), "answer_date"),
            "ar": Likeness(ratings.assign(one=ratings["rating"].astype(float)), "date"),
        }

    # Surveys: a score of 9 or 10 promotes, one up to 6 detracts.

    def nps(self, ask: Ask) -> Answer:
        rows = chosen(self.facts["surveys"], ask, "answer_date")
        return grouped(rows[rows["score"].notna()], ask.by, lambda part: score(part["score"]))

    def nps_lost(self, ask: Ask) -> Answer:
        """Detractors of a reason among all the answers, whatever their reason."""
        whole = chosen(self.facts["surveys"], ask.without("reason", "category"), "answer_date")
        among = grouped(
            whole[whole["score"].notna()],
            ask.without("reason", "category").by,
            lambda part: counted(len(part)),
        )
        lost = chosen(self.facts["surveys"], ask, "answer_date")
        counts = grouped(lost[lost["score"] <= 6], ask.by, lambda part: counted(len(part)))
        places = [place for place, word in enumerate(ask.by) if word not in ("reason", "category")]
        if len(places) == len(ask.by):  # answers without any detractor lost nothing
            counts = {key: counts.get(key, counted(0)) for key in among}
        found = {
            key: share(plain.count, among[tuple(key[place] for place in places)].count)
            for key, plain in counts.items()
        }
        return found

    def response_rate(self, ask: Ask) -> Answer:
        rows = chosen(self.facts["surveys"], ask)
        return grouped(
            rows,
            ask.by,
            lambda part: share(part["answered_at"].notna().sum(), (part["delivered"] == 1).sum()),
        )

    # Ratings.

    def ar(self, ask: Ask) -> Answer:
        """The mean; its spread is the one within agents, pooled over everyone in the same work."""
        times = tuple(word for word in ask.by if word in TIMES)
        every = chosen(self.facts["ratings"], Ask(ask.start, ask.end, ask.without(*WHERE).codes, times))
        spread = grouped(every[every["agent_id"].notna()], times, within_agents)
        rows, places = chosen(self.facts["ratings"], ask), [ask.by.index(word) for word in times]
        found = grouped(rows, ask.by, lambda part: counted_mean(part["rating"]))
        return {
            key: around(plain, spread.get(tuple(key[place] for place in places)))
            for key, plain in found.items()
        }

    def ar_coverage(self, ask: Ask) -> Answer:
        """Months of front-line agents who worked, and those of them with enough ratings."""
        served = self.facts["contacts"][self.facts["contacts"]["is_answered"]]
        both = [
            chosen(rows[rows["agent_id"].notna()], ask).assign(is_rating=is_rating)
            for rows, is_rating in ((served, 0), (self.facts["ratings"], 1))
        ]
        columns = ["agent_id", "_day", "is_rating", *(f"by_{word}" for word in ask.by)]
        rows = pd.concat([part[columns] for part in both])
        agents = self.facts["agents"].set_index("agent_id")["is_front_line"]
        rows = rows[rows["agent_id"].map(agents).astype("boolean").fillna(True).astype(bool)]
        return grouped(rows, ask.by, self._coverage)

    def _coverage(self, part: Rows) -> Plain:
        months = part.groupby(["agent_id", part["_day"].dt.to_period("M")])["is_rating"].sum()
        return share((months >= self.rules.counted_from).sum(), len(months)).without_interval()

    # Cases.

    def cases(self, ask: Ask, kind: str) -> Answer:
        rows = chosen(self.facts["cases"], ask)
        return grouped(rows[rows["kind"] == kind], ask.by, count_of_days)

    def case_rate(self, ask: Ask, kind: str) -> Answer:
        """Cases per 1,000 contacts; a cause is measured against all contacts."""
        cases, shared = chosen(self.facts["cases"], ask), ask.without("category", "source")
        cases, has_own = cases[cases["kind"] == kind], len(shared.by) < len(ask.by)
        places = [place for place, word in enumerate(ask.by) if word in shared.by]
        by_key = days_of(cases, ask.by)
        found: Answer = {}
        for key, contacts in days_of(chosen(self.facts["contacts"], shared), shared.by).items():
            mine = {one: days for one, days in by_key.items() if tuple(one[place] for place in places) == key}
            for one, days in (mine or ({} if has_own else {key: {}})).items():
                found[one] = rate(days, contacts)
        return found

    def on_time(self, ask: Ask) -> Answer:
        rows = chosen(self.facts["cases"], ask, "due_date")
        rows = rows[rows["is_due"].astype("boolean").fillna(False).astype(bool)]
        in_time = rows["answered_at"] <= rows["due_at"]
        return grouped(
            rows.assign(in_time=in_time), ask.by, lambda part: share(part["in_time"].sum(), len(part))
        )

    # Findings and steps.

    def broken_rate(self, ask: Ask) -> Answer:
        rows = chosen(self.facts["findings"], ask)
        rows = rows[rows["result"].isin(["kept", "broken"])]
        return grouped(rows, ask.by, _broken)

    def clean_detractors(self, ask: Ask) -> Answer:
        """Who is unhappy after a talk in which something could be judged and nothing was broken."""
        judged = chosen(self._findings, ask.without("reason", "category"))
        judged = judged[judged["result"].isin(["kept", "broken"])]
        clean = set(judged["contact_id"].dropna()) - set(judged[judged["result"] == "broken"]["contact_id"])
        rows = chosen(self.facts["surveys"], ask, "contact_date")
        rows = rows[rows["score"].notna() & rows["contact_id"].isin(clean)]
        return grouped(rows, ask.by, lambda part: share((part["score"] <= 6).sum(), len(part)))

    def script_kept(self, ask: Ask) -> Answer:
        rows = chosen(self.facts["findings"], ask)
        rows = rows[rows["result"].isin(["kept", "broken"]) & (rows["origin"] == "script")]
        return grouped(rows, ask.by, lambda part: share((part["result"] == "kept").sum(), len(part)))

    def repeated_errors(self, ask: Ask) -> Answer:
        rows = chosen(self._findings, ask)
        rows = rows[rows["result"].isin(["kept", "broken"])]
        return grouped(
            rows, ask.by, lambda part: Plain(part["again"].sum(), len(part)) if len(part) else NOTHING
        )

    def _again(self) -> "pd.Series[bool]":
        """Whether a broken finding is one of several talks of the agent with that criterion broken."""
        every, who = self.facts["findings"], ["agent_id", "criterion_id"]
        talk = every["recording_id"].fillna(every["contact_id"]).fillna(every["finding_id"])
        marked = every.assign(talk=talk)
        broken = marked[(marked["result"] == "broken") & marked["agent_id"].notna()]
        days = broken.groupby([*who, "talk"], as_index=False)["date"].min()
        pairs = days.merge(days, on=who, suffixes=("", "_other"))
        first = pairs["date"] - pd.Timedelta(days=self.rules.repeated_days - 1)
        near = pairs[pairs["date_other"].between(first, pairs["date"])].groupby([*who, "talk"]).size()
        often = near[near >= self.rules.repeated_findings].reset_index()[[*who, "talk"]].assign(again=True)
        found = marked.merge(often, on=[*who, "talk"], how="left")["again"].notna().to_numpy()
        return pd.Series(found, index=every.index) & (every["result"] == "broken")

    def step_time(self, ask: Ask) -> Answer:
        """Minutes of a service, and of each kind; by step: what share of its process they are."""
        rows = chosen(self.facts["steps"], ask)
        keys = [*(f"by_{word}" for word in ask.by), "service_id"]
        services = rows.groupby(keys, dropna=False)[list(MINUTES)].sum().reset_index()
        found, shared = grouped(services, ask.by, _steps), ask.without("step")
        whole = grouped(chosen(self.facts["steps"], shared), shared.by, _minutes)
        places = [place for place, word in enumerate(ask.by) if word != "step"]
        return {
            key: one.beside(
                lead_share=100 * one.more["minutes"] / whole[tuple(key[place] for place in places)].value
            )
            for key, one in found.items()
        }


def _broken(part: Rows) -> Plain:
    broken = int((part["result"] == "broken").sum())
    return share(broken, len(part)).beside(broken=broken, assessable=len(part))


def _minutes(part: Rows) -> Plain:
    return Plain(float(part["total_min"].sum()), len(part)) if len(part) else NOTHING


def _steps(part: Rows) -> Plain:
    kinds = {name: part[column] for column, name in MINUTES.items() if name}
    medians = {f"median_{name}": float(minutes.median()) for name, minutes in kinds.items()}
    tenths = {f"p90_{name}": float(minutes.quantile(0.9)) for name, minutes in kinds.items()}
    minutes, worked = float(part["total_min"].sum()), float(part["work_min"].sum())
    found = middle(part["total_min"]).beside(**medians, **tenths, minutes=minutes)
    return found.beside(work_share=100 * worked / minutes) if minutes else found
