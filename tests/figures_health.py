"""Data health as its page tells it: against the command, and the files of the landing area read by pandas."""

import json
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd
from typer.testing import CliRunner

from config.instance import Instance
from etl.__main__ import app as etl_command
from tests.figures_pages import Seen, is_written, number, settled

_COUNTS = {"Read": "read", "Loaded": "loaded", "Rejected": "rejected", "Duplicates": "duplicates",
           "Blank": "blank", "Files": "files"}  # fmt: skip
_RESTATED = 3


def table_with(seen: Seen, *columns: str) -> pd.DataFrame:
    return next(table for table in seen.tables if set(columns) <= set(table.columns))


def compare_sources(seen: Seen, instance: Instance) -> None:
    """Each source's counts as ``etl status`` prints them, their sums, and the rows that lie in its files."""
    result = CliRunner().invoke(etl_command, ["status", "--home", str(instance.home), "--format", "json"])
    assert result.exit_code == 0, result.output
    printed = {line["source"]: line for line in json.loads(result.stdout)}
    table = table_with(seen, "Source", "Duplicates").set_index("Source")
    assert set(table.index) == set(printed)
    landed = _landed(instance)
    for source, row in table.iterrows():
        line = printed[str(source)]
        assert [row[title] for title in _COUNTS] == [line[name] for name in _COUNTS.values()], source
        assert row["Loaded"] == landed.get(str(source), 0), source
        assert row["Read"] == row[["Loaded", "Rejected", "Duplicates", "Blank"]].sum(), source
    assert number(seen.value("Rows read")) == (table["Read"].sum(), 0)
    sums = [f"{table[title].sum():,}" for title in ("Loaded", "Rejected", "Duplicates", "Blank")]
    assert seen.said(r"^= {} loaded \+ {} rejected \+ {} duplicates \+ {} blank$".format(*sums))
    fine = sum(line["state"] in ("fresh", "waiting") for line in printed.values())
    assert seen.said(rf"^All sources are well \({fine} of {len(printed)}\)") or fine < len(printed)


def _landed(instance: Instance) -> dict[str, int]:
    """Source -> rows in the files its loads wrote."""
    found: Counter[str] = Counter()
    for load in loads(instance):
        if load["parquet"]:
            columns = ["line"]
            found[load["source"]] += len(pd.read_parquet(instance.home / load["parquet"], columns=columns))
    return dict(found)


def loads(instance: Instance) -> list[dict[str, Any]]:
    """What each load wrote down, newest first."""
    written = sorted((instance.home / "landing" / "loads").glob("*.json"), reverse=True)
    return [json.loads(path.read_text("utf8")) for path in written]


def compare_rejected(seen: Seen, instance: Instance) -> None:
    """Rows by source and reason, and the share of all, from the quarantine's files."""
    files = [path for path in (instance.home / "quarantine").glob("*.parquet") if path.name[0] != "_"]
    faults = pd.concat([pd.read_parquet(path) for path in files])
    once = faults.drop_duplicates(["source", "reason", "file", "line"])
    rows = once.groupby(["source", "reason"], as_index=False).size()
    table = table_with(seen, "Reason", "Of its rows")
    shown = zip(table["Source"], table["Rows"], strict=True)
    assert Counter(shown) == Counter(zip(rows["source"], rows["size"], strict=True))
    read = Counter[str]()
    for load in loads(instance):
        read[load["source"]] += load["rows_read"] if load["status"] == "loaded" else 0
    for row in table.to_dict("records"):
        assert _is_share(row["Of its rows"], row["Rows"], read[row["Source"]]), row
    rejected = len(faults.drop_duplicates(["load_id", "line"]))
    assert seen.said(rf"^{rejected:,} of {sum(read.values()):,} rows read were rejected")


def _is_share(written: str, part: int, whole: int) -> bool:
    share = 100 * part / whole
    return share < 0.01 if written.startswith("<") else is_written(written, share)


def compare_loads(seen: Seen, instance: Instance) -> None:
    """The last loads with their counts, and how many records they corrected."""
    table, every = table_with(seen, "Seconds"), loads(instance)
    shown = zip(table["File"], table["Read"], table["Loaded"], table["Rejected"], strict=True)
    assert Counter(shown) == Counter(
        (load["file"], load["rows_read"], load["rows_loaded"], load["rows_rejected"]) for load in every
    )
    corrected = [load["rows_corrected"] for load in every if load["rows_corrected"]]
    files = [path for path in (instance.home / "changes").glob("*.parquet") if path.name[0] != "_"]
    changed = pd.concat([pd.read_parquet(path) for path in files])
    assert sum(corrected) == changed["key"].nunique()
    assert seen.said(rf"^{sum(corrected)} records? (was|were) corrected · {len(corrected)} file")
    assert Counter(table_with(seen, "Field", "Was")["Is now"]) == Counter(changed["new_value"])


def compare_days(seen: Seen, instance: Instance) -> None:
    """From which day to which there are contacts or answers, and when the snapshot was made."""
    days = [
        pd.read_parquet(path, columns=[column])[column]
        for contract, column in (
            ("contacts", "started_at"),
            ("surveys", "answered_at"),
            ("ratings", "rated_at"),
        )
        for path in sorted((instance.home / "landing" / contract).glob("*.parquet"))
    ]
    every = pd.concat(days).dropna()
    assert seen.value("Data to") == _day(every.max())
    assert seen.said(f"^from {_day(every.min())}$")
    name = (instance.warehouse / "CURRENT").read_text("utf8").strip()
    built = datetime.strptime(Path(name).stem.split("-")[1], "%Y%m%dT%H%M%S").replace(tzinfo=ZoneInfo("UTC"))
    local = built.astimezone(ZoneInfo(settled(instance)["operator"]["time_zone"]))
    assert seen.said(rf"^{_day(local)} {local:%H:%M} · ")


def _day(moment: Any) -> str:
    return f"{moment.day} {moment:%b %Y}"


def restate(instance: Instance) -> pd.DataFrame:
    """As if a few figures had been published before with other values: metric, month, unit, value, n now, and
    old_value, old_n."""
    path = instance.journal / "reported.parquet"
    known = pd.read_parquet(path)
    wanted = known[known["metric"].isin(["complaints", "ar"]) & known["value"].notna()]
    changed = wanted.groupby("metric", as_index=False).head(_RESTATED)
    before = changed.assign(
        value=changed["value"] + 1, n=changed["n"] + 10, snapshot_id="20200101T000000-000000",
        built_at=changed["built_at"] - pd.Timedelta(days=9),
    )  # fmt: skip
    pd.concat([before, known], ignore_index=True).to_parquet(path)
    return changed.assign(old_value=before["value"], old_n=before["n"])


def compare_restated(seen: Seen, changed: pd.DataFrame) -> None:
    """Old and new value of each figure that changed, with their n."""
    table = table_with(seen, "Figure", "Was", "Is now")
    assert seen.said(rf"^{len(changed)} figures changed")
    written = sorted(_both(was) + _both(now) for was, now in zip(table["Was"], table["Is now"], strict=True))
    kept = zip(changed["old_value"], changed["old_n"], changed["value"], changed["n"], strict=True)
    for shown, counted in zip(written, sorted(tuple(map(float, one)) for one in kept), strict=True):
        assert all(abs(one - other) <= 0.00501 for one, other in zip(shown, counted, strict=True)), shown


def _both(written: str) -> tuple[float, float]:
    value, n = written.replace("\N{NO-BREAK SPACE}", " ").split(" (n ")
    return number(value)[0], number(n)[0]
