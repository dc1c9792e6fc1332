"""The demo's source files, written once a test run, and plain readers for them (no etl, no warehouse)."""

import atexit
import json
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pandas as pd

from etl.demo import write_sources


@dataclass(frozen=True)
class Written:
    """Where the files are, and the seconds of processor time it took to write them."""

    home: Path
    seconds: float

    @property
    def incoming(self) -> Path:
        return self.home / "incoming"


Made = TypeVar("Made")


def once(make: Callable[[float], Made]) -> Callable[..., Made]:
    """``make(scale)``, worked out once per scale and kept; without a scale: at scale 1."""
    known: dict[float, Made] = {}

    def get(scale: float = 1.0) -> Made:
        if scale not in known:
            known[scale] = make(scale)
        return known[scale]

    return get


@once
def demo(scale: float) -> Written:
    home = Path(tempfile.mkdtemp(prefix="demo-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    started = time.process_time()
    write_sources(home, scale)
    return Written(home, time.process_time() - started)


def table(path: Path, delimiter: str = ";", encoding: str = "utf8") -> pd.DataFrame:
    """A CSV as text cells; lines with more cells than the header are left out."""
    return pd.read_csv(
        path, sep=delimiter, encoding=encoding, encoding_errors="replace", dtype=str, keep_default_na=False,
        on_bad_lines="skip",
    )  # fmt: skip


@once
def surveys(scale: float) -> pd.DataFrame:
    """The valid surveys of both systems, each once; columns as ``NEW_NAMES``, times and scores typed."""
    folder = demo(scale).incoming / "nps"
    old = table(folder / "nps_2021.csv", encoding="cp1251")
    old.columns = pd.Index(NEW_NAMES)
    for name in ("sent", "delivered", "answered"):
        old[name] = pd.to_datetime(old[name], format="%d.%m.%Y %H:%M:%S")
    new = pd.concat([table(file) for file in sorted(folder.glob("nps_2022-??.csv"))])
    new = new[~new["survey"].str.startswith("X") & (new["survey"] != "")].drop_duplicates("survey")
    for name in ("sent", "delivered", "answered"):
        new[name] = pd.to_datetime(new[name], format="%Y-%m-%d %H:%M:%S")
    both = pd.concat([old, new], ignore_index=True)
    both["score"] = pd.to_numeric(both["score"])
    return both


NEW_NAMES = [
    "survey",
    "contact",
    "phone",
    "sent",
    "delivered",
    "answered",
    "score",
    "reason",
    "comment",
    "suggestion",
]


@once
def contacts(scale: float) -> pd.DataFrame:
    """Contacts of all six systems: contact, at, kind, unit, agent, process, is_verified, is_answered."""
    incoming = demo(scale).incoming
    parts = [
        _offices(incoming),
        _centre(incoming),
        _queue(incoming),
        _self_service(incoming),
        _messages(incoming),
        _mail(incoming),
    ]
    return pd.concat(parts, ignore_index=True)


def _offices(incoming: Path) -> pd.DataFrame:
    from etl.demo.export_contacts import PROCESS_RU

    process = {ru: code for code, ru in PROCESS_RU.items()}
    frame = pd.concat([table(file, encoding="cp1251") for file in sorted((incoming / "crm").glob("*.csv"))])
    return pd.DataFrame(
        {
            "contact": frame["Номер обращения"],
            "at": pd.to_datetime(frame["Дата"], format="%d.%m.%Y %H:%M:%S"),
            "kind": "office",
            "unit": frame["Подразделение"],
            "agent": frame["Таб. номер"],
            "process": frame["Услуга"].map(process),
            "is_verified": frame["Номер проверен"] == "Да",
            "is_answered": True,
        }
    )


def _centre(incoming: Path) -> pd.DataFrame:
    frame = table(incoming / "phone" / "altyn_calls.csv", ",")
    frame = frame[~frame["call_id"].str.startswith("9.")]
    return pd.DataFrame(
        {
            "contact": frame["call_id"],
            "at": pd.to_datetime(frame["start"]),
            "kind": "phone",
            "unit": frame["unit"],
            "agent": frame["agent"],
            "process": frame["topic"],
            "is_verified": frame["verified"] == "yes",
            "is_answered": frame["answered"] == "yes",
        }
    )


def _queue(incoming: Path) -> pd.DataFrame:
    calls: dict[str, dict[str, object]] = {}
    for line in (incoming / "asterisk" / "queue_log").read_text("utf8").splitlines()[1:]:
        at, call, queue, agent, event, *_ = line.split("|")
        entry = calls.setdefault(
            call, {"contact": call, "kind": "phone", "unit": "cc_samal", "is_verified": True}
        )
        if event == "ENTERQUEUE":
            entry |= {
                "at": int(at),
                "process": queue.removeprefix("samal-"),
                "agent": "",
                "is_answered": False,
            }
        if event == "CONNECT":
            entry |= {"agent": agent.removeprefix("SIP/"), "is_answered": True}
    frame = pd.DataFrame(calls.values())
    frame["at"] = pd.to_datetime(frame["at"], unit="s") + pd.Timedelta(hours=6)
    return frame


def _self_service(incoming: Path) -> pd.DataFrame:
    frame = pd.read_parquet(incoming / "digital" / "self_service.parquet")
    frame = frame.rename(
        columns={"event_id": "contact", "ts": "at", "owner_unit": "unit", "scenario": "process"}
    )
    frame = frame.rename(columns={"msisdn_verified": "is_verified"})
    return frame[["contact", "at", "unit", "process", "is_verified"]].assign(
        kind="online", agent="", is_answered=True
    )


def _messages(incoming: Path) -> pd.DataFrame:
    rows = []
    for file in sorted((incoming / "digital").glob("messages_*.ndjson")):
        for line in file.read_text("utf8").splitlines():
            record = json.loads(line)
            rows.append(
                (record["id"], record["created_at"][:19], "online", record["agent"]["unit"],
                 record["agent"]["id"], record["topic"]["process"], record["customer"]["verified"], True)
            )  # fmt: skip
    names = ["contact", "at", "kind", "unit", "agent", "process", "is_verified", "is_answered"]
    frame = pd.DataFrame(rows, columns=names)
    return frame.assign(at=pd.to_datetime(frame["at"]))


def _mail(incoming: Path) -> pd.DataFrame:
    frame = workbook(incoming / "written" / "incoming_mail.xlsx", 2)
    return pd.DataFrame(
        {
            "contact": frame["Вх. номер"],
            "at": pd.to_datetime(frame["Дата поступления"], format="%d.%m.%Y %H:%M"),
            "kind": "written",
            "unit": frame["Подразделение"],
            "agent": frame["Исполнитель"],
            "is_verified": frame["Номер проверен"] == "да",
            "is_answered": True,
        }
    )


def workbook(path: Path, title_rows: int) -> pd.DataFrame:
    """The first sheet of a workbook below its title rows, as text."""
    from python_calamine import CalamineWorkbook

    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    header, *body = rows[title_rows:]
    return pd.DataFrame(body, columns=[str(name) for name in header])


@once
def ratings(scale: float) -> pd.DataFrame:
    """AR ratings with their contact's columns: at is the contact's moment."""
    frame = table(demo(scale).incoming / "ar" / "ratings.csv", ",")
    frame = frame[~frame["rating_id"].str.startswith("R") & (frame["rating_id"] != "")].drop_duplicates(
        "rating_id"
    )
    frame["rating"] = pd.to_numeric(frame["rating"])
    return frame.merge(contacts(scale), left_on="contact_id", right_on="contact", validate="many_to_one")


@once
def cases(scale: float) -> pd.DataFrame:
    """Complaints and appeals of all three systems: case, kind, at, source, category, dealer, text."""
    folder = demo(scale).incoming / "cases"
    complaints = workbook(folder / "complaints.xlsx", 3)
    appeals = table(folder / "appeals.csv")
    appeals = appeals[~appeals["number"].str.startswith("A9")]
    portal = pd.DataFrame(
        json.loads(line) for line in (folder / "state_portal.ndjson").read_text("utf8").splitlines()
    )
    parts = [
        pd.DataFrame(
            {
                "case": complaints["Номер"],
                "kind": "complaint",
                "at": pd.to_datetime(complaints["Дата регистрации"], format="%d.%m.%Y %H:%M"),
                "category": complaints["Причина"],
                "dealer": complaints["Дилер"],
                "text": complaints["Текст жалобы"],
            }
        ),
        pd.DataFrame(
            {
                "case": appeals["number"],
                "kind": appeals["kind"],
                "at": pd.to_datetime(appeals["registered"]),
                "source": appeals["source"],
                "category": appeals["category"],
                "dealer": appeals["dealer"],
                "text": appeals["text"],
            }
        ),
        pd.DataFrame(
            {
                "case": portal["number"],
                "kind": "appeal",
                "at": pd.to_datetime(portal["registered"]),
                "source": "state_portal",
                "category": portal["topic"],
                "text": portal["text"],
            }
        ),
    ]
    return pd.concat(parts, ignore_index=True)


@once
def evaluations(scale: float) -> pd.DataFrame:
    """Scorecard items: card, criterion, at, agent, contact, result."""
    frame = table(demo(scale).incoming / "quality" / "evaluations.csv", encoding="cp1251")
    frame.columns = pd.Index(
        ["card", "criterion", "at", "agent", "unit", "contact", "expert", "result", "note"]
    )
    frame["at"] = pd.to_datetime(frame["at"], format="%d.%m.%Y %H:%M")
    return frame


def personnel(name: str) -> pd.DataFrame:
    """A table of the personnel database."""
    with sqlite3.connect(demo().incoming / "hr" / "personnel.sqlite") as database:
        cursor = database.execute(f"SELECT * FROM {name}")
        columns = [column[0] for column in cursor.description]
        frame = pd.DataFrame(cursor.fetchall(), columns=columns)
    database.close()
    return frame
