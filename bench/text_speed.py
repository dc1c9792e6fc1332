"""How many texts a second are masked and understood: by the rules, with trained models, on one core, on all.

Texts are made by the demo's grammar (Russian, Kazakh, both, English; one in ten with personal data) and, with
``--shared FOLDER``, mixed with real Kazakh reviews and English questions of that folder.  All differ.  The
figures are texts per second of CPU of one process, and of the clock with all cores: on a busy machine believe
the first.  ``python -m bench.text_speed [--rows 5000] [--shared ../shared/data/text]``.
"""

import csv
import io
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Annotated

import numpy as np
import typer

from config.instance import DEFAULTS, PROJECT, Instance
from etl.demo.grammar import grammar, sentence
from etl.demo.personal import personal_data
from text.api import analyse, categories, language, load_taxonomy, mask, sentiment
from text.training import installed
from text.training.learner import learn

SHARES = {"ru": 0.4, "kk": 0.25, "mixed": 0.15, "en": 0.2}
"""Of which language so many of the texts are, about as a Kazakh operator meets them."""
_TAUGHT = 2_000
"""Texts the models of the bench learn from."""


def main(
    rows: Annotated[int, typer.Option(help="Texts measured.")] = 5_000,
    shared: Annotated[Path | None, typer.Option(help="Folder of real texts to mix in.")] = None,
    load: Annotated[bool, typer.Option(help="Also the command line and a whole load.")] = True,
) -> None:
    """Print texts a second of every step."""
    texts = [text for text, _ in made(rows, shared, seed=1)]
    print(f"{len(texts)} texts, {sum(map(len, texts)) / len(texts):.0f} letters each")
    _steps(texts)
    with tempfile.TemporaryDirectory(prefix="sapa-bench-") as folder:
        instance = _taught(Path(folder), shared)
        for name, used in (("rules", None), ("trained models", instance)):
            analyse(["прогрев"], instance=used)
            _forget()
            _told(f"analyse, {name}", texts, partial(analyse, texts, instance=used))
        _all_cores(rows * 5, shared, instance)
        if load:
            _command(texts, Path(folder))
            _load(texts, Path(folder))


def made(rows: int, shared: Path | None, seed: int) -> list[tuple[str, str]]:
    """``rows`` different texts, each with the cause it was made for ("" for a real one), in random order."""
    chance, rng = random.Random(seed), np.random.default_rng(seed)
    real = _real(shared, chance)
    found: dict[str, str] = {}
    for _ in range(rows * 20):
        if len(found) >= rows:
            break
        code = chance.choices(list(SHARES), list(SHARES.values()))[0]
        if real.get(code) and chance.random() < 0.5:
            found.setdefault(real[code].pop(), "")
            continue
        cause, text = _one(code, chance)
        if chance.random() < 0.1:
            text = f"{text} {personal_data(rng, code)}"
        found.setdefault(text, cause)
    return list(found.items())


def _one(code: str, chance: random.Random) -> tuple[str, str]:
    """A cause and one or two sentences about it; a mixed text has one in each language."""
    cause = chance.choice(list(grammar("ru").sentences))
    spoken = ["ru", "kk"] if code == "mixed" else [code] * chance.choice([1, 1, 2])
    parts = []
    for each in spoken:
        rules = grammar(each)
        parts.append(sentence(chance.choice(rules.sentences[cause]), rules.slots, chance.randrange))
    return cause, " ".join(parts)


def _real(shared: Path | None, chance: random.Random) -> dict[str, list[str]]:
    if shared is None:
        return {}
    with zipfile.ZipFile(shared / "kazakh_reviews_polarity.zip") as archive:
        reviews = archive.read(archive.namelist()[0]).decode("utf8")
    questions = (shared / "banking77_train.csv").read_text("utf8")
    found = {
        code: [row["text"] for row in csv.DictReader(io.StringIO(content)) if row["text"]]
        for code, content in (("kk", reviews), ("en", questions))
    }
    for texts in found.values():
        chance.shuffle(texts)
    return found


def _steps(texts: Sequence[str]) -> None:
    """Each step alone, after a few texts that are not counted (dictionaries are read at first use)."""
    taxonomy = load_taxonomy(DEFAULTS / "taxonomy.toml")
    spoken = [language(text) for text in texts]
    known = dict(zip(texts, spoken, strict=True))
    steps: dict[str, Callable[[str], object]] = {
        "masking": mask,
        "language": language,
        "categories": lambda text: categories(text, taxonomy, known[text]),
        "sentiment, causes known": lambda text: sentiment(text, known[text], ()),
    }
    for name, step in steps.items():
        step(texts[0])
        _forget()
        _told(name, texts, partial(_each, step, texts))


def _forget() -> None:
    """Empty what is remembered of whole texts, so that nothing measured was done before."""
    from text import analysis

    analysis._by_rules.cache_clear()
    language.cache_clear()


def _each(step: Callable[[str], object], texts: Sequence[str]) -> None:
    for text in texts:
        step(text)


def _told(name: str, texts: Sequence[str], work: Callable[[], object]) -> None:
    began = time.process_time()
    work()
    print(f"{name:<34}{len(texts) / (time.process_time() - began):8.0f} a second of CPU")


def _taught(folder: Path, shared: Path | None) -> Instance:
    """An instance that uses a model of causes and one of sentiment, of texts that are not measured; how good
    they are is not asked here."""
    instance = Instance(folder / "taught")
    rows = made(_TAUGHT, shared, seed=2)
    causes = [(text, cause) for text, cause in rows if cause]
    sides = [(text, sentiment(text).label or "") for text, _ in rows]
    _install(instance, "causes", "category", causes)
    _install(instance, "feelings", "sentiment", [row for row in sides if row[1] in ("negative", "positive")])
    return instance


def _install(instance: Instance, name: str, task: str, rows: Sequence[tuple[str, str]]) -> None:
    texts = [text for text, _ in rows]
    installed.install(instance, learn(name, task, texts, [label for _, label in rows]), {}, texts)


def _all_cores(rows: int, shared: Path | None, instance: Instance) -> None:
    texts = [text for text, _ in made(rows, shared, seed=3)]
    for name, used in (("rules", None), ("trained models", instance)):
        began, before = time.monotonic(), _children()
        analyse(texts, instance=used, workers=os.cpu_count() or 1)
        clock, cpu = time.monotonic() - began, _children() - before
        what = f"{len(texts)} texts, {os.cpu_count()} cores, {name}"
        print(f"{what:<34}{len(texts) / clock:8.0f} a second of the clock, {len(texts) / cpu:.0f} of CPU")


def _children() -> float:
    used = (resource.getrusage(who) for who in (resource.RUSAGE_CHILDREN, resource.RUSAGE_SELF))
    return sum(each.ru_utime + each.ru_stime for each in used)


def _command(texts: Sequence[str], folder: Path) -> None:
    """The commands as people call them, with the start of Python."""
    file = folder / "texts.csv"
    with file.open("w", encoding="utf8", newline="") as out:
        csv.writer(out).writerows([["text"], *([text] for text in texts)])
    for name in ("mask", "sentiment", "categories"):
        before = _children()
        subprocess.run(
            [sys.executable, "-m", "text", name, str(file), "--text", "text"],
            cwd=PROJECT, stdout=subprocess.DEVNULL, check=True,
        )  # fmt: skip
        print(f"{f'python -m text {name}':<34}{len(texts) / (_children() - before):8.0f} a second of CPU")


DECLARATION = """contract = "surveys"
path = "incoming/*.csv"
[columns]
survey_id = "survey_id"
customer_id = "phone"
sent_at = "answered_at"
answered_at = "answered_at"
score = "score"
comment = "comment"
"""


def _load(texts: Sequence[str], folder: Path) -> None:
    """A load of surveys with these comments, and a second one that brings nothing new."""
    home = folder / "op"
    _etl("init", str(home))
    (home / "config" / "sources" / "nps.toml").write_text(DECLARATION)
    (home / "incoming").mkdir(exist_ok=True)
    with (home / "incoming" / "surveys.csv").open("w", encoding="utf8", newline="") as out:
        rows = (
            [f"s{number}", f"8701{number:07}", "2026-03-01 10:00:00", number % 11, text]
            for number, text in enumerate(texts)
        )
        csv.writer(out).writerows([["survey_id", "phone", "answered_at", "score", "comment"], *rows])
    for name in ("a load, masked and analysed", "the same load again"):
        before = _children()
        _etl("load", "--home", str(home))
        print(f"{name:<34}{_children() - before:8.1f} s of CPU")


def _etl(*args: str) -> None:
    subprocess.run([sys.executable, "-m", "etl", *args], cwd=PROJECT, capture_output=True, check=True)


if __name__ == "__main__":
    typer.run(main)
