"""How every command line of Sapa starts and ends: one clear line per mistake, an honest exit code."""

import errno
import os
import sys
from pathlib import Path
from typing import Annotated, Any, NoReturn

import click
import typer
from rich.console import Console

from config.errors import SapaError
from config.instance import Instance, find_instance

HomeOption = Annotated[
    Path | None, typer.Option("--home", help="Folder of the instance (default: SAPA_HOME).")
]
DemoOption = Annotated[bool, typer.Option("--demo", help="Work on the demo operator.")]
messages = Console(stderr=True, highlight=False, soft_wrap=True)
"""Where people read: progress, notes, errors. Data alone goes to stdout."""


def new_app(help_text: str) -> typer.Typer:
    """A Typer application in the house manner: plain help, no tracebacks, no completion noise."""
    return typer.Typer(
        help=help_text,
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )


def reading_instance(home: Path | None, demo: bool) -> Instance:
    """The instance a reading command works on; says on stderr when it fell back to the demo."""
    instance = find_instance(home, demo=demo)
    if instance.is_demo and not demo:
        messages.print("instance: the demo operator (no SAPA_HOME, no --home given)", style="dim")
    return instance


def named_instance(home: Path | None, demo: bool) -> Instance | None:
    """The instance that was named; None where none was: commands on a file alone need none."""
    if home or demo or os.environ.get("SAPA_HOME", "").strip():
        return find_instance(home, demo=demo)
    return None


def run(app: typer.Typer, name: str) -> NoReturn:
    """Run ``app`` as ``python -m <name>`` and end the process with the honest exit code."""
    sys.exit(exit_code(app, name))


def exit_code(app: typer.Typer, name: str, args: list[str] | None = None) -> int:
    """Run ``app`` and return its exit code; each mistake becomes one line on stderr."""
    command: Any = typer.main.get_command(app)
    try:
        result = command.main(args=args, prog_name=f"python -m {name}", standalone_mode=False)
    except SapaError as error:
        return _say(str(error), error.exit_code)
    except KeyboardInterrupt:
        return _say("stopped. What was finished is kept; run the command again to go on.", 130)
    except BrokenPipeError:
        _close_stdout()
        return 0
    except Exception as error:
        return _unexpected(error, name)
    return result if isinstance(result, int) else 0


def _unexpected(error: Exception, name: str) -> int:
    """Wrong use comes as a click-like exception (Typer carries its own copy); the rest is a defect."""
    if isinstance(error, click.exceptions.Abort) or type(error).__name__ == "Abort":
        return _say("stopped. What was finished is kept; run the command again to go on.", 130)
    if hasattr(error, "format_message") and hasattr(error, "exit_code"):
        if type(error).__name__ == "NoArgsIsHelpError":
            messages.print(error.format_message())
            return 2
        context = getattr(error, "ctx", None)
        path = context.command_path if context else f"python -m {name}"
        return _say(f"{error.format_message().rstrip('.')}. See: {path} --help", 2)
    if os.environ.get("SAPA_DEBUG"):
        raise error
    if _is_full(error):
        where = getattr(error, "filename", None)
        return _say(
            f"no space left on the disk{f' ({where})' if where else ''}: what was published before stays as "
            "it was; free some space and run the command again.", 3,
        )  # fmt: skip
    if isinstance(error, OSError):
        return _say(f"{error.strerror or error}: {error.filename or 'the operating system refused'}", 3)
    return _say(
        f"{type(error).__name__}: {error}. This is a defect of Sapa; set SAPA_DEBUG=1 to see where.", 3
    )


def _is_full(error: Exception) -> bool:
    """A full disk, a used-up quota, a limit of file length; DuckDB and SQLite tell it in words only."""
    if isinstance(error, OSError) and error.errno in _FULL:
        return True
    return any(words in str(error) for words in _FULL_IN_WORDS)


_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_FULL_IN_WORDS = ("No space left", "disk is full", "File too large", "quota exceeded")


def _say(message: str, code: int) -> int:
    messages.print("error: " + " ".join(message.split()), markup=False)
    return code


def _close_stdout() -> None:
    """A reader such as ``head`` left early: that is no error of ours."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
