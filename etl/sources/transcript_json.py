"""Transcripts as JSON, in the shapes recognisers commonly write.

A list of pieces with text and times anywhere near the top (``segments``, ``utterances``, ``Transcript``, a
plain list), single words of one engine put together by speaker and pause, and phrases with alternatives.
"""

from collections.abc import Iterator
from typing import Any

from etl.sources.json_records import value_at
from etl.sources.transcript_words import Said, language_of

PAUSE_S = 1.5
"""Single words further apart than this begin a new utterance."""
_TEXT = (
    "text",
    "transcript",
    "content",
    "Content",
    "display",
    "sentence",
    "phrase",
    "word",
    "punctuated_word",
)
_SPEAKER = (
    "speaker", "speaker_label", "speakerLabel", "role", "ParticipantRole", "participant", "ParticipantId",
    "speakerTag", "channel", "channel_label", "channelTag",
)  # fmt: skip
_START = ("start", "start_s", "start_time", "startTime", "begin", "from", "startOffset")
_END = ("end", "end_s", "end_time", "endTime", "to", "endOffset")
_IN_MS = {
    "start": ("start_ms", "BeginOffsetMillis", "startMs", "offset_ms"),
    "end": ("end_ms", "EndOffsetMillis", "endMs"),
}
_TICKS = 10_000_000
_Piece = dict[str, Any]


def said_in(document: Any) -> list[Said]:
    """Utterances in order; none where the shape is not known."""
    language = (
        language_of(_first(document, ("language", "language_code", "languageCode")))
        if isinstance(document, dict)
        else ""
    )
    for find in (_words_of_items, _phrases, _alternatives, _vosk, _pieces):
        found = find(document)
        if found:
            return [item if item.language or not language else _with(item, language) for item in found]
    return []


def _with(item: Said, language: str) -> Said:
    return Said(item.text, item.start_s, item.end_s, item.speaker, item.confidence, language)


def _words_of_items(document: Any) -> list[Said]:
    """``results.items``: words and punctuation with channel or speaker label, or these in a list apart."""
    items = value_at(document, "results.items")
    if not isinstance(items, list):
        return []
    told = {
        str(item.get("start_time")): str(item.get("speaker_label", segment.get("speaker_label", "")))
        for segment in value_at(document, "results.speaker_labels.segments") or ()
        for item in segment.get("items") or ()
    }
    words: list[Said] = []
    for item in items:
        best = (item.get("alternatives") or [{}])[0]
        text = str(best.get("content", ""))
        if item.get("type") == "punctuation" and words:
            words[-1] = _longer(words[-1], text)
        elif text:
            label = _first(item, ("speaker_label", "channel_label")) or told.get(
                str(item.get("start_time")), ""
            )
            words.append(Said(text, _start(item), _end(item), str(label), _number(best.get("confidence"))))
    return _joined(words)


def _phrases(document: Any) -> list[Said]:
    """``recognizedPhrases`` with ticks and a list of best readings."""
    found = []
    for phrase in _list(document, "recognizedPhrases"):
        best = (phrase.get("nBest") or [{}])[0]
        start = (_number(phrase.get("offsetInTicks")) or 0.0) / _TICKS
        long = (_number(phrase.get("durationInTicks")) or 0.0) / _TICKS
        said = _said(phrase, str(best.get("display", "")), _number(best.get("confidence")))
        found.append(Said(said.text, start, start + long, said.speaker, said.confidence))
    return [item for item in found if item.text]


def _alternatives(document: Any) -> list[Said]:
    """``results``: a list of which each has alternatives with words; the speaker stands at the words."""
    found: list[Said] = []
    for result in _list(document, "results"):
        best = (result.get("alternatives") or [{}])[0]
        words = [
            Said(
                str(_first(word, _TEXT) or ""), _start(word), _end(word),
                str(_first(word, _SPEAKER) or _first(result, _SPEAKER) or ""),
                _number(best.get("confidence")),
            )
            for word in best.get("words") or ()
        ]  # fmt: skip
        if words:
            found += _joined(words)
        elif best.get("transcript"):
            found.append(_said(result, str(best["transcript"]), _number(best.get("confidence"))))
    return found


def _vosk(document: Any) -> list[Said]:
    """``result``: single words, in one object or a list of them."""
    found: list[Said] = []
    for part in document if isinstance(document, list) else [document]:
        for word in _list(part, "result"):
            text = str(word.get("word", ""))
            found.append(_said({**part, **word}, text, _number(word.get("conf"))))
    return _joined([word for word in found if word.text])


def _pieces(document: Any, depth: int = 0) -> list[Said]:
    """The first list of objects with a text, nearest to the top."""
    if isinstance(document, list):
        pieces = [piece for piece in document if isinstance(piece, dict) and _first(piece, _TEXT)]
        return [_said(piece, str(_first(piece, _TEXT)), _confidence(piece)) for piece in pieces]
    if not isinstance(document, dict) or depth > 2:
        return []
    for name in sorted(document, key=lambda key: isinstance(document[key], dict)):
        if found := _pieces(document[name], depth + 1):
            return found
    return []


def _said(piece: _Piece, text: str, confidence: float | None) -> Said:
    label = _first(piece, _SPEAKER)
    start, end = _start(piece), _end(piece)
    if end is None and start is not None and (long := _number(piece.get("duration"))) is not None:
        end = start + long
    spoken = language_of(_first(piece, ("language", "language_code", "languageCode")))
    return Said(" ".join(text.split()), start, end, "" if label is None else str(label), confidence, spoken)


def _joined(words: list[Said]) -> list[Said]:
    """Words one after another of one speaker, without a pause between, as one utterance."""
    return [_sentence(group) for group in _groups(words)]


def _groups(words: list[Said]) -> Iterator[list[Said]]:
    group: list[Said] = []
    for word in words:
        last = group[-1] if group else word
        pause = (word.start_s or 0) - (last.end_s if last.end_s is not None else word.start_s or 0)
        if group and (word.speaker != last.speaker or pause > PAUSE_S):
            yield group
            group = []
        group.append(word)
    if group:
        yield group


def _sentence(words: list[Said]) -> Said:
    sure = [word.confidence for word in words if word.confidence is not None]
    return Said(
        " ".join(word.text for word in words), words[0].start_s, words[-1].end_s, words[0].speaker,
        sum(sure) / len(sure) if sure else None,
    )  # fmt: skip


def _longer(word: Said, mark: str) -> Said:
    return Said(word.text + mark, word.start_s, word.end_s, word.speaker, word.confidence, word.language)


def _start(piece: _Piece) -> float | None:
    return _time(piece, _START, _IN_MS["start"])


def _end(piece: _Piece) -> float | None:
    return _time(piece, _END, _IN_MS["end"])


def _time(piece: _Piece, names: tuple[str, ...], in_ms: tuple[str, ...]) -> float | None:
    seconds = _number(_first(piece, names))
    if seconds is not None:
        return seconds
    milliseconds = _number(_first(piece, in_ms))
    return None if milliseconds is None else milliseconds / 1000


def _confidence(piece: _Piece) -> float | None:
    given = _number(_first(piece, ("confidence", "conf", "probability")))
    return given if given is not None and 0 <= given <= 1 else None


def _number(value: Any) -> float | None:
    """A number, also as '1.20', '1.2s' or hh:mm:ss."""
    if isinstance(value, bool) or value is None:
        return None
    try:
        parts = [float(part) for part in str(value).rstrip("s").split(":")]
    except ValueError:
        return None
    return float(sum(part * 60.0**place for place, part in enumerate(reversed(parts))))


def _first(piece: _Piece, names: tuple[str, ...]) -> Any:
    return next((piece[name] for name in names if piece.get(name) not in (None, "", [])), None)


def _list(document: Any, name: str) -> list[_Piece]:
    found = document.get(name) if isinstance(document, dict) else None
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []
