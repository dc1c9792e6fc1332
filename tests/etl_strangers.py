# ruff: noqa: E501  (rows of files are shown as they stand)
"""Exports as other companies' systems write them, made up: what nobody declared yet and `inspect` must read."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from openpyxl import Workbook

START = datetime(2022, 3, 1, 8, 5, 11)
SAID = (
    "the line was down for three days and nobody called back", "very quick and friendly answer, thank you",
    "I waited half an hour to speak to somebody", "the bill is wrong again, please check it",
)  # fmt: skip
DIT = (
    "la connexion est coupée depuis trois jours et personne ne répond", "très bon accueil, merci à toute l'équipe",
    "facture erronée pour la deuxième fois cette année", "délai de réponse beaucoup trop long à mon avis",
)  # fmt: skip
GESAGT = (
    "nicht erreichbar seit drei Tagen, sehr schlecht",
    "sehr freundlich und schnell geholfen, vielen Dank",
)
SKAZANO = (
    "третий день не работает интернет, никто не перезвонил", "всё быстро и вежливо решили, спасибо оператору",
    "неверно начислили оплату за прошлый месяц, прошу проверить", "долго ждал ответа оператора на линии",
)  # fmt: skip


def times(count: int, step_min: int = 397) -> list[datetime]:
    return [START + timedelta(minutes=step_min * number) for number in range(count)]


def lines(path: Path, rows: list[str], encoding: str = "utf-8", end: str = "\n") -> Path:
    path.write_bytes((end.join(rows) + end).encode(encoding))
    return path


def calls_en(folder: Path) -> Path:
    """A list of calls with clocks as durations, times of day of their own, and a rating of some calls."""
    head = "Call Id,Agent,Date,Time,Topic,Answered (Y/N),Resolved,Speed of answer in seconds,AvgTalkDuration,"
    rows = [
        f"ID{n:04},{('Diane', 'Stewart', 'Jim')[n % 3]},{t:%Y-%m-%d},{t:%H:%M:%S},Streaming,"
        + (f"Y,{'YN'[n % 2]},{n % 120}.0,00:0{n % 7}:{n % 60:02},{n % 5 + 1}.0" if n % 5 else "N,N,,,")
        for n, t in enumerate(times(200))
    ]
    return lines(folder / "call center.csv", [head + "Satisfaction rating", *rows])


def nps_bad_score(folder: Path) -> Path:
    """Four answers, one of them off the scale."""
    head = "Survey Date,Respondent Phone,Would you recommend us? (0-10),Verbatim,Call Center"
    rows = [
        f"2024-03-0{n + 1},+1 555 010 20{n},{score},{SAID[n]},North" for n, score in enumerate((9, 11, 3, 10))
    ]
    return lines(folder / "survey.csv", [head, *(row.replace(", ", " ") for row in rows)])


def complaints_us(folder: Path) -> Path:
    """Consumer complaints, no column says that they are complaints."""
    head = (
        "Date received,Product,Sub-product,Issue,Sub-issue,Consumer complaint narrative,Company,State,ZIP code,"
        "Tags,Submitted via,Date sent to company,Company response to consumer,Timely response?,"
        "Consumer disputed?,Complaint ID"
    )
    rows = [
        f'{t:%m/%d/%y},Mortgage,FHA mortgage,Loan servicing,,"{SAID[n % 4]}, XXXX",Bank {n % 9},CA,9{n:04},,'
        f"{('Web', 'Referral', 'Phone', 'Postal mail')[n % 4]},{t + timedelta(days=2):%m/%d/%y},"
        f"{('Closed with explanation', 'Closed with monetary relief', 'In progress')[n % 3]},"
        f"{'Yes' if n % 7 else 'No'},,{3_000_000 + n}"
        for n, t in enumerate(times(150))
    ]
    return lines(folder / "export_consumer.csv", [head, *rows])


def reclamations(folder: Path) -> Path:
    """French complaints of a service desk: cp1252, semicolons, a title, decimal commas, a total at the end."""
    rows = [
        f"R-{n};{t:%d/%m/%Y};{DIT[n % 4]};{('Facturation', 'Réseau')[n % 2]};"
        f"{(t + timedelta(days=9)):%d/%m/%Y};{('Clôturée', 'En cours')[n % 2]};{n % 40},50;{'Oui' if n % 3 else 'Non'}"
        for n, t in enumerate(times(90))
    ]
    head = "N° réclamation;Date de réception;Objet de la réclamation;Motif;Date de clôture;Statut;Montant remboursé;Fondée"
    top = ["Réclamations clients - 1er trimestre 2022;;;;;;;", ";;;;;;;"]
    return lines(
        folder / "Réclamations T1.csv", [*top, head, *rows, "Total;90;;;;;1756,50;", "", ""], "cp1252", "\r\n"
    )


def appeals_ru(folder: Path) -> Path:
    """Russian appeals and complaints in one list, with a column that tells which."""
    head = "№ п/п;Рег. номер;Дата поступления;Вид обращения;Заявитель;Тема;Суть обращения;Срок исполнения;Исполнитель;Состояние"
    rows = [
        f"{n};{n}/2022-О;{t:%d.%m.%Y};{('Жалоба', 'Обращение', 'Заявление')[n % 3]};Абонент {n};Связь;{SKAZANO[n % 4]};"
        f"{t + timedelta(days=15):%d.%m.%Y};Отдел {n % 4};{('На рассмотрении', 'Закрыто')[n % 2]}"
        for n, t in enumerate(times(80))
    ]
    return lines(folder / "obrashcheniya.csv", [head, *rows], "cp1251", "\r\n")


def nps_words(folder: Path) -> Path:
    """Russian answers of a form: the score is written with its meaning."""
    head = "Отметка времени\tНасколько вероятно, что вы порекомендуете нас друзьям?\tПочему вы поставили такую оценку?\tВаш номер телефона"
    said = {0: "0 - ни за что", 10: "10 - отлично"}
    rows = [
        f"{t:%d.%m.%Y %H:%M:%S}\t{said.get(n % 11, n % 11)}\t{SKAZANO[n % 4]}\t8701{n:07}"
        for n, t in enumerate(times(130))
    ]
    return lines(folder / "form.tsv", [head, *rows])


def ratings_words(folder: Path) -> Path:
    """Ratings of agents, one to five, in words of English."""
    words = ("1 - very bad", "2 - bad", "3 - so so", "4 - good", "5 - excellent")
    rows = [
        f"{n}|{t:%d-%b-%Y %I:%M %p}|Agent {n % 6}|{words[n % 5]}|{SAID[n % 4]}"
        for n, t in enumerate(times(90))
    ]
    return lines(folder / "csat.txt", ["Ticket #|Rated on|Handled by|CSAT|Remarks", *rows])


def calls_fr(folder: Path) -> Path:
    """A French switchboard: answered or not, minutes and seconds."""
    head = "ID appel;Date appel;Heure appel;Téléconseiller;File;Décroché;Attente (s);Durée appel;Satisfaction client"
    rows = [
        f"A{n};{t:%d/%m/%Y};{t:%H:%M};Marie {n % 4};Assistance;{('Oui', 'Non')[n % 6 == 0]};{n % 90};00:{n % 9:02}:{n % 60:02};"
        for n, t in enumerate(times(120))
    ]
    return lines(folder / "appels.csv", [head, *rows], "cp1252")


def calls_ru(folder: Path) -> Path:
    """A Russian call log as a workbook whose first sheet is a summary."""
    book = Workbook()
    summary = book.active
    assert summary is not None
    summary.title = "Свод"
    for row in (
        ["Оператор", "Звонков", "Среднее"],
        ["Иванова", 40, 61.5],
        ["Петров", 40, 58.2],
        ["Итого", 80, 60],
    ):
        summary.append(row)
    sheet = book.create_sheet("Звонки")
    sheet.append(["Журнал звонков за март 2022"])
    sheet.append(
        [
            "Дата и время звонка",
            "Номер абонента",
            "Оператор",
            "Ответ",
            "Ожидание, сек",
            "Длительность разговора",
            "Решено",
        ]
    )
    for n, t in enumerate(times(80)):
        length = timedelta(seconds=60 + n)
        sheet.append(
            [
                t,
                f"8 (701) 555-{n % 90 + 10}-{n % 80 + 10}",
                ("Иванова", "Петров")[n % 2],
                "Да" if n % 4 else "Нет",
                n % 50,
                length,
                "Да" if n % 3 else "Нет",
            ]
        )
    sheet.append(["Итого", None, None, None, 1234, None, None])
    path = folder / "zvonki.xlsx"
    book.save(path)
    return path


def calls_unix(folder: Path) -> Path:
    """A log of programs: seconds since 1970, 0 and 1, columns in the middle nobody knows."""
    head = "uniqueid,calldate,src,dst,dcontext,duration,billsec,disposition,accountcode"
    rows = [
        f"{int(t.timestamp())}.{n},{int(t.timestamp())},7701{n:07},101,from-pstn,{n % 200 + 9},{n % 200},"
        f"{('ANSWERED', 'NO ANSWER', 'BUSY')[n % 3]},"
        for n, t in enumerate(times(120))
    ]
    return lines(folder / "cdr.csv", [head, *rows])


def nps_de(folder: Path) -> Path:
    """A language without words of its own here: German."""
    head = "Umfrage-ID;Datum;Weiterempfehlung (0-10);Kommentar;Filiale"
    rows = [f"{n};{t:%d.%m.%Y};{n % 11};{GESAGT[n % 2]};Köln" for n, t in enumerate(times(120))]
    return lines(folder / "umfrage.csv", [head, *rows], "cp1252")


def nps_tool(folder: Path) -> Path:
    """A survey tool: two header rows of its own, several scores in a file, decimal points in whole numbers."""
    head = "ResponseID,StartDate,EndDate,Status,Q1 - How likely are you to recommend us to a friend?,Q1 NPS Group,Q2 - Overall satisfaction,Q3 - Please tell us why,Region,Customer Type"
    rows = [
        f"R_{n},{t:%Y-%m-%d %H:%M:%S},{t + timedelta(minutes=4):%Y-%m-%d %H:%M:%S},IP Address,{n % 11}.0,"
        f"{'Promoter' if n % 11 > 8 else 'Passive' if n % 11 > 6 else 'Detractor'},{n % 5 + 1},{SAID[n % 4].replace(',', '')},North,{('Residential', 'Business')[n % 2]}"
        for n, t in enumerate(times(140))
    ]
    return lines(folder / "results.csv", [head, *rows])


def complaints_kk(folder: Path) -> Path:
    """Kazakh complaints."""
    head = "Өтініш нөмірі;Тіркелген күні;Шағым мәтіні;Санаты;Мәртебе;Телефон"
    rows = [
        f"Ө-{n};{t:%d.%m.%Y %H:%M};Интернет {n} күн жұмыс істемейді, көмектесіңіз;Интернет;{('Ашық', 'Жабық')[n % 2]};8701{n:07}"
        for n, t in enumerate(times(70))
    ]
    return lines(folder / "shagym.csv", [head, *rows])


def tickets(folder: Path) -> Path:
    """Tickets of a help desk: type tells requests from complaints, ISO times with a zone."""
    head = "Ticket ID,Customer Name,Customer Email,Ticket Type,Ticket Subject,Ticket Description,Ticket Status,Ticket Priority,Ticket Channel,Created At,Time to Resolution,Customer Satisfaction Rating"
    rows = [
        f"{n},Name {n},n{n}@example.com,{('Complaint', 'Inquiry', 'Request')[n % 3]},Network problem,{SAID[n % 4].replace(',', '')},"
        f"{('Open', 'Closed', 'Pending Customer Response')[n % 3]},Low,{('Email', 'Phone', 'Chat', 'Social media')[n % 4]},{t:%Y-%m-%dT%H:%M:%SZ},"
        f"{t + timedelta(hours=5):%Y-%m-%d %H:%M:%S},{n % 5 + 1}.0"
        for n, t in enumerate(times(100))
    ]
    return lines(folder / "tickets.csv", [head, *rows])


def nps_short(folder: Path) -> Path:
    """A handful of answers, scores one to ten, a column for the day only."""
    rows = [f"{t:%d/%m/%Y};{n % 10 + 1};{DIT[n % 4]}" for n, t in enumerate(times(40))]
    return lines(folder / "avis.csv", ["Date;Note de recommandation (1 à 10);Avis", *rows], "cp1252")


Maker = Callable[[Path], Path]
Expected = tuple[str, dict[str, object], int, int]
"""Contract, columns that must be found, rows that would load, corrections (--set) needed."""
