"""What the operator's own customers and people said is what models learn from."""

import shutil
from pathlib import Path

import pytest

from config.errors import NotReady
from config.instance import Instance
from etl.learn import learn, own_rows
from journal.api import Journal
from warehouse.snapshot import current


def test_comments_are_learned_with_the_side_their_score_gives_them(demo: Instance) -> None:
    rows = own_rows(demo, "sentiment")
    scored = dict(
        current(demo)
        .cursor()
        .execute("SELECT comment, min(answer) FROM facts.surveys WHERE answer <> 'passive' GROUP BY comment")
        .fetchall()
    )
    assert len(rows.texts) == len(set(rows.texts)) > 500
    for text, label in zip(rows.texts[:50], rows.labels[:50], strict=True):
        assert scored[text] == {"positive": "promoter", "negative": "detractor"}[label]


def test_causes_set_right_are_learned_and_too_few_are_refused(demo: Instance, tmp_path: Path) -> None:
    instance = Instance(tmp_path / "own")
    shutil.copytree(demo.warehouse, instance.warehouse)
    text, digest = current(demo).cursor().execute(
        "SELECT text, md5(text) FROM facts.cases WHERE text <> '' LIMIT 1"
    ).fetchone() or ("", "")
    Journal(instance).corrections.correct(digest, [], ["no_service"], "anna")
    rows = own_rows(instance, "category")
    assert (rows.texts, rows.labels) == ((text,), ("no_service",))
    with pytest.raises(NotReady, match="1 causes set right on pages; 60 are needed to learn category"):
        learn(instance, "category")
