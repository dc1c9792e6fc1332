"""Near misses of listed names are mended where sound and context agree; what was heard is kept with them.

A piece of speech is mended only where the recogniser was not sure of it itself. See docs/recognition.md.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from transcribe.transcript import Mend, Transcript, Utterance, Word, mean_confidence
from transcribe.wordlist.names import Name, WordList
from transcribe.wordlist.sound import alike, spelled

SURE = 0.95  # a word of this confidence is never part of a near miss,
SURE_PIECE = 0.9  # nor are words that reach this together
SURE_LISTED = 0.95  # what the operator says this recogniser writes in the name's place: together
UNSURE_PIECE = 0.6  # below it a piece is context enough, for a name that sounds very much like it
ALIKE = 0.65  # sound beside a word the name is said with
VERY_ALIKE = 0.8  # sound without one
SAME = 0.9  # sound of what is listed as heard
NEAR_WORDS = 3  # how far away the word may be that the name is said with
MORE_WORDS = 2  # a name of two words may have been heard as four


@dataclass(frozen=True)
class _Found:
    """A piece of an utterance, from word ``start`` to before ``end``, that is to be ``name``."""

    alike: float
    start: int
    end: int
    name: Name


def with_names(transcript: Transcript, words: WordList | None) -> Transcript:
    """``transcript`` with the names of ``words``; without a list as it is."""
    if words is None:
        return transcript
    said = tuple(mended(transcript.utterances, words))
    return replace(transcript, utterances=said, word_list=words.checksum)


def mended(utterances: Sequence[Utterance], words: WordList | None) -> list[Utterance]:
    """The same utterances, unmended first, with the names of ``words`` in the place of near misses."""
    return [_mended(unmended(each), words) for each in utterances]


def unmended(utterance: Utterance) -> Utterance:
    """As it was heard."""
    said = list(utterance.words)
    for mend in reversed(utterance.mends):
        said[mend.word_no : mend.word_no + mend.count_words] = mend.heard
    return replace(utterance, words=tuple(said), mends=())


def _mended(utterance: Utterance, words: WordList | None) -> Utterance:
    if words is None or not utterance.words:
        return utterance
    said: list[Word] = []
    mends: list[Mend] = []
    position = 0
    for found in _chosen(list(_candidates(utterance, words.names))):
        said += utterance.words[position : found.start]
        heard = utterance.words[found.start : found.end]
        mends.append(Mend(len(said), len(found.name.words), heard))
        said += _spread(found.name.words, heard)
        position = found.end
    return replace(utterance, words=(*said, *utterance.words[position:]), mends=tuple(mends))


def _chosen(candidates: list[_Found]) -> list[_Found]:
    """The best ones that do not overlap, in order; of two names equally alike neither."""
    kept: list[_Found] = []
    doubtful: list[_Found] = []
    for found in sorted(candidates, key=lambda each: (-each.alike, each.end - each.start)):
        rivals = [other for other in kept if found.start < other.end and other.start < found.end]
        doubtful += [each for each in rivals if each.alike == found.alike and each.name != found.name]
        if not rivals:
            kept.append(found)
    return sorted((each for each in kept if each not in doubtful), key=lambda each: each.start)


@dataclass(frozen=True)
class _Piece:
    """Words ``start`` to before ``end``, how they sound, how sure they are, and the words around them."""

    start: int
    end: int
    sounds: str
    confidence: float
    has_sure: bool
    beside: tuple[str, ...]

    def is_beside(self, near: tuple[str, ...]) -> bool:
        return any(word.startswith(near) for word in self.beside)


def _candidates(utterance: Utterance, names: Sequence[Name]) -> Iterator[_Found]:
    names = [name for name in names if not name.languages or utterance.language in name.languages]
    longest = max((name.longest for name in names), default=0) + MORE_WORDS
    for piece in _pieces(utterance.words, longest):
        for name in names:
            if piece.end - piece.start <= name.longest + MORE_WORDS:
                likeness = _likeness(name, piece)
                if likeness:
                    yield _Found(likeness, piece.start, piece.end, name)


def _pieces(words: Sequence[Word], longest: int) -> Iterator[_Piece]:
    """Pieces the recogniser was not sure of, without any masked word."""
    low = [word.word.lower().replace("ё", "е") for word in words]
    for start in range(len(low)):
        for end in range(start + 1, min(len(low), start + longest) + 1):
            if low[end - 1].startswith("<"):
                break
            confidence = mean_confidence(words[start:end])
            if confidence < SURE_LISTED:
                beside = (*low[max(0, start - NEAR_WORDS) : start], *low[end : end + NEAR_WORDS])
                has_sure = any(word.confidence >= SURE for word in words[start:end])
                sounds = spelled(" ".join(low[start:end]))
                yield _Piece(start, end, sounds, confidence, has_sure, beside)


def _likeness(name: Name, piece: _Piece) -> float:
    """0 where sound and context do not agree, or the recogniser was sure."""
    is_near = piece.is_beside(name.near)
    if is_near:
        listed = max((alike(piece.sounds, heard, SAME) for heard in name.heard), default=0.0)
        if listed:
            return listed
    elif piece.confidence >= UNSURE_PIECE:
        return 0.0
    if piece.has_sure or piece.confidence >= SURE_PIECE:
        return 0.0
    least = ALIKE if is_near else VERY_ALIKE
    return max(alike(piece.sounds, sounds, least) for sounds in name.sounds)


def _spread(names: Sequence[str], heard: Sequence[Word]) -> Iterator[Word]:
    """The words of a name over the time of what was heard, each by its length, as sure as that was."""
    start_s, end_s = heard[0].start_s, heard[-1].end_s
    letters, total = 0, sum(len(name) for name in names)
    for name in names:
        begin_s = start_s + (end_s - start_s) * letters / total
        letters += len(name)
        until_s = start_s + (end_s - start_s) * letters / total
        yield Word(name, round(begin_s, 3), round(until_s, 3), mean_confidence(heard))
