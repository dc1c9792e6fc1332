# ruff: noqa: E501  (rows of files are shown as they stand)
# fmt: off
"""Registers kept by hand and by portals, in French, Kazakh and Russian, made up."""

from datetime import timedelta
from pathlib import Path

from tests.etl_strangers import DIT, SKAZANO
from tests.etl_strangers_calls import RU_MONTHS
from tests.etl_strangers_kit import (
    Row,
    Stranger,
    moments,
    text_file,
    to_day,
    to_minute,
    told,
    workbook,
)


def merged_titles(folder: Path) -> Stranger:
    """A workbook whose first columns are blank, and whose names stand below a row of groups."""
    rows: list[list[object]] = [[None, "Registre des plaintes"], [], [None, "Dossier", None, None, "Traitement", None, None], [None, "N° plainte", "Date de dépôt", "Type", "Statut", "Date de clôture", "Commentaires"]]
    facts: list[dict[str, object]] = []
    for n, t in enumerate(moments(58)):
        shut = n % 2
        rows.append([None, f"P-{n}", t, ("Plainte", "Demande d'information")[n % 3 == 0], ("Ouvert", "Fermé")[shut], t + timedelta(days=2) if shut else None, DIT[n % 4]])
        facts.append({"case_id": f"P-{n}", "registered_at": t, "kind": ("complaint", "appeal")[n % 3 == 0], "status": ("open", "closed")[shut], "closed_at": t + timedelta(days=2) if shut else None})
    file = workbook(folder / "registre.xlsx", {"Feuil1": rows, "Feuil2": []})
    return Stranger(file, "cases", facts, told("cases", columns={"registered_at": "Date de dépôt", "case_id": "N° plainte", "kind": "Type"}, header_row=4), frozenset({"text"}))


def portal_kk(folder: Path) -> Stranger:
    """A portal of a state in Kazakh and Russian, kinds in Kazakh."""
    head = ["Тіркеу нөмірі", "Тіркеу күні", "Өтініш түрі", "Мазмұны", "Орындау мерзімі", "Жауап берілген күні", "Күйі", "Өңір"]
    rows: list[Row] = []
    for n, t in enumerate(moments(55)):
        done = n % 2
        rows.append(
            (
                [f"KZ-{n:06}", f"{t:%d.%m.%Y %H:%M}", ("Шағым", "Өтініш")[n % 2], "Байланыс сапасы нашар, тексеріп беруіңізді сұраймын", f"{t + timedelta(days=15):%d.%m.%Y}", f"{t + timedelta(days=7):%d.%m.%Y}" if done else "", ("Қаралуда", "Жауап берілді")[done], "Алматы"],
                {
                    "case_id": f"KZ-{n:06}",
                    "registered_at": to_minute(t),
                    "kind": ("complaint", "appeal")[n % 2],
                    "text": "Байланыс сапасы нашар, тексеріп беруіңізді сұраймын",
                    "due_at": to_day(t + timedelta(days=15)),
                    "answered_at": to_day(t + timedelta(days=7)) if done else None,
                    "status": ("open", "answered")[done],
                    "unit_id": "Алматы",
                },
            )
        )
    facts = text_file(folder / "otinish.csv", head, rows, delimiter=";")
    return Stranger(folder / "otinish.csv", "cases", facts, told("cases", columns={"text": "Мазмұны", "due_at": "Орындау мерзімі", "kind": "Өтініш түрі", "unit_id": "Өңір", "case_id": "Тіркеу нөмірі"}))


def days_in_words(folder: Path) -> Stranger:
    """Russian days in words in quotes, kind only in the name of the file."""
    head = ["Рег. №", "Дата регистрации", "Суть жалобы", "Причина", "Статус", "Сумма перерасчёта, тг"]
    rows: list[Row] = []
    for n, t in enumerate(moments(57)):
        rows.append(
            (
                [f"{n}-Ж", f"«{t.day:02}» {RU_MONTHS[t.month - 1]} {t.year} г.", SKAZANO[n % 4], "Интернет", ("Закрыта", "На рассмотрении")[n % 2], f"{n * 1000 + 500:,}".replace(",", " ")],
                {"case_id": f"{n}-Ж", "registered_at": to_day(t), "text": SKAZANO[n % 4], "category_id": "Интернет", "status": ("closed", "open")[n % 2], "recalculation": n * 1000 + 500, "kind": "complaint"},
            )
        )
    facts = text_file(folder / "zhaloby_2024.csv", head, rows, delimiter=";")
    return Stranger(folder / "zhaloby_2024.csv", "cases", facts, told("cases", columns={"recalculation": "Сумма перерасчёта, тг"}))
