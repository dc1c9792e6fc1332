"""What a session is connecting: the file, what the person has settled, and the step it is at."""

import json
import threading
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import streamlit as st

from etl.api import connect
from ui import data

FILE, COLUMNS, TRY, SAVE = 1, 2, 3, 4
_KEY, _GRACE_S = "connect", 120.0
Told = dict[str, Any]


@dataclass(frozen=True)
class State:
    """``past``: what was told before each correction, the latest last."""

    file: Path | None = None
    name: str = ""
    is_upload: bool = False
    told: Told = field(default_factory=dict)
    past: tuple[Told, ...] = ()
    step: int = FILE


def state() -> State:
    """What this session is at."""
    found = st.session_state.get(_KEY)
    return found if isinstance(found, State) else State()


def open_file(file: Path, name: str, *, is_upload: bool, told: Told | None = None) -> None:
    """Begin with a file; ``told`` is what an earlier session had settled about it."""
    _put(State(file, name, is_upload, told or {}, step=COLUMNS))


def tell(told: Told) -> None:
    """A correction: everything that is told now."""
    now = state()
    if told != now.told:
        _put(replace(now, told=told, past=(*now.past, now.told)))


def undo() -> None:
    """Take the last correction back."""
    now = state()
    if now.past:
        _put(replace(now, told=now.past[-1], past=now.past[:-1]))


def undo_all() -> None:
    """Back to what Sapa proposed."""
    tell({})


def go(step: int) -> None:
    """To another step."""
    _put(replace(state(), step=step))


def leave() -> None:
    """Done, or given up: nothing is kept."""
    _put(State())


def _put(new: State) -> None:
    st.session_state[_KEY] = new
    _keep_draft(new)


def _keep_draft(now: State) -> None:
    """Convenience only: where nothing can be written the page works all the same."""
    instance, person = data.instance(), data.scope().person
    try:
        if now.file is None:
            connect.forget_draft(instance, person)
        else:
            draft = connect.Draft(str(now.file), now.name, now.is_upload, now.told, now.step)
            connect.keep_draft(instance, person, draft)
    except OSError:
        return


def forget_draft() -> None:
    """It is saved: a reload begins anew."""
    connect.forget_draft(data.instance(), data.scope().person)


def draft() -> connect.Draft | None:
    """What this person began in an earlier session."""
    return connect.draft_of(data.instance(), data.scope().person)


def is_whole(found: connect.Draft) -> bool:
    """Whether the draft's file is still there; an upload goes with the session it came in."""
    file = Path(found.file)
    if found.is_upload:
        return file.is_file() and connect.is_ours(file)
    return file.is_file() and file.resolve().is_relative_to(data.instance().home)


def _forget_soon(place: Path) -> None:
    """A reload ends the session and begins another, which takes the draft's upload over meanwhile."""
    timer = threading.Timer(_GRACE_S, connect.forget_folder, [place])
    timer.daemon = True
    timer.start()


@st.cache_resource(scope="session", show_spinner=False, on_release=_forget_soon)
def folder() -> Path:
    """Where this session's uploads lie; removed with everything in it soon after the session ends."""
    return connect.new_folder()


def sight() -> connect.Sight:
    """What Sapa makes of the file under everything that is told; raises as ``connect.look``."""
    now = state()
    assert now.file is not None  # noqa: S101 (asked for behind the first step only)
    return _look(str(data.instance().home), str(now.file), _version(now.file), _written(now.told))


def trial(seen: connect.Sight) -> connect.Trial:
    """A dry run of it; raises as ``connect.try_out``."""
    now = state()
    assert now.file is not None  # noqa: S101
    return _trial(_landed(), str(now.file), _version(now.file), _written(seen.values))


def _landed() -> str:
    """Changes with every load: what is a duplicate depends on what is landed."""
    folder_of_loads = data.instance().landing / "loads"
    return str(folder_of_loads.stat().st_mtime_ns) if folder_of_loads.is_dir() else ""


def _version(file: Path) -> int:
    return file.stat().st_mtime_ns if file.exists() else 0


def _written(values: Told) -> str:
    return json.dumps(values, ensure_ascii=False, sort_keys=False)


@st.cache_data(max_entries=40, ttl=3600, show_spinner=False)
def _look(_home: str, file: str, version: int, told: str) -> connect.Sight:
    return connect.look(data.instance(), Path(file), json.loads(told))


@st.cache_data(max_entries=20, ttl=3600, show_spinner=False)
def _trial(landed: str, file: str, version: int, values: str) -> connect.Trial:
    return connect.try_out(data.instance(), Path(file), json.loads(values))
