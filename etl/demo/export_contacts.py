"""Contacts as six systems export them, none like another."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from etl.demo import broken
from etl.demo.arrays import Words, chance, pick
from etl.demo.clock import END_S, moments_of, seconds, written
from etl.demo.contacts import CENTRE, MESSAGES, OFFICE, QUEUE_LOG, SELF, WRITTEN
from etl.demo.customers import Customers, numbers_written
from etl.demo.queue_log import write_queue_log
from etl.demo.texts import in_cyrillic_1251, write_texts
from etl.demo.writers import write_csv, write_excel, write_ndjson, write_parquet

PROCESS_RU = {
    "connect": "Подключение",
    "re_register": "Переоформление",
    "transfer": "Перенос адреса",
    "replace": "Замена",
    "change_tariff": "Смена тарифа",
    "disconnect": "Отключение",
    "suspend": "Приостановка",
    "port_number": "Перенос номера",
    "repair": "Ремонт",
    "bill_question": "Вопрос по счёту",
    "consultation": "Консультация",
}
_SEGMENT_RU = {"individual": "ФЛ", "business": "ЮЛ", "government": "Госорган"}
_TOPICS = {
    "connect": ("other", "technician_late"),
    "re_register": ("wrong_data",),
    "transfer": ("technician_late",),
    "replace": ("unwanted_sim", "tv_picture"),
    "change_tariff": ("tariff_price", "unwanted_option"),
    "disconnect": ("bill_after_cancel",),
    "suspend": ("other",),
    "port_number": ("porting_refused",),
    "repair": ("no_service", "slow_internet", "tv_picture"),
    "bill_question": ("wrong_bill", "not_in_utility_bill", "debt_robocall"),
    "consultation": ("other", "suggestion"),
}


def write_contacts(incoming: Path, contacts: pd.DataFrame, customers: Customers) -> None:
    """All contact files below ``incoming``."""
    number = customers.number[contacts["customer"].to_numpy()]
    frame = contacts.assign(number=number, ended=np.minimum(contacts["ended"], END_S - 1))
    by_system = {str(name): rows for name, rows in frame.groupby("system", sort=True)}
    _offices(incoming / "crm", by_system[OFFICE])
    _centre(incoming / "phone", by_system[CENTRE])
    write_queue_log(incoming / "asterisk" / "queue_log", by_system[QUEUE_LOG])
    _self_service(incoming / "digital", by_system[SELF])
    _messages(incoming / "digital", by_system[MESSAGES])
    _letters(incoming / "written", by_system[WRITTEN])


def topics_of(rows: pd.DataFrame, name: str, share: float) -> Words:
    """What a share of the rows' customers write about, as taxonomy codes (empty: nothing is written)."""
    rng = chance(name)
    topic = np.full(len(rows), "", dtype=object)
    process = rows["process"].to_numpy()
    for code, choices in _TOPICS.items():
        here = process == code
        topic[here] = pick(rng, dict.fromkeys(choices, 1.0), int(here.sum()))
    topic[rng.random(len(rows)) >= share] = ""
    return topic


def _offices(folder: Path, rows: pd.DataFrame) -> None:
    """The CRM of the offices: cp1251, semicolons, decimal commas, Russian words, a file a year."""
    for year, start, end in (("2021", 0, seconds("2022-01-01")), ("2022", seconds("2022-01-01"), END_S)):
        part = rows[rows["at"].between(start, end - 1)]
        columns = {
            "Номер обращения": part["contact_id"],
            "Дата": written(part["at"].to_numpy(), "dmy_s"),
            "Окончание": written(part["ended"].to_numpy(), "dmy_s"),
            "Подразделение": part["unit"],
            "Таб. номер": part["agent"],
            "Услуга": part["process"].map(PROCESS_RU),
            "Продукт": part["product"],
            "Телефон": numbers_written(part["number"].to_numpy(), "plain"),
            "Тип клиента": part["segment"].map(_SEGMENT_RU),
            "Номер проверен": _yes(part["is_verified"], "Да", "Нет"),
            "Ожидание, мин": _comma(part["wait"].to_numpy() / 60),
            "Обслуживание, мин": _comma(part["talk"].to_numpy() / 60),
            "Оформление, с": _comma(part["wrap_up"].to_numpy()),
            "Решено": _yes(part["is_resolved"], "Да", "Нет"),
            "Переадресаций": part["transfers"].astype(str),
        }
        write_csv(folder / f"contacts_office_{year}.csv", columns, delimiter=";", encoding="cp1251")


def _centre(folder: Path, rows: pd.DataFrame) -> None:
    """The telephone exchange of one centre: UTF-8, commas, ISO dates, English headers."""
    columns = {
        "call_id": rows["contact_id"],
        "start": written(rows["at"].to_numpy(), "iso"),
        "end": written(rows["ended"].to_numpy(), "iso"),
        "unit": rows["unit"],
        "agent": rows["agent"],
        "topic": rows["process"],
        "product": rows["product"],
        "caller": numbers_written(rows["number"].to_numpy(), "plus"),
        "customer_type": rows["segment"],
        "verified": _yes(rows["is_verified"], "yes", "no"),
        "answered": _yes(rows["is_answered"], "yes", "no"),
        "wait": rows["wait"].astype(str),
        "talk": rows["talk"].astype(str),
        "hold": rows["hold"].astype(str),
        "after_call": rows["wrap_up"].astype(str),
        "resolved": _yes(rows["is_resolved"], "yes", "no"),
        "transfers": rows["transfers"].astype(str),
    }
    write_csv(folder / "altyn_calls.csv", columns, extra=broken.CENTRE_CALLS)


def _self_service(folder: Path, rows: pd.DataFrame) -> None:
    """Events of the web account and the app, from the data platform: Parquet with types."""
    columns = {
        "event_id": rows["contact_id"].astype(str),
        "ts": moments_of(rows["at"].to_numpy()),
        "ts_end": moments_of(rows["ended"].to_numpy()),
        "channel": rows["channel"].astype(str),
        "owner_unit": rows["unit"].astype(str),
        "scenario": rows["process"].astype(str),
        "product": rows["product"].astype(str),
        "msisdn": rows["number"],
        "segment": rows["segment"].astype(str),
        "msisdn_verified": rows["is_verified"].astype(bool),
        "completed": rows["is_resolved"].astype(bool),
    }
    write_parquet(folder / "self_service.parquet", columns)


def _messages(folder: Path, rows: pd.DataFrame) -> None:
    """The messaging platform: nested NDJSON with an offset in each time, a file a quarter."""
    text = write_texts("messages", topics_of(rows, "message topics", 0.2), rows["language"].to_numpy(), 0.04)
    columns = _message_columns(rows, text)
    quarter = (np.searchsorted(_QUARTERS, rows["at"].to_numpy(), side="right") - 1).tolist()
    records: list[list[dict[str, Any]]] = [[] for _ in _QUARTERS]
    for number, values in zip(quarter, zip(*columns, strict=True), strict=True):
        records[number].append(_message(values))
    for number, part in enumerate(records):
        write_ndjson(folder / f"messages_{2021 + number // 4}Q{number % 4 + 1}.ndjson", part)


_QUARTERS = np.array([seconds(f"{y}-{m:02d}-01") for y in (2021, 2022) for m in (1, 4, 7, 10)][:7])


def _message_columns(rows: pd.DataFrame, text: Words) -> list[list[Any]]:
    times = [written(rows[name].to_numpy(), "t").tolist() for name in ("at", "first_answer", "ended")]
    phone = numbers_written(rows["number"].to_numpy(), "spaced").tolist()
    names = ("contact_id", "channel", "segment", "is_verified", "agent", "unit", "process", "product",
             "is_resolved", "transfers", "talk", "wrap_up")  # fmt: skip
    return [*times, phone, text.tolist(), *(rows[name].tolist() for name in names)]


def _message(values: tuple[Any, ...]) -> dict[str, Any]:
    (at, first, ended, phone, text, number, channel, segment, verified, agent, unit, process, product,
     resolved, transfers, talk, wrap_up) = values  # fmt: skip
    record = {
        "id": number, "channel": channel, "created_at": at + "+06:00",
        "first_reply_at": first + "+06:00" if first else None,
        "closed_at": ended + "+06:00",
        "customer": {"phone": phone, "type": segment, "verified": verified},
        "agent": {"id": agent, "unit": unit}, "topic": {"process": process, "product": product},
        "handling": {"talk_s": talk, "wrap_up_s": wrap_up, "transfers": transfers}, "resolved": resolved,
    }  # fmt: skip
    return {**record, "text": text} if text else record


def _letters(folder: Path, rows: pd.DataFrame) -> None:
    """The office of incoming mail: a workbook with two title rows."""
    text = write_texts("letters", topics_of(rows, "letter topics", 0.6), rows["language"].to_numpy(), 0.1)
    columns = {
        "Вх. номер": rows["contact_id"],
        "Дата поступления": written(rows["at"].to_numpy(), "dmy"),
        "Вид": rows["channel"].map({"email": "e-mail", "letter": "письмо"}),
        "Дан ответ": written(rows["first_answer"].to_numpy(), "dmy"),
        "Подразделение": rows["unit"],
        "Исполнитель": rows["agent"],
        "Тема": rows["process"].map(PROCESS_RU),
        "Продукт": rows["product"],
        "Телефон заявителя": numbers_written(rows["number"].to_numpy(), "spaced"),
        "Категория": rows["segment"].map(_SEGMENT_RU),
        "Номер проверен": _yes(rows["is_verified"], "да", "нет"),
        "Решено": _yes(rows["is_resolved"], "да", "нет"),
        "Текст": in_cyrillic_1251(text),
    }
    title = ("Журнал входящей корреспонденции", "Выгрузка за 01.01.2021 - 31.07.2022")
    write_excel(folder / "incoming_mail.xlsx", title, columns, "Входящие")


def _yes(values: Any, yes: str, no: str) -> Words:
    return np.where(np.asarray(values, dtype=bool), yes, no).astype(object)


def _comma(values: Any) -> list[str]:
    return [f"{value:.2f}".replace(".", ",") for value in values.tolist()]
