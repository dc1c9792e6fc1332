"""A brief tells the waves that run and, once, those that came to an end; where none is it says nothing."""

import io
from datetime import date, timedelta

import pytest
from pypdf import PdfReader

from config.instance import Instance
from etl.demo.truths import TRUTHS
from etl.telling.digest import make
from reports import html, pdf
from reports.brief import Brief, as_text
from reports.brief_ask import ALL, Question, voice_of
from reports.brief_parts import Part
from reports.brief_span import span_of
from reports.brief_waves import waves
from reports.voice import Voice
from reports.wave_words import cause, chance_of, facts, inside, span, title
from warehouse.scope import NOBODY, OWNER, Scope
from warehouse.snapshot import current
from warehouse.wave_events import Alarm
from warehouse.wave_events import Part as Place
from warehouse.waves import Wave

RUNNING = Wave(date(2022, 3, 3), date(2022, 3, 4), 30, None, 0.5, 12.2, 1055, 1e-6)
TITLES = {"en": "Waves of cases", "ru": "Волны обращений", "kk": "Өтініштер толқыны"}


def _brief(demo: Instance, day: date, unit: str = "all", language: str = "en", grain: str = "week") -> Brief:
    return make(demo, current(demo), OWNER, unit, language=language, day=day, grain=grain)


def _waves(written: Brief) -> Part | None:
    found = [part for part in written.parts if part.title.startswith(TITLES[written.language])]
    return found[0] if found else None


def _asked(demo: Instance, day: date, who: Scope = OWNER) -> Part | None:
    """The part alone, of the week of ``day``."""
    snapshot = current(demo)
    return waves(Question(snapshot, who, ALL, span_of("week", day), voice_of(snapshot, "en")))


@pytest.mark.demo
@pytest.mark.parametrize("language", TITLES)
def test_a_wave_that_runs_is_told_with_where_and_of_how_many(demo: Instance, language: str) -> None:
    written = _brief(demo, TRUTHS.wave_peak, language=language)
    part = _waves(written)
    assert part is not None
    (entry,) = part.entries
    assert "n\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}" in entry.text and entry.tone == "bad"
    paper = PdfReader(io.BytesIO(pdf.document(written)))
    assert len(paper.pages) == 1 and part.title in " ".join(paper.pages[0].extract_text().split())
    assert entry.name in as_text(written) and "247" in html.page(written)


@pytest.mark.demo
def test_the_end_of_a_wave_is_told_in_one_week_alone(demo: Instance) -> None:
    weeks = [TRUTHS.wave_peak + timedelta(weeks=week) for week in range(-2, 8)]
    told = [_asked(demo, day) for day in weeks]
    tones = [part.entries[0].tone if part else "" for part in told]
    assert tones[:2] == ["", ""] and tones[2] == "bad"
    assert (
        tones.count("unclear") == 1
        and tones[tones.index("unclear") + 1 :].count("") == len(tones) - tones.index("unclear") - 1
    )
    (over,) = [part for part in told if part and part.entries[0].tone == "unclear"]
    assert over.title == "Waves of cases: 0 running, 1 over" and ", over; n" in over.entries[0].text


@pytest.mark.demo
def test_a_unit_is_told_its_own_wave_and_is_not_named_again(demo: Instance) -> None:
    part = _waves(_brief(demo, TRUTHS.wave_peak, unit="cc_altyn", grain="month"))
    assert part is not None
    assert [entry.name for entry in part.entries] == ["Appeals · SIM card without consent"]


@pytest.mark.demo
def test_without_a_wave_or_without_a_look_nothing_is_said(demo: Instance) -> None:
    assert _asked(demo, date(2022, 7, 4)) is None
    assert _asked(demo, date(2021, 1, 18)) is None
    assert _asked(demo, TRUTHS.wave_peak, NOBODY) is None


def test_a_running_wave_says_since_when_and_how_much_comes_now() -> None:
    voice, alarm = Voice("en"), Alarm("bill", "unit", "a", RUNNING)
    assert title(alarm, voice) == "bill, a: a wave since 3 Mar 2022, it still runs"
    assert (
        cause(alarm, voice, here="a") == "bill" and span(RUNNING, voice) == "since 3 Mar 2022, it still runs"
    )
    assert facts(RUNNING, voice) == ["peak 30 on 4 Mar 2022", "usually 0.5 a day", "now 12.2 a day"]
    assert chance_of(0.01, voice) == "by chance: once in 100 quarters"


def test_many_places_are_counted_and_a_region_is_named_in_the_readers_language() -> None:
    places = tuple(Place("region", code, RUNNING) for code in ("KZ-71", "KZ-75", "KZ-79", "KZ-35", "KZ-15"))
    alarm = Alarm("bill", "", "", RUNNING, places)
    assert cause(alarm, Voice("kk")) == "bill, бірнеше жерде"
    assert inside(alarm, Voice("ru")).startswith(
        "Астана 1\N{NO-BREAK SPACE}055, Алматы 1\N{NO-BREAK SPACE}055"
    )
    assert inside(alarm, Voice("en")).endswith("and 1 more")
