"""The list of recorded calls of the period, where no word is searched for; and the call in the address."""

import pandas as pd
import streamlit as st

from ui import cards, filters, labels, narrow, page, tables
from ui.call import recordings
from ui.search import answers, hits
from ui.search.wanted import ANY_BROKEN, Wanted, wanted
from ui.words import _, _n, formats

MOST_CALLS = 500
MOST_UTTERANCES = 20_000
MOST_FINDINGS = 20_000
_NO_CALL = " "
"""No recording has this name: nothing was found, so nothing is listed."""


def listed(view: page.Page, sought: Wanted, chosen: str | None) -> str | None:
    """The hits of a search, else the calls of the period; gives the recording that is open."""
    if not sought.q:
        table = found(sought)
        view.headline(headline(table))
        opened = list_card(table, chosen)
        hits.examples()
        return opened
    if hits.refused(sought):
        return chosen
    answer = answers.found(sought, hits.shown())
    if answer.is_missing:
        hits.preparing()
        table = found(sought)
        view.headline(headline(table))
        return list_card(table, chosen)
    view.headline(hits.headline(sought, answer))
    opened = chosen or (None if narrow.is_narrow() or not answer.hits else answer.hits[0].recording_id)
    hits.list_card(answer, opened, open_call)
    return opened


def start_of(opened: str, chosen: str | None, at: float | None) -> float | None:
    """The second a call begins at: that of the address, else where the search is met first."""
    if opened == chosen and at is not None:
        return at
    hit = answers.hit_in(wanted(), opened)
    return hit.places[0].start_s if hit and hit.places else None


def found(sought: Wanted) -> pd.DataFrame:
    """Calls of the chosen period and filters that fit, newest first; ``broken``: standards broken in each."""
    asked: dict[str, tuple[str, ...]] = dict(recordings.narrowed("calls"))
    asked["language"] = (sought.said_in,) if sought.said_in else ()
    asked["score"] = sought.scores
    if (named := _named(sought)) is not None:
        asked["recording_id"] = tuple(sorted(named)) or (_NO_CALL,)
    calls = recordings.where("calls", asked, period=filters.chosen().span.period, limit=MOST_CALLS)
    kept = calls[calls["broken"] > 0] if sought.broken == ANY_BROKEN else calls
    return kept.reset_index(drop=True)


def _named(sought: Wanted) -> set[str] | None:
    """Recordings with the words as they are written (where no index is there yet) and with the broken
    standard; None where neither is asked for."""
    named = [_saying(word, sought) for word in sought.q.lower().replace("ё", "е").split()]
    if sought.speaker and not named:
        named.append(_saying("", sought))
    if sought.broken not in ("", ANY_BROKEN):
        named.append(_breaking(sought.broken))
    return set.intersection(*named) if named else None


def _saying(word: str, sought: Wanted) -> set[str]:
    asked = {**recordings.narrowed("utterances")}
    asked["search"] = (word, word.replace("е", "ё")) if word else ()
    asked["speaker"] = (sought.speaker,) if sought.speaker else ()
    return _recordings("utterances", asked, MOST_UTTERANCES)


def _breaking(criterion: str) -> set[str]:
    asked = {**recordings.narrowed("findings"), "criterion": (criterion,), "result": ("broken",)}
    return _recordings("findings", asked, MOST_FINDINGS)


def _recordings(name: str, asked: dict[str, tuple[str, ...]], limit: int) -> set[str]:
    found = recordings.where(name, asked, period=filters.chosen().span.period, limit=limit)
    return {str(one) for one in found["recording_id"].dropna().unique()}


def list_card(calls: pd.DataFrame, chosen: str | None) -> str | None:
    """The list; gives the recording that is open: the chosen one, else the first."""
    with cards.card("calls_list"):
        cards.head(key="calls_list", title=_("Calls"), caption=_count_line(calls), rows="calls")
        if calls.empty:
            page.empty("calls", _("No recorded call fits."))
            return chosen
        ids = [str(one) for one in calls["recording_id"]]
        opened = chosen or (None if narrow.is_narrow() else ids[0])
        tables.table(
            _shown(calls),
            key="calls_table",
            on_select=lambda: _on_select(ids),
            selection_mode="single-row" if narrow.is_narrow() else "single-row-required",
            height=min(36 * (len(calls) + 1) + 2, 560),
            row_height=36,
            selection_default={"selection": {"rows": [ids.index(opened)]}} if opened in ids else None,
        )
        return opened


def _on_select(ids: list[str]) -> None:
    rows = st.session_state["calls_table"].selection.rows
    if rows and rows[0] < len(ids):
        open_call(ids[rows[0]])


def open_call(recording_id: str, at: float | None = None) -> None:
    """Puts the call, and the second, into the address."""
    st.query_params["recording"] = recording_id
    if at is None:
        st.query_params.pop("at", None)
    else:
        st.query_params["at"] = f"{at:.1f}"


def close_call() -> None:
    """Back to the list."""
    st.query_params.pop("recording", None)
    st.query_params.pop("at", None)
    st.session_state.pop("calls_table", None)


def second(text: str | None) -> float | None:
    """The second an address names; None where it names none."""
    try:
        value = float(text or "")
    except ValueError:
        return None
    return value if 0 <= value < 86_400 else None


def headline(calls: pd.DataFrame) -> str:
    """How many of the listed calls hold a broken standard."""
    count = int((calls["broken"] > 0).sum()) if len(calls) else 0
    if not count:
        return _("Calls")
    return _n(
        "{count} call of {all} with a broken standard",
        "{count} calls of {all} with a broken standard",
        count,
        all=formats().count(len(calls)),
    )


def _count_line(calls: pd.DataFrame) -> str:
    transcribed = int((calls["status"] == "done").sum()) if len(calls) else 0
    return _(
        "{count} calls, {transcribed} with text",
        count=formats().count(len(calls)),
        transcribed=formats().count(transcribed),
    )


def _shown(calls: pd.DataFrame) -> pd.DataFrame:
    write = formats()
    shown = pd.DataFrame(
        {
            _("When"): [f"{write.day_month(moment)} {moment:%H:%M}" for moment in calls["started_at"]],
            _("Agent"): [labels.name("agent", code) for code in calls["agent_id"]],
            _("Score"): [write.count(value) if not pd.isna(value) else "—" for value in calls["score"]],
            _("Broken"): [f"▼ {count}" if count else "" for count in calls["broken"]],
        }
    )
    return shown.drop(columns=[_("Score")]) if narrow.is_narrow() else shown
