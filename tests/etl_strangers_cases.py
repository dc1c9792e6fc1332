# ruff: noqa: E501  (rows of files are shown as they stand)
# fmt: off
"""Registers of complaints as regulators, towns and help desks write them, made up."""

from datetime import datetime, timedelta
from pathlib import Path

from tests.etl_strangers import DIT, SAID, SKAZANO
from tests.etl_strangers_calls import AGENTS, IVANS
from tests.etl_strangers_kit import (
    Maker,
    Row,
    Stranger,
    here,
    moments,
    text_file,
    to_day,
    to_minute,
    told,
    workbook,
)
from tests.etl_strangers_registers import days_in_words, merged_titles, portal_kk


def cable_company(folder: Path) -> Stranger:
    """The day twice, in two formats of which only one tells the order; a 12-hour clock apart."""
    head = ["Ticket #", "Customer Complaint", "Date", "Date_month_year", "Time", "Received Via", "City", "State", "Zip code", "Status", "Filing on Behalf of Someone"]
    rows: list[Row] = []
    states = (("Open", "open"), ("Closed", "closed"), ("Solved", "answered"), ("Pending", "open"))
    for n in range(80):
        t = datetime(2015, n % 6 + 1, n * 5 % 12 + 1, 15 - n % 12, n % 60, 50)
        said, state = states[n % 4]
        rows.append(
            (
                [f"{250000 + n}", SAID[n % 4], f"{t:%d-%m-%y}", f"{t:%d-%b-%y}", f"{t:%I:%M:%S %p}".lstrip("0"), ("Customer Care Call", "Internet")[n % 2], "Abingdon", "Maryland", f"{1000 + n:05}", said, "No"],
                {"case_id": str(250000 + n), "registered_at": t, "status": state, "submitted_via": ("phone", "direct")[n % 2], "kind": "complaint", "text": SAID[n % 4]},
            )
        )
    facts = text_file(folder / "telecom_complaints_data.csv", head, rows)
    return Stranger(folder / "telecom_complaints_data.csv", "cases", facts, told("cases", columns={"registered_at": ["Date_month_year", "Time"], "text": "Customer Complaint"}, constants={"kind": "complaint"}), frozenset({"unit_id", "category_id", "process_id"}))


def town_requests(folder: Path) -> Stranger:
    """A town's service requests: three dates, cases closed and not, an outcome in sentences."""
    head = ["Unique Key", "Created Date", "Closed Date", "Agency", "Complaint Type", "Descriptor", "Status", "Due Date", "Resolution Description", "Borough", "Open Data Channel Type"]
    rows: list[Row] = []
    for n, t in enumerate(moments(90)):
        shut = n % 3 > 0
        closed = t + timedelta(days=2, hours=3)
        rows.append(
            (
                [
                    33000000 + n,
                    f"{t:%m/%d/%Y %I:%M:%S %p}",
                    f"{closed:%m/%d/%Y %I:%M:%S %p}" if shut else "",
                    "DEP",
                    "Noise",
                    "Loud music",
                    ("Open", "Closed")[shut],
                    f"{t + timedelta(days=5):%m/%d/%Y %I:%M:%S %p}",
                    "The department visited the place and closed the request" if shut else "",
                    "BRONX",
                    ("PHONE", "ONLINE")[n % 2],
                ],
                {"case_id": str(33000000 + n), "registered_at": t, "closed_at": closed if shut else None, "due_at": t + timedelta(days=5), "category_id": "Noise", "status": ("open", "closed")[shut], "submitted_via": ("phone", "direct")[n % 2], "kind": "complaint"},
            )
        )
    facts = text_file(folder / "requests.csv", head, rows)
    return Stranger(folder / "requests.csv", "cases", facts, told("cases", constants={"kind": "complaint"}), frozenset({"text", "unit_id", "process_id"}))


def consumer_fr(folder: Path) -> Stranger:
    """A public register in French: UTF-8, ISO days, categories in levels."""
    head = ["id", "creationdate", "category", "subcategories", "contactagreement", "status", "reg_name", "dep_name", "description"]
    rows: list[Row] = []
    for n, t in enumerate(moments(85)):
        rows.append(
            (
                [f"9f{n:06x}", f"{t:%Y-%m-%dT%H:%M:%S}.5Z", ("InternetTelephonie", "AchatMagasin")[n % 2], "Facture", "non", ("Transmis", "Clôturé")[n % 3 == 0], "Bretagne", "Finistère", DIT[n % 4]],
                {"case_id": f"9f{n:06x}", "registered_at": here(t, "UTC") + timedelta(milliseconds=500), "category_id": ("InternetTelephonie", "AchatMagasin")[n % 2], "kind": "complaint", "text": DIT[n % 4]},
            )
        )
    facts = text_file(folder / "signalements.csv", head, rows, delimiter=";")
    return Stranger(folder / "signalements.csv", "cases", facts, told("cases", constants={"kind": "complaint"}, values={"status": {"Transmis": "open", "Clôturé": "closed"}}, columns={"category_id": "category"}), frozenset({"status", "unit_id"}))


def reclamations_fr(folder: Path) -> Stranger:
    """A French operator: amounts with blanks and the sign of the currency, days of answer, yes and no."""
    head = ["Réf. dossier", "Date de réception", "Canal de réception", "Objet", "Motif de la réclamation", "Statut du dossier", "Date de réponse", "Réclamation fondée (O/N)", "Geste commercial (€)", "Nom du client", "Agence"]
    rows: list[Row] = []
    for n, t in enumerate(moments(70)):
        done = n % 3 > 0
        rows.append(
            (
                [f"RC-{n:05}", f"{t:%d/%m/%Y}", ("Courrier", "Téléphone", "Courriel")[n % 3], DIT[n % 4], "Facturation", ("En cours", "Clôturé")[done], f"{t + timedelta(days=9):%d/%m/%Y}" if done else "", ("N", "O")[n % 2], f"1\u00a0{n % 9}50,5{n % 9} €" if done else "", "Dupont", "Nantes"],
                {
                    "case_id": f"RC-{n:05}",
                    "registered_at": to_day(t),
                    "submitted_via": ("letter", "phone", "letter")[n % 3],
                    "category_id": "Facturation",
                    "status": ("open", "closed")[done],
                    "answered_at": to_day(t + timedelta(days=9)) if done else None,
                    "is_justified": bool(n % 2),
                    "recalculation": 1050.5 + n % 9 * 100 + n % 9 / 100 if done else None,
                    "kind": "complaint",
                    "unit_id": "Nantes",
                    "text": DIT[n % 4],
                },
            )
        )
    facts = text_file(folder / "reclamations_2024.csv", head, rows, delimiter=";", encoding="cp1252")
    return Stranger(folder / "reclamations_2024.csv", "cases", facts, told("cases", columns={"recalculation": "Geste commercial (€)", "text": "Objet", "category_id": "Motif de la réclamation"}), frozenset({"customer_id", "process_id", "channel_id"}))


def journal_ru(folder: Path) -> Stranger:
    """A Russian register kept by hand: titles, numbers of columns, empty cells, dates as text, totals."""
    rows: list[list[object]] = [["ЖУРНАЛ РЕГИСТРАЦИИ ОБРАЩЕНИЙ ГРАЖДАН"], [], ["№", "Дата поступления", "Вх. номер", "Вид обращения", "Способ подачи", "Краткое содержание", "Категория", "Ответственный", "Срок исполнения", "Дата ответа", "Результат рассмотрения"], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]]
    facts: list[dict[str, object]] = []
    for n, t in enumerate(moments(65)):
        kind = ("Жалоба", "Заявление", "Предложение")[n % 3]
        done = n % 4 > 0
        rows.append([n + 1, f"{t:%d.%m.%Y}", f"ЮЛ-{n:03}", kind, ("Портал", "Почта", "Лично")[n % 3], SKAZANO[n % 4], "Связь", IVANS[n % 3], f"{t + timedelta(days=15):%d.%m.%Y}", f"{t + timedelta(days=8):%d.%m.%Y}" if done else None, ("На рассмотрении", "Дан ответ")[done]])
        facts.append(
            {
                "case_id": f"ЮЛ-{n:03}",
                "registered_at": to_day(t),
                "kind": ("complaint", "appeal", "appeal")[n % 3],
                "text": SKAZANO[n % 4],
                "category_id": "Связь",
                "due_at": to_day(t + timedelta(days=15)),
                "answered_at": to_day(t + timedelta(days=8)) if done else None,
                "status": ("open", "answered")[done],
                "submitted_via": ("state_portal", "letter", "office")[n % 3],
            }
        )
    rows.append(["Всего:", 65, None, None, None, None, None, None, None, None, None])
    file = workbook(folder / "Журнал обращений.xlsx", {"2024": rows})
    return Stranger(file, "cases", facts, told("cases", columns={"case_id": "Вх. номер", "status": "Результат рассмотрения", "submitted_via": "Способ подачи"}, values={"kind": {"Жалоба": "complaint", "*": "appeal"}}), frozenset({"agent_id"}))


def ledger_1c(folder: Path) -> Stranger:
    """1C: number and date in one export, cp1251, months in short Russian, sums with blanks."""
    head = ["Ссылка", "Номер", "Дата", "Контрагент", "Причина претензии", "Сумма возврата", "Состояние", "Дата закрытия", "Подразделение"]
    rows: list[Row] = []
    for n, t in enumerate(moments(60)):
        shut = n % 2
        rows.append(
            (
                [f"Претензия клиента 0000-{n:06}", f"0000-{n:06}", f"{t:%d.%m.%Y} {t.hour}:{t:%M:%S}", f"Клиент {n}", "Качество связи", f"{n % 5 + 1} {n % 10}00,50", ("В работе", "Закрыта")[shut], f"{t + timedelta(days=3):%d.%m.%Y} 0:00:00" if shut else "", "Филиал Юг"],
                {"case_id": f"0000-{n:06}", "registered_at": t, "category_id": "Качество связи", "recalculation": (n % 5 + 1) * 1000 + n % 10 * 100 + 0.5, "status": ("open", "closed")[shut], "closed_at": to_day(t + timedelta(days=3)) if shut else None, "unit_id": "Филиал Юг", "kind": "complaint"},
            )
        )
    facts = text_file(folder / "Претензии.csv", head, rows, delimiter=";", encoding="cp1251")
    return Stranger(folder / "Претензии.csv", "cases", facts, told("cases", columns={"recalculation": "Сумма возврата", "case_id": "Номер"}, constants={"kind": "complaint"}), frozenset({"customer_id", "text"}))


def help_desk(folder: Path) -> Stranger:
    """A help desk: tickets with many times, priority, a rating in words."""
    head = ["Ticket ID", "Subject", "Status", "Priority", "Source", "Type", "Agent", "Group", "Created time", "Due by Time", "Resolved time", "Closed time", "Survey results", "Full name", "Email"]
    rows: list[Row] = []
    for n, t in enumerate(moments(75)):
        shut = n % 3 > 0
        rows.append(
            (
                [
                    n + 1,
                    f"Internet is slow in house {n}",
                    ("Open", "Closed")[shut],
                    "Low",
                    ("Phone", "Email", "Portal")[n % 3],
                    ("Complaint", "Question")[n % 2],
                    AGENTS[n % 4],
                    "Tier 1",
                    f"{t:%Y-%m-%d %H:%M:%S}",
                    f"{t + timedelta(days=2):%Y-%m-%d %H:%M:%S}",
                    f"{t + timedelta(days=1):%Y-%m-%d %H:%M:%S}" if shut else "",
                    f"{t + timedelta(days=1, hours=2):%Y-%m-%d %H:%M:%S}" if shut else "",
                    "",
                    f"Name {n}",
                    f"n{n}@example.com",
                ],
                {"case_id": str(n + 1), "registered_at": t, "due_at": t + timedelta(days=2), "answered_at": t + timedelta(days=1) if shut else None, "closed_at": t + timedelta(days=1, hours=2) if shut else None, "status": ("open", "closed")[shut], "kind": ("complaint", "appeal")[n % 2], "agent_id": AGENTS[n % 4]},
            )
        )
    facts = text_file(folder / "tickets.csv", head, rows)
    return Stranger(folder / "tickets.csv", "cases", facts, told("cases", columns={"answered_at": "Resolved time", "kind": "Type"}), frozenset({"text", "submitted_via", "customer_id", "unit_id", "process_id", "category_id"}))


def crm_cases(folder: Path) -> Stranger:
    """A CRM: opened and closed with a 12-hour clock without zeros, origin, reason, quotes in texts."""
    head = ["Case Number", "Account Name", "Date/Time Opened", "Date/Time Closed", "Case Origin", "Type", "Case Reason", "Status", "Description", "Case Owner"]
    rows: list[Row] = []
    for n, t in enumerate(moments(68)):
        shut = n % 2
        text = f'Client wrote:\n"{SAID[n % 4]}";\nsee above'
        rows.append(
            (
                [
                    f"{1000 + n:08}",
                    f"Account {n}",
                    f"{t.month}/{t.day}/{t.year} {t.hour % 12 or 12}:{t:%M %p}",
                    f"{(t + timedelta(days=4)).month}/{(t + timedelta(days=4)).day}/{t.year} 1:05 PM" if shut else "",
                    ("Phone", "Web", "Email")[n % 3],
                    ("Complaint", "Inquiry")[n % 2],
                    "Billing",
                    ("New", "Closed")[shut],
                    text,
                    AGENTS[n % 4],
                ],
                {
                    "case_id": f"{1000 + n:08}",
                    "registered_at": to_minute(t),
                    "closed_at": to_day(t + timedelta(days=4)) + timedelta(hours=13, minutes=5) if shut else None,
                    "submitted_via": ("phone", "direct", "letter")[n % 3],
                    "kind": ("complaint", "appeal")[n % 2],
                    "category_id": "Billing",
                    "status": ("open", "closed")[shut],
                    "text": text,
                    "agent_id": AGENTS[n % 4],
                },
            )
        )
    facts = text_file(folder / "report1712.csv", head, rows)
    return Stranger(folder / "report1712.csv", "cases", facts, told("cases", columns={"kind": "Type", "category_id": "Case Reason", "agent_id": "Case Owner"}), frozenset({"customer_id"}))


def regulator_us(folder: Path) -> Stranger:
    """A regulator's register: zone in the cell, "5:55 p.m." apart, nothing but complaints."""
    head = ["Ticket ID", "Ticket Created", "Date of Issue", "Time of Issue", "Form", "Method", "Issue", "Caller ID Number", "City", "State", "Zip"]
    rows: list[Row] = []
    for n, t in enumerate(moments(72)):
        half = f"{t:%I:%M}".lstrip("0") + (" p.m." if t.hour > 11 else " a.m.")
        rows.append(
            (
                [1370000 + n, f"{t:%m/%d/%Y %I:%M:%S %p} +0000", f"{t - timedelta(days=1):%m/%d/%Y}", half, "Phone", "Wired", ("Telemarketing", "Robocalls")[n % 2], f"202-555-{n:04}", "Austin", "TX", "78701"],
                {"case_id": str(1370000 + n), "registered_at": here(t, "UTC"), "category_id": ("Telemarketing", "Robocalls")[n % 2], "kind": "complaint"},
            )
        )
    facts = text_file(folder / "consumer_complaints.csv", head, rows)
    return Stranger(folder / "consumer_complaints.csv", "cases", facts, told("cases", columns={"registered_at": "Ticket Created", "category_id": "Issue"}, constants={"kind": "complaint"}), frozenset({"unit_id", "submitted_via", "customer_id", "process_id"}))


def ambiguous_apart(folder: Path) -> Stranger:
    """Slashed days of which none is over 12: received and answered together tell the order."""
    head = ["Complaint No", "Received", "Answered", "Nature of complaint", "Details", "Upheld"]
    rows: list[Row] = []
    for n in range(60):
        t = datetime(2023, n * 7 % 12 + 1, n * 5 % 9 + 1)
        rows.append(([f"C{n:03}", f"{t:%d/%m/%Y}", f"{t + timedelta(days=3):%d/%m/%Y}", "Billing", SAID[n % 4], ("Yes", "No")[n % 2]], {"case_id": f"C{n:03}", "registered_at": t, "answered_at": t + timedelta(days=3), "category_id": "Billing", "text": SAID[n % 4], "is_justified": n % 2 == 0, "kind": "complaint"}))
    facts = text_file(folder / "complaints.csv", head, rows)
    return Stranger(folder / "complaints.csv", "cases", facts, told("cases", date_format="dd/mm/yyyy", columns={"category_id": "Nature of complaint"}))


CASES: tuple[Maker, ...] = (
    cable_company, town_requests, consumer_fr, reclamations_fr, journal_ru, ledger_1c, help_desk, crm_cases,
    regulator_us, ambiguous_apart, merged_titles, portal_kk, days_in_words,
)  # fmt: skip
