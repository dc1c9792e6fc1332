# ruff: noqa: E501  (rows of files are shown as they stand)
# fmt: off
"""Lists of calls as telephone systems write them, made up."""

from datetime import datetime, timedelta
from pathlib import Path

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

AGENTS = ("Diane Miller", "Jim Stewart", "Becky Ross", "Greg Hill")
MARIES = ("Marie Dubois", "Luc Bernard", "Zoé Petit")
IVANS = ("Иванова А.С.", "Петров В.Н.", "Сидорова К.")
FR_MONTHS = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre")
RU_MONTHS = ("января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря")
KK_MONTHS = ("қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым", "шілде", "тамыз", "қыркүйек", "қазан", "қараша", "желтоқсан")


def clock(seconds: int) -> str:
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def cloud_interactions(folder: Path) -> Stranger:
    """A cloud exchange: milliseconds, ISO times in UTC, Abandoned yes/no."""
    head = ["Conversation ID", "Conversation Start", "Conversation End", "Media Type", "Direction", "Queue", "Agent Name", "Wait Time (ms)", "Talk Time (ms)", "Hold Time (ms)", "ACW (ms)", "Abandoned", "Transfers"]
    rows: list[Row] = []
    for n, t in enumerate(moments(90)):
        lost = n % 7 == 0
        wait, talk, hold, acw = ((n * 731) % 90000, 0 if lost else 60000 + n * 1000, n % 3 * 1500, 0 if lost else 15000)
        end = t + timedelta(milliseconds=wait + talk)
        rows.append(
            (
                [f"c0ffee-{n:05}", f"{t:%Y-%m-%dT%H:%M:%S}.000Z", f"{end:%Y-%m-%dT%H:%M:%S}.{end.microsecond // 1000:03}Z", "VOICE", ("inbound", "outbound")[n % 9 == 0], "Billing", AGENTS[n % 4], wait, talk, hold, acw, ("NO", "YES")[lost], n % 2],
                {"contact_id": f"c0ffee-{n:05}", "started_at": here(t, "UTC"), "direction": ("inbound", "outbound")[n % 9 == 0], "agent_id": AGENTS[n % 4], "wait_s": wait / 1000, "talk_s": talk / 1000, "hold_s": hold / 1000, "wrap_up_s": acw / 1000, "is_answered": not lost, "count_transfers": n % 2},
            )
        )
    facts = text_file(folder / "interactions.csv", head, rows, encoding="utf-8-sig")
    return Stranger(
        folder / "interactions.csv",
        "contacts",
        facts,
        told("contacts", columns={"contact_id": "Conversation ID", "started_at": "Conversation Start"}, units={"wait_s": "milliseconds", "talk_s": "milliseconds", "hold_s": "milliseconds", "wrap_up_s": "milliseconds"}),
        frozenset({"ended_at", "channel_id", "process_id", "unit_id"}),
    )


def switch_workbook_ru(folder: Path) -> Stranger:
    """A Russian exchange: titles above, day and time apart as real cells, totals below."""
    rows: list[list[object]] = [["ООО «Связь»"], ["Отчёт по вызовам", None, "апрель 2024"], [], ["№ п/п", "Дата", "Время", "Оператор", "Очередь", "Время ожидания", "Время разговора", "Результат вызова", "Номер клиента"]]
    facts: list[dict[str, object]] = []
    for n, t in enumerate(moments(70)):
        lost = n % 6 == 0
        wait, talk = timedelta(seconds=n % 100), timedelta(seconds=0 if lost else 100 + n)
        rows.append([n + 1, t.date(), t.time(), None if lost else IVANS[n % 3], "Техподдержка", wait, talk, "Потерян" if lost else "Обслужен", f"8701{n:07}"])
        facts.append({"started_at": t, "agent_id": None if lost else IVANS[n % 3], "wait_s": wait.total_seconds(), "talk_s": talk.total_seconds(), "is_answered": not lost, "customer_id": f"8701{n:07}"})
    rows.append(["Итого", None, None, None, None, timedelta(seconds=3000), timedelta(hours=30), None, None])
    file = workbook(folder / "Отчет по вызовам.xlsx", {"Лист1": rows})
    return Stranger(file, "contacts", facts, told("contacts", columns={"started_at": ["Дата", "Время"], "is_answered": "Результат вызова", "wait_s": "Время ожидания", "talk_s": "Время разговора"}), frozenset({"contact_id", "process_id", "channel_id", "unit_id"}))


def odigo_fr(folder: Path) -> Stranger:
    """A French exchange: everything in French, minutes and seconds written out."""
    head = ["Identifiant appel", "Date et heure d'appel", "Numéro appelant", "Service", "Agent", "Décroché", "Durée d'attente", "Durée de communication", "Temps post-appel", "Motif d'appel", "Résolu au premier appel"]
    rows: list[Row] = []
    for n, t in enumerate(moments(80)):
        yes = n % 5 > 0
        rows.append(
            (
                [f"AP{n:04}", f"{t:%d/%m/%Y %H:%M}", f"06{n:08}", "Assistance", MARIES[n % 3], ("Non", "Oui")[yes], f"{n % 80} s", f"{n % 9} min {n % 60:02} s" if yes else "", f"{n % 50} s", "Facture", ("Non", "Oui")[n % 2]],
                {"contact_id": f"AP{n:04}", "started_at": to_minute(t), "customer_id": f"06{n:08}", "agent_id": MARIES[n % 3], "is_answered": yes, "wait_s": n % 80, "talk_s": n % 9 * 60 + n % 60 if yes else None, "wrap_up_s": n % 50, "process_id": "Facture", "is_resolved": bool(n % 2)},
            )
        )
    facts = text_file(folder / "appels.csv", head, rows, delimiter=";", encoding="cp1252")
    return Stranger(folder / "appels.csv", "contacts", facts, told("contacts", columns={"process_id": "Motif d'appel"}), frozenset({"unit_id", "channel_id", "product_id"}))


def naumen_utf16(folder: Path) -> Stranger:
    """A Russian exchange in UTF-16 with tabs, months in words."""
    head = ["ИД сессии", "Звонок поступил", "Звонок завершен", "Ожидание в очереди, сек", "Разговор, сек", "Поствызывная обработка, сек", "Итог", "Сотрудник", "Тема"]
    rows: list[Row] = []
    for n, t in enumerate(moments(60)):
        end = t + timedelta(seconds=200)
        lost = n % 4 == 0
        rows.append(
            (
                [f"00{n:05}", f"{t.day} {RU_MONTHS[t.month - 1]} {t.year} г., {t:%H:%M:%S}", f"{end.day} {RU_MONTHS[end.month - 1]} {end.year} г., {end:%H:%M:%S}", n % 70, 0 if lost else 130, 20, ("Отвечен", "Не отвечен")[lost], IVANS[n % 3], "Оплата"],
                {"contact_id": f"00{n:05}", "started_at": t, "ended_at": end, "wait_s": n % 70, "talk_s": 0 if lost else 130, "wrap_up_s": 20, "is_answered": not lost, "agent_id": IVANS[n % 3], "process_id": "Оплата"},
            )
        )
    facts = text_file(folder / "naumen.txt", head, rows, delimiter="\t", encoding="utf-16")
    return Stranger(folder / "naumen.txt", "contacts", facts, told("contacts", columns={"contact_id": "ИД сессии", "started_at": "Звонок поступил", "ended_at": "Звонок завершен", "is_answered": "Итог", "process_id": "Тема"}))


def half_day_clock(folder: Path) -> Stranger:
    """Twelve-hour clock in a column of its own, American dates."""
    head = ["Call ID", "Call Date", "Call Time", "Caller Number", "Agent", "Department", "Call Outcome", "Queue Time (sec)", "Call Duration (min)", "First Call Resolution"]
    rows: list[Row] = []
    for n, t in enumerate(moments(75)):
        outcome = ("Answered", "Abandoned", "Answered", "Voicemail")[n % 4]
        rows.append(
            (
                [f"{n + 1:06}", f"{t.month}/{t.day}/{t.year}", f"{t:%I:%M:%S %p}".lstrip("0"), f"(202) 555-{n:04}", AGENTS[n % 4], "Support", outcome, n % 45, f"{n % 20 + 0.5}", ("Yes", "No")[n % 3 == 0]],
                {"contact_id": f"{n + 1:06}", "started_at": t, "customer_id": f"(202) 555-{n:04}", "agent_id": AGENTS[n % 4], "is_answered": outcome == "Answered", "wait_s": n % 45, "talk_s": (n % 20 + 0.5) * 60, "is_resolved": n % 3 != 0},
            )
        )
    facts = text_file(folder / "calls_q2.csv", head, rows)
    return Stranger(folder / "calls_q2.csv", "contacts", facts, told("contacts", values={"is_answered": {"Answered": "yes", "*": "no"}}), frozenset({"unit_id", "process_id", "channel_id"}))


def bitrix(folder: Path) -> Stranger:
    """A Russian CRM's list of calls: durations in words, kinds of call in one column."""
    head = ["Сотрудник", "Номер телефона", "Тип звонка", "Длительность звонка", "Дата и время звонка", "Статус звонка", "Стоимость", "CRM"]
    rows: list[Row] = []
    for n, t in enumerate(moments(66)):
        lost = n % 5 == 0
        length = 0 if lost else 30 + n * 3
        words = f"{length // 60} мин. {length % 60} сек." if length >= 60 else f"{length} сек."
        rows.append(
            (
                [IVANS[n % 3], f"+7701{n:07}", ("Входящий", "Исходящий")[n % 3 == 0], words, f"{t:%d.%m.%Y %H:%M}", ("Успешный звонок", "Пропущенный звонок")[lost], "0,00 руб.", "Лид"],
                {"agent_id": IVANS[n % 3], "customer_id": f"+7701{n:07}", "direction": ("inbound", "outbound")[n % 3 == 0], "talk_s": length, "started_at": to_minute(t), "is_answered": not lost},
            )
        )
    facts = text_file(folder / "telephony.csv", head, rows, delimiter=";", encoding="cp1251")
    return Stranger(folder / "telephony.csv", "contacts", facts, told("contacts", columns={"is_answered": "Статус звонка"}, values={"is_answered": {"Успешный звонок": "yes", "Пропущенный звонок": "no"}}))


def oktell_epoch(folder: Path) -> Stranger:
    """Milliseconds since 1970, lengths as mm:ss, 1 and 0."""
    head = ["id_chain", "time_start", "time_stop", "phone_from", "operator_login", "len_queue", "len_talk", "is_answer"]
    rows: list[Row] = []
    for n, t in enumerate(moments(64)):
        stamp = int((t - datetime(1970, 1, 1)).total_seconds()) * 1000
        rows.append(
            (
                [f"ch-{n}", stamp, stamp + 90000, f"7701{n:07}", f"op{n % 5}", f"{n % 3:02}:{n % 60:02}", f"{n % 12:02}:{n % 59:02}", int(n % 4 > 0)],
                {"contact_id": f"ch-{n}", "started_at": here(t, "UTC"), "ended_at": here(t + timedelta(seconds=90), "UTC"), "customer_id": f"7701{n:07}", "agent_id": f"op{n % 5}", "wait_s": n % 3 * 60 + n % 60, "talk_s": n % 12 * 60 + n % 59, "is_answered": n % 4 > 0},
            )
        )
    facts = text_file(folder / "oktell.csv", head, rows, delimiter="|")
    return Stranger(folder / "oktell.csv", "contacts", facts, told("contacts", columns={"contact_id": "id_chain", "started_at": "time_start", "ended_at": "time_stop", "wait_s": "len_queue", "talk_s": "len_talk", "is_answered": "is_answer", "customer_id": "phone_from", "agent_id": "operator_login"}))


def wide_export(folder: Path) -> Stranger:
    """Eighty columns, most of them nothing to us; two called alike."""
    noise = [f"Custom Field {n}" for n in range(66)]
    head = ["Record #", "Created", "Contact Start Time", "Contact End Time", "Skill", "Agent ID", "Speed to Answer", "Handle Time", "Hold Time", "Wrap-Up Time", "Contact Status", "Status", "Status", "Customer Phone", *noise]
    rows: list[Row] = []
    for n, t in enumerate(moments(55)):
        lost = n % 6 == 0
        cells = [5000 + n, f"{t:%Y-%m-%d}", f"{t:%Y-%m-%d %H:%M:%S}", f"{t + timedelta(seconds=300):%Y-%m-%d %H:%M:%S}", "Sales", f"A{n % 7:03}", n % 33, 0 if lost else 250, n % 5, 10, ("Handled", "Abandoned")[lost], "x", "y", f"1202{n:07}"]
        rows.append(([*cells, *(f"v{(n * k) % 7}" if k % 3 else "" for k in range(66))], {"started_at": t, "ended_at": t + timedelta(seconds=300), "agent_id": f"A{n % 7:03}", "wait_s": n % 33, "talk_s": 0 if lost else 250, "hold_s": n % 5, "wrap_up_s": 10, "is_answered": not lost, "customer_id": f"1202{n:07}"}))
    facts = text_file(folder / "export.csv", head, rows)
    return Stranger(folder / "export.csv", "contacts", facts, told("contacts", columns={"started_at": "Contact Start Time", "ended_at": "Contact End Time", "wait_s": "Speed to Answer", "talk_s": "Handle Time", "is_answered": "Contact Status"}), frozenset({"contact_id", "process_id", "channel_id", "unit_id"}))


def zoned_cells(folder: Path) -> Stranger:
    """Times with the zone's offset in the cell; outcome in capitals."""
    head = ["Call SID", "Created At", "Call From", "Call To", "Call Direction", "Agent Email", "Waiting Time", "Talk Time", "Completion Status"]
    rows: list[Row] = []
    for n, t in enumerate(moments(60)):
        done = n % 5 > 0
        rows.append(
            (
                [f"CA{n:08x}", f"{t:%Y-%m-%d %H:%M:%S} +0300", f"+1202555{n:04}", "+12025550000", ("inbound", "outbound")[n % 4 == 0], f"agent{n % 4}@example.com", n % 90, 120 + n if done else 0, ("abandoned_in_queue", "completed")[done]],
                {"contact_id": f"CA{n:08x}", "started_at": here(t - timedelta(hours=3), "UTC"), "customer_id": f"+1202555{n:04}", "direction": ("inbound", "outbound")[n % 4 == 0], "agent_id": f"agent{n % 4}@example.com", "wait_s": n % 90, "talk_s": 120 + n if done else 0, "is_answered": done},
            )
        )
    facts = text_file(folder / "talk.csv", head, rows)
    return Stranger(folder / "talk.csv", "contacts", facts, told("contacts", values={"is_answered": {"completed": "yes", "*": "no"}}), frozenset({"channel_id"}))


def kazakh_days(folder: Path) -> Stranger:
    """Kazakh months in words, yes and no in Kazakh, decimal commas."""
    head = ["Қоңырау нөмірі", "Қоңырау күні", "Оператор", "Жауап берілді", "Күту уақыты, сек", "Сөйлесу ұзақтығы, мин", "Шешілді"]
    rows: list[Row] = []
    for n, t in enumerate(moments(58)):
        rows.append(
            (
                [f"Қ-{n}", f"{t.day} {KK_MONTHS[t.month - 1]} {t.year}", f"Оп {n % 5}", ("Жоқ", "Иә")[n % 3 > 0], f"{n},5", f"{n % 8},25", ("Жоқ", "Иә")[n % 2]],
                {"contact_id": f"Қ-{n}", "started_at": to_day(t), "agent_id": f"Оп {n % 5}", "is_answered": n % 3 > 0, "wait_s": n + 0.5, "talk_s": (n % 8 + 0.25) * 60, "is_resolved": bool(n % 2)},
            )
        )
    facts = text_file(folder / "qonyrau.csv", head, rows, delimiter=";")
    return Stranger(folder / "qonyrau.csv", "contacts", facts, told("contacts", columns={"wait_s": "Күту уақыты, сек", "talk_s": "Сөйлесу ұзақтығы, мин", "is_answered": "Жауап берілді", "is_resolved": "Шешілді", "contact_id": "Қоңырау нөмірі"}))


def excel_serials(folder: Path) -> Stranger:
    """Dates as bare serial numbers: the formats of the cells were lost on the way."""
    head = ["Case Number", "Call Start Date/Time", "Owner", "Call Type", "Duration (seconds)", "Call Result", "Phone"]
    rows: list[Row] = []
    for n, t in enumerate(moments(62)):
        serial = (t - datetime(1899, 12, 30)).total_seconds() / 86400
        rows.append(
            (
                [f"{n:08}", f"{serial:.8f}", AGENTS[n % 4], ("Inbound", "Outbound")[n % 5 == 0], n * 7, ("Connected", "No answer")[n % 4 == 0], f"1202555{n:04}"],
                {"contact_id": f"{n:08}", "started_at": t, "agent_id": AGENTS[n % 4], "direction": ("inbound", "outbound")[n % 5 == 0], "talk_s": n * 7, "is_answered": n % 4 != 0, "customer_id": f"1202555{n:04}"},
            )
        )
    facts = text_file(folder / "activities.csv", head, rows)
    return Stranger(folder / "activities.csv", "contacts", facts, told("contacts", columns={"started_at": "Call Start Date/Time"}, date_format="excel"), frozenset({"process_id", "channel_id"}))


def month_sheets(folder: Path) -> Stranger:
    """A sheet a month, all of one layout."""
    sheets: dict[str, list[list[object]]] = {}
    facts: list[dict[str, object]] = []
    head: list[object] = ["Дата звонка", "ФИО оператора", "Тематика", "Принят", "Длительность, сек"]
    for month in (1, 2, 3):
        rows: list[list[object]] = [list(head)]
        for n, t in enumerate(moments(30, start=datetime(2024, month, 1, 9))):
            rows.append([t, IVANS[n % 3], "Тарифы", ("нет", "да")[n % 5 > 0], 60 + n])
            facts.append({"started_at": t, "agent_id": IVANS[n % 3], "process_id": "Тарифы", "is_answered": n % 5 > 0, "talk_s": 60 + n})
        sheets[("Январь", "Февраль", "Март")[month - 1]] = rows
    file = workbook(folder / "Звонки 1 квартал.xlsx", sheets)
    return Stranger(file, "contacts", facts, told("contacts", columns={"talk_s": "Длительность, сек"}))


def short_years(folder: Path) -> Stranger:
    """Two-digit years, months short in English, a thousands blank in lengths."""
    head = ["Ref", "Date of call", "Hour", "Handled by", "Answered?", "Talk time (s)", "Customer ref"]
    rows: list[Row] = []
    for n, t in enumerate(moments(52)):
        length = 900 + n * 13
        rows.append(([f"R{n}", f"{t:%d-%b-%y}", f"{t:%H:%M}", AGENTS[n % 4], "YN"[n % 4 == 0], f"{length:,}".replace(",", "\u202f"), f"C{n % 30}"], {"contact_id": f"R{n}", "started_at": to_minute(t), "agent_id": AGENTS[n % 4], "is_answered": n % 4 != 0, "talk_s": length, "customer_id": f"C{n % 30}"}))
    facts = text_file(folder / "calls.tsv", head, rows, delimiter="\t")
    return Stranger(folder / "calls.tsv", "contacts", facts, told("contacts", columns={"contact_id": "Ref", "customer_id": "Customer ref"}))


def municipal_hotline(folder: Path) -> Stranger:
    """A town's hotline: French month names with 1er, no seconds, answered in words."""
    head = ["N° d'appel", "Date", "Heure", "Canal", "Thématique", "Issue de l'appel", "Durée (mn)", "Quartier"]
    rows: list[Row] = []
    for n, t in enumerate(moments(61)):
        day = "1er" if t.day == 1 else str(t.day)
        said = ("Répondu", "Abandonné", "Répondu", "Dissuadé")[n % 4]
        rows.append(([f"{n}/2024", f"{day} {FR_MONTHS[t.month - 1]} {t.year}", f"{t:%Hh%M}", "Téléphone", "Voirie", said, f"{n % 15},5", "Centre"], {"contact_id": f"{n}/2024", "started_at": to_minute(t), "process_id": "Voirie", "is_answered": said == "Répondu", "talk_s": (n % 15 + 0.5) * 60}))
    facts = text_file(folder / "allo_mairie.csv", head, rows, delimiter=";", encoding="cp1252")
    return Stranger(folder / "allo_mairie.csv", "contacts", facts, told("contacts", columns={"contact_id": "N° d'appel", "started_at": ["Date", "Heure"], "process_id": "Thématique", "is_answered": "Issue de l'appel", "talk_s": "Durée (mn)"}, units={"talk_s": "minutes"}), frozenset({"channel_id", "unit_id"}))


def two_date_columns(folder: Path) -> Stranger:
    """Dates whose order only the second column shows: every call ends after it starts."""
    head = ["CallRef", "StartDateTime", "EndDateTime", "AgentName", "QueueName", "CallAnswered", "TalkSeconds"]
    rows: list[Row] = []
    for n in range(60):
        t = datetime(2024, n % 4 + 3, n * 5 % 11 + 1, 23, 50, n)
        end = t + timedelta(minutes=20)
        rows.append(([f"K{n}", f"{t:%d/%m/%Y %H:%M:%S}", f"{end:%d/%m/%Y %H:%M:%S}", AGENTS[n % 4], "Main", ("True", "False")[n % 6 == 0], n * 3], {"contact_id": f"K{n}", "started_at": t, "ended_at": end, "agent_id": AGENTS[n % 4], "is_answered": n % 6 != 0, "talk_s": n * 3}))
    facts = text_file(folder / "queue.csv", head, rows)
    return Stranger(folder / "queue.csv", "contacts", facts, told("contacts", date_format="dd/mm/yyyy HH:MM:SS"), frozenset({"channel_id", "process_id", "unit_id"}))


CALLS: tuple[Maker, ...] = (
    cloud_interactions, switch_workbook_ru, odigo_fr, naumen_utf16, half_day_clock, bitrix, oktell_epoch, wide_export,
    zoned_cells, kazakh_days, excel_serials, month_sheets, short_years, municipal_hotline, two_date_columns,
)  # fmt: skip
