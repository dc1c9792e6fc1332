"""Every figure of the speech queue and of recognition is what its command tells, and what Python counts."""

import time

import pytest

from config.instance import Instance
from tests import figures_speech
from tests.figures_pages import PEOPLE, see
from tests.tiny_warehouse import tiny_warehouse
from transcribe import control
from transcribe.evaluation.result import save
from transcribe.ledger import ledger_of
from ui.queue import board


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Instance:
    made = tiny_warehouse(tmp_path_factory.mktemp("speech"))[0]
    (made.config / "people.toml").write_text(PEOPLE, "utf8")
    return made


def test_the_queue_counts_what_its_command_prints_and_what_lies_in_the_ledger(
    monkeypatch: pytest.MonkeyPatch, instance: Instance, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    with ledger_of(instance) as ledger:
        figures_speech.fill(ledger, time.time())
        ledger.claim("elsewhere:1", 600)
        control.sign(ledger, "elsewhere:1", "", 2, time.time())
    board.overview.clear()
    figures_speech.compare_queue(see(monkeypatch, instance, "queue"), instance, capfdbinary)


def test_recognition_counts_what_is_stored_and_what_the_words_come_to(
    monkeypatch: pytest.MonkeyPatch, instance: Instance
) -> None:
    save(instance, figures_speech.measured("calls of october"))
    figures_speech.compare_recognition(see(monkeypatch, instance, "recognition"), instance)
