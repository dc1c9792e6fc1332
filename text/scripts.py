"""Script checks: did the agent say what the script asks for, in time, by the transcript.

Words are compared by their basic forms and, where the recogniser may have slipped, by likeness.
What cannot be judged is ``not_assessable``, never ``broken``: too few words, recognised too badly, not
asked for in this call.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from text.phrases import Phrase, Prepared, find, prepared
from text.script_files import Criterion, Script

LONGEST_QUOTE = 200
_JOINED_WITHIN_S = 2.0
"""Two pieces of speech of one person so near to each other may hold one phrase."""


@dataclass(frozen=True)
class Utterance:
    """A piece of speech: ``speaker`` agent, customer or unknown; seconds; masked text; confidence 0-1."""

    speaker: str
    start_s: float
    end_s: float
    text: str
    confidence: float


@dataclass(frozen=True)
class Finding:
    """What one criterion came to: ``result`` kept, broken or not_assessable.

    ``start_s`` and ``quote`` are the evidence: the words that kept or broke it; for a phrase not said,
    the moment by which it was due and no quote.
    """

    script_id: str
    criterion_id: str
    result: str
    start_s: float | None
    quote: str
    confidence: float | None
    speaker: str


def check_script(script: Script, utterances: Sequence[Utterance], language: str | None) -> list[Finding]:
    """One finding per criterion of ``script``, in its order; ``language`` is the call's, if known."""
    spoken = sorted((piece for piece in utterances if piece.text.strip()), key=lambda piece: piece.start_s)
    return [_checked(script, criterion, spoken, language) for criterion in script.criteria]


def _checked(
    script: Script, criterion: Criterion, spoken: Sequence[Utterance], language: str | None
) -> Finding:
    heard = _of_speaker(criterion.who, spoken)
    confidence = _mean_confidence(heard)
    count_words = sum(len(piece.text.split()) for piece in heard)
    if confidence is None or confidence < script.least_confidence:
        return _finding(script, criterion, "not_assessable", None, confidence)
    moments = list(_moments(script, criterion, heard, language))
    is_forbidden = criterion.check == "never_said"
    if is_forbidden and moments:
        return _forbidden(script, criterion, moments)
    if count_words < script.least_words:
        return _finding(script, criterion, "not_assessable", None, confidence)
    if is_forbidden:
        return _finding(script, criterion, "kept", None, confidence)
    return _required(script, criterion, spoken, moments=moments, language=language, confidence=confidence)


def _required(
    script: Script,
    criterion: Criterion,
    spoken: Sequence[Utterance],
    *,
    moments: Sequence[Utterance],
    language: str | None,
    confidence: float,
) -> Finding:
    """A phrase that is to be said: in time, not asked for, at the wrong time, or not at all."""
    in_time = next((piece for piece in moments if _is_in_time(criterion, piece, spoken)), None)
    if in_time:
        return _finding(script, criterion, "kept", in_time, in_time.confidence)
    if criterion.only_when and not _is_asked_for(script, criterion, spoken, language):
        return _finding(script, criterion, "not_assessable", None, confidence)
    if moments:  # said, but too late or too early: that moment is the evidence
        return _finding(script, criterion, "broken", moments[0], confidence)
    return _not_said(script, criterion, spoken, confidence)


def _forbidden(script: Script, criterion: Criterion, moments: Sequence[Utterance]) -> Finding:
    """A forbidden word; one heard uncertainly, or from nobody known, accuses no one."""
    moment = max(moments, key=lambda piece: piece.confidence)
    is_sure = moment.confidence >= script.least_confidence and moment.speaker != "unknown"
    return _finding(script, criterion, "broken" if is_sure else "not_assessable", moment, moment.confidence)


def _of_speaker(who: str, spoken: Sequence[Utterance]) -> list[Utterance]:
    """What ``who`` said; in a recording of one channel all of it, since nobody knows who spoke."""
    own = [piece for piece in spoken if piece.speaker == who]
    return own or [piece for piece in spoken if piece.speaker == "unknown"]


def _mean_confidence(heard: Sequence[Utterance]) -> float | None:
    """Mean over words, not over pieces; None when nothing was said."""
    count = sum(len(piece.text.split()) for piece in heard)
    if not count:
        return None
    return round(sum(piece.confidence * len(piece.text.split()) for piece in heard) / count, 4)


def _moments(
    script: Script, criterion: Criterion, heard: Sequence[Utterance], language: str | None
) -> Iterator[Utterance]:
    """The pieces of speech that hold a phrase of ``criterion``, in order of time."""
    for piece in [*heard, *_joined(heard)]:
        if _says(criterion.phrases, _heard_as(script, criterion, piece.text, language)):
            yield piece


def _joined(heard: Sequence[Utterance]) -> Iterator[Utterance]:
    """Neighbouring pieces as one: a breath in the middle of a phrase does not break it."""
    for first, second in pairwise(heard):
        if 0 <= second.start_s - first.end_s <= _JOINED_WITHIN_S:
            text = f"{first.text} {second.text}"
            confidence = min(first.confidence, second.confidence)
            yield Utterance(first.speaker, first.start_s, second.end_s, text, confidence)


def _says(phrases: Sequence[Phrase], text: Prepared) -> bool:
    return any(find(rule, text) for rule in phrases)


def _heard_as(script: Script, criterion: Criterion, text: str, language: str | None) -> Prepared:
    """``text`` with the keys of script words that its own words are alike to."""
    from rapidfuzz import fuzz, process

    ready = prepared(text, language, script.beginnings)
    written = [word for word, _ in criterion.vocabulary]
    keys: list[frozenset[str]] = []
    for word, own in zip(ready.surface, ready.keys, strict=True):
        alike = (
            process.extract(word, written, scorer=fuzz.ratio, score_cutoff=criterion.alike, limit=3)
            if len(word) >= 5
            else []
        )
        keys.append(own | {criterion.vocabulary[place][1] for _, _, place in alike})
    return Prepared(tuple(keys), ready.surface)


def _is_in_time(criterion: Criterion, piece: Utterance, spoken: Sequence[Utterance]) -> bool:
    """Seconds count from the first word said, and from the last: ringing and silence are nobody's fault."""
    if criterion.within_s is None:
        return True
    if criterion.counted_from == "start":
        return piece.start_s - spoken[0].start_s <= criterion.within_s
    return max(other.end_s for other in spoken) - piece.end_s <= criterion.within_s


def _is_asked_for(
    script: Script, criterion: Criterion, spoken: Sequence[Utterance], language: str | None
) -> bool:
    """True when the customer said what makes ``criterion`` required: a complaint, or any request."""
    phrases = script.complaint
    if criterion.only_when == "customer_asks":
        phrases = (*script.complaint, *script.request)
    texts = [piece.text for piece in _of_speaker("customer", spoken)]
    return any(_says(phrases, prepared(text, language, script.beginnings)) for text in texts)


def _not_said(
    script: Script, criterion: Criterion, spoken: Sequence[Utterance], confidence: float
) -> Finding:
    """A phrase left out: the evidence is the moment by which it should have been heard."""
    first, last = spoken[0].start_s, max(piece.end_s for piece in spoken)
    due = last
    if criterion.within_s is not None and criterion.counted_from == "start":
        due = min(first + criterion.within_s, last)
    return Finding(script.id, criterion.id, "broken", round(due, 2), "", confidence, criterion.who)


def _finding(
    script: Script, criterion: Criterion, result: str, moment: Utterance | None, confidence: float | None
) -> Finding:
    return Finding(
        script_id=script.id,
        criterion_id=criterion.id,
        result=result,
        start_s=moment.start_s if moment else None,
        quote=moment.text[:LONGEST_QUOTE] if moment else "",
        confidence=confidence,
        speaker=moment.speaker if moment else criterion.who,
    )
