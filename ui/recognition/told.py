"""What an evaluation means, in sentences."""

from datetime import datetime
from typing import TYPE_CHECKING

from ui.health import data as health_data
from ui.plain import plain
from ui.words import _, _n, formats, written_n

if TYPE_CHECKING:
    from transcribe.api import Evaluation

SURE_FROM = 0.8
_HALF = 50.0


def headline(last: "Evaluation") -> str:
    """``About 1 word of 12 is wrong``."""
    wer, words = last.whole.wer, last.whole.words
    if wer is None:
        return _("The references have no words")
    if wer == 0:
        return _n("Not one of {count} word is wrong", "Not one of {count} words is wrong", words)
    if wer >= _HALF:
        return _("More than half of the words are wrong")
    return _("About 1 word of {many} is wrong", many=formats().count(round(100 / wer)))


def caption(last: "Evaluation") -> str:
    """Where it was measured, when, with which models, and how much there was of it."""
    recordings = _n("{count} recording", "{count} recordings", last.recordings)
    models = ", ".join(plain(model.name) for model in last.models)
    parts = [plain(last.folder), when(last), models, recordings, words(last.whole.words)]
    if last.failed:
        parts.append(_n("{count} left out", "{count} left out", len(last.failed)))
    return " · ".join(part for part in parts if part)


def words(count: int) -> str:
    """``1,726 words``."""
    return _n("{count} word", "{count} words", count)


def when(one: "Evaluation") -> str:
    return formats().time(health_data.local(datetime.fromisoformat(f"{one.at}+00:00")))


def about_demo() -> str:
    return _(
        "A demonstration model heard these: it knows a few hundred words of synthesised voices, and its "
        "figures say nothing about real calls."
    )


def sure_words(last: "Evaluation") -> str:
    """``Of words with a confidence from 0.8 on, 1 of 50 is wrong``."""
    bands = [band for each in last.calibrations for band in each.bands if band.low >= SURE_FROM]
    count = sum(band.words for band in bands)
    if not count:
        return ""
    wrong = sum(band.words * (1 - band.right / 100) for band in bands)
    given = {"from_": formats().number(SURE_FROM, 1), "n": written_n(count)}
    if round(wrong) == 0:
        return _("Of words with a confidence from {from_} on, none is wrong ({n}).", **given)
    if wrong / count >= _HALF / 100:
        share = formats().percent(100 * wrong / count)
        return _("Of words with a confidence from {from_} on, {share} are wrong ({n}).", share=share, **given)
    many = formats().count(round(count / wrong))
    return _("Of words with a confidence from {from_} on, 1 of {many} is wrong ({n}).", many=many, **given)


def interval(low: float | None, high: float | None) -> str:
    return "—" if low is None or high is None else formats().interval(low, high)
