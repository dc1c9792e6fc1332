"""Names and words of exports nobody has seen: what they mean is told by families of words, never by luck."""

from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.errors import NotReady
from etl.contracts import CONTRACTS, Field
from etl.inspect import propose
from etl.inspection.assignment import best_pairs
from etl.inspection.names import known_words, likeness, meaning

ZONE = "Asia/Almaty"
NAMES = {
    "contacts": {
        "SecsInQueue": "wait_s", "Tps d'attente (s)": "wait_s", "Ожидал": "wait_s",
        "Кезекте күткен уақыты": "wait_s",
        "tbl.conv_secs": "talk_s", "Беседа, с": "talk_s", "duree_conversation": "talk_s",
        "Кто ответил": "agent_id", "Pris en charge par": "agent_id", "handledBy": "agent_id",
        "Problème réglé ?": "is_resolved", "Issue Closed on Call": "is_resolved", "Удерживался": "hold_s",
    },
    "surveys": {
        "С какой вероятностью Вы посоветуете нас?": "score", "ltrScore": "score", "note_reco": "score",
        "Comment pourrions-nous nous améliorer ?": "suggestion", "What could we do better?": "suggestion",
        "dt_retour": "answered_at", "verbatim_client": "comment",
    },
    "cases": {
        "Дата вх.": "registered_at", "enregistree_le": "registered_at",
        "Date Complaint Lodged": "registered_at",
        "Date butoir": "due_at", "Контр. срок": "due_at", "Bien-fondé": "is_justified",
        "montant_rembourse": "recalculation",
    },
}  # fmt: skip


@pytest.mark.parametrize("contract", NAMES)
def test_a_name_is_most_like_the_field_it_means(contract: str) -> None:
    for name, meant in NAMES[contract].items():
        alike = {field.name: likeness(contract, field, name) for field in CONTRACTS[contract].fields}
        assert alike[meant] >= 0.6, name
        assert alike[meant] == max(
            alike[other] for other in alike if _kind(contract, other) == _kind(contract, meant)
        ), (name, alike)


def _kind(contract: str, field: str) -> object:
    return CONTRACTS[contract][field].kind


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("Дозвонился", "true"), ("Не дозвонился", "false"), ("Unanswered", "false"),
        ("Non décroché", "false"),
        ("missed", "false"), ("decroche", "true"), ("Необоснована", "false"), ("Not upheld", "false"),
        ("Thursday", None),
    ],
)  # fmt: skip
def test_a_word_behind_not_means_the_opposite(word: str, said: str | None) -> None:
    assert meaning(known_words("contacts", _answered()), word) == said


def _answered() -> Field:
    return CONTRACTS["contacts"]["is_answered"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.integers(0, 9), min_size=4, max_size=4), min_size=1, max_size=4))
def test_columns_are_given_out_so_that_all_together_suit_best(worths: list[list[int]]) -> None:
    found = best_pairs([[float(worth) for worth in line] for line in worths])
    best = max(
        sum(worths[row][column] for row, column in enumerate(columns))
        for columns in permutations(range(4), len(worths))
    )
    assert sum(worths[row][column] for row, column in found) == best
    assert len({column for _, column in found}) == len(found)


def test_french_hours_are_read(tmp_path: Path) -> None:
    file = tmp_path / "appels.csv"
    rows = [f"{n % 28 + 1:02}/03/2024 {n % 24}h{n:02},Durand,{n}" for n in range(30)]
    file.write_text("\n".join(["Appel reçu le,Conseiller,Attente (s)", *rows]), "utf8")
    found = propose(file, {}, operator_zone=ZONE)
    assert (found.would_load, found.questions) == (30, ())


def test_days_nobody_can_read_are_a_question_and_no_rejected_file(tmp_path: Path) -> None:
    file = tmp_path / "calls.csv"
    days = [f"2024-03-{n % 28 + 1:02}" if n % 3 else f"week {n}" for n in range(60)]
    rows = [f"{n:05},{day},Ann,{n % 50}" for n, day in enumerate(days)]
    file.write_text("\n".join(["Call ID,Call Date,Agent,Queue Time (sec)", *rows]), "utf8")
    questions = propose(file, {}, operator_zone=ZONE).questions
    assert [question.key for question in questions] == ["date_formats.started_at"]
    assert "'Call Date'" in questions[0].text


def test_totals_of_days_are_told_to_be_no_contacts(tmp_path: Path) -> None:
    file = tmp_path / "daily.csv"
    rows = [f"{n + 1},{200 + n},{190 + n},{n % 12},0:00:{10 + n},76.2%" for n in range(40)]
    head = "Index,Incoming Calls,Answered Calls,Abandoned Calls,Answer Speed (AVG),Service Level"
    file.write_text("\n".join([head, *rows]), "utf8")
    with pytest.raises(NotReady, match="totals"):
        propose(file, {}, operator_zone=ZONE)
