"""What one unit needs to know of one complete period, as one page: written by ``html`` and ``pdf``."""

from dataclasses import dataclass
from datetime import datetime

from reports import brief_parts, brief_waves
from reports.brief_ask import ALL, Question
from reports.brief_figures import Figure, figures
from reports.brief_parts import Part
from reports.finding import N_, Tone


@dataclass(frozen=True)
class Brief:
    """Written words only, in ``language``. code: of the file's name. made_at: UTC, of the snapshot.

    notes: what stands over ruled lines on paper; empty for none.
    """

    language: str
    code: str
    title: str
    subtitle: str
    headline: str
    tone: Tone
    heads: tuple[str, ...]
    figures: tuple[Figure, ...]
    parts: tuple[Part, ...]
    foot: str
    made_at: datetime
    notes: str = ""


def brief(ask: Question, *, with_notes: bool = False) -> Brief:
    """Asks everything and writes it down; parts that nothing is known of are left out.

    ``with_notes``: paper is left to write on during a walk.
    """
    voice, headline = ask.voice, brief_parts.headline(ask)
    makers = (
        brief_parts.trend, brief_waves.waves, brief_parts.reasons, brief_parts.changed, brief_parts.board,
        brief_parts.errors, brief_parts.waiting, brief_parts.events,
    )  # fmt: skip
    unit = ask.snapshot.info.operator if ask.unit == ALL else voice.name("unit", ask.unit)
    return Brief(
        language=voice.language,
        code=f"{ask.span.code}-{ask.unit}-{voice.language}",
        title=unit,
        subtitle=ask.span.title(voice),
        headline=voice.say(headline),
        tone=headline.tone,
        heads=_heads(ask),
        figures=figures(ask),
        parts=tuple(part for part in (make(ask) for make in makers) if part is not None),
        foot=_foot(ask),
        made_at=ask.snapshot.info.built_at,
        notes=voice.word(N_("Seen on the spot")) if with_notes else "",
    )


def _heads(ask: Question) -> tuple[str, ...]:
    """Of the table's columns."""
    word = ask.voice.word
    return (
        word(N_("Figure")), word(N_("Value")), word(N_("95% interval")), word(N_("n")), word(N_("Change")),
        word(N_("Is it real?")),
    )  # fmt: skip


def _foot(ask: Question) -> str:
    voice, info = ask.voice, ask.snapshot.info
    parts = [
        voice.word(N_("changes are against: {period}"), period=ask.span.before.title(voice)),
        voice.word(N_("data to {day}"), day=voice.formats.date(info.last_day)),
        voice.word(N_("snapshot {id}"), id=ask.snapshot.id),
    ]
    return f"{info.operator} · " + " · ".join(parts)


def as_text(written: Brief) -> str:
    """The same as plain text, for the body of a message."""
    lines = [f"{written.title} · {written.subtitle}", written.headline, ""]
    for one in written.figures:
        interval = f" ({one.interval})" if one.interval else ""
        change = f"; {one.change}" if one.change else ""
        lines.append(f"{one.title}: {one.value}{interval}, n = {one.n}{change}, {one.verdict}")
    for part in written.parts:
        lines += ["", part.title, *[f"• {entry.name}: {entry.text}" for entry in part.entries]]
    return "\n".join([*lines, "", written.foot])
