"""Facts made from the landing area by pandas: what holds of rows that came twice, where they belong."""

import json
from pathlib import Path
from typing import Any

import pandas as pd

from tests.plain_rows import Rows

PLACED = ("channel_id", "channel_kind", "unit_id", "region", "team", "agent_id", "process_id", "segment")
_OWN = ("channel_id", "unit_id", "agent_id", "process_id", "segment", "customer_key")
_OLD = pd.Timestamp("1900-01-01")


class Landing:
    """What the loads at ``home`` brought and nobody took back."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._loads = [
            json.loads(path.read_text("utf8")) for path in sorted((home / "landing" / "loads").glob("*.json"))
        ]
        agents = self.rows("agents").sort_values("valid_from")
        first = ~agents["agent_id"].duplicated()
        since = pd.to_datetime(agents["valid_from"]).mask(first, _OLD).astype("datetime64[us]")
        self._worked = agents[["agent_id", "unit_id", "team"]].assign(since=since).sort_values("since")
        self._regions = self.rows("units").set_index("unit_id")["region"]
        self._kinds = self.rows("channels").set_index("channel_id")["kind"]
        self.contacts = self._contacts()

    def rows(self, contract: str) -> Rows:
        """Each record as it came last."""
        replaced = {one for load in self._loads for one in load.get("replaces") or ()}
        files = [
            self._home / load["parquet"] for load in self._loads
            if load["contract"] == contract and load["parquet"] and load["load_id"] not in replaced
        ]  # fmt: skip
        every = pd.concat([pd.read_parquet(file) for file in files], ignore_index=True)
        ordered = every.sort_values(["load_id", "line"])
        return ordered[~ordered["key_hash"].duplicated(keep="last")]

    def _contacts(self) -> Rows:
        rows = self.rows("contacts")
        rows = rows.assign(day=rows["started_at"].dt.normalize())
        rows["is_answered"] = rows["is_answered"].astype("boolean").fillna(True).astype(bool)
        return self._placed(rows)

    def surveys(self) -> Rows:
        """Answered: with a time or a score; delivered: said so, answered, or of a source that never says."""
        rows = self._of_contacts(self.rows("surveys"), "sent_at")
        is_answered = rows["answered_at"].notna() | rows["score"].notna()
        telling = set(rows.loc[rows["delivered_at"].notna(), "source"])
        is_delivered = ~rows["source"].isin(telling) | rows["delivered_at"].notna() | is_answered
        rows["answered_at"] = rows["answered_at"].fillna(rows["sent_at"].where(rows["score"].notna()))
        reason = rows["reason_id"].fillna("not_named").where(is_answered)
        return rows.assign(delivered=is_delivered.astype(int), reason_id=reason, contact_date=rows["day"])

    def ratings(self) -> Rows:
        return self._of_contacts(self.rows("ratings"), "rated_at")

    def _of_contacts(self, rows: Rows, at: str) -> Rows:
        """What a record does not say itself is that of its contact."""
        contacts = self.contacts[["contact_id", "day", *_OWN]]
        joined = rows.merge(contacts, on="contact_id", how="left", suffixes=("", "_of_contact"))
        for name in _OWN:
            joined[name] = joined[name].fillna(joined[f"{name}_of_contact"])
        return self._placed(joined.assign(day=joined["day"].fillna(joined[at].dt.normalize())))

    def _placed(self, rows: Rows) -> Rows:
        """Unit (else where the agent worked that day), team, region and kind of channel."""
        rows = rows.assign(day=rows["day"].astype("datetime64[us]")).sort_values("day", kind="stable")
        worked = self._worked.rename(columns={"unit_id": "worked_unit"})
        known = pd.merge_asof(
            rows, worked, left_on="day", right_on="since", by="agent_id", suffixes=("", "_then")
        )
        unit = known["unit_id"].fillna(known["worked_unit"])
        return known.assign(
            unit_id=unit, region=unit.map(self._regions),
            channel_kind=known["channel_id"].map(self._kinds),
        )  # fmt: skip


def same(one: "pd.Series[Any]", other: "pd.Series[Any]") -> bool:
    """Whether two columns say the same, unknown where the other is unknown."""
    mine, its = one.reset_index(drop=True), other.reset_index(drop=True)
    unknown = mine.isna()
    return bool((unknown == its.isna()).all() and (mine[~unknown] == its[~unknown]).all())
