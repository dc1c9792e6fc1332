"""What was said: words, utterances, transcripts. Times are seconds from the start of the recording."""

from collections.abc import Sequence
from dataclasses import dataclass

AGENT, CUSTOMER, UNKNOWN = "agent", "customer", "unknown"


@dataclass(frozen=True, slots=True)
class Word:
    """One word, or one mask token such as ``<PHONE>`` in the place of several."""

    word: str
    start_s: float
    end_s: float
    confidence: float  # 0 to 1, the recogniser's own


@dataclass(frozen=True, slots=True)
class Mend:
    """A listed name that stands in the place of what was heard; see ``transcribe.wordlist``."""

    word_no: int  # of the name's first word in its utterance, from 0
    count_words: int
    heard: tuple[Word, ...]


@dataclass(frozen=True)
class Utterance:
    """What one side says without a long pause. ``model`` and ``language``: who heard it, as what.

    Of a mono call ``speaker`` stays unknown. There ``voice`` tells one voice from the other by its sound (1
    speaks first), with a confidence of 0.5 to 1, and ``guess`` who it may be; see ``transcribe.speakers``.
    """

    channel: int  # 0 left or only, 1 right
    words: tuple[Word, ...]
    language: str
    model: str
    speaker: str = UNKNOWN
    voice: int | None = None
    voice_confidence: float | None = None
    guess: str = ""  # agent, customer or nothing
    mends: tuple[Mend, ...] = ()

    @property
    def start_s(self) -> float:
        return self.words[0].start_s

    @property
    def end_s(self) -> float:
        return self.words[-1].end_s

    @property
    def text(self) -> str:
        return " ".join(word.word for word in self.words)

    @property
    def confidence(self) -> float:
        return mean_confidence(self.words)


@dataclass(frozen=True)
class Transcript:
    """The masked words of one recording, in order of time."""

    audio_id: str
    duration_s: float
    count_channels: int
    utterances: tuple[Utterance, ...]
    language: str | None  # spoken most; None when nothing was said
    models: tuple[str, ...]  # that gave at least one utterance; the first in use where none did
    is_demo_model: bool
    word_list: str | None = None  # checksum of the list names were mended by; None where there was none

    @property
    def model(self) -> str:
        """The models as one name: ``tiny-ru``, or ``tiny-ru+tiny-kk`` for a call in two languages."""
        return "+".join(self.models)

    @property
    def words(self) -> list[Word]:
        return [word for utterance in self.utterances for word in utterance.words]


def mean_confidence(words: Sequence[Word]) -> float:
    """Mean confidence of ``words``, 0 when there are none."""
    return sum(word.confidence for word in words) / len(words) if words else 0.0


def speaker_of(channel: int, count_channels: int, agent_side: str) -> str:
    """Who speaks on ``channel``; a mono call never tells, and a guess is not presented as fact."""
    agent_channel = {"left": 0, "right": 1}.get(agent_side)
    if count_channels != 2 or agent_channel is None:
        return UNKNOWN
    return AGENT if channel == agent_channel else CUSTOMER
