"""Surveys and ratings as they are exported."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from etl.demo import broken
from etl.demo.clock import MONTHS, NEVER, month_of, seconds, written
from etl.demo.customers import Customers, numbers_written
from etl.demo.texts import in_cyrillic_1251
from etl.demo.writers import csv_lines, write_csv


def write_surveys(
    incoming: Path, surveys: pd.DataFrame, contacts: pd.DataFrame, customers: Customers
) -> None:
    """2021 from the old system in one cp1251 file, 2022 from the new one in a UTF-8 file a month."""
    frame = surveys.assign(
        contact_id=contacts["contact_id"].to_numpy()[surveys["contact"].to_numpy()],
        number=customers.number[surveys["customer"].to_numpy()],
    )
    is_old = frame["sent"] < seconds("2022-01-01")
    _old_system(incoming / "nps" / "nps_2021.csv", frame[is_old])
    new = frame[~is_old]
    for number, (year, month) in enumerate(MONTHS):
        rows = new[month_of(new["sent"].to_numpy()) == number]
        if year == 2022:
            _new_system(incoming / "nps" / f"nps_{year}-{month:02d}.csv", rows, is_broken=month == 3)
    _same_file_again(incoming / "nps", new[month_of(new["sent"].to_numpy()) == len(MONTHS) - 1])


def _old_system(path: Path, rows: pd.DataFrame) -> None:
    columns = {
        "Анкета": rows["survey_id"], "Обращение": rows["contact_id"],
        "Телефон": numbers_written(rows["number"].to_numpy(), "plus"),
        "Отправлено": written(rows["sent"].to_numpy(), "dmy_s"),
        "Доставлено": written(rows["delivered"].to_numpy(), "dmy_s"),
        "Ответ получен": written(rows["answered"].to_numpy(), "dmy_s"), "Баллы": _scores(rows["score"]),
        "Причина": rows["reason"], "Комментарий": in_cyrillic_1251(rows["comment"].tolist()),
        "Пожелание": in_cyrillic_1251(rows["suggestion"].tolist()),
    }  # fmt: skip
    quoted = frozenset({"Комментарий", "Пожелание"})
    write_csv(path, columns, delimiter=";", encoding="cp1251", quoted=quoted)


def _new_columns(rows: pd.DataFrame) -> dict[str, Any]:
    return {
        "survey": rows["survey_id"],
        "contact": rows["contact_id"],
        "phone": numbers_written(rows["number"].to_numpy(), "plain"),
        "sent": written(rows["sent"].to_numpy(), "iso"),
        "delivered": written(rows["delivered"].to_numpy(), "iso"),
        "answered": written(rows["answered"].to_numpy(), "iso"),
        "score": _scores(rows["score"]),
        "reason": rows["reason"],
        "comment": rows["comment"],
        "suggestion": rows["suggestion"],
    }


_QUOTED = frozenset({"comment", "suggestion"})


def _new_system(path: Path, rows: pd.DataFrame, *, is_broken: bool) -> None:
    columns = _new_columns(rows)
    again = [line.encode() for line in csv_lines(_new_columns(rows.iloc[5:8]), ";", _QUOTED)[1:]]
    extra = [*broken.SURVEYS_2022, *again] if is_broken else []
    write_csv(path, columns, delimiter=";", quoted=_QUOTED, extra=extra)


def _same_file_again(folder: Path, rows: pd.DataFrame) -> None:
    """Somebody delivers the last month a second time under another name, a few comments completed."""
    year, month = MONTHS[-1]
    original = folder / f"nps_{year}-{month:02d}.csv"
    (folder / f"nps_{year}-{month:02d} (копия).csv").write_bytes(original.read_bytes())
    later = rows[(rows["comment"] != "") & (rows["answered"] != NEVER)].iloc[:3]
    completed = later.assign(comment=[text + " Дополнено по телефону." for text in later["comment"]])
    _new_system(folder / f"nps_{year}-{month:02d}_corrections.csv", completed, is_broken=False)


def _scores(score: Any) -> list[str]:
    return ["" if value < 0 else str(value) for value in np.asarray(score).tolist()]


def write_ratings(incoming: Path, ratings: pd.DataFrame, contacts: pd.DataFrame) -> None:
    """AR ratings from the rating keypad: one UTF-8 file with commas."""
    columns = {
        "rating_id": ratings["rating_id"],
        "contact_id": contacts["contact_id"].to_numpy()[ratings["contact"].to_numpy()],
        "rated_at": written(ratings["at"].to_numpy(), "iso"), "rating": ratings["rating"].astype(str),
        "comment": ratings["comment"],
    }  # fmt: skip
    quoted = frozenset({"comment"})
    again = [line.encode() for line in csv_lines({k: v[:2] for k, v in columns.items()}, ",", quoted)[1:]]
    write_csv(incoming / "ar" / "ratings.csv", columns, quoted=quoted, extra=[*broken.RATINGS, *again])
