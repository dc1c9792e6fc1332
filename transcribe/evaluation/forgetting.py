"""Evaluations and people who were erased: the words of calls go, the figures stay."""

import hashlib
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from config.instance import Instance
from transcribe.evaluation.result import Evaluation, to_json, with_files
from transcribe.locks import replace_text


def mark(name: str) -> str:
    """What evaluations know a recording by, beside its sound: its name without folder and ending, hashed."""
    stem = Path(name).stem.casefold()
    return hashlib.sha256(stem.encode("utf8", "surrogatepass")).hexdigest()[:16]


def forget(instance: Instance, audio_ids: Collection[str], names: Collection[str]) -> None:
    """Take the words out of evaluations in which one of these recordings was heard.

    audio_ids: of their sounds; names: of their files, or their identifiers.  Where an evaluation does not
    tell what was heard, its words go too.  Again it does nothing.
    """
    gone = {*audio_ids, *(mark(name) for name in names)}
    for file, evaluation in with_files(instance) if gone else ():
        if _is_concerned(evaluation, gone):
            replace_text(file, to_json(_without(evaluation, gone)))


def _is_concerned(evaluation: Evaluation, gone: Collection[str]) -> bool:
    if evaluation.marks is None:
        return not evaluation.is_wordless
    return any(one in gone for one in evaluation.marks)


def _without(evaluation: Evaluation, gone: Collection[str]) -> Evaluation:
    """Without words, and without what would tell these recordings."""
    marks = evaluation.marks
    return replace(
        evaluation, confusions=(), names=tuple(replace(one, instead=()) for one in evaluation.names),
        failed=tuple(_nameless(one, gone) for one in evaluation.failed), is_wordless=True,
        marks=None if marks is None else tuple(one for one in marks if one not in gone),
    )  # fmt: skip


def _nameless(failed: str, gone: Collection[str]) -> str:
    name, sign, why = failed.partition(": ")
    return f"erased{sign}{why.replace(name, '')}" if mark(name) in gone else failed
