"""Step 4: the source gets a name and a place for its next files, is saved, and this file is loaded."""

from pathlib import Path

import streamlit as st

from config.errors import SapaError
from etl.api import connect
from ui import cards, data
from ui.connecting import load as connect_load
from ui.connecting import state as connect_state
from ui.connecting import words as say
from ui.connecting.state import COLUMNS, TRY
from ui.plain import plain
from ui.words import _

_REPLACE = "connect_replace"


def draw() -> None:
    """Name, place, text, and the two buttons; behind them the load."""
    if st.session_state.get("connect_saved"):
        connect_load.draw()
        return
    seen = connect_state.sight()
    if not seen.is_ready:
        connect_state.go(COLUMNS)
        st.rerun()
    with cards.card("connect_name"):
        both = st.grid(2, min_column_width=300)
        with both.cell():
            name = _name(seen)
        with both.cell():
            path = _path()
        is_kept = _keep() if connect_state.state().is_upload else False
    toml = connect.with_path(seen.toml, path)
    with cards.card("connect_text"):
        st.markdown(f"##### {_('The declaration, as it will be saved')}")
        st.caption(f"config/sources/{plain(name)}.toml")
        st.code(toml, language="toml", wrap_lines=True)
    _buttons(seen, name, path, toml, is_kept)


def _name(seen: connect.Sight) -> str:
    suggested = connect.suggested_name(connect_state.state().name, seen.values["contract"])
    st.session_state.setdefault("connect_name", suggested)
    name = st.text_input(
        _("Name of the source"), key="connect_name", max_chars=60,
        help=_("Small Latin letters, digits, _ and -; files of one kind have one name."),
    ).strip()  # fmt: skip
    if connect.is_taken(data.instance(), name):
        st.markdown(f":red[:material/error:] {_('A source of this name is there already.')}")
        st.checkbox(_("Replace it; its declaration is kept beside the new one"), key=_REPLACE)
    return name


def _path() -> str:
    st.session_state.setdefault("connect_path", connect.suggested_path(connect_state.state().name))
    return st.text_input(
        _("Where its next files arrive"), key="connect_path",
        help=_("A place below incoming; * stands for what differs from file to file, such as the date."),
    ).strip()  # fmt: skip


def _keep() -> bool:
    st.session_state.setdefault("connect_keep", False)
    return st.checkbox(
        _("Keep this file in incoming too"), key="connect_keep",
        help=_("Else only its rows are kept, with personal data masked; the file itself is removed."),
    )  # fmt: skip


def _buttons(seen: connect.Sight, name: str, path: str, toml: str, is_kept: bool) -> None:
    is_blocked = connect.is_taken(data.instance(), name) and not st.session_state.get(_REPLACE)
    with st.container(horizontal=True, vertical_alignment="center", key="connect_forward"):
        st.button(
            _("Back"),
            key="connect_back",
            on_click=connect_state.go,
            args=(TRY,),
            icon=":material/arrow_back:",
        )
        is_saved = st.button(_("Save only"), key="connect_save", disabled=is_blocked or not name)
        is_loaded = st.button(
            _("Save and load now"), key="connect_load", type="primary", disabled=is_blocked or not name,
            icon=":material/play_arrow:",
        )  # fmt: skip
    if is_saved or is_loaded:
        try:
            _save(seen, name, path, toml, is_kept=is_kept, is_loaded=is_loaded)
        except SapaError as error:
            st.markdown(f":red[:material/error:] {plain(say.problem(str(error)))}")
            return
        st.rerun()


def _save(
    seen: connect.Sight, name: str, path: str, toml: str, *, is_kept: bool, is_loaded: bool
) -> None:  # fmt: skip
    """Saves; starts the load; what goes wrong is said before anything is forgotten."""
    instance, now = data.instance(), connect_state.state()
    path = connect.check_path(path)
    saved = connect.save(
        instance, name, connect.with_path(toml, path), replace=bool(st.session_state.get(_REPLACE))
    )
    file = now.file
    if is_kept and file is not None:
        file = connect.keep_file(instance, file, path)
    if is_loaded:
        is_found = file is not None and connect.takes(instance, seen.values, path, file)
        connect.start(instance, name, None if is_found else file)
    connect_state.forget_draft()
    backup = saved.backup.name if saved.backup else ""
    st.session_state["connect_saved"] = connect_load.Done(
        name, str(seen.values["contract"]), Path(saved.file).name, backup, is_loaded
    )
