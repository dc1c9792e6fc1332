"""Does a word list help, and does it make names up: on names no model knows, synthesised by espeak-ng.

    python -m bench.word_list [FOLDER ...]

Every name is said in sentences the demonstration models know. Thresholds were set on other names. Half of the
voices tell what each name is heard as; the list of that is tried on the other half. Folders with recordings
in which none of the names is said (and the demo's own recordings) tell how many are made up.
"""

import csv
import subprocess
import sys
import wave
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from config.errors import SapaError
from config.instance import PROJECT
from transcribe import audio, models, speech
from transcribe.choice import choose, with_models
from transcribe.evaluation import measuring, references
from transcribe.evaluation.result import Evaluation, NameFound
from transcribe.models import Model
from transcribe.wordlist.mending import mended
from transcribe.wordlist.names import WordList, load
from transcribe.wordlist.sound import spelled

NAMES = {
    "ru": ("Барс Плюс", "Тундра", "Сайран", "Полный Вперёд", "Байтерек", "Семейный Круг", "Жаннур Лайт",
           "Максимум Скорости", "Турист Онлайн", "Дастархан", "Молния", "Зимний Вечер"),
    "kk": ("Барыс Плюс", "Тұлпар", "Шаңырақ", "Жайлау Лайт", "Көктем", "Дос Жаран"),
    "en": ("Falcon Plus", "Blue River", "Steppe", "Family Circle", "Night Rider", "Maxima"),
}  # fmt: skip
SENTENCES = {
    "ru": ("я хочу тариф {}", "отключите услугу {} пожалуйста", "мой тариф {} непонятно почему",
           "подключение {} сколько рублей"),
    "kk": ("тарифті {} ауыстырғым", "маған {} қызметі жаман"),
    "en": ("i want to cancel the {} plan", "my service {} is not working"),
}  # fmt: skip
NEAR = ("тариф", "услуга", "подключение", "қызметі", "тарифті", "plan", "service")
VOICES = {"ru": "ru", "kk": "kk", "en": "en-us"}
HALVES = (("m1", "f2", "m3"), ("f1", "m4", "f3"))
SNR_DB = 27
LEAST_OFTEN = 2


def main() -> None:
    """Prints a table by language, then what was made up."""
    in_use = models.in_use(None)
    lists = []
    with TemporaryDirectory() as folder:
        for language in NAMES:
            lists.append(_one_language(Path(folder), in_use[language]))
    print("\nwithout any of the names   recordings  words  made up by sound  with what was heard")
    for name, found in _without_names([Path(each) for each in sys.argv[1:]], lists):
        print(f"{name:<26} {found[0]:>10} {found[1]:>6} {found[2]:>17} {found[3]:>20}")


def _one_language(folder: Path, model: Model) -> tuple[WordList, WordList]:
    language = model.language
    by_sound = _list(folder / f"{language}-sound.toml", language, {})
    first, second = (_said(folder / f"{language}-{half}", language, half) for half in (0, 1))
    told = _measured(first, model, by_sound)
    listed = _list(folder / f"{language}-heard.toml", language, _heard(told.names, language))
    for words, how in ((by_sound, "by sound alone"), (listed, "with what was heard")):
        found = _measured(second, model, words).names
        said, heard, after, invented = (
            sum(getattr(each, field) for each in found) for field in ("said", "heard", "mended", "invented")
        )
        print(
            f"{language}  {how:<20} said {said:>3}  heard {heard:>2}  mended {after:>3}  made up {invented}"
        )
    return by_sound, listed


def _said(folder: Path, language: str, half: int) -> Path:
    """A folder of recordings, a name and a sentence each, with a table of what is said."""
    folder.mkdir()
    with (folder / "said.csv").open("w", encoding="utf8", newline="") as table:
        rows = csv.writer(table)
        rows.writerow(("file", "text", "language"))
        for number, (name, sentence, voice) in enumerate(_tasks(language, half)):
            text = sentence.format(name)
            speed, pitch = 125 + 9 * (number % 7), 35 + number % 30
            _say(text, f"{VOICES[language]}+{voice}", (speed, pitch, number), folder / f"{number}.wav")
            rows.writerow((f"{number}.wav", text, language))
    return folder


def _tasks(language: str, half: int) -> Iterator[tuple[str, str, str]]:
    for name in NAMES[language]:
        for place, sentence in enumerate(SENTENCES[language]):
            for voice in (HALVES[half][place % 3], HALVES[half][(place + 1) % 3]):
                yield name, sentence, voice


def _say(text: str, voice: str, how: tuple[int, int, int], target: Path) -> None:
    """Telephone-like: 8 kHz, some noise."""
    speed, pitch, seed = how
    plain = target.with_suffix(".plain.wav")
    command = ["espeak-ng", "-v", voice, "-s", str(speed), "-p", str(pitch), "-w", str(plain), text]
    subprocess.run(command, check=True)
    samples = audio.decode(plain).channels[0].astype(float)
    plain.unlink()
    quiet = np.zeros(audio.RATE // 3)
    samples = np.concatenate([quiet, samples * 12000 / np.abs(samples).max(), quiet])
    noise = np.random.default_rng(seed).standard_normal(len(samples))
    samples += noise * np.sqrt(np.mean(samples**2)) * 10 ** (-SNR_DB / 20)
    narrow = samples.reshape(-1)[: len(samples) // 2 * 2].reshape(-1, 2).mean(axis=1)
    with wave.open(str(target), "wb") as sound:
        sound.setparams((1, 2, audio.RATE // 2, 0, "NONE", ""))
        sound.writeframes(narrow.clip(-32768, 32767).astype(np.int16).tobytes())


def _list(file: Path, language: str, heard: dict[str, list[str]]) -> WordList:
    lines = [f"near = {list(NEAR)}"]
    for name in NAMES[language]:
        lines += [
            "[[name]]",
            f'name = "{name}"',
            f'languages = ["{language}"]',
            f"heard = {heard.get(name, [])}",
        ]
    file.write_text("\n".join(lines), "utf8")
    return load(file)


def _heard(found: Sequence[NameFound], language: str) -> dict[str, list[str]]:
    """What an operator would list: heard in the place of one name alone, twice, and not in a sentence."""
    sentences = " ".join(SENTENCES[language])
    names_of = Counter(spelled(one.heard) for each in found for one in each.instead)
    return {
        each.name: [
            one.heard
            for one in each.instead
            if one.count >= LEAST_OFTEN and one.heard not in sentences and names_of[spelled(one.heard)] == 1
        ]
        for each in found
    }


def _measured(folder: Path, model: Model, words: WordList) -> Evaluation:
    found = references.read(folder)
    return measuring.evaluate(folder, found, {model.language: model}, only=model, words=words)


def _without_names(
    folders: Sequence[Path], lists: Sequence[tuple[WordList, WordList]]
) -> Iterator[tuple[str, list[int]]]:
    """Recordings, words, and names made up by either kind of list, of each folder."""
    in_use = models.in_use(None)
    for folder in (PROJECT / "etl" / "demo" / "recordings", *folders):
        total = [0, 0, 0, 0]
        for file in sorted(folder.rglob("*")):
            language = file.name[:2] if file.name[:2] in in_use else None
            try:
                sound = audio.decode(file)
                choice = with_models([in_use[language]], language) if language else choose(in_use, None)
                said = speech.spoken(sound, choice, "unknown")
            except (SapaError, OSError):
                continue
            total[0] += 1
            total[1] += sum(len(each.words) for each in said)
            for kind in (0, 1):
                total[2 + kind] += sum(len(one.mends) for words in lists for one in mended(said, words[kind]))
        yield folder.name, total


if __name__ == "__main__":
    main()
