"""Models of texts learned from the operator's own: comments beside scores, causes set right."""

import hashlib

from config.errors import NotReady
from config.instance import Instance
from journal.api import corrections
from text.api import LEAST_TO_LEARN
from text.training.prediction import CATEGORY
from text.training.train import Labelled, Trained, labelled, train
from warehouse.snapshot import current

_SCORED = (
    "SELECT comment, any_value(answer) FROM facts.surveys "
    "WHERE comment <> '' AND answer IN ('promoter', 'detractor') "
    "GROUP BY comment HAVING count(DISTINCT answer) = 1 ORDER BY comment"
)
"""Each comment once; one that stands beside good scores and bad ones teaches nothing."""
_SAID = (
    "SELECT DISTINCT said FROM (SELECT comment AS said FROM facts.surveys "
    "UNION ALL SELECT suggestion FROM facts.surveys UNION ALL SELECT text FROM facts.cases) "
    "WHERE md5(said) IN (SELECT unnest($hashes)) ORDER BY said"
)


def learn(instance: Instance, task: str, seed: int = 0) -> tuple[Labelled, Trained]:
    """Train the model ``task`` (``category`` or ``sentiment``) on what is published, and use it unless it is
    worse than what answers now; results are made anew by the next load.

    Raises NotReady where there are too few texts.
    """
    rows = own_rows(instance, task)
    if len(rows.texts) < LEAST_TO_LEARN:
        what = "causes set right on pages" if task == CATEGORY else "comments beside a score of 0-6 or 9-10"
        raise NotReady(f"{len(rows.texts)} {what}; {LEAST_TO_LEARN} are needed to learn {task}.")
    return rows, train(instance, f"own-{task}", task, rows, seed)


def own_rows(instance: Instance, task: str) -> Labelled:
    """Distinct masked texts with their labels: causes people set right, or sides by score."""
    return _corrected(instance) if task == CATEGORY else _scored(instance)


def _scored(instance: Instance) -> Labelled:
    """Comments of detractors and promoters; those of passives teach nothing."""
    found = current(instance).cursor().execute(_SCORED).fetchall()
    sides = {"promoter": "positive", "detractor": "negative"}
    return labelled([text for text, _ in found], [sides[answer] for _, answer in found], "sentiment")


def _corrected(instance: Instance) -> Labelled:
    """Texts with the first of the causes that people gave them; one without any cause teaches nothing."""
    causes = {one.text_hash: one.category_ids[0] for one in corrections(instance) if one.category_ids}
    found = current(instance).cursor().execute(_SAID, {"hashes": list(causes)}).fetchall()
    texts = [text for (text,) in found]
    hashes = [hashlib.md5(text.encode("utf8"), usedforsecurity=False).hexdigest() for text in texts]
    return labelled(texts, [causes[one] for one in hashes], CATEGORY)
