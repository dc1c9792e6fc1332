"""Folds: labels evenly, equal texts together, nothing lost."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.errors import NotReady
from text.training import evaluation
from text.training.folds import fold_numbers, held_out_fifth, same_text, shared_out
from text.training.learner import STEPS

_TEXTS = [f"текст номер {place}" for place in range(103)]
_LABELS = ["часто"] * 60 + ["реже"] * 40 + ["редко"] * 3


def test_each_fold_has_its_share_of_every_label() -> None:
    folds = fold_numbers(_TEXTS, _LABELS, 5, seed=1)
    for label, least, most in (("часто", 12, 12), ("реже", 8, 8), ("редко", 0, 1)):
        counts = Counter(int(fold) for fold, one in zip(folds, _LABELS, strict=True) if one == label)
        assert all(least <= counts[fold] <= most for fold in range(5)), (label, counts)


def test_a_fifth_is_kept_back_and_the_seed_chooses_it() -> None:
    kept, held = held_out_fifth(_TEXTS, _LABELS, 0)
    assert sorted(kept + held) == list(range(103)) and len(held) in {20, 21}
    assert (kept, held) == held_out_fifth(_TEXTS, _LABELS, 0) != held_out_fifth(_TEXTS, _LABELS, 1)


def test_texts_that_differ_in_case_and_marks_only_are_one() -> None:
    assert same_text("Спасибо,  всё  хорошо!!!") == same_text("спасибо всё хорошо")
    assert same_text(":-)") != same_text(":-(")


@given(st.lists(st.tuples(st.sampled_from(["да", "Да!", "нет", "😀", "не знаю"]), st.sampled_from("abc"))))
def test_equal_texts_never_stand_on_both_sides(rows: list[tuple[str, str]]) -> None:
    texts, labels = [text for text, _ in rows], [label for _, label in rows]
    try:
        parts = shared_out(texts, labels, 2, seed=3)
    except NotReady:
        assert len(set(map(same_text, texts))) < 2
        return
    for kept, held in parts:
        assert not {same_text(texts[row]) for row in kept} & {same_text(texts[row]) for row in held}
        assert sorted(kept + held) == list(range(len(rows)))
    assert sorted(row for _, held in parts for row in held) == list(range(len(rows)))


def test_a_text_written_many_times_flatters_nobody() -> None:
    """Ten texts, ten times each, labels by lot: who has seen a text knows its label, who has not cannot."""
    texts = [f"слово{place % 10}х дело{place % 10}х" for place in range(100)]
    labels = ["ab"[place % 10 in {1, 2, 5, 8, 9}] for place in range(100)]
    assert evaluation.cross_validated("category", texts, labels, 5).accuracy < 0.7


def test_fewer_texts_than_folds_are_told() -> None:
    with pytest.raises(NotReady, match="2 different texts; 5 folds"):
        shared_out(["да", "нет", "Да"], ["a", "b", "a"], 5, seed=0)


def test_folds_side_by_side_come_to_the_same_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evaluation, "_WORTH_PROCESSES", 0)
    texts = [f"{'bill' if row % 2 else 'signal'} number {row} of the house" for row in range(40)]
    labels = ["money" if row % 2 else "network" for row in range(40)]
    steps: list[None] = []
    told = evaluation.cross_validated(
        "category", texts, labels, 2, workers=2, step_done=lambda: steps.append(None)
    )
    assert told == evaluation.cross_validated("category", texts, labels, 2)
    assert len(steps) == 2 * STEPS
