"""What contacts tell, in plain pandas: volumes, waiting, handling, promises, who came again."""

from collections.abc import Mapping

import pandas as pd

from tests.plain_rows import Answer, Ask, Rows, Rules, chosen, grouped
from tests.plain_statistics import NOTHING, Plain, counted, mean_interval, middle, share

MATTER = ["customer_key", "process_id"]


class Service:
    """Metrics of contacts. facts: table -> its rows; rules: what was settled."""

    def __init__(self, facts: Mapping[str, Rows], rules: Rules) -> None:
        self.facts, self.rules = dict(facts), rules
        self._eligible = self._with_verified_number()
        self._resolved = self._followed()

    def _with_verified_number(self) -> Rows:
        """Served contacts of customers who could be asked, and whether they were."""
        every = self.facts["contacts"]
        known = every["is_number_verified"].astype("boolean").fillna(every["customer_key"].notna())
        rows = every[every["is_answered"] & known.astype(bool)]
        return rows.assign(is_surveyed=rows["contact_id"].isin(self.facts["surveys"]["contact_id"].dropna()))

    def survey_coverage(self, ask: Ask) -> Answer:
        rows = chosen(self._eligible, ask)
        return grouped(rows, ask.by, lambda part: share(part["is_surveyed"].sum(), len(part)))

    def contacts(self, ask: Ask) -> Answer:
        rows = chosen(self.facts["contacts"], ask)
        return grouped(rows, ask.by, _counted_served)

    def online_share(self, ask: Ask) -> Answer:
        rows = chosen(self.facts["contacts"], ask)
        online = rows["channel_kind"].isin(self.rules.online_kinds)
        rows = rows.assign(is_online=online)[online | (rows["channel_kind"] == "office")]
        return grouped(
            rows, ask.by, lambda part: share(part["is_online"].sum(), len(part)).without_interval()
        )

    # Handling.

    def by_one(self, ask: Ask) -> Answer:
        rows = chosen(self.facts["contacts"], ask)
        rows = rows[rows["is_answered"] & rows["count_transfers"].notna()]
        return grouped(
            rows, ask.by,
            lambda part: share((part["count_transfers"] == 0).sum(), len(part)).beside(
                people=part["count_transfers"].sum() + len(part)
            ),
        )  # fmt: skip

    def handled(self, ask: Ask) -> Rows:
        """Served contacts whose talk time is known, and ``took``: how long in seconds."""
        rows = chosen(self.facts["contacts"], ask)
        rows = rows[rows["is_answered"] & rows["talk_s"].notna()]
        return rows.assign(took=rows["talk_s"] + rows["hold_s"].fillna(0) + rows["wrap_up_s"].fillna(0))

    def aht(self, ask: Ask) -> Answer:
        return grouped(self.handled(ask), ask.by, lambda part: mean_interval(part["took"], least=0))

    def automation_hours(self, ask: Ask) -> Answer:
        """Hours spent x the share settled at once, by one person in one contact."""
        rows = self.handled(ask)
        return grouped(rows.assign(is_known=rows[["is_resolved", "count_transfers"]].notna().all(axis=1)),
                       ask.by, _spared)  # fmt: skip

    # Queues.

    def queued(self, ask: Ask) -> Rows:
        """Incoming telephone and office contacts of which is known how they ended."""
        rows = chosen(self.facts["contacts"], ask)
        queued = rows["channel_kind"].isin(["phone", "office"]) & (rows["direction"] != "outbound")
        known = rows[queued & (rows["wait_s"].notna() | ~rows["is_answered"])]
        limit = known["channel_kind"].map(self.rules.within_s).astype(float)
        return known.assign(
            is_short=~known["is_answered"] & (known["wait_s"] < self.rules.short_s),
            is_in_time=known["is_answered"] & (known["wait_s"] <= limit),
        )

    def asa(self, ask: Ask) -> Answer:
        rows = self.queued(ask)
        return grouped(rows[rows["is_answered"]], ask.by, lambda part: mean_interval(part["wait_s"], least=0))

    def service_level(self, ask: Ask) -> Answer:
        rows = self.queued(ask)
        rows = rows[~rows["is_short"]]
        return grouped(rows, ask.by, lambda part: share(part["is_in_time"].sum(), len(part)))

    def abandonment(self, ask: Ask) -> Answer:
        rows = self.queued(ask)
        return grouped(
            rows[~rows["is_short"]], ask.by, lambda part: share((~part["is_answered"]).sum(), len(part))
        )

    def wait(self, ask: Ask) -> Answer:
        rows = chosen(self.facts["contacts"], ask)
        rows = rows[rows["is_answered"] & rows["wait_s"].notna()]
        return grouped(rows, ask.by, lambda part: middle(part["wait_s"]))

    # Promises, and who came again.

    def promise_kept(self, ask: Ask) -> Answer:
        rows = chosen(self.facts["contacts"], ask, "answer_due_date")
        rows = rows[rows["_day"] < pd.Timestamp(self.rules.last_day)]
        kept = rows["first_answer_at"] <= rows["answer_due_at"]
        return grouped(
            rows.assign(is_kept=kept), ask.by, lambda part: share(part["is_kept"].sum(), len(part))
        )

    def repeat_contacts(self, ask: Ask) -> Answer:
        rows = chosen(self._resolved, ask)
        return grouped(
            rows, ask.by,
            lambda part: share(part["is_again"].sum(), len(part)).beside(
                repeated=part["is_again"].sum(), elsewhere=part["is_elsewhere"].sum()
            ),
        )  # fmt: skip

    def _followed(self) -> Rows:
        """Contacts called resolved, and whether the customer came again with the same process in time."""
        every, days = self.facts["contacts"], pd.Timedelta(days=self.rules.repeat_days)
        known = every[(every["direction"] != "outbound") & every[MATTER].notna().all(axis=1)]
        known = known.sort_values([*MATTER, "started_at", "contact_id"])
        after = known.groupby(MATTER)[["started_at", "unit_id", "channel_kind"]].shift(-1)
        is_again = after["started_at"] <= known["started_at"] + days
        is_office = (known["channel_kind"] == "office") & (after["channel_kind"] == "office")
        is_other = (
            after["unit_id"].notna() & known["unit_id"].notna() & (after["unit_id"] != known["unit_id"])
        )
        is_over = pd.to_datetime(known["date"]) + days < pd.to_datetime(every["date"]).max()
        judged = is_over & known["is_resolved"].astype("boolean").fillna(False).astype(bool)
        return known.assign(is_again=is_again, is_elsewhere=is_again & is_office & is_other)[judged]


def _counted_served(part: Rows) -> Plain:
    if part.empty:
        return NOTHING
    return Plain(len(part), len(part)).beside(served=part["is_answered"].sum())


def _spared(part: Rows) -> Plain:
    known = part[part["is_known"]]
    if part.empty or known.empty:
        return counted(len(part)) if len(part) else NOTHING
    at_once = (known["is_resolved"].astype(bool) & (known["count_transfers"] == 0)).mean()
    spent = part["took"].sum() / 3600
    beside = {"aht_s": part["took"].mean(), "at_once_share": 100 * at_once, "spent_hours": spent}
    return Plain(spent * at_once, len(part)).beside(**beside)
