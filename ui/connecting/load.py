"""After saving: how the load goes on, what it brought, and where to look at it."""

from dataclasses import dataclass

import streamlit as st

from etl.api import connect
from reports import loading
from ui import cards, data, theme
from ui.cells import day_of
from ui.connecting import state as connect_state
from ui.connecting import trying as connect_try
from ui.connecting import words as say
from ui.plain import plain
from ui.words import _, formats

_PAGES = {
    "surveys": "nps", "contacts": "overview", "ratings": "agents", "cases": "complaints",
    "case_events": "complaints", "recordings": "calls", "evaluations": "errors", "process_steps": "gemba",
}  # fmt: skip
_POLL_S = 1.0


@dataclass(frozen=True)
class Done:
    """A source that was saved: its name, record type, file, the backup of an older one, is it loaded now."""

    source: str
    contract: str
    file: str
    backup: str
    is_loaded: bool


def draw() -> None:
    """The saved source and the state of its load."""
    done: Done = st.session_state["connect_saved"]
    with cards.card("connect_done"):
        kept = _("; the older one is kept as {name}", name=plain(done.backup)) if done.backup else ""
        saved = _("Saved as config/sources/{name}", name=plain(done.file))
        st.markdown(f":green[:material/check_circle:] {saved}{kept}")
        if not done.is_loaded:
            command = f'python -m etl load {done.source} --home "{data.instance().home}"'
            st.caption(_("Its files are loaded by the next run, or now by this command:"))
            st.code(command, language=None, wrap_lines=True)
    if done.is_loaded:
        _follow(done)
    if not _is_running():
        st.button(_("Connect another file"), key="connect_again", on_click=_again, icon=":material/add:")


def _is_running() -> bool:
    job = connect.job_of(data.instance())
    return job is not None and job.progress.is_running


def _again() -> None:
    for key in ("connect_saved", "connect_name", "connect_path", "connect_keep", "connect_replace"):
        st.session_state.pop(key, None)
    connect_state.leave()


def _follow(done: Done) -> None:
    """Looks once a second while it runs; nothing else of the page moves meanwhile."""
    is_running = _is_running()

    @st.fragment(run_every=_POLL_S if is_running else None)
    def show() -> None:
        job = connect.job_of(data.instance())
        if job is None:
            st.markdown(_("The dashboard was started anew meanwhile: see Data for what was loaded."))
            return
        if is_running != job.progress.is_running:
            st.rerun()
        with cards.card("connect_progress"):
            _progress(job, done)

    show()


def _progress(job: connect.Job, done: Done) -> None:
    now = job.progress
    if now.is_running:
        _bar(now)
        st.button(_("Stop"), key="connect_cancel", on_click=job.cancel, icon=":material/stop:")
    elif now.state == "done":
        _brought(now, done)
    else:
        st.markdown(f":red[:material/error:] {_failure(now)}")
        if now.state == "cancelled" or not now.summary:
            st.button(_("Load it again"), key="connect_retry", on_click=_retry, args=(done,))


def _failure(now: connect.Progress) -> str:
    if now.state != "cancelled":
        return f"**{_('Not loaded.')}** {plain(say.problem(now.message))}"
    if now.step in ("", connect.STEPS[0]):
        return _("Stopped; nothing of this file was taken.")
    return _("Stopped; its rows are taken, and the next run will show them.")


def _retry(done: Done) -> None:
    file = connect_state.state().file
    connect.start(data.instance(), done.source, file)


def _bar(now: connect.Progress) -> None:
    steps = {
        "load": _("Reading and checking the file"), "transcribe": _("Hearing recorded calls"),
        "enrich": _("Reading texts"), "publish": _("Building the pages"),
    }  # fmt: skip
    if now.state == "waiting":
        told = _("Another run is writing; this one begins when it is done.")
        st.progress(0.0, text=f":material/hourglass_empty: {told}")
        st.caption(plain(say.problem(now.message)))
        return
    place = connect.STEPS.index(now.step) if now.step in connect.STEPS else 0
    within = now.done / now.total if now.total else 0.0
    share = min((place + within) / len(connect.STEPS), 1.0)
    st.progress(share, text=steps.get(now.step, _("Starting")) + "…")


def _brought(now: connect.Progress, done: Done) -> None:
    counts = {key: int(now.summary[key]) for key in loading.FATES}
    written = {key: formats().count(now.summary[key]) for key in ("loaded", "read")}
    written["seconds"] = formats().number(now.summary["seconds"], 1)
    st.markdown(f"##### {_('{loaded} of {read} rows are loaded, in {seconds} s', **written)}")
    names = {**connect_try.fate_names(), "loaded": _("loaded")}
    cards.draw(loading.fates(counts, theme.look(), names=names), key="connect_brought")
    st.markdown(connect_try.legend(counts, names))
    for problem in now.summary["problems"]:
        st.markdown(f":red[:material/error:] {plain(say.problem(problem))}")
    _links(now, done)


def _links(now: connect.Progress, done: Done) -> None:
    page, last = _PAGES.get(done.contract, "health"), day_of(now.summary.get("last_day"))
    month = {"period": f"{last:%Y-%m}"} if last else {}
    with st.container(horizontal=True):
        if page != "health":
            st.page_link(
                f"pages/{page}.py",
                label=_("See the figures"),
                icon=":material/trending_up:",
                query_params=month,
            )
        st.page_link("pages/health.py", label=_("See Data health"), icon=":material/database:")
