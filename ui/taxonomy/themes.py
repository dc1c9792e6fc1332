"""What customers begin to write about that no cause covers yet; each can be made a cause of."""

from datetime import timedelta

import streamlit as st

from text.api import Said, Theme, themes
from ui import cards, data, filters, page
from ui.plain import plain
from ui.taxonomy import state
from ui.words import _, _n, formats
from warehouse.past_texts import PastText, past_texts
from warehouse.period import Period
from warehouse.scope import Scope
from warehouse.snapshot import Snapshot

WEEKS, WEEKS_BEFORE = 4, 13
_MOST = 20_000
_SHOWN = 8


def card() -> None:
    """Themes of the last four weeks of the period against the three months before."""
    now, before = spans()
    with cards.card("taxonomy_themes"):
        words = _(
            "{period} against the 13 weeks before; texts without a cause",
            period=_written(now),
        )
        cards.head(key="taxonomy_themes", title=_("New themes without a cause"), caption=words)
        found = _themes(data.snapshot(), _key(), data.scope(), now, before)
        if not found:
            page.empty("taxonomy_themes", _("Nothing that customers write clearly more often than before."))
            return
        for place, theme in enumerate(found[:_SHOWN]):
            _theme(place, theme)


def spans() -> tuple[Period, Period]:
    """The four weeks that end with the period or the data, whichever is first, and the 13 before them."""
    end = filters.chosen().span.end
    last = data.snapshot().info.last_day
    if last is not None:
        end = min(end, last + timedelta(days=1))
    start = end - timedelta(weeks=WEEKS)
    return Period(start, end), Period(start - timedelta(weeks=WEEKS_BEFORE), start)


def _written(period: Period) -> str:
    assert period.start and period.end  # noqa: S101  (made by spans)
    return f"{formats().date(period.start)} – {formats().date(period.end - timedelta(days=1))}"


def _key() -> str:
    return f"{data.instance().home}/{data.snapshot().id}"


@st.cache_data(max_entries=20, show_spinner=False)
def _themes(_snapshot: Snapshot, key: str, scope: Scope, now: Period, before: Period) -> list[Theme]:
    if not scope.personal:
        return []
    recent, older = (past_texts(_snapshot, scope, one, _MOST) for one in (now, before))
    return themes(
        _open(recent), _open(older), n_now=sum(one.count_rows for one in recent),
        n_before=sum(one.count_rows for one in older),
    )  # fmt: skip


def _open(texts: list[PastText]) -> list[Said]:
    return [Said(one.text, one.count_rows) for one in texts if one.category_id in (None, "other")]


def _theme(place: int, theme: Theme) -> None:
    with st.expander(f"**{plain(theme.words)}** · {_n('{count} text', '{count} texts', theme.count_now)}"):
        st.markdown(
            _(
                "{now} of {n_now} texts, before {before} of {n_before}: {times} times as often",
                now=formats().count(theme.count_now), n_now=formats().count(theme.n_now),
                before=formats().count(theme.count_before), n_before=formats().count(theme.n_before),
                times=formats().number(theme.times, 1),
            )
        )  # fmt: skip
        if theme.others:
            st.caption(_("Also said: {phrases}", phrases=plain(", ".join(theme.others))))
        for example in theme.examples[:4]:
            st.caption(plain(f"“{example[:300]}”"))
        if state.may_use():
            st.button(
                _("Make a cause of it"), key=f"taxonomy_theme_{place}", icon=":material/add:",
                on_click=state.begin, args=(begun(theme),),
            )  # fmt: skip


def begun(theme: Theme) -> dict[str, object]:
    """The form of a cause as far as a theme fills it in."""
    name = theme.words[:1].upper() + theme.words[1:]
    spoken = theme.language or "ru"
    return {
        "name_ru": name, "name_kk": name, "name_en": name, "examples": list(theme.examples[:4]),
        "rules": {spoken: [theme.words, *theme.others]},
    }  # fmt: skip
