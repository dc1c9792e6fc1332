"""Cases as three systems export them, and the log of their stages."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from etl.demo import broken
from etl.demo.arrays import Ints, Words, chance
from etl.demo.clock import END_S, NEVER, written
from etl.demo.customers import Customers, numbers_written
from etl.demo.texts import in_cyrillic_1251
from etl.demo.writers import write_csv, write_excel, write_ndjson

_SOURCE_RU = {
    "direct": "обращение в компанию",
    "social": "социальные сети",
    "letter": "письмо",
    "phone": "телефон",
    "office": "офис",
}
_STATUS_RU = {
    "open": "в работе",
    "answered": "дан ответ",
    "withdrawn": "отозвана",
    "reopened": "открыта повторно",
    "closed": "закрыта",
}


def write_cases(incoming: Path, cases: pd.DataFrame, contacts: pd.DataFrame, customers: Customers) -> None:
    """Complaints as a workbook, appeals as CSV, those of the state portal as NDJSON, stages as CSV."""
    contact = contacts["contact_id"].to_numpy()[cases["contact"].to_numpy()]
    frame = cases.assign(
        contact_id=np.where(cases["is_contact_given"], contact, ""),
        given=np.where(cases["is_category_given"], cases["category"], ""),
        number=customers.number[cases["customer"].to_numpy()],
    )
    folder = incoming / "cases"
    is_portal = frame["source"] == "state_portal"
    _complaints(folder / "complaints.xlsx", frame[frame["kind"] == "complaint"])
    _appeals(folder / "appeals.csv", frame[(frame["kind"] == "appeal") & ~is_portal])
    _portal(folder / "state_portal.ndjson", frame[is_portal])
    write_csv(folder / "case_log.csv", case_events(cases), delimiter=";", encoding="cp1251")


def _complaints(path: Path, rows: pd.DataFrame) -> None:
    columns = {
        "Номер": rows["case_id"],
        "Дата регистрации": written(rows["at"].to_numpy(), "dmy"),
        "Источник": rows["source"].map(_SOURCE_RU),
        "Причина": rows["given"],
        "Срок ответа": written(rows["due"].to_numpy(), "dmy"),
        "Дата ответа": written(rows["answered"].to_numpy(), "dmy"),
        "Закрыта": written(rows["closed"].to_numpy(), "dmy"),
        "Статус": rows["status"].map(_STATUS_RU),
        "Обоснована": _yes_in_russian(rows["is_justified"]),
        "Перерасчёт, тг": [value.replace(".", ",") for value in rows["refund"]],
        "Оценка заявителя": rows["rating"],
        "Дилер": rows["dealer"],
        "Обращение": rows["contact_id"],
        "Канал": rows["channel"],
        "Подразделение": rows["unit"],
        "Услуга": rows["process"],
        "Продукт": rows["product"],
        "Сегмент": rows["segment"],
        "Телефон": numbers_written(rows["number"].to_numpy(), "spaced"),
        "Текст жалобы": in_cyrillic_1251(rows["text"].tolist()),
        "Публичный ответ": in_cyrillic_1251(rows["reply"].tolist()),
    }
    title = ("Реестр жалоб", "За период 01.01.2021 - 31.07.2022", "")
    write_excel(path, title, columns, "Жалобы")


def _appeals(path: Path, rows: pd.DataFrame) -> None:
    columns = {
        "number": rows["case_id"],
        "kind": rows["kind"],
        "registered": written(rows["at"].to_numpy(), "iso"),
        "source": rows["source"],
        "channel": rows["channel"],
        "category": rows["given"],
        "answered": written(rows["answered"].to_numpy(), "iso"),
        "closed": written(rows["closed"].to_numpy(), "iso"),
        "status": rows["status"],
        "justified": rows["is_justified"],
        "refund": rows["refund"],
        "rating": rows["rating"],
        "dealer": rows["dealer"],
        "contact": rows["contact_id"],
        "unit": rows["unit"],
        "process": rows["process"],
        "product": rows["product"],
        "segment": rows["segment"],
        "phone": numbers_written(rows["number"].to_numpy(), "plus"),
        "text": rows["text"],
        "public_reply": rows["reply"],
    }
    write_csv(path, columns, delimiter=";", quoted=frozenset({"text", "public_reply"}), extra=broken.APPEALS)


def _portal(path: Path, rows: pd.DataFrame) -> None:
    columns = zip(
        rows["case_id"].tolist(),
        *(written(rows[name].to_numpy(), "t").tolist() for name in _PORTAL_TIMES.values()),
        rows["given"].tolist(),
        rows["status"].tolist(),
        rows["is_justified"].tolist(),
        rows["rating"].tolist(),
        rows["unit"].tolist(),
        rows["process"].tolist(),
        rows["product"].tolist(),
        numbers_written(rows["number"].to_numpy(), "plus").tolist(),
        rows["text"].tolist(),
        strict=True,
    )
    names = (
        "number",
        *_PORTAL_TIMES,
        "topic",
        "state",
        "justified",
        "applicant_rating",
        "unit",
        "process",
        "product",
        "phone",
        "text",
    )
    write_ndjson(path, ({n: v for n, v in zip(names, row, strict=True) if v != ""} for row in columns))


_PORTAL_TIMES = {"registered": "at", "due": "due", "answered": "answered", "closed": "closed"}


def case_events(cases: pd.DataFrame) -> dict[str, Any]:
    """The log of stages in order of time: case, stage, entered (dd.mm.yyyy HH:MM:SS), unit."""
    rng = chance("case events")
    at, size = cases["at"].to_numpy(), len(cases)
    answered, closed = cases["answered"].to_numpy(), cases["closed"].to_numpy()
    assigned = at + (rng.lognormal(8.5, 0.9, size)).astype(np.int64) + 60
    interim = np.where(rng.random(size) < 0.72, at + rng.integers(3600, 20 * 3600, size), NEVER)
    until = np.where(answered != NEVER, answered, np.where(closed != NEVER, closed, END_S))
    withdrawn = cases["is_withdrawn"].to_numpy(dtype=bool)
    stages: dict[str, Ints] = {
        "registered": at, "assigned": np.where(assigned < until, assigned, NEVER),
        "interim_answer": np.where(interim < until, interim, NEVER), "answered": answered,
        "reopened": cases["reopened"].to_numpy(), "closed": np.where(withdrawn, NEVER, closed),
        "withdrawn": np.where(withdrawn, closed, NEVER),
    }  # fmt: skip
    return _in_order(stages, cases)


def _in_order(stages: dict[str, Ints], cases: pd.DataFrame) -> dict[str, Any]:
    size = len(cases)
    entered = np.concatenate(list(stages.values()))
    stage = np.repeat(np.array(list(stages), dtype=object), size)
    happened = np.flatnonzero(entered != NEVER)
    order = happened[np.argsort(entered[happened], kind="stable")]
    case, unit = (np.tile(cases[name].to_numpy(dtype=object), len(stages)) for name in ("case_id", "unit"))
    return {
        "case": case[order],
        "stage": stage[order],
        "entered": written(entered[order], "dmy_s"),
        "unit": unit[order],
    }


def _yes_in_russian(values: Any) -> Words:
    words = {"yes": "да", "no": "нет", "": ""}
    return np.array([words[value] for value in values], dtype=object)
