"""The course of one call as a picture: who talks when and in which mood, silences, overlaps, findings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from reports.look import Look, faded, figure

SILENCE_S, OVERLAP_S, PAUSE_S = 3.0, 0.5, 0.5
"""As the measures of calls count them: longer silences and overlaps; pauses within which a side talks on."""
_LANE = 0.56
_STEPS = (5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600)
_HOVER = "%{customdata[1]}<extra></extra>"
_MARKS = {"broken": ("triangle-down", "bad"), "kept": ("circle", "good")}


@dataclass(frozen=True)
class Spurt:
    """One side talking from ``start_s`` to ``end_s``; ``mood``: negative, neutral, positive, "" unknown."""

    speaker: str
    start_s: float
    end_s: float
    mood: str = ""


@dataclass(frozen=True)
class Mark:
    """A finding at its second; ``kind``: broken or kept."""

    start_s: float
    title: str
    kind: str


def spurts(words: pd.DataFrame, moods: Mapping[tuple[int, int], str]) -> list[Spurt]:
    """Words (channel, speaker, utterance_no, start_s, end_s) as spurts; ``moods``: by channel and
    utterance_no."""
    found: list[Spurt] = []
    ordered = words.sort_values(["speaker", "channel", "start_s"], kind="stable").to_dict("records")
    for word in ordered:
        mood = moods.get((int(word["channel"]), int(word["utterance_no"])), "")
        start, end, speaker = float(word["start_s"]), float(word["end_s"]), str(word["speaker"])
        last = found[-1] if found else None
        if last and (last.speaker, last.mood) == (speaker, mood) and 0 <= start - last.end_s <= PAUSE_S:
            found[-1] = Spurt(speaker, last.start_s, max(last.end_s, end), mood)
        else:
            found.append(Spurt(speaker, start, end, mood))
    return sorted(found, key=lambda spurt: spurt.start_s)


def silences(said: Sequence[Spurt]) -> list[tuple[float, float]]:
    """(from, to) of the stretches in which nobody says a word for longer than ``SILENCE_S``."""
    found, quiet_from = [], said[0].end_s if said else 0.0
    for spurt in said:
        if spurt.start_s - quiet_from > SILENCE_S:
            found.append((quiet_from, spurt.start_s))
        quiet_from = max(quiet_from, spurt.end_s)
    return found


def overlaps(said: Sequence[Spurt]) -> list[tuple[float, float]]:
    """(from, to) of the stretches longer than ``OVERLAP_S`` in which both sides talk."""
    agent = [spurt for spurt in said if spurt.speaker == "agent"]
    customer = [spurt for spurt in said if spurt.speaker == "customer"]
    both = ((max(a.start_s, c.start_s), min(a.end_s, c.end_s)) for a in agent for c in customer)
    return sorted((start, end) for start, end in both if end - start > OVERLAP_S)


def call_course(
    said: Sequence[Spurt],
    marks: Sequence[Mark],
    look: Look,
    *,
    names: Mapping[str, str],
    words: Mapping[str, str],
) -> go.Figure:
    """Lanes of the sides over the time of the call.

    names: speaker -> lane; words: negative, neutral, positive, unknown, silence, overlap -> their words.
    """
    lanes = [side for side in ("customer", "agent", "unknown") if any(s.speaker == side for s in said)]
    drawing = _Drawing(figure(look, 58 * len(lanes) + 66), look, lanes, words)
    for mood in ("negative", "positive", "neutral", ""):
        drawing.bars([spurt for spurt in said if spurt.mood == mood], mood)
    drawing.silences(silences(said))
    drawing.overlaps(overlaps(said))
    drawing.marks(marks)
    drawing.axes(max((spurt.end_s for spurt in said), default=1.0), names)
    return drawing.picture


@dataclass(frozen=True)
class _Drawing:
    """A picture being drawn: lanes from the bottom, words for what hovering tells."""

    picture: go.Figure
    look: Look
    lanes: Sequence[str]
    words: Mapping[str, str]

    def bars(self, said: Sequence[Spurt], mood: str) -> None:
        """Spurts of one mood."""
        if not said:
            return
        colours = self.look.palette
        unknown = faded(colours.grey, 0.45)
        colour = {"negative": colours.bad, "positive": colours.good, "neutral": colours.grey}.get(
            mood, unknown
        )
        word = self.words[mood or "unknown"]
        self.picture.add_bar(
            orientation="h", y=[self.lanes.index(spurt.speaker) for spurt in said], width=_LANE,
            base=[spurt.start_s for spurt in said], x=[max(s.end_s - s.start_s, 0.15) for s in said],
            marker={"color": colour, "line_width": 0}, showlegend=False,
            customdata=[[s.start_s, f"{self._span(s.start_s, s.end_s)} · {word}"] for s in said],
            hovertemplate=_HOVER,
        )  # fmt: skip

    def silences(self, spans: Sequence[tuple[float, float]]) -> None:
        """Quiet stripes over all lanes."""
        top = len(self.lanes) - 0.5
        for start, end in spans:
            self._box(start, end, -0.5, top, self.look.palette.band, layer="below")
        self._told(spans, self.words["silence"])

    def overlaps(self, spans: Sequence[tuple[float, float]]) -> None:
        """A line between the lanes."""
        for start, end in spans:
            self._box(start, end, 0.36, 0.64, self.look.palette.ink, layer="above")
        self._told(spans, self.words["overlap"])

    def marks(self, marks: Sequence[Mark]) -> None:
        """Findings above the lanes."""
        for kind, (symbol, colour) in _MARKS.items():
            those = [mark for mark in marks if mark.kind == kind]
            if those:
                clock = self.look.formats.clock
                self.picture.add_scatter(
                    x=[one.start_s for one in those], y=[len(self.lanes) - 0.2] * len(those), mode="markers",
                    marker={"symbol": symbol, "size": 12, "color": getattr(self.look.palette, colour)},
                    customdata=[[one.start_s, f"{clock(one.start_s)} · {one.title}"] for one in those],
                    hovertemplate=_HOVER, cliponaxis=False, showlegend=False,
                )  # fmt: skip

    def axes(self, end: float, names: Mapping[str, str]) -> None:
        """Minutes and seconds below, the name of each lane above its bars."""
        step = next(one for one in _STEPS if end / one <= 6 or one == _STEPS[-1])
        ticks = list(range(0, int(end) + 1, step))
        texts = [self.look.formats.clock(tick) for tick in ticks]
        self.picture.update_layout(barmode="overlay", margin={"l": 4, "r": 8, "t": 12, "b": 28, "pad": 4})
        self.picture.update_xaxes(range=[-end * 0.01, end * 1.01], tickvals=ticks, ticktext=texts)
        self.picture.update_yaxes(range=[-0.55, len(self.lanes)], visible=False)
        for place, lane in enumerate(self.lanes):
            self.picture.add_annotation(
                x=0, xref="paper", xanchor="left", y=place + _LANE / 2, yanchor="bottom", showarrow=False,
                text=names[lane], font={"size": self.look.small, "color": self.look.palette.muted},
            )  # fmt: skip

    def _box(self, start: float, end: float, low: float, high: float, colour: str, *, layer: str) -> None:
        self.picture.add_shape(
            type="rect", x0=start, x1=end, y0=low, y1=high, line_width=0, fillcolor=colour, layer=layer
        )

    def _told(self, spans: Sequence[tuple[float, float]], word: str) -> None:
        """Shapes tell nothing themselves: an unseen point does."""
        if spans:
            self.picture.add_scatter(
                x=[(start + end) / 2 for start, end in spans], y=[0.5] * len(spans), mode="markers",
                marker={"size": 14, "color": "rgba(0,0,0,0)"}, showlegend=False, hovertemplate=_HOVER,
                customdata=[[start, f"{word} {self._span(start, end)}"] for start, end in spans],
            )  # fmt: skip

    def _span(self, start: float, end: float) -> str:
        return f"{self.look.formats.clock(start)}–{self.look.formats.clock(end)}"
