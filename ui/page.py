"""The frame of a page: header with the finding, filters, and what stands there when there is nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import streamlit as st
from babel.dates import format_timedelta
from streamlit.delta_generator import DeltaGenerator

from config.errors import SapaError
from reports.finding import Finding
from ui import data, filter_bar, filters, problems, session_menu
from ui.narrow import is_narrow
from ui.words import _, _n, formats, language, say

STALE_AFTER = timedelta(hours=36)


class Page:
    """What ``start`` returns: the choice, and a place for the headline above the filters."""

    def __init__(self, name: str, header: DeltaGenerator) -> None:
        self.name = name
        self._header = header
        self.chosen = filters.chosen()

    def headline(self, finding: Finding | str, caption: str = "") -> None:
        """The finding as H1, the caption below (default: period, filters, age of the data)."""
        text = say(finding) if isinstance(finding, Finding) else finding
        with self._header.container(gap=None):
            st.title(text, anchor=False)
            st.caption(caption or standard_caption())


def start(name: str, *, with_filters: bool = True) -> Page:
    """Header and filters of a page; ``name`` stands in the header until the finding is known."""
    with st.container(horizontal=True, vertical_alignment="top", key="header"):
        with st.container(width="stretch"):
            header = st.empty()
        session_menu.menu()
    page = Page(name, header)
    page.headline(name)
    _stale()
    if with_filters:
        page.chosen = filter_bar.bar()
    return page


def standard_caption() -> str:
    """Period · what is narrowed · data to, refreshed · compared with."""
    span, info = filters.chosen().span, data.snapshot().info
    parts = [] if is_narrow() else [span.title, filter_bar.summary()]  # a phone's filters say it
    if info.last_day:
        parts.append(
            _("data to {day}, refreshed {ago}", day=formats().date(info.last_day), ago=ago(info.built_at))
        )
    parts.append(
        _(
            "changes are against: {period}",
            period=span.before.title.lower() if language() != "en" else span.before.title,
        )
    )
    return " · ".join(parts)


def ago(moment: datetime) -> str:
    """``6 min ago`` in the language of the session; ``moment`` is UTC."""
    passed = moment.replace(tzinfo=UTC) - datetime.now(UTC)
    if abs(passed) < timedelta(minutes=1):
        return _("just now")
    text: str = format_timedelta(passed, add_direction=True, format="short", locale=language())
    return text


def _stale() -> None:
    if data.snapshot().info.last_day is None:
        nothing_yet()
        return
    age = datetime.now(UTC) - data.snapshot().info.built_at.replace(tzinfo=UTC)
    if age > STALE_AFTER:
        st.badge(
            _n("Data not refreshed for {count} day", "Data not refreshed for {count} days", age.days or 1),
            icon=":material/schedule:",
            color="gray",
        )


def empty(key: str, why: str = "") -> None:
    """Nothing to show in the card ``key``: why, and a button that lifts the filters where they are set."""
    st.markdown(f":material/inbox: {why or _('No data in this period.')}")
    if filters.chosen().is_narrowed:
        st.caption(_("Filters are set; without them there may be more to see."))
        words = _("Lift all filters")
        st.button(words, key=f"lift_{key}", on_click=filters.reset, icon=":material/filter_alt_off:")


def nothing_yet() -> None:
    """No data was ever loaded: what to do, in the order to do it."""
    home = data.instance().home
    with st.container(border=True, key="card_nothing_yet"):
        st.markdown(f"##### :material/database: {_('Load your data, then reload this page')}")
        st.markdown(_("1. Look at a file, and declare it as a source:"))
        st.code(f'python -m etl inspect FILE --write NAME --home "{home}"', language=None, wrap_lines=True)
        st.markdown(_("2. Load all sources; the pages are built at the end:"))
        st.code(f'python -m etl load --home "{home}"', language=None, wrap_lines=True)


def problem(error: SapaError) -> None:
    """An error a person can mend: what is wrong, where, what to do."""
    with st.container(border=True, key="card_problem"):
        st.markdown(f"##### :material/error: {_('This cannot be shown')}")
        st.text(problems.said(error))
        st.caption(_("When it is mended, reload the page."))


def defect() -> None:
    """An error nobody here can mend: it is in the server's log, and the page says so."""
    with st.container(border=True, key="card_defect"):
        st.markdown(f"##### :material/error: {_('This cannot be shown')}")
        st.markdown(_("Sapa failed here. The server's log says where; the other pages still work."))


@contextmanager
def guarded() -> Iterator[None]:
    """Turns an error inside one card into a notice there, so that the rest of the page stands."""
    try:
        yield
    except SapaError as error:
        problem(error)
