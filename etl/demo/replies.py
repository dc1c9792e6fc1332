"""Public answers to cases from social networks: which are templates, what they say, what comes of them."""

import numpy as np
import pandas as pd

from etl.demo.arrays import Bools, Words, chance, pick
from etl.demo.clock import DAY_S, NEVER
from etl.demo.grammar import grammar, sentence
from etl.demo.truths import TRUTHS

_CHANNELS = {"facebook": 0.6, "forum": 0.25, "telegram": 0.15}
_SAME_AGAIN = 0.12
"""Of template answers after which the same customer comes once more."""
_VARIANTS = 60


def public_channels(size: int) -> Words:
    """Where each of ``size`` cases of social networks was written."""
    return pick(chance("public channels"), _CHANNELS, size)


def template_answers(cases: pd.DataFrame) -> Bools:
    """Which cases will be answered by a template: a share of each channel; false where nobody can read it."""
    shares = cases["channel"].map(TRUTHS.template_replies_by_channel).fillna(0).to_numpy(dtype=float)
    is_public = (cases["source"] == "social").to_numpy(dtype=bool)
    return np.asarray(is_public & (chance("templates").random(len(cases)) < shares), dtype=bool)


def plant_repeats(cases: pd.DataFrame) -> None:
    """After some template answers another case of the same matter turns out to be the same customer's."""
    rng = chance("same again")
    at, answered = cases["at"].to_numpy(), cases["answered"].to_numpy()
    is_free = ((cases["source"] != "state_portal") & ~cases["is_wave"]).to_numpy(dtype=bool, copy=True)
    matter = (cases["kind"] + " " + cases["category"]).to_numpy(dtype=object)
    same = np.arange(len(cases))
    wanted = cases["is_template"].to_numpy(dtype=bool) & (answered != NEVER)
    for row in np.flatnonzero(wanted & (rng.random(len(cases)) < _SAME_AGAIN)):
        later = (at > answered[row] + DAY_S) & (at < answered[row] + 25 * DAY_S)
        found = np.flatnonzero(later & is_free & (matter == matter[row]))
        if len(found):
            other = int(rng.choice(found))
            is_free[other] = is_free[row] = False
            same[other] = row
    for column in ("customer", "segment"):
        cases[column] = cases[column].to_numpy()[same]
    is_given = cases["is_contact_given"].to_numpy(dtype=bool)
    cases["is_contact_given"] = is_given & (same == np.arange(len(cases)))


def reply_texts(cases: pd.DataFrame, language: Words) -> Words:
    """What was answered in public, in the customer's language; empty where nothing was, or not in public."""
    rng = chance("replies")
    texts = np.full(len(cases), "", dtype=object)
    answered = ((cases["source"] == "social") & (cases["answered"] != NEVER)).to_numpy(dtype=bool)
    kinds = np.where(cases["is_template"], "template", "specific")
    tongues = np.where(language == "mixed", "ru", language)
    numbers = rng.integers(0, _VARIANTS, len(cases))
    for row in np.flatnonzero(answered):
        texts[row] = _said(str(kinds[row]), str(tongues[row]), int(numbers[row]))
    return texts


def _said(kind: str, language: str, number: int) -> str:
    rules = grammar(f"replies_{language}")
    rng = chance(f"reply {kind} {language} {number}")
    templates = rules.sentences[kind]
    return sentence(templates[number % len(templates)], rules.slots, lambda limit: int(rng.integers(limit)))
