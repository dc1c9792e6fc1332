"""``python -m transcribe models``: list, install, use, verify."""

from pathlib import Path
from typing import Annotated

import typer

from config.cli import DemoOption, HomeOption, messages, new_app, reading_instance
from config.errors import DonePartly, NotReady, WrongUse
from config.instance import Instance, find_instance
from transcribe import catalogue, manifest, models, show
from transcribe.errors import ModelError
from transcribe.models import Model

app = new_app("Speech models: which are there, which is in use, install more.")
COLUMNS = ("name", "language", "in_use", "demo", "megabytes", "installed", "about")


@app.command("list")
def list_models(home: HomeOption = None, demo: DemoOption = False, kind: show.FormatOption = "table") -> None:
    """Models on this machine, then official ones that can be installed by name."""
    instance = any_instance(home, demo)
    used = {model.name for model in models.in_use(instance).values()}
    there = models.installed(instance)
    rows = [_row(model, model.name in used) for model in there]
    names = {model.name for model in there}
    for official in catalogue.CATALOGUE:
        if official.name not in names:
            values = (official.name, official.language, False, False, None, False, official.about)
            rows.append(dict(zip(COLUMNS, values, strict=True)))
    show.listing(rows, COLUMNS, kind)


def _row(model: Model, is_used: bool) -> dict[str, object]:
    about = (
        "demonstration: knows the demo's few hundred words only"
        if model.is_demo
        else str(model.folder.parent)
    )
    values = (
        model.name, model.language, is_used, model.is_demo, round(model.bytes / 1e6, 1), True, about,
    )  # fmt: skip
    return dict(zip(COLUMNS, values, strict=True))


@app.command()
def install(
    name: Annotated[
        str | None, typer.Argument(help="small-ru, small-kz, small-en-us, ru, kz, en-us ...")
    ] = None,
    archive: Annotated[Path | None, typer.Option("--from", help="A zip downloaded by hand.")] = None,
    language: Annotated[
        str | None, typer.Option(help="Only with --from, where the name does not tell.")
    ] = None,
    home: HomeOption = None,
    demo: DemoOption = False,
) -> None:
    """Fetch an official model, or install a downloaded zip."""
    from transcribe import install as installing

    if bool(name) == bool(archive):
        raise WrongUse("give the name of a model, or --from FILE.zip.")
    instance = find_instance(home, demo=demo, writing=True)
    with show.progress("MB") as bar:
        task = bar.add_task("connecting", total=None)

        def step(what: str, done: int, total: int) -> None:
            bar.update(task, description=what, completed=done // 1_000_000, total=total // 1_000_000 or None)

        if archive:
            model = installing.install_from(instance.models, archive, language, step)
        else:
            model = installing.install(instance.models, name or "", step)
    _say_installed(instance, model)


def _say_installed(instance: Instance, model: Model) -> None:
    used = models.in_use(instance)[model.language]
    messages.print(
        f"installed {model.name} ({model.bytes / 1e6:.0f} MB, language {model.language})", markup=False
    )
    note = "it" if used.name == model.name else f"{used.name}; 'models use {model.name}' changes that, and it"
    messages.print(
        f"in use for {model.language}: {note} hears recordings from the next run on.", markup=False
    )


@app.command()
def use(
    name: Annotated[str, typer.Argument(help="A model of 'models list'.")],
    home: HomeOption = None,
    demo: DemoOption = False,
) -> None:
    """Make a model the one that hears its language in this instance."""
    instance = find_instance(home, demo=demo, writing=True)
    model = models.use(instance, name)
    messages.print(f"in use for {model.language}: {model.name}", markup=False)


@app.command()
def verify(
    name: Annotated[str | None, typer.Argument(help="One model; default: all.")] = None,
    home: HomeOption = None,
    demo: DemoOption = False,
    kind: show.FormatOption = "table",
) -> None:
    """Read every file of the models and compare with what was recorded at install, then load them."""
    instance = any_instance(home, demo)
    chosen = [models.named(instance, name)] if name else models.installed(instance)
    if not chosen:
        raise NotReady("no speech model found; see 'python -m transcribe models list'.")
    rows = [{"name": model.name, "state": _state(model)} for model in chosen]
    show.listing(rows, ("name", "state"), kind)
    bad = [str(row["name"]) for row in rows if not str(row["state"]).startswith("ok")]
    if bad:
        raise DonePartly(f"{', '.join(bad)}: not as installed; remove the folder and install it again.")


def _state(model: Model) -> str:
    from transcribe import recogniser

    try:
        changed = manifest.changed_files(model.folder)
        if changed:
            return f"changed or missing: {', '.join(changed)}"
        recogniser.load(model.folder)
    except ModelError as error:
        return str(error)
    return "ok" if changed is not None else "ok: loads; placed by hand, so no checksums were recorded"


def any_instance(home: Path | None, demo: bool) -> Instance | None:
    """The instance named, or the demo; None where there is none: models are then found without one."""
    if home or demo:
        return find_instance(home, demo=demo)
    try:
        return reading_instance(None, False)
    except NotReady:
        import os

        if os.environ.get("SAPA_HOME", "").strip():
            raise
        return None
