"""``python -m etl inspect`` at the command line."""

from pathlib import Path
from typing import Any

import typer

from config.cli import messages
from config.errors import NotReady, SapaError, WrongUse, one_of
from config.instance import Instance, find_instance
from config.settings import Operator, load_settings
from etl.inspect import Proposal, propose, write_proposal
from etl.inspection.sounds import is_sound, propose_sounds
from etl.inspection.toml_text import as_json, as_toml

FORMATS = ("toml", "json")


def inspect_file(
    file: Path, told: dict[str, Any], *, write: str | None, where: tuple[Path | None, bool], how: str
) -> None:
    """Print the proposal for ``file`` and, with ``write``, save it; raises NotReady for open questions."""
    if how not in FORMATS:
        raise WrongUse(one_of("format", how, FORMATS))
    instance = _instance(where, is_needed=write is not None)
    zone = load_settings(instance).operator.time_zone if instance else Operator().time_zone
    path = _path_in(file, instance)
    look = propose_sounds if file.exists() and is_sound(file) else propose
    proposal = look(file, told, operator_zone=zone, path=path)
    text = as_toml(proposal)
    typer.echo(as_json(proposal) if how == "json" else text, nl=how == "json")
    _say(proposal)
    if proposal.questions:
        raise NotReady(_asked(proposal))
    if write and instance:
        saved = write_proposal(instance, write, proposal, text)
        messages.print(f"saved {saved}; load it with: python -m etl load {write}", markup=False)


def _instance(where: tuple[Path | None, bool], *, is_needed: bool) -> Instance | None:
    """Looking needs no instance; saving does."""
    home, demo = where
    if is_needed:
        return find_instance(home, demo=demo, writing=True)
    try:
        return find_instance(home, demo=demo)
    except SapaError:
        if home:
            raise
        return None


def _path_in(file: Path, instance: Instance | None) -> str:
    full = file.expanduser().resolve()
    if instance and full.is_relative_to(instance.home):
        return full.relative_to(instance.home).as_posix()
    return full.as_posix()


def _say(proposal: Proposal) -> None:
    rejected = sum(proposal.would_reject.values())
    messages.print(
        f"{proposal.rows:,} rows: {proposal.would_load:,} would load; {rejected:,} faults", style="dim"
    )
    for (column, reason), count in proposal.would_reject.items():
        messages.print(f"  would reject: {reason} in '{column}': {count:,} rows", markup=False)
    for question in proposal.questions:
        choices = f" ({' | '.join(question.choices)})" if question.choices else ""
        messages.print(f"  question: {question.text}{choices}", markup=False)


def _asked(proposal: Proposal) -> str:
    keys = " ".join(f"--set '{question.key}=...'" for question in proposal.questions)
    count = len(proposal.questions)
    return f"{count} question{'s are' if count > 1 else ' is'} open, nothing was written; answer with {keys}"
