"""The parts of a brief under its table, each with a sentence as its title; what is not known is left out."""

from dataclasses import dataclass

import pandas as pd

from reports import findings, frames, leaderboard, pictures
from reports.brief_ask import Question
from reports.brief_span import span_of
from reports.control_chart import signal_or_noise
from reports.drawing import Drawing
from reports.finding import N_, Finding, Tone
from reports.why import StepWords, steps, why
from warehouse import followups
from warehouse.catalogue import find
from warehouse.control import with_limits
from warehouse.period import Period
from warehouse.rows import rows

_MOST_REASONS, _MOST_AGENTS, _MOST_ERRORS, _MOST_EVENTS = 6, 3, 4, 3


@dataclass(frozen=True)
class Entry:
    """One line of a list: what it is about, and what is known of it."""

    name: str
    text: str
    tone: Tone = "unclear"


@dataclass(frozen=True)
class Part:
    """``title``: a sentence; then a picture with its note, or lines."""

    title: str
    picture: Drawing | None = None
    note: str = ""
    entries: tuple[Entry, ...] = ()


def trend(ask: Question) -> Part | None:
    """NPS over time, and whether its newest value is a signal."""
    voice, grain = ask.voice, ask.span.grain
    metric, target = find("nps"), ask.targets.get("nps")
    frame = _without_holes(ask, ask.metric("nps", (grain,), period=ask.span.trend))
    chart = with_limits(frame, metric, grain, [])
    title = voice.say(signal_or_noise(chart, better=metric.better))
    words = voice.word(N_("Promoters minus detractors, points"))
    picture = pictures.trend(frame, grain, voice, target, words)
    if picture is None:
        return None
    marks = [words, voice.word(N_("band: 95% interval"))]
    if target is not None:
        marks.append(voice.word(N_("target {value}"), value=voice.formats.number(target, 0)))
    return Part(f"{voice.word(metric.title)}: {_lowered(title)}", picture, " · ".join(marks))


def _without_holes(ask: Question, frame: pd.DataFrame) -> pd.DataFrame:
    """A row for every period from the first with an answer on, those without answers empty."""
    grain, first, starts = ask.span.grain, ask.span.trend.start, []
    day = ask.span.start
    while first is not None and day >= first:
        starts.append(pd.Timestamp(day))
        day = span_of(grain, day).before.start
    known = frame.assign(**{grain: pd.to_datetime(frame[grain])}).set_index(grain)
    whole = known.reindex(pd.Index(starts[::-1], name=grain))
    return whole.loc[whole["value"].first_valid_index() :].reset_index()


def reasons(ask: Question) -> Part | None:
    """NPS points lost by reason, largest first."""
    frame = ask.metric("nps_lost", ("reason",))
    frame = frame[frame["value"].notna()]
    if frame.empty:
        return None
    voice = ask.voice
    drawn = frames.losses(frame, voice.formats, _named(ask))
    note = voice.word(N_("NPS points lost by what detractors name; whisker: 95% interval"))
    picture = pictures.bars(drawn.head(_MOST_REASONS), voice, note)
    count = frame["count"].iloc[0]
    return Part(voice.say(findings.losses(drawn)), picture, f"{note} · {voice.n(count)}")


def changed(ask: Question) -> Part | None:
    """Why NPS changed; nothing where the change could be chance."""
    found = ask.split("nps", "process")
    if found is None or not found.is_clear:
        return None
    voice = ask.voice
    words = StepWords(
        ask.span.before.title(voice),
        ask.span.title(voice),
        voice.word(N_("other parts, better or worse")),
        voice.word(N_("another mix of answers")),
    )
    what, *because = (voice.say(one) for one in why(found))
    title = f"{what}: {', '.join(because)}" if because else what
    interval = voice.formats.interval_of_change(found.low, found.high)
    note = voice.word(N_("By process; the scale is cut. Change, 95%: {interval}"), interval=interval)
    picture = pictures.steps(steps(found, _named(ask), words, most=4), voice, title)
    return Part(title, picture, f"{note} · {voice.n(found.count_before)}, {voice.n(found.count)}")


def board(ask: Question) -> Part | None:
    """The agents whom the fair board is surest of, by their code."""
    period, template = ask.span.period, N_("Fair AR of {count} agents; 90% interval")
    if ask.span.grain == "week":  # a week holds too few ratings of one agent
        period = Period(ask.span.before.before.before.start, ask.span.end)
        template = N_("Fair AR of {count} agents over four weeks; 90% interval")
    frame = ask.metric("fair_ar", period=period)
    frame = frame[frame["is_ranked"].fillna(False).astype(bool) & frame["value"].notna()]
    if frame.empty:
        return None
    placed = leaderboard.with_standing(frame, float(frame["common"].iloc[0]))
    best = placed[placed["standing"] == "above"].head(_MOST_AGENTS)
    worst = placed[placed["standing"] == "below"].tail(_MOST_AGENTS)
    note = ask.voice.word(template, count=ask.voice.formats.count(len(placed)))
    entries = (*_agents(ask, best, "good"), *_agents(ask, worst, "bad"))
    return Part(ask.voice.say(findings.agents(placed)), None, note, entries)


def _agents(ask: Question, rows: pd.DataFrame, tone: Tone) -> list[Entry]:
    write, places = ask.voice.formats, find("fair_ar").decimals
    return [
        Entry(
            str(row["agent"]),
            f"{write.number(row['value'], places)} ({write.interval(row['low'], row['high'], places)}), "
            f"{ask.voice.n(row['count'])}",
            tone,
        )
        for row in rows.to_dict("records")
    ]


def errors(ask: Question) -> Part | None:
    """Errors that agents made again, by criterion."""
    frame = ask.metric("repeated_errors", ("criterion",))
    frame = frame[frame["value"] > 0].sort_values("value", ascending=False, kind="stable")
    if frame.empty:
        return None
    voice = ask.voice
    entries = [
        Entry(
            voice.name("criterion", str(row["criterion"])),
            voice.word(
                N_("{errors}, agents: {agents}, {n}"),
                errors=voice.formats.count(row["value"]),
                agents=voice.formats.count(row["agents"]),
                n=voice.n(row["count"]),
            ),
            "bad",
        )
        for row in frame.head(_MOST_ERRORS).to_dict("records")
    ]
    title = voice.word(N_("Errors made again: {count}"), count=voice.formats.count(frame["value"].sum()))
    return Part(title, entries=tuple(entries), note=voice.word(N_("n: findings that could be assessed")))


def waiting(ask: Question) -> Part | None:
    """Low scores that wait for an answer."""
    if ask.clock is None:
        return None
    counts = followups.counts(ask.snapshot, ask.scope, ask.clock, filters=ask.filters)
    number = {name: int(counts[name].sum()) for name in ("waiting", "overdue", "at_risk")}
    if not number["waiting"]:
        return None
    voice, write = ask.voice, ask.voice.formats
    entries = (
        Entry(
            voice.word(N_("overdue")),
            write.count(number["overdue"]),
            "bad" if number["overdue"] else "unclear",
        ),
        Entry(voice.word(N_("due soon")), write.count(number["at_risk"])),
    )
    title = voice.word(
        N_("Low scores that wait for an answer: {count}"), count=write.count(number["waiting"])
    )
    return Part(title, entries=entries)


def events(ask: Question) -> Part | None:
    """What happened in the period that may have moved the figures."""
    found = rows(
        ask.snapshot, ask.scope, "events", period=ask.span.period, filters=ask.filters, limit=_MOST_EVENTS
    )
    if found.empty:
        return None
    write = ask.voice.formats
    entries = [Entry(write.date(row["date"]), str(row["title"])) for row in found.to_dict("records")]
    return Part(ask.voice.word(N_("What happened in this period")), entries=tuple(entries))


def headline(ask: Question) -> Finding:
    """What happened to NPS, and the reason that moved most where that is clear."""
    answers = ask.change("nps")
    target = ask.targets.get("nps")
    row = {} if answers.empty else dict(answers.iloc[0])
    standing = findings.standing_to(target, row["low"], row["high"]) if row else ""
    return findings.nps_moved(row, ask.change("nps_lost", ("reason",)), target, standing)


def _named(ask: Question) -> frames.NameOf:
    def name(dimension: str, code: str) -> str:
        special = {
            frames.NOT_NAMED: N_("Not named"),
            frames.OTHERS: N_("Other reasons together"),
            "": N_("not known"),
        }
        return ask.voice.word(special[code]) if code in special else ask.voice.name(dimension, code)

    return name


def _lowered(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
