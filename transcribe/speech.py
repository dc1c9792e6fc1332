"""One recording: sound in, masked transcript out."""

from collections import Counter
from collections.abc import Callable

from transcribe.audio import Sound
from transcribe.choice import Choice
from transcribe.crosstalk import without_leaks
from transcribe.language import Spoken, listen
from transcribe.privacy import masked
from transcribe.speakers import Part, told_apart
from transcribe.transcript import Transcript, Utterance, speaker_of

Heard = Callable[[float], None]


def transcribe(sound: Sound, choice: Choice, agent_side: str, heard: Heard | None = None) -> Transcript:
    """Hear each channel of ``sound`` apart, masked. ``agent_side``: left, right or unknown.

    ``heard`` is called with seconds of one channel's sound as they are done.
    """
    return _transcript(sound, choice, masked(spoken(sound, choice, agent_side, heard)))


def spoken(sound: Sound, choice: Choice, agent_side: str, heard: Heard | None = None) -> list[Utterance]:
    """What was said, not masked: for comparing with references, never to be stored. See ``transcribe``."""
    utterances: list[Utterance] = []
    for channel, said in enumerate(listen(sound.channels, choice.folders, choice.first, heard)):
        speaker = speaker_of(channel, len(sound.channels), agent_side)
        utterances += [
            Utterance(
                channel, part.words, part.language, choice.model_of(part.language).name, speaker,
                part.voice, part.voice_confidence, part.guess,
            )
            for part in _parts(sound, channel, said)
        ]  # fmt: skip
    return utterances


def _parts(sound: Sound, channel: int, said: Spoken) -> list[Part]:
    """What this channel carries of its own, without what leaked into it from the other.

    The one channel of a mono call is cut by voice.
    """
    if len(sound.channels) == 1:
        return told_apart(sound.channels[0], said)
    if len(sound.channels) == 2:
        said = without_leaks(said, sound.channels[channel], sound.channels[1 - channel])
    return [Part(language, words) for language, words in said]


def _transcript(sound: Sound, choice: Choice, utterances: list[Utterance]) -> Transcript:
    seconds: Counter[str] = Counter()
    for each in utterances:
        seconds[each.language] += sum(word.end_s - word.start_s for word in each.words)  # type: ignore[assignment]
    used = list(dict.fromkeys(choice.model_of(language) for language, _ in seconds.most_common()))
    models = used or [choice.leading]
    return Transcript(
        audio_id=sound.audio_id,
        duration_s=sound.duration_s,
        count_channels=len(sound.channels),
        utterances=tuple(utterances),
        language=seconds.most_common(1)[0][0] if seconds else None,
        models=tuple(model.name for model in models),
        is_demo_model=any(model.is_demo for model in models),
    )
