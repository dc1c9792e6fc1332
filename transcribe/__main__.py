"""``python -m transcribe``: recordings into words."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from config.cli import DemoOption, HomeOption, messages, new_app, run
from config.errors import WrongUse, one_of
from config.instance import Instance
from transcribe import evaluation_cli, models_cli, queue_cli, show
from transcribe.models_cli import any_instance

if TYPE_CHECKING:
    from transcribe.choice import Choice

app = new_app("Recordings into words: hear a file, hear what has landed, look at the queue, manage models.")
app.add_typer(models_cli.app, name="models")
queue_cli.add_to(app)
evaluation_cli.add_to(app)
SIDES = {"agent": "left", "customer": "right"}


@app.command()
def file(
    path: Annotated[Path, typer.Argument(help="A sound file: WAV, MP3, OGG and others.")],
    *,
    model: Annotated[
        str | None, typer.Option(help="A model of 'models list' (default: those in use).")
    ] = None,
    language: Annotated[
        str | None, typer.Option(help="ru, kk or en, where known; else all are tried.")
    ] = None,
    left: Annotated[str | None, typer.Option(help="Who is on the left channel: agent or customer.")] = None,
    kind: Annotated[str, typer.Option("--format", help="text, json, csv or vtt.")] = "text",
    home: HomeOption = None,
    demo: DemoOption = False,
) -> None:
    """Words of one recording with times, masked; nothing is stored."""
    from transcribe import audio, output, speech
    from transcribe.wordlist import mending, names

    if kind not in output.FORMATS:
        raise WrongUse(one_of("format", kind, output.FORMATS))
    if left is not None and left not in SIDES:
        raise WrongUse(one_of("side for --left", left, SIDES))
    instance = any_instance(home, demo)
    choice, words = _choice(instance, model, language), names.word_list(instance)
    sound = audio.decode(path)
    with show.progress("s of sound") as bar:
        seconds = sound.duration_s * len(sound.channels) * (1 if choice.first else len(choice.models))
        task = bar.add_task(path.name, total=round(seconds))
        transcript = speech.transcribe(
            sound, choice, SIDES.get(left or "", "unknown"), lambda heard: bar.update(task, advance=heard)
        )
    transcript = mending.with_names(transcript, words)
    show.print_out(output.written(transcript, kind))
    _say_heard(transcript.model, transcript.is_demo_model, len(transcript.words))


def _choice(instance: Instance | None, model: str | None, language: str | None) -> "Choice":
    from transcribe import models
    from transcribe.choice import choose, with_models

    if model:
        chosen = models.named(instance, model)
        return with_models([chosen], chosen.language)
    return choose(models.in_use(instance), language)


def _say_heard(model: str, is_demo: bool, count_words: int) -> None:
    note = " (a demonstration model: it knows the demo's few hundred words only)" if is_demo else ""
    said = f"{count_words} words" if count_words else "nothing was said that the model understands"
    messages.print(f"{said}; heard by {model}{note}", style="dim", markup=False)


if __name__ == "__main__":
    run(app, "transcribe")
