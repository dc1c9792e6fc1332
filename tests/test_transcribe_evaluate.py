"""Word error rates and calibration are what one would work out by hand, and are kept and told."""

import json
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.cli import exit_code
from config.errors import NotReady, WrongUse
from tests.transcribe_sounds import RECORDINGS, encode, new_instance, sound, without_other_models
from transcribe.__main__ import app
from transcribe.api import evaluations
from transcribe.evaluation import calibration, comparing, naming, references, result, scores, wording
from transcribe.evaluation.comparing import Compared
from transcribe.evaluation.references import Reference, Said
from transcribe.transcript import Utterance, Word
from transcribe.wordlist import names
from transcribe.wordlist.mending import mended


def _heard(text: str, confidence: float = 0.9, channel: int = 0, language: str = "ru") -> Utterance:
    said = (Word(word, i * 0.5, i * 0.5 + 0.4, confidence) for i, word in enumerate(text.split()))
    return Utterance(channel, tuple(said), language, f"tiny-{language}")


def _one(said: str, heard: str, *, recording: str = "a.wav", confidence: float = 0.9) -> Compared:
    reference = Reference(Path(recording), "ru", (Said(said, "ru"),))
    (found,) = comparing.compared(reference, [_heard(heard, confidence)] if heard else [])
    return found


def test_a_rate_is_what_one_counts_by_hand() -> None:
    one = _one("мой тариф не работает уже", "мой тариф не работал вчера уже да")
    whole = scores.errors([one])[0]
    assert (whole.words, whole.substituted, whole.deleted, whole.inserted) == (5, 1, 0, 2)
    assert whole.wer == pytest.approx(60.0)
    assert (whole.low, whole.high) == (None, None)  # one recording says nothing about others


def test_letters_are_compared_with_the_gaps_between_words() -> None:
    assert scores.errors([_one("да нет", "да нат")])[0].cer == pytest.approx(100 / 6)


def test_words_left_out_wholly_count() -> None:
    whole = scores.errors([_one("да нет", "")])[0]
    assert (whole.deleted, whole.wer) == (2, 100.0)


_TEXT = st.lists(st.sampled_from(["да", "нет", "тариф", "услуга"]), max_size=9).map(" ".join)


@given(_TEXT, _TEXT)
def test_the_alignment_has_the_fewest_changes(said: str, heard: str) -> None:
    steps = _one(said, heard).steps
    assert sum(step.kind != comparing.RIGHT for step in steps) == _distance(said.split(), heard.split())
    assert [step.said for step in steps if step.said] == said.split()
    assert [step.heard.word for step in steps if step.heard] == heard.split()


def _distance(one: list[str], other: list[str]) -> int:
    row = list(range(len(other) + 1))
    for i, word in enumerate(one, 1):
        before, row = row, [i]
        for j, against in enumerate(other, 1):
            row.append(min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (word != against)))
    return row[-1]


def test_writing_makes_no_difference() -> None:
    assert wording.words("Всё-таки, ДА! <noise> [смех] don’t") == ["все", "таки", "да", "don't"]
    assert scores.errors([_one("Ещё раз: Алло?", "еще раз алло")])[0].wer == 0


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("номер 25", "номер двадцать пять"),
        ("код 0701", "код ноль семь ноль один"),
        ("230 теңге", "екі жүз отыз теңге"),
        ("230 рублей", "двести тридцать рублей"),
        ("room 12", "room twelve"),
    ],
)
def test_digits_of_a_reference_are_compared_by_value(said: str, heard: str) -> None:
    found = _one(said, heard)
    if said.startswith("230 т"):  # two hundred are said as two and a hundred
        assert scores.errors([found])[0].words == 3
    else:
        assert scores.errors([found])[0].wer == 0
    assert found.letters is None


def test_the_interval_is_drawn_by_recording_and_holds_the_rate() -> None:
    those = [_one("да нет да нет", "да нет да нет", recording=f"{i}") for i in range(20)]
    whole = scores.errors(those)[0]
    assert whole.wer == whole.low == 0
    assert whole.high == pytest.approx(100 * 3.8415 / (80 + 3.8415), abs=0.01)  # Wilson's, of 80 words
    those += [_one("да нет да нет", "не не не не", recording=f"bad {i}") for i in range(5)]
    whole = scores.errors(those)[0]
    assert whole.wer == 20
    assert whole.low is not None
    assert whole.high is not None
    assert 3 < whole.low < 20 < whole.high < 40


def test_groups_are_by_language_channel_and_confidence() -> None:
    reference = Reference(Path("a.wav"), None, (Said("да", "ru", 0), Said("жоқ", "kk", 1)))
    heard = [_heard("да", 0.97), _heard("жок", 0.5, channel=1, language="kk")]
    rows = {(each.by, each.group): each.wer for each in scores.errors(comparing.compared(reference, heard))}
    assert rows == {
        ("all", ""): 50, ("language", "ru"): 0, ("language", "kk"): 100, ("channel", "left"): 0,
        ("channel", "right"): 100, ("confidence", "0.00-0.60"): 100, ("confidence", "0.95-1.00"): 0,
    }  # fmt: skip


def test_confusions_are_told_from_twice_on_and_never_of_what_is_personal() -> None:
    said, heard = (
        "тариф номер восемь семь семь семь один два три четыре пять",
        "тарифы номер восемь семь семь семь",
    )
    those = [_one(said, f"{heard} один два три четыре шесть", recording=f"{i}") for i in range(2)]
    assert scores.confusions(those) == (result.Confusion("тариф", "тарифы", 2),)
    assert scores.confusions(those[:1]) == ()


def test_calibration_is_the_gap_between_belief_and_truth() -> None:
    one = _one("да " * 8 + "нет нет", "да " * 10, confidence=0.9)
    (found,) = calibration.calibrations([one])
    (band,) = found.bands
    assert (band.words, band.right) == (10, 80)
    assert found.error == pytest.approx(10)
    assert found.curve is None  # ten words are too few


def test_the_curve_never_falls_and_is_judged_on_other_recordings() -> None:
    chance = random.Random(1)
    those = []
    for number in range(40):
        for sure in (0.95, 0.6):
            right = [chance.random() < sure - 0.3 for _ in range(10)]
            heard = " ".join("да" if one else "мимо" for one in right)
            those.append(_one("да " * 10, heard, recording=f"{number}", confidence=sure))
    (found,) = calibration.calibrations(those)
    assert found.error == pytest.approx(30, abs=4)
    assert found.mended_error is not None
    assert found.mended_error < 6
    assert found.curve is not None
    assert [y for _, y in found.curve] == sorted(y for _, y in found.curve)


def test_names_are_counted_before_and_after_mending(tmp_path: Path) -> None:
    (tmp_path / "words.toml").write_text('near = ["тариф"]\n[[name]]\nname = "Супер Связь"\n', "utf8")
    words = names.load(tmp_path / "words.toml")
    reference = Reference(Path("a"), "ru", (Said("хочу тариф супер связь", "ru"),))
    heard = [_heard("хочу тариф с утра связь", 0.7)]
    other = Reference(Path("b"), "ru", (Said("какой тариф с утра связь", "ru"),))
    before = [*comparing.compared(reference, heard), *comparing.compared(other, heard)]
    after = [
        *comparing.compared(reference, mended(heard, words)), *comparing.compared(other, mended(heard, words))
    ]  # fmt: skip
    (found,) = naming.names_found(words, before, after)
    assert (found.said, found.heard, found.mended, found.invented) == (1, 0, 1, 1)
    assert found.instead == (result.Confusion("Супер Связь", "с утра связь", 1),)


def test_references_are_read_in_each_shape(tmp_path: Path) -> None:
    for name in ("beside", "table", "calls"):
        (tmp_path / name).mkdir()
    (tmp_path / "beside" / "a.wav").write_bytes(b"")
    (tmp_path / "beside" / "a.txt").write_text("да\nнет", "utf8")
    (tmp_path / "table" / "b.wav").write_bytes(b"")
    (tmp_path / "table" / "m.tsv").write_text("clip\tseconds\treference\nb\t3\tда нет\n", "utf8")
    turns = [
        {"speaker": "customer", "start_s": 3, "text": "нет"}, {"speaker": "agent", "start_s": 1, "text": "да"}
    ]  # fmt: skip
    call = {"file": "c.wav", "language": "ru+kk", "turns": [turn | {"language": "kz"} for turn in turns]}
    (tmp_path / "calls" / "calls.json").write_text(json.dumps([call]), "utf8")
    found = {each.file.name: each for each in references.read(tmp_path, "ru")}
    assert found["a.wav"].said == (Said("да нет", "ru"),)
    assert found["b.wav"].said == (Said("да нет", "ru"),)
    assert found["c.wav"].said == (Said("да", "kk", 0), Said("нет", "kk", 1))
    assert (found["a.wav"].language, found["c.wav"].language) == ("ru", None)


def test_a_folder_without_references_says_what_is_needed(tmp_path: Path) -> None:
    with pytest.raises(NotReady, match=r"calls\.json"):
        references.read(tmp_path)
    with pytest.raises(WrongUse, match="no such folder"):
        references.read(tmp_path / "gone")
    (tmp_path / "calls.json").write_text('{"file": 1}', "utf8")
    with pytest.raises(NotReady, match="turns"):
        references.read(tmp_path)


def test_the_command_measures_keeps_and_tells_what_it_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    without_other_models(monkeypatch)
    instance = new_instance(tmp_path / "home")
    folder = tmp_path / "written down"
    folder.mkdir()
    encode(sound("ru"), folder / "a.wav", "alaw.wav")
    calls = json.loads((RECORDINGS / "calls.json").read_text("utf8"))
    call = next(one for one in calls if one["language"] == "ru" and not one["file"].endswith(".ogg"))
    gone = {"file": "gone.wav", "language": "ru", "turns": call["turns"]}
    (folder / "calls.json").write_text(json.dumps([call | {"file": "a.wav"}, gone]), "utf8")
    words = ["evaluate", str(folder), "--home", str(instance.home), "--format", "json"]
    code = exit_code(app, "transcribe", words)
    out, err = capfdbinary.readouterr()
    (kept,) = evaluations(instance)
    assert code == 4
    assert "gone.wav" in err.decode()
    assert json.loads(out) == json.loads(result.to_json(kept))
    assert (kept.folder, kept.recordings, kept.is_demo_model) == ("written down", 1, True)
    assert kept.whole.words > 20
    assert kept.whole.wer is not None
    assert kept.whole.wer < 8
    assert {each.by for each in kept.errors} == {"all", "language", "channel", "confidence"}
