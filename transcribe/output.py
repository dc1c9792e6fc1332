"""A transcript as text, JSON, CSV or WebVTT."""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from transcribe.transcript import Transcript, Utterance

COLUMNS = (
    "channel", "speaker", "start_s", "end_s", "word", "confidence", "language", "model", "voice",
    "voice_confidence", "guess", "heard",
)  # fmt: skip
FORMATS = ("text", "json", "csv", "vtt")


def written(transcript: Transcript, kind: str) -> str:
    """``transcript`` in one of FORMATS; json and csv give a row a word with COLUMNS."""
    return {"text": as_text, "json": as_json, "csv": as_csv, "vtt": as_vtt}[kind](transcript)


def word_rows(transcript: Transcript) -> Iterator[dict[str, Any]]:
    """A row a word (or mask token), in order of time within each channel's utterance."""
    for said in transcript.utterances:
        heard = {mend.word_no: " ".join(word.word for word in mend.heard) for mend in said.mends}
        for number, word in enumerate(said.words):
            values = (
                said.channel, said.speaker, round(word.start_s, 3), round(word.end_s, 3), word.word,
                round(word.confidence, 4), said.language, said.model, said.voice,
                None if said.voice_confidence is None else round(said.voice_confidence, 3), said.guess,
                heard.get(number, ""),
            )  # fmt: skip
            yield dict(zip(COLUMNS, values, strict=True))


def as_json(transcript: Transcript) -> str:
    rows = [json.dumps(row, ensure_ascii=False) for row in word_rows(transcript)]
    return "[\n" + ",\n".join(rows) + "\n]\n" if rows else "[]\n"


def as_csv(transcript: Transcript) -> str:
    target = io.StringIO()
    writer = csv.DictWriter(target, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(word_rows(transcript))
    return target.getvalue()


def as_text(transcript: Transcript) -> str:
    """A line an utterance: time, who (of a mono call: which voice, and a guess), language, words."""
    return "".join(
        f"{_clock(said.start_s)}  {_who(said, transcript):<9} "
        f"[{said.language} {said.confidence:.2f}] {said.text}\n"
        for said in transcript.utterances
    )


def as_vtt(transcript: Transcript) -> str:
    """WebVTT with a voice a cue; mask tokens are escaped, since ``<`` begins a tag there."""
    cues = [
        f"{number}\n{_clock(said.start_s)} --> {_clock(max(said.end_s, said.start_s + 0.001))}\n"
        f"<v {_who(said, transcript)}>{_escaped(said.text)}\n"
        for number, said in enumerate(transcript.utterances, 1)
    ]
    return "\n".join(["WEBVTT\n", *cues])


def _who(said: Utterance, transcript: Transcript) -> str:
    if said.speaker == "unknown" and said.voice:
        return f"voice {said.voice}" + (f", {said.guess}?" if said.guess else "")
    if said.speaker != "unknown" or transcript.count_channels < 2:
        return said.speaker
    return ("left", "right")[said.channel] if said.channel < 2 else f"channel {said.channel}"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _clock(seconds: float) -> str:
    """``hh:mm:ss.mmm``."""
    milliseconds = round(seconds * 1000)
    minutes, rest = divmod(milliseconds, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}.{rest % 1000:03}"
