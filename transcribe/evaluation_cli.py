"""``python -m transcribe evaluate`` and ``mend``: how well calls are recognised, and names put right."""

import time
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from config.cli import DemoOption, HomeOption, messages, named_instance
from config.errors import DonePartly, WrongUse, one_of
from config.instance import find_instance
from transcribe import show
from transcribe.models_cli import any_instance

FORMATS = ("table", "json", "csv")


def add_to(app: typer.Typer) -> None:
    """Add the commands to ``app``."""
    app.command()(evaluate)
    app.command()(mend)


def evaluate(
    folder: Annotated[
        Path, typer.Argument(help="Recordings with what was said in them; or one table of them.")
    ],
    *,
    model: Annotated[str | None, typer.Option(help="This model alone (default: those in use).")] = None,
    language: Annotated[
        str | None, typer.Option(help="ru, kk or en, of references that do not tell theirs.")
    ] = None,
    kind: show.FormatOption = "table",
    home: HomeOption = None,
    demo: DemoOption = False,
) -> None:
    """Word error rate and calibration of confidence against references; kept in the instance named."""
    from transcribe import models
    from transcribe.evaluation import measuring, references, result
    from transcribe.wordlist.names import word_list

    if kind not in FORMATS:
        raise WrongUse(one_of("format", kind, FORMATS))
    instance = any_instance(home, demo)
    only = models.named(instance, model) if model else None
    found = references.read(folder, language)
    with show.progress("recordings") as bar:
        task = bar.add_task("evaluating", total=len(found))
        done = measuring.evaluate(
            folder, found, models.in_use(instance), only=only, words=word_list(instance),
            progress=lambda count, total: bar.update(task, completed=count, total=total),
        )  # fmt: skip
    kept = named_instance(home, demo)
    if kept:
        messages.print(f"kept: {result.save(kept, done)}", style="dim", markup=False)
    else:
        messages.print("not kept: give --home FOLDER to see it on the page 'Recognition'.", style="dim")
    _print(done, kind)
    if done.failed:
        raise DonePartly(f"{len(done.failed)} recordings were left out: {'; '.join(done.failed[:3])}")


def _print(done: Any, kind: str) -> None:
    from transcribe.evaluation import result

    if kind == "json":
        show.print_out(result.to_json(done))
        return
    rows = result.rows(done)
    if kind == "csv":
        show.listing(rows, list(rows[0]), kind)
        return
    show.listing([show.rounded(row) for row in rows], list(rows[0]), kind)
    for each in done.calibrations:
        after = "" if each.mended_error is None else f", after the curve {each.mended_error:.1f}"
        show.print_out(f"\nconfidence of {each.model}: {each.words} words, ")
        show.print_out(f"expected calibration error {each.error:.1f} points{after}\n")
        show.listing([show.rounded(_band(band)) for band in each.bands], _BANDS, kind)
    for title, those in (("mistaken most", done.confusions[:12]), ("names of the word list", done.names)):
        if those:
            show.print_out(f"\n{title}\n")
            listed = [vars(each) | _instead(each) for each in those]
            show.listing(listed, list(listed[0]), kind)


_BANDS = ("from", "to", "words", "confidence", "right", "right_low", "right_high")


def _band(band: Any) -> dict[str, Any]:
    told = vars(band) | {"from": f"{band.low:.1f}", "to": f"{band.high:.1f}"}
    return {name: f"{told[name]:.3f}" if name == "confidence" else told[name] for name in _BANDS}


def _instead(each: Any) -> dict[str, str]:
    """What was heard in a name's place, as words to copy into the list."""
    found = getattr(each, "instead", None)
    return {} if found is None else {"instead": ", ".join(f'"{one.heard}" {one.count}' for one in found)}


def mend(
    *,
    since: Annotated[str, typer.Option(help="Only calls from this day on, YYYY-MM-DD.")] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be mended; change nothing.")
    ] = False,
    kind: show.FormatOption = "table",
    home: HomeOption = None,
    demo: DemoOption = False,
) -> None:
    """Apply config/words.toml to calls heard before, without hearing them again."""
    from transcribe.wordlist import stored

    instance = find_instance(home, demo=demo, writing=not dry_run)
    started = time.monotonic()
    with show.progress("days") as bar:
        task = bar.add_task("mending", total=None)

        def step(day: str, count: int, total: int) -> None:
            bar.update(task, description=day, completed=count, total=total)

        done = stored.mend(instance, since=_day(since), is_dry=dry_run, progress=step)
    found = done.names.most_common()
    rows = [{"name": name, "heard": heard, "count": count} for (name, heard), count in found]
    show.listing(rows, ("name", "heard", "count"), kind)
    verb = "would be changed" if dry_run else "changed"
    after = "; 'python -m etl load' shows them on the pages" if done.changed and not dry_run else ""
    messages.print(
        f"{done.recordings} calls looked at, {done.changed} {verb}, {done.names.total()} names mended in "
        f"all, {time.monotonic() - started:.1f} s{after}", style="dim", markup=False,
    )  # fmt: skip


def _day(since: str) -> str:
    try:
        return date.fromisoformat(since).isoformat() if since else ""
    except ValueError:
        raise WrongUse(f"--since {since}: no day such as 2026-03-01.") from None
