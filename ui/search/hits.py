"""The list of hits: each call with the places where the search was met; a click hears that second."""

from collections.abc import Callable

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ui import cards, labels, narrow, page
from ui.plain import plain
from ui.search import answers, controls
from ui.search.controls import SHOWN
from ui.search.wanted import Wanted, want
from ui.words import _, _n, formats
from warehouse.search.asking import Found, Hit
from warehouse.search.places import Place
from warehouse.search.query import NothingToFind

FIRST, MORE, MOST = 20, 20, 200
_PLACES, _IN_SIGHT, _LIST_PX = 2, 5, 640
Open = Callable[[str, float | None], None]


def shown() -> int:
    """How many hits are asked for."""
    return int(st.session_state.get(SHOWN, FIRST))


def list_card(found: Found, opened: str | None, open_call: Open) -> None:
    """The hits with their order; what to do where there is none."""
    with cards.card("search_hits"):
        if not found.hits:
            _preparing(found)
            _nothing()
            return
        count = _n("{count} call", "{count} calls", found.count)
        cards.head(key="search_hits", title=count, caption=_("in which it is said"))
        _preparing(found)
        if found.count > 1:
            controls.order()
        with _beside_the_player(len(found.hits)):
            for hit in found.hits:
                _hit(hit, is_open=hit.recording_id == opened, open_call=open_call)
            _more(found)


def _beside_the_player(count: int) -> DeltaGenerator:
    """A long list moves for itself, so that the player stays in sight; on a phone it is a page of its own."""
    is_long = count > _IN_SIGHT and not narrow.is_narrow()
    return st.container(height=_LIST_PX if is_long else "content", border=False, gap="small")


def headline(wanted: Wanted, found: Found) -> str:
    """How many calls say it."""
    return _n(
        "“{text}” is said in {count} call", "“{text}” is said in {count} calls", found.count, text=wanted.q
    )  # fmt: skip


def refused(wanted: Wanted) -> bool:
    """True where nothing can be looked for, and says why."""
    why = answers.unreadable(wanted.q)
    if why is None:
        return False
    with cards.card("search_refused"):
        words = (
            _("Only words to leave out: add one that is to be found.")
            if isinstance(why, NothingToFind)
            else _("That is more than can be looked for at once: keep only the rarest words.")
        )
        page.empty("search_refused", words)
    return True


def examples() -> None:
    """What can be typed, as buttons that try it."""
    st.caption(_("Every word in any of its forms, in any order. Try:"))
    with st.container(horizontal=True, key="search_examples"):
        for text, means in _examples().items():
            st.button(
                plain(text),
                key=f"try_{text}",
                help=means,
                on_click=want,
                kwargs={"q": text},
                type="secondary",
            )


def preparing() -> None:
    """Said where there is no index yet."""
    st.info(
        _("The search is being prepared. Until then only words exactly as they are written are found."),
        icon=":material/hourglass_top:",
    )


def _examples() -> dict[str, str]:
    return {
        _("money back"): _("both words, in any form"),
        _("“close the contract”"): _("a phrase: the words together"),
        _("router -master"): _("without a word"),
        _("refund*"): _("words that begin so"),
        "<PHONE>": _("personal data that was masked"),
    }


def _preparing(found: Found) -> None:
    if not found.is_current:
        st.caption(
            f":material/hourglass_top: {_('The newest calls are still being prepared for the search.')}"
        )


def _nothing() -> None:
    page.empty("search_hits", _("Nobody says that in the calls of this period and these filters."))
    examples()


def _hit(hit: Hit, *, is_open: bool, open_call: Open) -> None:
    first = hit.places[0].start_s if hit.places else None
    key = f"hit_{hit.recording_id}"
    with st.container(key=f"found_{'open_' if is_open else ''}{hit.recording_id}", gap=None):
        st.button(
            _title(hit, is_open=is_open), key=key, type="tertiary", on_click=open_call,
            args=(hit.recording_id, first), wrap=True,
        )  # fmt: skip
        for number, place in enumerate(hit.places[:_PLACES]):
            st.button(
                _snippet(place), key=f"{key}_{number}", type="tertiary", on_click=open_call,
                args=(hit.recording_id, place.start_s), icon=":material/play_arrow:", wrap=True,
            )  # fmt: skip
        rest = len(hit.places) - _PLACES
        if rest > 0:
            st.caption(_n("and at {count} more place", "and at {count} more places", rest))


def _title(hit: Hit, *, is_open: bool) -> str:
    write = formats()
    parts = [
        f"{write.day_month(hit.started_at)} {hit.started_at:%H:%M}",
        labels.name("agent", hit.agent_id) if hit.agent_id else "",
        _("score {score}", score=write.count(hit.score)) if hit.score is not None else "",
    ]
    mark = ":material/headphones: " if is_open else ""
    return f"{mark}**{plain(' · '.join(part for part in parts if part))}**"


def _snippet(place: Place) -> str:
    """Data as Markdown, escaped; only the colour of what was met is ours."""
    said = "".join(
        f":orange-background[{_kept(piece)}]" if is_met else _kept(piece) for piece, is_met in place.pieces
    )
    side = {"agent": _("Agent"), "customer": _("Customer")}.get(place.speaker, "")
    return f"{formats().clock(place.start_s)} {f'{side}: ' if side else ''}{said}"


def _kept(piece: str) -> str:
    """``plain`` with the space around it, which divides a piece from the next."""
    before, behind = piece[:1].isspace(), piece[-1:].isspace()
    return f"{' ' if before else ''}{plain(piece)}{' ' if behind and piece.strip() else ''}"


def _more(found: Found) -> None:
    now = len(found.hits)
    if shown() < min(found.count, MOST):
        words = _("Show {count} more", count=formats().count(min(MORE, found.count - now)))
        st.button(words, key="search_more_hits", on_click=_show_more, icon=":material/expand_more:")
    elif found.count > now:
        st.caption(
            _("The first {count} are shown: narrow the search to see others.", count=formats().count(now))
        )


def _show_more() -> None:
    st.session_state[SHOWN] = shown() + MORE
