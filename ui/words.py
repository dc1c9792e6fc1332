"""Every word a person reads: translated here, numbers and dates written as their language does."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import streamlit as st

from reports.finding import Finding
from reports.formats import LANGUAGES, Formats
from reports.voice import translations

LANGUAGE_NAMES = {"ru": "Русский", "kk": "Қазақша", "en": "English"}
_spoken: ContextVar[str | None] = ContextVar("spoken", default=None)


def language() -> str:
    """The language of this session: ru, kk or en."""
    chosen = _spoken.get() or st.session_state.get("language")
    return chosen if chosen in LANGUAGES else "ru"


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Words in ``language`` where no session is: files are made after the page has run."""
    token = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(token)


def formats() -> Formats:
    """How this session writes numbers and dates."""
    return Formats(language())


def _(text: str, **values: object) -> str:
    """``text`` in the language of the session, ``{name}`` filled from ``values``."""
    translated = translations(language()).gettext(text)
    return translated.format(**values) if values else translated


def _n(one: str, many: str, count: int, **values: object) -> str:
    """The plural form that ``count`` asks for; ``{count}`` is filled with the written number."""
    translated = translations(language()).ngettext(one, many, count)
    return translated.format(**{"count": formats().count(count), **values})


def say(finding: Finding) -> str:
    """A finding as a sentence; its values are written by ``Formats`` and its codes by the reference."""
    from ui.labels import name

    values = {key: value.write(formats(), name) for key, value in finding.values.items()}
    if finding.plural:
        return _n(finding.template, finding.plural, finding.count, **values)
    return _(finding.template, **values)


def written_n(count: float | None) -> str:
    """``n = 212``, unbroken at a line's end."""
    return f"n\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}{formats().count(count)}"
