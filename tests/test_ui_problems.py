"""Errors from below are said in the session's language with what they name; unknown ones stay as they are."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcribe.containers import check_head
from transcribe.errors import AudioError
from ui import problems
from ui.words import speaking

TEMPLATES = problems._TEMPLATES


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_a_known_failure_is_said_in_the_language_and_names_its_file(language: str) -> None:
    text = "calls/7.wav: cut, 3.1 s of 9.0 s are there; copy it again from the recorder."
    with speaking(language):
        said = problems.said(text)
    assert said != text and all(word in said for word in ("calls/7.wav", "3.1", "9.0"))
    assert not re.search(r"[A-Za-z]{4,}", said.replace("calls/7.wav", ""))


@given(st.text(max_size=80))
def test_what_is_not_known_stays_as_it_came(text: str) -> None:
    with speaking("ru"):
        assert problems.said(f"№{text}") == f"№{text}".strip()


@given(st.sampled_from(TEMPLATES), st.data())
def test_every_template_knows_its_own_text(template: str, data: st.DataObject) -> None:
    names = re.findall(r"\{(\w+)\}", template)
    word = st.text("абвxyz0123./", min_size=1, max_size=12)
    values = {name: data.draw(word) for name in names}
    with speaking("en"):
        assert problems.said(template.format(**values)) == template.format(**values).strip()


def test_the_messages_are_those_that_are_raised(tmp_path: Path) -> None:
    empty = tmp_path / "empty.wav"
    empty.write_bytes(b"")
    with pytest.raises(AudioError) as raised:
        check_head(empty)
    with speaking("ru"):
        assert problems.said(raised.value) != str(raised.value)
