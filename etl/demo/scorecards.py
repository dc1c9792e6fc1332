"""Scorecards filled in by the quality department, and the visits of mystery shoppers."""

from datetime import timedelta
from pathlib import Path

import numpy as np
import pandas as pd

from etl.demo.arrays import Bools, Floats, Ints, Words, chance, first_of_each
from etl.demo.clock import DAY_S, END_S, MONTHS, START, month_of, seconds, written
from etl.demo.reference import front_line
from etl.demo.truths import TRUTHS
from etl.demo.writers import write_csv, write_excel

CRITERIA = {
    "greeting": 0.03,
    "introduced_name": 0.06,
    "asked_to_help": 0.08,
    "verified_customer": 0.05,
    "apologised": 0.12,
    "explained_solution": 0.07,
    "offered_rating": 0.12,
    "thanked": 0.05,
    "no_rude_words": 0.01,
}
"""Items of the scorecard and how often an ordinary agent breaks them."""
_A_MONTH, _A_MONTH_COACHED, _OF_PORTING = 4, 14, 300
_REPEATERS = {("1005", "apologised"): 0.5, ("1011", "offered_rating"): 0.5, ("1014", "greeting"): 0.35}
_NOTES = {"broken": "Повторная ошибка, разобрать с оператором.", "kept": "", "not_applicable": ""}


def write_scorecards(incoming: Path, contacts: pd.DataFrame) -> None:
    """``quality/evaluations.csv``: a row per scorecard and item, cp1251."""
    rng = chance("scorecards")
    rows = np.flatnonzero(_listened_to(rng, contacts))
    chosen = contacts.iloc[rows]
    evaluated = np.minimum(
        chosen["ended"].to_numpy() + rng.integers(2 * 3600, 20 * 3600, len(rows)), END_S - 1
    )
    results = np.stack([_results(rng, chosen, name) for name in CRITERIA], axis=1)
    item = np.tile(np.arange(len(CRITERIA)), len(rows))
    card = np.repeat(np.arange(len(rows)), len(CRITERIA))
    result = results.ravel()
    columns = {
        "Лист": "E" + (card + 1).astype(str).astype(object),
        "Критерий": np.array(list(CRITERIA), dtype=object)[item],
        "Дата": written(evaluated, "dmy")[card],
        "Таб. номер": chosen["agent"].to_numpy()[card],
        "Подразделение": chosen["unit"].to_numpy()[card],
        "Обращение": chosen["contact_id"].to_numpy()[card],
        "Эксперт": np.array(["2002", "2004"], dtype=object)[card % 2],
        "Результат": pd.Series(result).map(
            {"kept": "соблюдён", "broken": "нарушен", "not_applicable": "н/п"}
        ),
        "Примечание": _notes(rng, result),
    }
    write_csv(incoming / "quality" / "evaluations.csv", columns, delimiter=";", encoding="cp1251")


def _listened_to(rng: np.random.Generator, contacts: pd.DataFrame) -> Bools:
    """Some contacts of each agent and month; more of the coached; enough where the script is kept."""
    names = {name: number for number, name in enumerate(front_line())}
    agent = contacts["agent"].map(names).fillna(-1).to_numpy().astype(np.int64)
    group = np.where(agent < 0, -1, agent * len(MONTHS) + month_of(contacts["at"].to_numpy()))
    order = rng.random(len(contacts))
    coached = (
        contacts["agent"].isin([TRUTHS.coached_with_effect, TRUTHS.coached_relapsed]).to_numpy(dtype=bool)
    )
    recent = (contacts["at"] >= seconds("2021-12-01")).to_numpy(dtype=bool)
    chosen = first_of_each(group, order, _A_MONTH) & (agent >= 0)
    chosen |= coached & recent & first_of_each(group, order, _A_MONTH_COACHED)
    ported = (contacts["process"] == TRUTHS.script_kept_but_unhappy_process).to_numpy(dtype=bool) & (
        agent >= 0
    )
    return chosen | first_of_each(np.where(ported, 1, 0), order, _OF_PORTING) & ported


def _results(rng: np.random.Generator, contacts: pd.DataFrame, criterion: str) -> Words:
    broken = rng.random(len(contacts)) < _chances(contacts, criterion)
    result = np.where(broken, "broken", "kept").astype(object)
    if criterion == "apologised":
        result[(rng.random(len(contacts)) < 0.35) & ~broken] = "not_applicable"
    return result


def _chances(contacts: pd.DataFrame, criterion: str) -> Floats:
    """How likely each contact breaks ``criterion``."""
    chances = np.full(len(contacts), CRITERIA[criterion])
    agent, at = contacts["agent"].to_numpy(), contacts["at"].to_numpy()
    for (name, item), often in _REPEATERS.items():
        if item == criterion:
            chances[(agent == name) & (at >= seconds("2022-05-01"))] = often
    if criterion == TRUTHS.coached_with_effect_on:
        mine = agent == TRUTHS.coached_with_effect
        after = at >= seconds(f"{TRUTHS.coached_with_effect_day} 15:00")
        chances[mine] = np.where(after[mine], 0.02, 0.5)
    if criterion == TRUTHS.coached_relapsed_on:
        chances = _with_relapse(chances, agent == TRUTHS.coached_relapsed, at)
    chances[(contacts["process"] == TRUTHS.script_kept_but_unhappy_process).to_numpy(dtype=bool)] = 0.003
    return chances


def _with_relapse(chances: Floats, mine: Bools, at: Ints) -> Floats:
    """Often before the coaching, never for twelve days after it, then as before."""
    start = seconds(f"{TRUTHS.coached_relapsed_day} 15:00")
    often = np.where((at >= start) & (at < start + 12 * DAY_S), 0.0, 0.5)
    return np.where(mine, often, chances)


def _notes(rng: np.random.Generator, result: Words) -> Words:
    notes = np.full(len(result), "", dtype=object)
    notes[(result == "broken") & (rng.random(len(result)) < 0.4)] = _NOTES["broken"]
    return notes


_ITEMS = ("greeting", "introduced_name", "asked_to_help", "explained_solution", "offered_rating", "thanked")
_OFFICES = (
    "office_lake",
    "office_station",
    "office_garden",
    "office_bazaar",
    "office_steppe",
    "partner_caravan",
)


def write_mystery_visits(incoming: Path) -> None:
    """``agency/mystery_visits.xlsx``: six visits to each office a quarter, a row per checklist item."""
    rng = chance("mystery visits")
    visits = [(wave, unit, visit) for wave in range(6) for unit in _OFFICES for visit in range(6)]
    rows = [(number, wave, unit, item) for number, (wave, unit, _) in enumerate(visits) for item in _ITEMS]
    day = [date_of_visit(wave, number) for number, wave, _, _ in rows]
    broken = rng.random(len(rows)) < np.array([0.24 - 0.02 * wave for _, wave, _, _ in rows])
    columns = {
        "Visit": [f"V{number + 1:03d}" for number, _, _, _ in rows], "Item": [item for *_, item in rows],
        "Date": day, "Wave": [f"{2021 + wave // 4}-Q{wave % 4 + 1}" for _, wave, _, _ in rows],
        "Office": [unit for _, _, unit, _ in rows], "Result": np.where(broken, "no", "yes").astype(object),
    }  # fmt: skip
    write_excel(
        incoming / "agency" / "mystery_visits.xlsx",
        ("Mystery shopping, results by visit",),
        columns,
        "Results",
    )


def date_of_visit(wave: int, number: int) -> str:
    """Visits of a wave take place in the weeks after the middle of its quarter."""
    middle = START + timedelta(days=45 + 91 * wave)
    return f"{middle + timedelta(days=number % 17)} 12:{number % 60:02d}:00"
