"""The draft tried on past texts: how many would gain or lose a cause, with some of them to read."""

from collections.abc import Mapping, Sequence

import streamlit as st

from config.errors import SapaError
from etl.api import causes
from ui import cards, data, filters, page
from ui.plain import plain
from ui.taxonomy import state, told
from ui.words import _, _n, formats

_MOST = 5_000


def card(version: causes.Version) -> None:
    """Nothing while there is no draft; else the button that tries it, and what came of it."""
    if not state.draft(version):
        return
    with cards.card("taxonomy_trial"):
        span = filters.chosen().span
        words = _("{period}: up to {count} texts", period=span.title, count=formats().count(_MOST))
        cards.head(key="taxonomy_trial", title=_("What the draft would change"), caption=words)
        if st.button(_("Try"), key="taxonomy_try", type="primary", icon=":material/science:"):
            _try(version)
        if tested := state.trial(version):
            _result(version, tested.trial)


def _try(version: causes.Version) -> None:
    bar = st.progress(0.0, text=_("Looking at texts"))

    def tell(done: int, total: int) -> None:
        words = f"{_('Looking at texts')}: {formats().count(done)}"
        bar.progress(done / max(total, 1), text=words)

    text = state.text_of(version)
    try:
        trial = causes.try_taxonomy(
            data.snapshot(), data.scope(), causes.taxonomy(text), causes.taxonomy(version.text),
            period=filters.chosen().span.period, most=_MOST,
            filters=filters.chosen().values, tell=tell,
        )  # fmt: skip
    except SapaError as error:
        page.problem(error)
        return
    finally:
        bar.empty()
    state.keep_trial(state.Tested(text, filters.chosen(), trial))


def _result(version: causes.Version, trial: causes.Trial) -> None:
    if not trial.count_texts:
        page.empty("taxonomy_trial", _("Nobody wrote anything in this period."))
        return
    seen = _n("{count} text looked at", "{count} texts looked at", trial.count_texts)
    seconds = _("in {seconds} s", seconds=formats().number(trial.seconds, 1))
    moved = _n("{count} would be sorted otherwise", "{count} would be sorted otherwise", trial.count_moved)
    st.markdown(f":material/difference: {seen} {seconds}: **{moved}**")
    names = _names(version)
    for one in trial.moved:
        _cause(one, names)


def _names(version: causes.Version) -> dict[str, str]:
    """Causes of the draft, and of what is in force, for those that go."""
    before = version.values.get("category", [])
    return {
        str(one["id"]): told.name(one) for one in (*before, *state.values_of(version).get("category", []))
    }


def _cause(moved: causes.Moved, names: Mapping[str, str]) -> None:
    count = formats().count
    parts = [f"{count(moved.count_before)} → {count(moved.count_now)}"]
    if moved.count_in:
        parts.append(_n("{count} comes in", "{count} come in", moved.count_in))
    if moved.count_out:
        parts.append(_n("{count} goes out", "{count} go out", moved.count_out))
    with st.expander(f"{plain(names.get(moved.cause_id, moved.cause_id))}: {', '.join(parts)}"):
        _examples(_("Come in"), moved.examples_in, names)
        _examples(_("Go out"), moved.examples_out, names)


def _examples(title: str, examples: Sequence[causes.Example], names: Mapping[str, str]) -> None:
    if not examples:
        return
    st.markdown(f"**{title}**")
    for one in examples:
        others = ", ".join(names.get(code, code) for code in one.now) or _("no cause")
        st.markdown(plain(f"“{one.text.text[:400]}”"))
        st.caption(plain(f"{formats().date(one.text.date)} · {others}"))
