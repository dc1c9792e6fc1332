# ruff: noqa: E501  (rows of files are shown as they stand)
"""Files of other companies go in by `inspect` alone, with no correction where the file itself tells enough."""

from pathlib import Path

import pytest

from etl.inspect import propose
from tests import etl_strangers as strangers

WHOLE: list[tuple[strangers.Maker, str, dict[str, object], int]] = [
    (strangers.calls_en, "contacts", {"started_at": ["Date", "Time"], "talk_s": "AvgTalkDuration", "wait_s": "Speed of answer in seconds", "is_answered": "Answered (Y/N)", "is_resolved": "Resolved"}, 200),
    (strangers.nps_bad_score, "surveys", {"score": "Would you recommend us? (0-10)", "comment": "Verbatim", "customer_id": "Respondent Phone"}, 3),
    (strangers.complaints_us, "cases", {"case_id": "Complaint ID", "registered_at": "Date received", "text": "Consumer complaint narrative", "submitted_via": "Submitted via", "category_id": "Issue", "status": "Company response to consumer"}, 150),
    (strangers.reclamations, "cases", {"case_id": "N° réclamation", "text": "Objet de la réclamation", "category_id": "Motif", "recalculation": "Montant remboursé", "is_justified": "Fondée", "closed_at": "Date de clôture"}, 90),
    (strangers.appeals_ru, "cases", {"case_id": "Рег. номер", "kind": "Вид обращения", "text": "Суть обращения", "due_at": "Срок исполнения", "status": "Состояние"}, 80),
    (strangers.nps_words, "surveys", {"score": "Насколько вероятно, что вы порекомендуете нас друзьям?", "comment": "Почему вы поставили такую оценку?", "customer_id": "Ваш номер телефона"}, 130),
    (strangers.ratings_words, "ratings", {"rating": "CSAT", "rated_at": "Rated on", "agent_id": "Handled by", "comment": "Remarks"}, 90),
    (strangers.calls_fr, "contacts", {"started_at": ["Date appel", "Heure appel"], "is_answered": "Décroché", "wait_s": "Attente (s)", "talk_s": "Durée appel", "agent_id": "Téléconseiller"}, 120),
    (strangers.calls_ru, "contacts", {"started_at": "Дата и время звонка", "customer_id": "Номер абонента", "agent_id": "Оператор", "is_answered": "Ответ", "talk_s": "Длительность разговора"}, 80),
    (strangers.calls_unix, "contacts", {"contact_id": "uniqueid", "started_at": "calldate", "talk_s": "billsec", "is_answered": "disposition", "customer_id": "src"}, 120),
    (strangers.nps_de, "surveys", {"score": "Weiterempfehlung (0-10)", "comment": "Kommentar", "sent_at": "Datum"}, 120),
    (strangers.nps_tool, "surveys", {"score": "Q1 - How likely are you to recommend us to a friend?", "comment": "Q3 - Please tell us why", "survey_id": "ResponseID"}, 140),
    (strangers.tickets, "cases", {"case_id": "Ticket ID", "kind": "Ticket Type", "text": "Ticket Description", "submitted_via": "Ticket Channel", "registered_at": "Created At"}, 100),
    (strangers.nps_short, "surveys", {"score": "Note de recommandation (1 à 10)", "comment": "Avis", "sent_at": "Date"}, 40),
]  # fmt: skip


@pytest.mark.parametrize(
    ("make", "contract", "columns", "rows"), WHOLE, ids=lambda value: getattr(value, "__name__", "")
)
def test_a_file_nobody_declared_is_understood_without_a_correction(
    tmp_path: Path, make: strangers.Maker, contract: str, columns: dict[str, object], rows: int
) -> None:
    found = propose(make(tmp_path), {}, operator_zone="Asia/Almaty")
    assert not found.questions
    assert found.values["contract"] == contract
    assert columns.items() <= found.values["columns"].items()
    assert found.would_load == rows


def test_a_cell_off_the_scale_is_reported_and_does_not_hide_the_column(tmp_path: Path) -> None:
    found = propose(strangers.nps_bad_score(tmp_path), {}, operator_zone="Asia/Almaty")
    assert found.would_reject == {("Would you recommend us? (0-10)", "out_of_range"): 1}
    assert found.values["scale"] == {"score": [0, 10]}
    assert any(note.startswith("scale 0 to 10") and "says so" in note for note in found.notes)


def test_surveys_without_a_score_are_asked_about_and_one_answer_settles_it(tmp_path: Path) -> None:
    rows = [f"{n},{t:%Y-%m-%d},{n % 11},{strangers.SAID[n % 4]}" for n, t in enumerate(strangers.times(30))]
    file = strangers.lines(
        tmp_path / "nps.csv", ["Survey ID,Survey date,F17,Comment", *(r.replace(", ", " ") for r in rows)]
    )
    (question,) = propose(file, {}, operator_zone="Asia/Almaty").questions
    assert question.key == "columns.score" and question.choices == ("F17",)
    told = propose(file, {"columns": {"score": "F17"}}, operator_zone="Asia/Almaty")
    assert not told.questions and told.would_load == 30 and told.values["scale"] == {"score": [0, 10]}
    assert not propose(file, {"columns": {"score": ""}}, operator_zone="Asia/Almaty").questions


def test_complaints_without_a_kind_propose_it_for_all_rows(tmp_path: Path) -> None:
    (question,) = propose(strangers.complaints_kk(tmp_path), {}, operator_zone="Asia/Almaty").questions
    assert question.key == "constants.kind" and "--set constants.kind=complaint" in question.text
    told = {"constants": {"kind": "complaint"}}
    found = propose(strangers.complaints_kk(tmp_path), told, operator_zone="Asia/Almaty")
    assert found.would_load == 70 and found.values["values"]["status"] == {"Ашық": "open", "Жабық": "closed"}


def test_one_file_may_feed_two_contracts_and_says_so(tmp_path: Path) -> None:
    file = strangers.calls_en(tmp_path)
    calls = propose(file, {}, operator_zone="Asia/Almaty")
    assert any("also holds ratings ('Satisfaction rating')" in note for note in calls.notes)
    rated = propose(file, {"contract": "ratings"}, operator_zone="Asia/Almaty")
    assert rated.values["columns"]["rating"] == "Satisfaction rating"
    assert rated.values["blank_without"] == ["rating"]
    assert (rated.rows, rated.would_load, rated.would_reject) == (200, 160, {})


def test_graded_words_become_a_value_map(tmp_path: Path) -> None:
    found = propose(strangers.nps_words(tmp_path), {}, operator_zone="Asia/Almaty")
    assert found.values["values"]["score"] == {"0 - ни за что": "0", "10 - отлично": "10"}


def test_abandoned_yes_means_not_answered(tmp_path: Path) -> None:
    rows = [
        f"{t:%Y/%m/%d %H:%M},+1-202-555-{n:04},A{n % 7},{n % 9}.5,{'Yes' if n % 6 == 0 else 'No'},Sales"
        for n, t in enumerate(strangers.times(60))
    ]
    head = "Date/Time,Customer,Agent,Duration (min),Abandoned,Queue"
    found = propose(strangers.lines(tmp_path / "calls.csv", [head, *rows]), {}, operator_zone="Asia/Almaty")
    assert found.values["values"]["is_answered"] == {"No": "yes", "Yes": "no"}
    assert found.values["units"] == {"talk_s": "minutes"} and found.would_load == 60


def test_a_row_of_totals_is_reported_and_the_rest_is_taken(tmp_path: Path) -> None:
    rows = [f"{t:%Y-%m-%d},{n % 11},good" for n, t in enumerate(strangers.times(60))]
    file = strangers.lines(
        tmp_path / "r.csv", ["Report 2022,,", "Date,NPS Score,Feedback", *rows, "Grand Total,60,", "", ""]
    )
    found = propose(file, {}, operator_zone="Asia/Almaty")
    assert (found.rows, found.would_load) == (63, 60)
    assert found.values["header_row"] == 2
