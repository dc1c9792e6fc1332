"""Script checks: did the agent say what the script asks for, in time, by the transcript.

Words are compared by their basic forms and, where the recogniser may have slipped, by likeness.
What cannot be judged is ``not_assessable``, never ``broken``: too few words, recognised too badly. What the
call did not ask for is ``not_applicable``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from text.script_files import Criterion, Script
from text.script_moments import Moment, Utterance, hear, is_said, mean_confidence, moments, of_side

__all__ = ["CHECK_VERSION", "Finding", "Utterance", "check_script"]

CHECK_VERSION = "2"
"""Changes whenever the same call may come out differently with the same script."""


@dataclass(frozen=True)
class Finding:
    """What one criterion came to: ``result`` kept, broken, not_assessable or not_applicable (not asked for).

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
    script_version: int = 1


def check_script(script: Script, utterances: Sequence[Utterance], language: str | None) -> list[Finding]:
    """One finding per criterion of ``script``, in its order; ``language`` is the call's, if known."""
    spoken = sorted((piece for piece in utterances if piece.text.strip()), key=lambda piece: piece.start_s)
    call = _Call(script, spoken, language)
    return [call.checked(place, criterion) for place, criterion in enumerate(script.criteria)]


class _Call:
    """One call under one script."""

    def __init__(self, script: Script, spoken: Sequence[Utterance], language: str | None) -> None:
        self.script, self.spoken, self.language = script, spoken, language
        self.first_s = spoken[0].start_s if spoken else 0.0
        self.last_s = max((piece.end_s for piece in spoken), default=0.0)
        self.sides = {who: of_side(who, spoken) for who in ("agent", "customer")}
        self.confidence = {who: mean_confidence(pieces) for who, pieces in self.sides.items()}
        self.count_words = {who: sum(len(p.text.split()) for p in each) for who, each in self.sides.items()}

    @cached_property
    def moments(self) -> list[list[Moment]]:
        """By criterion, the moments one of its phrases is said by whom it is asked of."""
        speakers = {who: pieces[0].speaker if pieces else who for who, pieces in self.sides.items()}
        heard = [hear(self.script.hearing, piece, self.language) for piece in self.spoken]
        return moments(self.script.hearing, [speakers[one.who] for one in self.script.criteria], heard)

    @cached_property
    def _asked(self) -> dict[str, bool]:
        """Whether the customer complains, and whether the customer asks for anything."""
        complains, asks = is_said(self.script.asking, self.sides, self.language)
        return {"customer_complains": complains, "customer_asks": complains or asks}

    def checked(self, place: int, criterion: Criterion) -> Finding:
        """The finding of the criterion at ``place``."""
        confidence = self.confidence[criterion.who]
        if confidence is None or confidence < self.script.least_confidence:
            return self._finding(criterion, "not_assessable", None, confidence)
        said = [one for one in self.moments[place] if self._counts(criterion, one)]
        if criterion.check == "never_said" and said:
            return self._forbidden(criterion, said)
        if self.count_words[criterion.who] < self.script.least_words:
            return self._finding(criterion, "not_assessable", None, confidence)
        if criterion.check == "never_said":
            return self._finding(criterion, "kept", None, confidence)
        if said:
            return self._finding(criterion, "kept", said[0], said[0].confidence)
        return self._left_out(criterion, self.moments[place], confidence)

    def _left_out(self, criterion: Criterion, said: Sequence[Moment], confidence: float) -> Finding:
        """A phrase not said as it should be: not asked for, at the wrong time, unclear, or not at all."""
        if criterion.only_when and not self._asked[criterion.only_when]:
            return self._finding(criterion, "not_applicable", None, confidence)
        if said:  # too late, too early or in the wrong order: that moment is the evidence
            return self._finding(criterion, "broken", said[0], confidence)
        then = mean_confidence([p for p in self.sides[criterion.who] if self._is_in_time(criterion, p)])
        if then is not None and then < self.script.least_confidence:
            return self._finding(criterion, "not_assessable", None, then)
        return self._finding(criterion, "broken", None, confidence, due_s=self._due(criterion))

    def _forbidden(self, criterion: Criterion, said: Sequence[Moment]) -> Finding:
        """A forbidden phrase; one heard uncertainly, only nearly, or from nobody known, accuses no one."""
        moment = max(said, key=lambda one: (one.is_exact, one.confidence))
        is_sure = moment.is_exact and moment.confidence >= self.script.least_confidence
        is_known = moment.speaker != "unknown"
        result = "broken" if is_sure and is_known else "not_assessable"
        return self._finding(criterion, result, moment, moment.confidence)

    def _counts(self, criterion: Criterion, said: Moment) -> bool:
        """In time and in order. Where the other phrase is not said at all, order accuses nobody twice."""
        if not self._is_in_time(criterion, said):
            return False
        after, before = (self._first(name) for name in (criterion.after, criterion.before))
        return (after is None or said.start_s >= after) and (before is None or said.start_s <= before)

    def _first(self, criterion_id: str) -> float | None:
        places = [place for place, one in enumerate(self.script.criteria) if one.id == criterion_id]
        return next((one.start_s for place in places for one in self.moments[place]), None)

    def _is_in_time(self, criterion: Criterion, said: Moment | Utterance) -> bool:
        """Seconds count from the first word said, and from the last: ringing and silence are nobody's
        fault."""
        if criterion.within_s is None:
            return True
        if criterion.counted_from == "start":
            return said.start_s - self.first_s <= criterion.within_s
        return self.last_s - said.end_s <= criterion.within_s

    def _due(self, criterion: Criterion) -> float:
        """The moment by which a phrase left out should have been heard."""
        if criterion.within_s is not None and criterion.counted_from == "start":
            return round(min(self.first_s + criterion.within_s, self.last_s), 2)
        return round(self.last_s, 2)

    def _finding(
        self,
        criterion: Criterion,
        result: str,
        moment: Moment | None,
        confidence: float | None,
        *,
        due_s: float | None = None,
    ) -> Finding:
        return Finding(
            script_id=self.script.id,
            criterion_id=criterion.id,
            result=result,
            start_s=moment.start_s if moment else due_s,
            quote=moment.quote if moment else "",
            confidence=confidence,
            speaker=moment.speaker if moment else criterion.who,
            script_version=self.script.version,
        )
