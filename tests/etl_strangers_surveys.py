# ruff: noqa: E501  (rows of files are shown as they stand)
# fmt: off
"""Answers to surveys as survey tools and banks of them write them, made up."""

from datetime import datetime, timedelta
from pathlib import Path

from tests.etl_strangers import DIT, SAID, SKAZANO
from tests.etl_strangers_calls import AGENTS, FR_MONTHS, IVANS, KK_MONTHS, RU_MONTHS
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


def group(score: int) -> str:
    return "Promoter" if score > 8 else "Passive" if score > 6 else "Detractor"


def tool_with_texts(folder: Path) -> Stranger:
    """A survey tool: a second header row with whole questions, scores in words at the ends."""
    head = ["ResponseId", "StartDate", "EndDate", "Finished", "Q1_NPS", "Q1_NPS_GROUP", "Q2", "Q3"]
    asked = ["Response ID", "Start Date", "End Date", "Finished", "How likely are you to recommend us to a friend or colleague?", "NPS group", "How satisfied are you with the agent?", "What is the main reason for your score?"]
    rows: list[Row] = [(asked, None)]
    for n, t in enumerate(moments(88)):
        s = n * 7 % 11
        written = f"{s} - Extremely likely" if s == 10 else f"{s} - Not at all likely" if s == 0 else str(s)
        rows.append(([f"R_{n:04}", f"{t:%Y-%m-%d %H:%M:%S}", f"{t + timedelta(minutes=3):%Y-%m-%d %H:%M:%S}", "True", written, group(s), n % 5 + 1, SAID[n % 4]], {"survey_id": f"R_{n:04}", "score": s, "comment": SAID[n % 4]}))
    facts = text_file(folder / "responses.csv", head, rows)
    return Stranger(folder / "responses.csv", "surveys", facts, told("surveys", columns={"score": "Q1_NPS", "comment": "Q3", "survey_id": "ResponseId"}, header_row=1), frozenset({"sent_at", "answered_at"}))


def bank_nps(folder: Path) -> Stranger:
    """Names of people beside the score, month and quarter as columns of their own."""
    head = ["ID", "Market", "Survey date", "Customer Name", "Month", "Quarter", "NPS"]
    rows: list[Row] = []
    for n, t in enumerate(moments(140)):
        s = n * 5 % 11
        rows.append(([1000 + n, ("US", "UK")[n % 2], f"{t.month}/{t.day}/{t.year}", f"{AGENTS[n % 4]} {n}", t.month, (t.month + 2) // 3, s], {"survey_id": str(1000 + n), "sent_at": to_day(t), "score": s}))
    facts = text_file(folder / "NPS_bank.csv", head, rows)
    return Stranger(folder / "NPS_bank.csv", "surveys", facts, told("surveys"), frozenset({"customer_id", "unit_id", "answered_at", "segment"}))


def turned_iso(folder: Path) -> Stranger:
    """Looks ISO, is year-day-month; a label column beside the score."""
    head = ["Response ID", "Submitted at", "Likelihood to recommend", "Category", "Verbatim comment", "Country"]
    rows: list[Row] = []
    for n, t in enumerate(moments(130)):
        s = n * 3 % 11
        rows.append(([n + 1, f"{t:%Y-%d-%m %H:%M}", s, group(s), SAID[n % 4], "KZ"], {"survey_id": str(n + 1), "sent_at": to_minute(t), "score": s, "comment": SAID[n % 4]}))
    facts = text_file(folder / "nps_export.csv", head, rows)
    return Stranger(folder / "nps_export.csv", "surveys", facts, told("surveys"), frozenset({"answered_at", "unit_id", "reason_id"}))


def full_questions_ru(folder: Path) -> Stranger:
    """A form's export: whole questions as headers, in Russian."""
    head = ["Отметка времени", "Оцените, пожалуйста, насколько вероятно, что Вы порекомендуете нашу компанию друзьям и знакомым? (от 0 до 10)", "Что больше всего повлияло на Вашу оценку?", "Что нам следует улучшить?", "Ваш город", "Контактный телефон"]
    rows: list[Row] = []
    for n, t in enumerate(moments(95)):
        s = n * 4 % 11
        rows.append(([f"{t:%d.%m.%Y %H:%M:%S}", s, SKAZANO[n % 4], SKAZANO[(n + 1) % 4], "Алматы", f"8 701 {n:07}"], {"sent_at": t, "score": s, "comment": SKAZANO[n % 4], "suggestion": SKAZANO[(n + 1) % 4], "unit_id": "Алматы", "customer_id": f"8 701 {n:07}"}))
    facts = text_file(folder / "Форма (ответы).csv", head, rows)
    return Stranger(folder / "Форма (ответы).csv", "surveys", facts, told("surveys", columns={"comment": "Что больше всего повлияло на Вашу оценку?", "suggestion": "Что нам следует улучшить?"}), frozenset({"answered_at"}))


def french_form(folder: Path) -> Stranger:
    """Whole questions in French, dates in words, one to ten."""
    head = ["N° de réponse", "Date de réponse", "Sur une échelle de 1 à 10, dans quelle mesure recommanderiez-vous nos services à vos proches ?", "Pourquoi cette note ?", "Agence de rattachement", "Profil NPS"]
    rows: list[Row] = []
    for n, t in enumerate(moments(110)):
        s = n * 3 % 10 + 1
        day = "1er" if t.day == 1 else str(t.day)
        rows.append(([n + 1, f"{day} {FR_MONTHS[t.month - 1]} {t.year}", s, DIT[n % 4], "Lyon", ("Détracteur", "Passif", "Promoteur")[(s > 6) + (s > 8)]], {"survey_id": str(n + 1), "score": s, "comment": DIT[n % 4], "unit_id": "Lyon", "sent_at": to_day(t)}))
    facts = text_file(folder / "enquete_satisfaction.csv", head, rows, delimiter=";", encoding="cp1252")
    return Stranger(folder / "enquete_satisfaction.csv", "surveys", facts, told("surveys", scale={"score": [1, 10]}, columns={"sent_at": "Date de réponse"}), frozenset({"answered_at", "segment"}))


def out_of_ten(folder: Path) -> Stranger:
    """Scores as 8/10; a workbook with a title and a sheet of totals first; real dates."""
    rows: list[list[object]] = [["Baromètre NPS 2024"], [], ["Date de l'enquête", "Note de recommandation", "Commentaire client", "Conseiller", "Canal"]]
    facts: list[dict[str, object]] = []
    for n, t in enumerate(moments(72)):
        s = n * 3 % 11
        rows.append([t, f"{s}/10", DIT[n % 4], IVANS[0], "Téléphone"])
        facts.append({"sent_at": t, "score": s, "comment": DIT[n % 4], "agent_id": IVANS[0], "channel_id": "Téléphone"})
    rows.append(["Total général", "72 réponses", None, None, None])
    pivot: list[list[object]] = [["Étiquettes de lignes", "Nombre de notes"], ["Téléphone", 72], ["Total général", 72]]
    file = workbook(folder / "barometre.xlsx", {"Synthèse": pivot, "Réponses": rows})
    return Stranger(file, "surveys", facts, told("surveys", sheet="Réponses"), frozenset({"answered_at"}))


def medallia_like(folder: Path) -> Stranger:
    """Many scores of which one is the recommendation; blanks where nobody answered; dates short in English."""
    head = ["surveyid", "e_responsedate", "Invitation Date", "LTR", "OSAT", "Agent Satisfaction", "Problem Resolved (Y/N)", "Reason for Score - Comment", "Store Number", "NPS Segment"]
    rows: list[Row] = []
    for n, t in enumerate(moments(100)):
        s = n * 7 % 11 if n % 4 else None
        rows.append(
            (
                [f"S{n}", f"{t + timedelta(hours=2):%d-%b-%Y %H:%M}" if s is not None else "", f"{t:%d-%b-%Y %H:%M}", s, n % 5 + 1, n % 5 + 1, "YN"[n % 2], SAID[n % 4] if s is not None else "", f"{n % 9:04}", group(s) if s is not None else ""],
                {"survey_id": f"S{n}", "sent_at": to_minute(t), "answered_at": to_minute(t + timedelta(hours=2)) if s is not None else None, "score": s, "comment": SAID[n % 4] if s is not None else None},
            )
        )
    facts = text_file(folder / "export_ltr.csv", head, rows)
    return Stranger(folder / "export_ltr.csv", "surveys", facts, told("surveys", columns={"score": "LTR", "answered_at": "e_responsedate", "sent_at": "Invitation Date", "comment": "Reason for Score - Comment"}), frozenset({"unit_id", "reason_id"}))


def csat_of_ten(folder: Path) -> Stranger:
    """No recommendation at all: satisfaction of 1 to 10, to be taken as ratings of 1 to 5."""
    head = ["Call ID", "Call Timestamp", "Agent", "CSAT Score", "Comment"]
    rows: list[Row] = []
    for n, t in enumerate(moments(120)):
        s = n * 3 % 10 + 1
        rows.append(([f"KXR-{n}", f"{t:%m/%d/%Y %H:%M}", AGENTS[n % 4], s, SAID[n % 4]], {"contact_id": f"KXR-{n}", "rated_at": to_minute(t), "agent_id": AGENTS[n % 4], "rating": _step(s)}))
    facts = text_file(folder / "csat.csv", head, rows)
    return Stranger(folder / "csat.csv", "ratings", facts, told("ratings", scale={"rating": [1, 10]}), frozenset({"comment", "rating_id"}))


def _step(score: int) -> int:
    """1 to 10 in five equal steps."""
    return (score + 1) // 2


def ratings_stars_ru(folder: Path) -> Stranger:
    """Stars of operators, in Russian, day and time apart, surname with initials."""
    head = ["№", "Дата оценки", "Время оценки", "Оператор", "Оценка клиента", "Комментарий клиента", "Причина обращения"]
    rows: list[Row] = []
    for n, t in enumerate(moments(77)):
        rows.append(([n + 1, f"{t:%d.%m.%y}", f"{t:%H:%M:%S}", IVANS[n % 3], f"{n % 5 + 1} (из 5)", SKAZANO[n % 4], "Тариф"], {"rated_at": t, "agent_id": IVANS[n % 3], "rating": n % 5 + 1, "comment": SKAZANO[n % 4]}))
    facts = text_file(folder / "оценки_операторов.csv", head, rows, delimiter=";", encoding="cp1251")
    return Stranger(folder / "оценки_операторов.csv", "ratings", facts, told("ratings", columns={"rated_at": ["Дата оценки", "Время оценки"]}), frozenset({"rating_id", "process_id"}))


def kazakh_nps(folder: Path) -> Stranger:
    """Kazakh questions and months."""
    head = ["Сауалнама нөмірі", "Жіберілген күні", "Бізді достарыңызға ұсыну ықтималдығы (0-10)", "Пікіріңіз", "Қала"]
    rows: list[Row] = []
    for n, t in enumerate(moments(64)):
        rows.append(([f"С{n}", f"{t.year} ж. {t.day} {KK_MONTHS[t.month - 1]}", n % 11, "Интернет жылдамдығы өте төмен, көмектесіңіз", "Шымкент"], {"survey_id": f"С{n}", "sent_at": to_day(t), "score": n % 11, "comment": "Интернет жылдамдығы өте төмен, көмектесіңіз"}))
    facts = text_file(folder / "saualnama.csv", head, rows, delimiter=";")
    return Stranger(folder / "saualnama.csv", "surveys", facts, told("surveys", columns={"survey_id": "Сауалнама нөмірі"}), frozenset({"answered_at", "unit_id"}))


def scientific_ids(folder: Path) -> Stranger:
    """A spreadsheet went over it: decimal commas, blanks inside numbers, a tail of empty rows and columns."""
    head = ["Номер анкеты", "Дата ответа", "Балл", "Почему?", "Филиал", "", ""]
    rows: list[Row] = []
    for n, t in enumerate(moments(90)):
        rows.append(([f"{n:07}", f"{t.day} {RU_MONTHS[t.month - 1][:3]} {t.year}", f"{n % 11},0", SKAZANO[n % 4] + ("\nи ещё" if n % 9 == 0 else ""), "Астана", "", ""], {"survey_id": f"{n:07}", "sent_at": to_day(t), "score": n % 11, "comment": SKAZANO[n % 4] + ("\nи ещё" if n % 9 == 0 else ""), "unit_id": "Астана"}))
    facts = text_file(folder / "ankety.csv", head, rows, delimiter=";", encoding="cp1251", after=[";;;;;;"] * 300)
    return Stranger(folder / "ankety.csv", "surveys", facts, told("surveys"), frozenset({"answered_at"}))


def in_words_alone(folder: Path) -> Stranger:
    """Marks of staff in words, in English."""
    head = ["Interaction ID", "Survey Completed On", "Representative", "How would you rate the service you received?", "Anything else?"]
    marks = ("Very poor", "Poor", "Average", "Good", "Excellent")
    rows: list[Row] = []
    for n, t in enumerate(moments(66)):
        rows.append(([f"I-{n}", f"{t:%B} {t.day}, {t.year} {t:%I:%M %p}", AGENTS[n % 4], marks[n % 5], SAID[n % 4]], {"contact_id": f"I-{n}", "rated_at": to_minute(t), "agent_id": AGENTS[n % 4], "rating": n % 5 + 1, "comment": SAID[n % 4]}))
    facts = text_file(folder / "post_call.csv", head, rows)
    return Stranger(folder / "post_call.csv", "ratings", facts, told("ratings", columns={"rating": "How would you rate the service you received?", "contact_id": "Interaction ID", "comment": "Anything else?"}), frozenset({"rating_id"}))


def utc_tool(folder: Path) -> Stranger:
    """A tool that tells its zone in the header; tab separated, UTF-16, quoted throughout."""
    head = ["Respondent ID", "Date Submitted (UTC)", "How likely is it that you would recommend this company to a friend or colleague?", "Open-Ended Response", "IP Address", "Email Address"]
    rows: list[Row] = []
    for n, t in enumerate(moments(84)):
        rows.append(([114000000000 + n, f"{t:%m/%d/%Y %I:%M:%S %p}", n % 11, f'She said "{SAID[n % 4]}"', "10.0.0.1", f"p{n}@example.com"], {"survey_id": str(114000000000 + n), "sent_at": here(t, "UTC"), "score": n % 11, "comment": f'She said "{SAID[n % 4]}"', "customer_id": f"p{n}@example.com"}))
    facts = text_file(folder / "Sheet_1.csv", head, rows, delimiter="\t", encoding="utf-16", quoting=1)
    return Stranger(folder / "Sheet_1.csv", "surveys", facts, told("surveys", time_zone="UTC", columns={"comment": "Open-Ended Response"}), frozenset({"answered_at"}))


def epoch_json(folder: Path) -> Stranger:
    """Lines of JSON with paths, seconds since 1970."""
    import json

    facts: list[dict[str, object]] = []
    lines: list[str] = []
    for n, t in enumerate(moments(50)):
        stamp = int((t - datetime(1970, 1, 1)).total_seconds())
        lines.append(json.dumps({"id": n + 1, "created_at": stamp, "score": n % 11, "comment": SAID[n % 4], "person": {"email": f"p{n}@example.com"}, "properties": {"region": "North"}}))
        facts.append({"survey_id": str(n + 1), "sent_at": here(t, "UTC"), "score": n % 11, "comment": SAID[n % 4], "customer_id": f"p{n}@example.com"})
    (folder / "nps.ndjson").write_text("\n".join(lines), "utf8")
    return Stranger(folder / "nps.ndjson", "surveys", facts, told("surveys", columns={"customer_id": "person.email"}), frozenset({"answered_at", "unit_id"}))


SURVEYS: tuple[Maker, ...] = (
    tool_with_texts, bank_nps, turned_iso, full_questions_ru, french_form, out_of_ten, medallia_like, csat_of_ten,
    ratings_stars_ru, kazakh_nps, scientific_ids, in_words_alone, utc_tool, epoch_json,
)  # fmt: skip
