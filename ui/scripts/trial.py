"""The draft, or the script as it is, tried on past calls: counts, what changes, calls to listen to."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from config.errors import SapaError
from etl.api import scripting
from ui import cards, data, filters, narrow, page, tables
from ui.call.script import result_words
from ui.plain import plain
from ui.scripts import state
from ui.words import _, _n, formats, language

_COUNTS = (500, 2_000, 5_000)
_CHOSEN = "scripts_tried_table"


def card(version: scripting.Version) -> None:
    """The button that tries, and what came of it."""
    with cards.card("scripts_trial"):
        span = filters.chosen().span
        chosen = _("{period}: calls chosen by chance, the same ones each time", period=span.title)
        cards.head(key="scripts_trial", title=_("Try it on past calls"), caption=chosen)
        with st.container(horizontal=True, vertical_alignment="bottom"):
            most = st.selectbox(
                _("How many calls"),
                _COUNTS,
                index=1,
                key="scripts_most",
                width=170,
                format_func=formats().count,
            )
            is_asked = st.button(_("Try"), key="scripts_try", type="primary", icon=":material/science:")
        if is_asked:
            _try(version, most)
        tested = state.trial(version)
        if tested:
            _result(version, tested)


def _try(version: scripting.Version, most: int) -> None:
    bar = st.progress(0.0, text=_("Looking at calls"))

    def tell(done: int) -> None:
        words = _("{count} calls looked at", count=formats().count(done))
        bar.progress(min(done / most, 1.0), text=words)

    text, name = state.text_of(version), version.name
    try:
        trial = scripting.try_script(
            data.snapshot(), data.scope(), scripting.script(name, text), scripting.script(name, version.text),
            period=filters.chosen().span.period, most=most, tell=tell,
        )  # fmt: skip
    except SapaError as error:
        page.problem(error)
        return
    finally:
        bar.empty()
    state.keep_trial(name, state.Tested(text, filters.chosen().span, trial))


def _result(version: scripting.Version, tested: state.Tested) -> None:
    trial = tested.trial
    if not trial.count_talks:
        page.empty("scripts_trial", _("No transcribed call in this period."))
        return
    st.markdown(_headline(version, trial))
    tables.table(
        _shown(trial.criteria), key=_CHOSEN, on_select="rerun", selection_mode="single-row",
        height=min(36 * (len(trial.criteria) + 1) + 2, 470), row_height=36,
    )  # fmt: skip
    rows = st.session_state[_CHOSEN].selection.rows if _CHOSEN in st.session_state else []
    changed = [place for place, one in enumerate(trial.criteria) if one.count_changed]
    place = rows[0] if rows and rows[0] < len(trial.criteria) else (changed or [0])[0]
    _examples(trial.criteria[place])


def _headline(version: scripting.Version, trial: scripting.Trial) -> str:
    counted = _n("{count} call looked at", "{count} calls looked at", trial.count_talks)
    seconds = _("in {seconds} s", seconds=formats().number(trial.seconds, 1))
    if not state.draft(version):
        return f":material/check: {counted} {seconds}"
    changed = sum(one.count_changed for one in trial.criteria)
    words = (
        _n("{count} finding would be another", "{count} findings would be others", changed)
        if changed
        else _("No finding of today's criteria would be another")
    )
    return f":material/difference: {counted} {seconds}: **{words}**"


def _shown(criteria: Sequence[scripting.Tried]) -> pd.DataFrame:
    count = formats().count
    frame = pd.DataFrame(
        {
            _("Criterion"): [_name(one) for one in criteria],
            _("kept").capitalize(): [_beside(one, "kept") for one in criteria],
            _("broken").capitalize(): [_beside(one, "broken") for one in criteria],
            _("Not assessable"): [_beside(one, "not_assessable") for one in criteria],
            _("Not asked for"): [_beside(one, "not_applicable") for one in criteria],
            _("Changed"): [count(one.count_changed) if one.count_changed else "" for one in criteria],
        }
    )
    return frame[[_("Criterion"), _("broken").capitalize(), _("Changed")]] if narrow.is_narrow() else frame


def _beside(one: scripting.Tried, result: str) -> str:
    """The count by the new rule, and by today's where it is another."""
    now, before = one.now[result], one.before[result]
    written = formats().count(now)
    return f"{formats().count(before)} → {written}" if one.before and before != now else written


def _name(one: scripting.Tried) -> str:
    return one.names.get(language()) or one.criterion_id


def _examples(one: scripting.Tried) -> None:
    """Calls to listen to: those whose finding changes, else those that are broken."""
    changed = [
        each for (before, now), those in one.examples.items() if before not in (None, now) for each in those
    ]
    broken = [each for (_before, now), those in one.examples.items() if now == "broken" for each in those]
    chosen = (changed or broken)[:12]
    if not chosen:
        st.caption(_("{criterion}: nothing broken, nothing changed.", criterion=plain(_name(one))))
        return
    title = _("changed, to listen to") if changed else _("broken, to listen to")
    st.markdown(f"**{plain(_name(one))}**: {title}")
    for number, example in enumerate(chosen):
        _example(number, example)


def _example(number: int, example: scripting.Example) -> None:
    words = result_words()
    with st.container(horizontal=True, vertical_alignment="center", key=f"scripts_example_{number}"):
        with st.container(width="stretch", gap=None):
            results = words[example.now]
            if example.before not in (None, example.now):
                results = f"{words[str(example.before)]} → {results}"
            st.markdown(f"{formats().date(example.date)} · {results}")
            if example.quote:
                st.caption(plain(f"“{example.quote}”"))
        at = example.start_s or 0.0
        if st.button(
            _("Listen {clock}", clock=formats().clock(at)), key=f"scripts_listen_{number}",
            icon=":material/play_circle:",
        ):  # fmt: skip
            address = {"recording": example.recording_id, "at": f"{at:.1f}"}
            st.switch_page("pages/calls.py", query_params=address)
