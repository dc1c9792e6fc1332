"""Speech queue and recognition as their pages tell them: against the command, and counted once more."""

import json
import re
import sqlite3
import time
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pytest

from config.cli import exit_code
from config.instance import Instance
from config.settings import load_settings
from tests.figures_pages import Seen, is_written, number
from transcribe.__main__ import app
from transcribe.evaluation import calibration, comparing, result, scores
from transcribe.evaluation.references import Reference, Said
from transcribe.ledger import Ledger, Wanted
from transcribe.transcript import Utterance, Word

DAY_S = 86_400
_MINUTES = {"day": 1440, "h": 60, "min": 1, "s": 1 / 60}


def minutes(written: str) -> float:
    """``2 h 40 min`` as minutes."""
    parts = re.findall(r"([\d.,]+) (day|h|min|s)", written)
    return sum(float(value.replace(",", "")) * _MINUTES[unit] for value, unit in parts)


# The queue.


def fill(ledger: Ledger, now: float) -> None:
    """53 calls of two kinds: 37 heard (today, this week, long ago), 3 set aside, 13 waiting."""
    ledger.enqueue([_wanted(place) for place in range(53)])
    ledger.note([], [_heard(place, now) for place in range(40)])


def _wanted(place: int) -> Wanted:
    return Wanted(
        recording_id=f"call-{place:02}", path=f"{place}.wav", agent_side="left", language="ru",
        day=f"2022-07-{place % 5 + 1:02}", bytes=100_000 + 7_000 * place, changed_at=1, wanted="k",
        kind=".wav" if place % 3 else ".ogg", is_demo_wanted=False, call_at=float(place),
    )  # fmt: skip


def _heard(place: int, now: float) -> dict[str, Any]:
    is_done, ago = place < 37, (0, 3 * DAY_S, 12 * DAY_S)[place % 3]
    return {
        "recording_id": f"call-{place:02}", "status": "done" if is_done else "failed",
        "reason": "" if is_done else "cut after 3 s", "seconds_spent": 300.0 + place,
        "duration_s": 4000.0 + 10 * place if is_done else 0.0, "is_demo_model": False,
        "result_key": f"sound{place}-k",
        "transcribed_at": datetime.fromtimestamp(now - ago, UTC).replace(tzinfo=None),
    }  # fmt: skip


def compare_queue(seen: Seen, instance: Instance, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Every figure of the page: as ``transcribe status`` prints it, and from the rows of the ledger."""
    printed = _printed(instance, capfdbinary)
    jobs = _jobs(instance)
    heard, waits = jobs[jobs["state"] == "done"], jobs[jobs["state"].isin(["queued", "running"])]
    _compare_state(printed, jobs, heard, waits)
    count, eta = len(waits), printed["eta_s"]
    assert number(seen.value("Calls in the queue")) == (count, 0)
    said = seen.said(rf"^{count} calls wait to be heard; done in about (.+)$")
    assert said and abs(minutes(said[1]) - eta / 60) <= 1
    zone = ZoneInfo(load_settings(instance).operator.time_zone)
    by = datetime.fromisoformat(printed["done_by"]).astimezone(zone)
    assert abs(_until(seen.value("All heard by"), by)) <= timedelta(minutes=2)
    today = heard[heard["finished_at"] >= _midnight(datetime.now(zone))]
    assert number(seen.value("Heard today")) == (len(today), 0)
    assert is_written(seen.value("Cost so far, core-hours"), heard["seconds"].sum() / 3600)
    _compare_captions(seen, printed, heard, today)
    _compare_tables(seen, jobs)


def _printed(instance: Instance, capfdbinary: pytest.CaptureFixture[bytes]) -> dict[str, Any]:
    assert exit_code(app, "transcribe", ["status", "--home", str(instance.home), "--format", "json"]) == 0
    (found,) = json.loads(capfdbinary.readouterr().out)
    return dict(found)


def _jobs(instance: Instance) -> pd.DataFrame:
    with sqlite3.connect(instance.transcripts / "ledger.sqlite") as file:
        return pd.read_sql("SELECT * FROM jobs", file)


def _compare_state(
    printed: dict[str, Any], jobs: pd.DataFrame, heard: pd.DataFrame, waits: pd.DataFrame
) -> None:
    """What is printed is what the ledger's rows come to."""
    states = Counter(jobs["state"])
    assert [printed[name] for name in ("queued", "running", "done", "failed")] == [
        states[name] for name in ("queued", "running", "done", "failed")
    ]
    lately = heard[heard["finished_at"] >= time.time() - 7 * DAY_S]
    sums = lately.groupby("kind")[["audio_s", "bytes"]].sum()
    rate = sums["audio_s"] / sums["bytes"]
    left = (waits["bytes"] * waits["kind"].map(rate)).sum()
    cost = lately["seconds"].sum() / lately["audio_s"].sum()
    assert printed["waiting_audio_s"] == pytest.approx(left, abs=0.06)
    assert printed["cost"] == pytest.approx(cost, abs=0.00006) and printed["count_cost"] == len(lately)
    assert printed["eta_s"] == pytest.approx(left * cost / printed["workers"], abs=0.06)
    assert printed["left_core_hours"] == pytest.approx(left * cost / 3600, abs=0.0006)


def _until(written: str, by: datetime) -> timedelta:
    """From ``by`` to a clock, perhaps of the next day."""
    clock = datetime.strptime(re.findall(r"\d\d:\d\d", written)[0], "%H:%M")
    apart = (clock.hour - by.hour) * 60 + clock.minute - by.minute
    return timedelta(minutes=(apart + 720) % 1440 - 720)


def _midnight(now: datetime) -> float:
    return now.replace(hour=0, minute=0, second=0, microsecond=0).timestamp()


def _compare_captions(seen: Seen, printed: dict[str, Any], heard: pd.DataFrame, today: pd.DataFrame) -> None:
    waiting = seen.said(r"^about (.+) of sound · the longest since ")
    assert waiting and _is_about(waiting[1], printed["waiting_audio_s"])
    done = seen.said(r"^(.+) of sound · ([\d.]+) core-hours$")
    assert done and _is_about(done[1], today["audio_s"].sum())
    assert is_written(done[2], today["seconds"].sum() / 3600)
    cost = seen.said(
        r"^(.+) of sound · about ([\d.]+) more for what waits · "
        r"([\d.]+) core-minutes an hour of sound, n = (\d+)$"
    )
    assert cost and _is_about(cost[1], heard["audio_s"].sum())
    assert is_written(cost[2], printed["left_core_hours"]) and is_written(cost[3], 60 * printed["cost"])
    assert int(cost[4]) == printed["count_cost"]


def _is_about(written: str, seconds: float) -> bool:
    """As far as lengths of time are written out."""
    room = 72 if "day" in written else 1
    return abs(minutes(written) - seconds / 60) <= room


def _compare_tables(seen: Seen, jobs: pd.DataFrame) -> None:
    """Bars of the days, what is heard now, what was set aside."""
    days = jobs.assign(part=jobs["state"].map(_PARTS)).groupby(["day", "part"]).size().unstack(fill_value=0)
    bars = {trace.name or place: list(trace.y) for place, trace in enumerate(seen.charts["queue_days"].data)}
    assert list(bars.values()) == [days[part].tolist() for part in ("done", "waiting", "failed")]
    aside = next(table for table in seen.tables if "Reason" in table)
    failed = jobs[jobs["state"] == "failed"]
    assert Counter(zip(aside["Recording"], aside["Reason"], aside["Attempts"], strict=True)) == Counter(
        zip(failed["recording_id"], failed["reason"], failed["attempts"], strict=True)
    )
    hearing = next(table for table in seen.tables if "Recogniser" in table)
    running = jobs[jobs["state"] == "running"]
    assert Counter(hearing["Recording"]) == Counter(running["recording_id"])


_PARTS = {"done": "done", "queued": "waiting", "running": "waiting", "failed": "failed"}


# Recognition.

Pair = tuple[str, str, float]
"""What was said, what was heard (either may be empty), how sure the recogniser was."""
CALLS: dict[str, tuple[str, int, tuple[Pair, ...]]] = {
    "a": ("ru", 0, (
        ("мой", "мой", 0.97), ("тариф", "тарифы", 0.71), ("не", "", 0), ("работает", "работает", 0.93),
    )),
    "b": ("ru", 0, (
        ("ваш", "ваш", 0.98), ("тариф", "тарифы", 0.64), ("изменён", "изменен", 0.88), ("", "да", 0.4),
    )),
    "c": ("kk", 1, (("интернет", "интернет", 0.92), ("жоқ", "жок", 0.55), ("бүгін", "бүгін", 0.96))),
    "d": ("kk", 1, (("рахмет", "рахмет", 0.99), ("сізге", "сізге", 0.83))),
}  # fmt: skip


def measured(folder: str) -> result.Evaluation:
    """An evaluation of CALLS as the command makes it of what was heard."""
    those = [one for name in CALLS for one in comparing.compared(*_call(name))]
    return result.Evaluation(
        at="2026-11-02T09:30:00", folder=folder, version=result.VERSION,
        models=(result.ModelUsed("one", "c", False),), recordings=len(CALLS), seconds=40.0, failed=(),
        errors=scores.errors(those), confusions=scores.confusions(those),
        calibrations=calibration.calibrations(those),
    )  # fmt: skip


def _call(name: str) -> tuple[Reference, list[Utterance]]:
    language, channel, pairs = CALLS[name]
    said = " ".join(said for said, _heard, _sure in pairs if said)
    words = [(heard, sure) for _said, heard, sure in pairs if heard]
    spoken = tuple(
        Word(word, place * 0.5, place * 0.5 + 0.4, sure) for place, (word, sure) in enumerate(words)
    )
    silent = 1 - channel
    reference = Reference(
        Path(f"{name}.wav"), language, (Said(said, language, channel), Said("", language, silent))
    )
    return reference, [Utterance(channel, spoken, language, "one")]


def compare_recognition(seen: Seen, instance: Instance) -> None:
    """Every figure of the page: as it is stored, and as the pairs of words come to."""
    stored = json.loads(next((instance.home / "evaluations").glob("*.json")).read_text("utf8"))
    whole = _counted(CALLS)
    rate = 100 * (whole["wrong"] / whole["words"])
    assert seen.said(rf"^About 1 word of {round(100 / rate)} is wrong$")
    assert seen.said(
        rf"^Of {whole['words']} words: {whole['replaced']} replaced, {whole['missing']} left out, "
        rf"{whole['added']} added\."
    )
    assert seen.said(rf"· {len(CALLS)} recordings · {whole['words']} words$")
    _compare_groups(seen, stored)
    _compare_sureness(seen, stored)
    _compare_mistakes(seen)


def _counted(names: Sequence[str] | dict[str, Any]) -> dict[str, int]:
    pairs = [pair for name in names for pair in CALLS[name][2]]
    kinds = Counter(_kind(said, heard) for said, heard, _sure in pairs)
    return {
        "words": sum(bool(said) for said, _heard, _sure in pairs), "replaced": kinds["replaced"],
        "missing": kinds["missing"], "added": kinds["added"],
        "wrong": kinds["replaced"] + kinds["missing"] + kinds["added"],
    }  # fmt: skip


def _kind(said: str, heard: str) -> str:
    if not heard:
        return "missing"
    if not said:
        return "added"
    return "right" if said.replace("ё", "е") == heard else "replaced"


def _compare_groups(seen: Seen, stored: dict[str, Any]) -> None:
    table = next(one for one in seen.small if "Words of" in one)
    rows = {row["Words of"]: row for row in table.to_dict("records")}
    told = {"all recordings": CALLS, "left channel": "ab", "right channel": "cd"}
    told |= {"Русский": "ab", "Қазақша": "cd"}
    for name, those in told.items():
        counted = _counted(those)  # type: ignore[arg-type]
        assert is_written(rows[name]["Wrong"], 100 * counted["wrong"] / counted["words"]), name
        assert number(rows[name]["n"]) == (counted["words"], 0), name
    assert len(table) == len(stored["errors"])
    for row, kept in zip(table.to_dict("records"), stored["errors"], strict=True):
        assert row["n"] == f"{kept['words']:,}" and is_written(row["Letters"], kept["cer"])
        for written, end in zip(_ends(row["95 % interval"]), (kept["low"], kept["high"]), strict=True):
            assert end is None or is_written(written, end), row


def _ends(written: str) -> tuple[str, str]:
    found = re.findall(r"[\d.]+", written)
    return (found[0], found[-1]) if found else ("", "")


def _compare_sureness(seen: Seen, stored: dict[str, Any]) -> None:
    """A dot a band of confidence; the sentence of those from 0.8 on; the mean gap."""
    heard = [(sure, _kind(said, word)) for *_, pairs in CALLS.values() for said, word, sure in pairs if word]
    edges = np.linspace(0, 1, 11)
    bands = [
        [(sure, kind == "right") for sure, kind in heard if low <= sure < high or sure == high == 1]
        for low, high in pairwise(edges)
    ]
    bands = [band for band in bands if band]
    dots = seen.charts["recognition_sureness"].data[-1]
    means = [100 * np.mean([sure for sure, _right in band]) for band in bands]
    rights = [100 * np.mean([right for _sure, right in band]) for band in bands]
    assert np.allclose(dots.x, means) and np.allclose(dots.y, rights)
    gap = sum(len(band) * abs(m - r) for band, m, r in zip(bands, means, rights, strict=True)) / len(heard)
    assert stored["calibrations"][0]["error"] == pytest.approx(gap)
    sure = [kind for sure, kind in heard if sure >= 0.8]
    assert seen.said(rf"confidence from 0.8 on, none is wrong \(n = {len(sure)}\)") and set(sure) == {"right"}


def _compare_mistakes(seen: Seen) -> None:
    table = next(one for one in seen.small if "Times" in one)
    pairs = Counter((said, heard) for *_, those in CALLS.values() for said, heard, _sure in those)
    often = {pair: count for pair, count in pairs.items() if count > 1 and _kind(*pair) != "right"}
    shown = zip(table["Said"], table["Heard"], table["Times"], strict=True)
    assert {(said, heard): int(count) for said, heard, count in shown} == often
