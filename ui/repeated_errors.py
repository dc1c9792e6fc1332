"""Repeated errors for trainers: which standard, at whom, how often, and the second to listen to."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from reports.error_heat import error_heat
from reports.error_table import error_pairs, heat_frame
from ui import access, cards, data, filters, labels, narrow, page, tables, theme
from ui.call import recordings
from ui.cells import day_of, is_known, number_of, records
from ui.plain import plain
from ui.points import Points
from ui.words import _, _n, formats, written_n

BY = ("criterion", "agent")
_MOST_AGENTS = {True: 5, False: 14}
_MOST_MOMENTS = 40
_MOST_FINDINGS = 20_000


def frames() -> tuple[pd.DataFrame, pd.DataFrame]:
    """(broken_rate, repeated_errors) by criterion and agent over the chosen period."""
    return _known_agents(data.metric("broken_rate", by=BY)), _known_agents(
        data.metric("repeated_errors", by=BY)
    )


def pairs(broken: pd.DataFrame, repeated: pd.DataFrame) -> pd.DataFrame:
    """Criterion and agent with what was broken; see ``reports.error_table.error_pairs``."""
    return error_pairs(broken, repeated)


def _known_agents(frame: pd.DataFrame) -> pd.DataFrame:
    """A person who may not see names gets agents without one: such rows cannot be told apart."""
    return frame[frame["agent"].notna()].reset_index(drop=True)


def headline(pairs: pd.DataFrame) -> str:
    """How many agents repeat an error, and which error comes back most."""
    again = pairs[pairs["repeated"] > 0]
    if again.empty:
        return _("No error was repeated in this period") if len(pairs) else _("Repeated errors")
    most = again.groupby("criterion")["agent"].nunique().sort_values(ascending=False, kind="stable")
    count = int(again["agent"].nunique())
    who = _n("{count} agent repeats an error", "{count} agents repeat an error", count)
    return _(
        "{who}; most often not kept: “{criterion}”",
        who=who,
        criterion=labels.name("criterion", most.index[0]),
    )


def heat_card(broken: pd.DataFrame, repeated: pd.DataFrame) -> None:
    """Criterion by agent, the count of broken checks in each cell, repeated ones ringed."""
    frame = heat_frame(broken, repeated, most_agents=_MOST_AGENTS[narrow.is_narrow()])
    named = frame.assign(
        row=[labels.name("criterion", code) for code in frame["criterion"]],
        column=[labels.name("agent", code) for code in frame["agent"]],
    )
    checked = written_n(int(broken["assessable"].sum()))
    figure = error_heat(named, theme.look(), repeated_words=_("repeated")) if len(frame) else None
    cards.chart(
        figure, key="errors_heat", title=_("Where errors gather"), metric="broken_rate", frame=broken,
        caption=_("Broken checks; agents with most of them; ring: repeated · {n}", n=checked),
        points=Points(_cells(frame), also={"result": ("broken", "kept")}),
    )  # fmt: skip


def _cells(frame: pd.DataFrame) -> pd.DataFrame:
    """The cells that are drawn, in their order."""
    return frame[frame["assessable"] > 0][list(BY)]


def pairs_card(pairs: pd.DataFrame) -> tuple[str, str] | None:
    """The list of criterion and agent; gives the chosen pair, at first one that has a moment to hear."""
    with cards.card("errors_pairs"):
        cards.head(
            key="errors_pairs", title=_("Errors by agent"), caption=_("Choose a row to hear its moments"),
            metric="repeated_errors", frame=pairs,
        )  # fmt: skip
        if pairs.empty:
            page.empty("errors", _("No broken standard was found in this period."))
            return None
        heard = _heard()
        counts = [heard.get((one["criterion"], one["agent"]), 0) for one in records(pairs)]
        first = next((place for place, count in enumerate(counts) if count), 0)
        event = tables.table(
            _shown(pairs, counts),
            key="errors_table",
            on_select="rerun",
            selection_mode="single-row-required",
            selection_default={"selection": {"rows": [first]}},
            height=min(36 * (len(pairs) + 1) + 2, 470),
            row_height=36,
            column_config=tables.widths(
                {_("Criterion"): 190, _("Agent"): 130, _("Repeated"): 80, _("To hear"): 74}
            ),
        )
        chosen = event.selection.rows if event else []
        row = pairs.iloc[chosen[0] if chosen and chosen[0] < len(pairs) else first]
        return str(row["criterion"]), str(row["agent"])


def _heard() -> dict[tuple[str, str], int]:
    """(criterion, agent) -> moments of it that have a recording."""
    if not access.may_see_people(data.instance()):
        return {}
    asked = {**recordings.narrowed("findings"), "result": ("broken",)}
    found = recordings.where("findings", asked, period=filters.chosen().span.period, limit=_MOST_FINDINGS)
    recorded = found[found["recording_id"].notna()].groupby(["criterion_id", "agent_id"]).size()
    return {(str(pair[0]), str(pair[1])): int(count) for pair, count in recorded.items()}  # type: ignore[index]


def _shown(pairs: pd.DataFrame, heard: Sequence[int]) -> pd.DataFrame:
    write, rows = formats(), records(pairs)
    frame = pd.DataFrame(
        {
            _("Criterion"): [labels.name("criterion", one["criterion"]) for one in rows],
            _("Agent"): [labels.name("agent", one["agent"]) for one in rows],
            _("Repeated"): [f"⟳ {write.count(one['repeated'])}" if one["repeated"] else "" for one in rows],
            _("To hear"): [f"▶ {write.count(count)}" if count else "" for count in heard],
            _("Broken of checked"): [_broken_of(one) for one in rows],
            _("Share, 95 %"): [_share(one) for one in rows],
            _("Last time"): [write.date(day_of(one["last_day"])) for one in rows],
        }
    )
    return frame[[_("Criterion"), _("Agent"), _("Repeated")]] if narrow.is_narrow() else frame


def _broken_of(one: Mapping[str, Any]) -> str:
    count = formats().count
    return _("{broken} of {assessable}", broken=count(one["broken"]), assessable=count(one["assessable"]))


def _share(one: Mapping[str, Any]) -> str:
    if one["withheld"] or not is_known(one["value"]):
        return _("withheld")
    return f"{formats().percent(one['value'], 0)} ({formats().interval(one['low'], one['high'], 0)})"


def moments_card(criterion: str, agent: str) -> None:
    """Each broken finding of the pair: when, what was said, and the way to its second in the call."""
    with cards.card("errors_moments"):
        title = f"{labels.name('criterion', criterion)} · {labels.name('agent', agent)}"
        cards.head(
            key="errors_moments", title=title, caption=_("Moments with a recording first, then the newest")
        )
        if not access.may_see_people(data.instance()):
            st.caption(_("Moments hold words of people: your role sees figures only."))
            return
        found = data.rows("findings", also={"criterion": (criterion,), "agent": (agent,)})
        broken = found[found["result"] == "broken"].sort_values("recording_id", kind="stable", key=pd.isna)
        for number, moment in enumerate(records(broken.head(_MOST_MOMENTS))):
            _moment(number, moment)


def _moment(number: int, moment: Mapping[str, Any]) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"moment_{number}"):
        with st.container(width="stretch", gap=None):
            origin = _("script check") if moment["origin"] == "script" else _("scorecard")
            said = next((moment[name] for name in ("quote", "comment") if is_known(moment[name])), "")
            st.markdown(f"{formats().date(day_of(moment['date']))} · {origin}")
            if said:
                st.caption(plain(f"“{said}”"))
        _listen(number, moment)


def _listen(number: int, moment: Mapping[str, Any]) -> None:
    if not is_known(moment["recording_id"]):
        st.badge(_("no recording"), color="gray")
        return
    at = number_of(moment["start_s"], 0.0)
    words = _("Listen {clock}", clock=formats().clock(at))
    if st.button(words, key=f"listen_{number}", icon=":material/play_circle:"):
        address = {"recording": str(moment["recording_id"]), "at": f"{at:.1f}"}
        st.switch_page("pages/calls.py", query_params=address)
