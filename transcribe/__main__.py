"""``python -m transcribe``: recordings into words."""

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from config.cli import DemoOption, HomeOption, messages, new_app, reading_instance, run
from config.errors import DonePartly, WrongUse, one_of
from config.instance import Instance, find_instance
from transcribe import api, models_cli, show
from transcribe.models_cli import any_instance

if TYPE_CHECKING:
    from transcribe.choice import Choice

app = new_app("Recordings into words: hear a file, hear what has landed, look at the queue, manage models.")
app.add_typer(models_cli.app, name="models")
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

    if kind not in output.FORMATS:
        raise WrongUse(one_of("format", kind, output.FORMATS))
    if left is not None and left not in SIDES:
        raise WrongUse(one_of("side for --left", left, SIDES))
    choice = _choice(any_instance(home, demo), model, language)
    sound = audio.decode(path)
    with show.progress("s of sound") as bar:
        seconds = sound.duration_s * len(sound.channels) * (1 if choice.first else len(choice.models))
        task = bar.add_task(path.name, total=round(seconds))
        transcript = speech.transcribe(
            sound, choice, SIDES.get(left or "", "unknown"), lambda heard: bar.update(task, advance=heard)
        )
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


@app.command("run")
def run_queue(
    *,
    workers: Annotated[int, typer.Option(min=0, help="Processes; 0: as the settings say.")] = 0,
    limit: Annotated[int | None, typer.Option(min=1, help="At most so many recordings.")] = None,
    again: Annotated[bool, typer.Option("--again", help="Also those another full model has heard.")] = False,
    kind: show.FormatOption = "table",
    home: HomeOption = None,
    demo: DemoOption = False,
) -> None:
    """Hear every landed recording that was not heard yet."""
    from transcribe.run import transcribe_new

    instance = find_instance(home, demo=demo, writing=True)
    started = time.monotonic()
    recordings = api.landed_recordings(instance)
    with show.progress("recordings") as bar:
        task = bar.add_task("transcribing", total=None)
        result = transcribe_new(
            instance, recordings, workers=workers, limit=limit, again=again,
            progress=lambda done, total: bar.update(task, completed=done, total=total),
        )  # fmt: skip
    row = show.rounded(vars(result) | {"seconds": time.monotonic() - started})
    show.listing([row], list(row), kind)
    if result.failed:
        raise DonePartly(
            f"{result.failed} recordings were set aside; 'python -m transcribe status' says why."
        )


@app.command()
def status(home: HomeOption = None, demo: DemoOption = False, kind: show.FormatOption = "table") -> None:
    """The queue: counts by state, audio heard, what it cost, and what was set aside with its reason."""
    instance = reading_instance(home, demo)
    state = show.rounded(vars(api.queue_state(instance)))
    failed = _failed(instance)
    if kind == "json":
        show.listing([state | {"set_aside": failed}], (), kind)
        return
    show.listing([state], list(state), kind)
    if kind == "table" and failed:
        show.print_out("\n")
        show.listing(failed, list(failed[0]), kind)


def _failed(instance: Instance) -> list[dict[str, object]]:
    from transcribe.ledger import FILE, Ledger

    if not (instance.transcripts / FILE).exists():
        return []
    with Ledger(instance.transcripts / FILE) as ledger:
        return ledger.failed()


@app.command()
def retry(
    recordings: Annotated[
        list[str] | None, typer.Argument(help="Identifiers; default: all set aside.")
    ] = None,
    home: HomeOption = None,
    demo: DemoOption = False,
) -> None:
    """Put recordings that were set aside back into the queue; 'run' hears them."""
    from transcribe.ledger import FILE, Ledger

    instance = find_instance(home, demo=demo, writing=True)
    with Ledger(instance.transcripts / FILE) as ledger:
        count = ledger.retry(recordings or ())
    show.print_out(f"queued again {count}\n")
    missing = len(set(recordings or ())) - count
    if missing > 0:
        raise DonePartly(f"{missing} of the given recordings are not among those set aside.")


if __name__ == "__main__":
    run(app, "transcribe")
