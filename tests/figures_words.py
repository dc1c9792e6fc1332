"""Numbers in sentences: headlines, titles of cards, and every n; among what the page was answered or drew."""

import re
from typing import Any

import numpy as np

from tests import figures_charts, plain_waves
from tests.figures_pages import Seen, number
from tests.figures_plain import ask_of
from tests.plain_agents import FairOperator

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_N = re.compile(r"n = ([\d,]+)")
_OTHERWISE = re.compile(
    r"per 1,000 contacts|since \d+ \w+ \d{4}|target of \d+|for \d+ \w+ running|^\d+ agents? repeats?"
    r"|make up 80% of it|a wave (?:since|from) \d+ \w+ \d{4}(?: to \d+ \w+ \d{4})?"
    r"|^##### (\d+ |At \d\d:\d\d).*agents? .*$|R² .* known|^Seen at .*"
)
"""Numbers of the language, dates and settings; and those compared by themselves: below, and models."""
_INTERVAL = re.compile(r"(?:95%|unclear): ([−+]?\d[\d,.]*\W+[−+]?\d[\d,.]*)")
_GRAINS = ("week", "month", "quarter")


def unknown_numbers(seen: Seen, plain: FairOperator) -> list[str]:
    """Numbers in headlines, titles of cards and intervals that no answer and no chart of the page holds."""
    known = _known(seen, plain)
    titles = [words for place, words in enumerate(seen.words) if not place or words.startswith("#####")]
    titles += [found[1] for words in seen.words for found in _INTERVAL.finditer(words)]
    return [
        f"{found[0]} in {words}"
        for words in titles
        for found in _NUMBER.finditer(_OTHERWISE.sub("", words))
        if not _holds(known, found[0])
    ]


def unknown_counts(seen: Seen) -> list[str]:
    """Every n that is neither a count of an answer nor the sum of a column of counts."""
    tables = [one.table for one in seen.answers]
    columns = [table[name] for table in tables for name in table.select_dtypes("integer")]
    counts = {int(value) for column in columns for value in (*column.dropna(), column.sum())}
    return [
        words
        for words in seen.words
        for found in _N.finditer(_OTHERWISE.sub("", words))
        if int(found[1].replace(",", "")) not in counts
    ]


def _known(seen: Seen, plain: FairOperator) -> Any:
    numbers: list[Any] = []
    for answer in seen.answers:
        table = answer.table.select_dtypes("number").astype(float)
        numbers += [table.to_numpy().ravel(), table.sum().to_numpy()]
    drawn = [value for chart in seen.charts.values() for trace in chart.data for value in _values(trace)]
    if any(key.startswith("why_") for key in seen.charts):
        parts = figures_charts.split(plain, seen.answer("change", "nps"), seen.chart_by("why_"))
        drawn += [float(parts["rate"].sum()), float(parts["mix"].sum())]
    found = np.abs(np.concatenate([*numbers, drawn]))
    return found[~np.isnan(found)]


def _values(trace: Any) -> list[float]:
    both = (getattr(trace, axis, None) for axis in ("x", "y"))
    values = (one for axis in both if axis is not None for one in np.ravel(axis))
    return [float(one) for one in values if isinstance(one, (int, float, np.number))]


def _holds(known: Any, written: str) -> bool:
    value, decimals = number(written)
    return bool((np.abs(known - value) <= 0.5001 * 10**-decimals).any())


def compare_run(seen: Seen, plain: FairOperator) -> None:
    """For how many periods in a row NPS has risen or fallen."""
    said = seen.said(r"NPS has (risen|fallen) for (\d+) \w+ running")
    if said is None:
        return
    answer = next(
        one for one in seen.answers if one.asked.name == "nps" and one.asked.by in [(g,) for g in _GRAINS]
    )
    values = [one.value for _key, one in sorted(plain.ask("nps", ask_of(answer)).items())]
    steps = np.sign(np.diff(values)) * (1 if said[1] == "risen" else -1)
    length = next((place for place, step in enumerate(steps[::-1]) if step <= 0), len(steps))
    assert length == int(said[2]), (said[0], values)


def compare_waves(seen: Seen, plain: FairOperator) -> int:
    """Cases, peak, what was usual and what comes now of every wave that was told; how many there were."""
    answers = [one for one in seen.answers if one.kind == "waves"]
    told = {str(row): (one.asked, row) for one in answers for row in one.table.to_dict("records")}
    for asked, row in told.values():
        counted = plain_waves.wave(plain, asked, row)
        for name, value in counted.items():
            assert row[name] == value if name == "peak" else np.isclose(row[name], value), (
                name,
                row,
                counted,
            )
    for asked, row in told.values():
        assert asked.period.start <= row["start"] <= row["peak"] < asked.period.end, row
    return len(told)


def compare_repeating(seen: Seen, plain: FairOperator) -> None:
    """How many agents repeat an error."""
    asked = ask_of(seen.answer("metric", "repeated_errors", ("criterion", "agent")))
    found = plain.metrics["repeated_errors"](asked)
    agents = {agent for (_criterion, agent), one in found.items() if agent and one.value > 0}
    assert seen.said(
        rf"^{len(agents)} agents? repeat" if agents else "^No error was repeated|^Repeated errors"
    )
