"""Step 1: an upload, or a file that lies in ``incoming/`` already."""

from pathlib import Path

import streamlit as st

from config.errors import SapaError
from etl.api import connect
from ui import access, cards, data
from ui.connecting import state as connect_state
from ui.connecting import words as say
from ui.connecting.state import COLUMNS
from ui.plain import plain
from ui.words import _, formats

_KB = 1024
_STYLE = """<style>
[data-testid="stFileUploaderDropzone"] button p{font-size:0}
[data-testid="stFileUploaderDropzoneInstructions"] span{font-size:0}
[data-testid="stFileUploaderDropzone"] button p::after{content:"%s";font-size:.875rem}
[data-testid="stFileUploaderDropzoneInstructions"] span::after{content:"%s";font-size:.875rem}
</style>"""
"""The uploader speaks English only."""


def draw() -> None:
    """Go on with a draft, upload, or choose."""
    _draft()
    wide = st.grid(2, min_column_width=380)
    with wide.cell(), cards.card("connect_upload", stretch=True):
        _upload()
    with wide.cell(), cards.card("connect_incoming", stretch=True):
        _incoming()
    st.caption(_kinds())


def _kinds() -> str:
    return _(
        "Databases, logs of telephone exchanges and folders of recordings are declared on the server: "
        "config/sources/README.md says how."
    )


def _draft() -> None:
    found = connect_state.draft()
    if found is None or connect_state.state().file is not None:
        return
    with cards.card("connect_draft"):
        st.markdown(f":material/history: {_('You were connecting “{name}”.', name=plain(found.name))}")
        if not connect_state.is_whole(found):
            st.caption(_("Its upload is gone: give the file again, and your corrections are applied to it."))
        with st.container(horizontal=True):
            if connect_state.is_whole(found):
                st.button(_("Go on"), key="connect_go_on", type="primary", on_click=_go_on, args=(found,))
            st.button(_("Forget it"), key="connect_forget", on_click=connect_state.leave)


def _go_on(found: connect.Draft) -> None:
    file = Path(found.file)
    if found.is_upload:  # the place it lies in ends with its own session
        file = connect.keep_upload(connect_state.folder(), found.name, file.read_bytes())
    connect_state.open_file(file, found.name, is_upload=found.is_upload, told=found.told)
    connect_state.go(max(found.step, COLUMNS))


def _upload() -> None:
    st.markdown(f"##### {_('From your computer')}")
    st.html(_STYLE % (_("Choose a file"), _("or drop it here")))
    given = st.file_uploader(
        _("CSV, Excel, OpenDocument, JSON or Parquet, up to {size} MB", size=connect.MOST_MEGABYTES),
        type=list(connect.SUFFIXES),
        max_upload_size=connect.MOST_MEGABYTES,
        key="connect_uploader",
    )
    st.caption(_("It is kept apart and removed when you leave, unless you keep it when loading."))
    if given is not None and st.session_state.get("connect_taken") != given.file_id:
        st.session_state["connect_taken"] = given.file_id
        file = connect.keep_upload(connect_state.folder(), given.name, given.getbuffer())
        connect_state.open_file(file, given.name, is_upload=True, told=_told_before(given.name))
        st.rerun()


def _told_before(name: str) -> connect_state.Told:
    """Corrections of a draft whose upload is gone."""
    found = connect_state.draft()
    is_same = found is not None and found.is_upload and found.name == name
    return found.told if found is not None and is_same else {}


def _incoming() -> None:
    st.markdown(f"##### {_('From the server')}")
    folder = plain(str(data.instance().home / "incoming"))
    if not access.may_see_people(data.instance()):
        st.markdown(_("Files on the server hold personal data, which your role does not show."))
        return
    found = {one.name: one for one in connect.waiting(data.instance())}
    if not found:
        st.markdown(_("Nothing lies in {folder} yet.", folder=folder))
        return
    st.selectbox(
        _("A file in incoming"), list(found), index=None, format_func=lambda name: _line(found[name]),
        key="connect_waiting", placeholder=_("Choose a file"), on_change=_open,
    )  # fmt: skip
    st.caption(_("For files of any size: put them into {folder}.", folder=folder))


def _line(one: connect.Waiting) -> str:
    taken = _("taken by {source}", source=one.source) if one.source else ""
    parts = (one.name, _size(one.size), formats().date(one.changed.date()), taken)
    return " · ".join(part for part in parts if part)


def _size(size: int) -> str:
    if size < _KB * _KB:
        return _("{size} KB", size=formats().number(max(size / _KB, 0.1), 1))
    return _("{size} MB", size=formats().number(size / _KB / _KB, 1))


def _open() -> None:
    name = str(st.session_state["connect_waiting"])
    try:
        file = connect.find_waiting(data.instance(), name)
    except SapaError as error:
        st.toast(plain(say.problem(str(error))))
        return
    connect_state.open_file(file, name, is_upload=False)
