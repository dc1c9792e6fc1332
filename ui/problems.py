"""Errors and reasons that come in English from below, said in the language of the session.

A text is known by its template: what stands in the braces is taken over as it is.  A text that has none is
shown as it came: in English it still says what is wrong, where, and what to do.
"""

import re
from functools import lru_cache

from reports.finding import N_
from ui.words import _

_TEMPLATES = (
    N_("{path}: longer than {hours} hours: a recorder left running? Cut it into calls."),
    N_("{path}: no sound in this file (a picture or a document?)."),
    N_("{path}: sampled at {rate} per second, which is no speech."),
    N_("{path}: cut or damaged after {seconds} s; copy it again from the recorder."),
    N_("{path}: not a sound file that can be read ({said}); check the export."),
    N_("{path}: no sound in it; copy it again from the recorder."),
    N_("{path}: cut, {there} s of {whole} s are there; copy it again from the recorder."),
    N_("{path}: cut after {seconds} s; copy it again from the recorder."),
    N_("{path}: no such file; check the path in the recordings' source."),
    N_("{path}: empty (0 bytes); copy it again from the recorder."),
    N_(
        "{path}: no sound header: not a sound file, or a WAV that lost its header, so that its rate and "
        "encoding cannot be known; export it again with its header."
    ),
    N_("{path} was built by another version of Sapa; run '{command}'."),
    N_("{path} is missing; run '{command}'."),
    N_("{person} has closed this one already; reload the page."),
    N_("only what is closed can be reopened; reload the page."),
    N_("the last step here is not yours to undo; reload the page."),
    N_("a follow-up is closed with a note: write what was said and what was done."),
    N_("the text is empty: write what you saw."),
    N_("the text has {count} characters, {most} fit: shorten it."),
    N_("finding {number} is already {status}; reload the page."),
    N_("rating {number} is contested already; a decision stands."),
    N_("contest {number} is not yours to withdraw; reload the page."),
    N_("contest {number} is your own; somebody else decides it."),
    N_("contest {number} is already {status}; reload the page."),
    N_("contest {number} was decided a moment ago; reload the page."),
    N_("{month} is closed for pay: its ratings can no longer be contested."),
    N_("{month} is closed already; what was closed stays. Reload the page."),
    N_("{month}: {count} contests wait for a decision; decide them, then close."),
    N_("not installed: macro F1 {after} is below {before} of '{name}', which stays in use."),
    N_("{count} causes set right on pages; {least} are needed to learn category."),
    N_("{count} comments beside a score of 0-6 or 9-10; {least} are needed to learn sentiment."),
    N_("a filter named “{name}” is there already: choose another name."),
    N_("the journal did not take the entry ({reason}); nothing was lost, try again."),
)


def said(text: object, templates: tuple[str, ...] = _TEMPLATES) -> str:
    """``text`` of an error or a reason in the language of the session."""
    whole = str(text).strip()
    for template, pattern in _patterns(templates):
        if match := pattern.fullmatch(whole):
            return _(template, **match.groupdict())
    return whole


@lru_cache(maxsize=8)
def _patterns(templates: tuple[str, ...]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((one, re.compile(_pattern(one), re.DOTALL)) for one in templates)


def _pattern(template: str) -> str:
    parts = re.split(r"\{(\w+)\}", template)
    return "".join(f"(?P<{part}>.+?)" if place % 2 else re.escape(part) for place, part in enumerate(parts))
