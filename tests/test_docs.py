"""The documentation says what the program does: generated pages are current, commands in it exist."""

import re
from importlib import import_module

import pytest

from config.cli import exit_code
from config.instance import PROJECT

GENERATED = {
    "docs/data-contracts.md": ("etl", "contracts"),
    "docs/metrics.md": ("warehouse", "metrics"),
}
COMMAND = re.compile(r"python -m (etl|warehouse|transcribe|text|ui\.serve)(?: ([a-z]+))?")
DOCUMENTS = [PROJECT / "README.md", *sorted((PROJECT / "docs").rglob("*.md"))]


Said = pytest.CaptureFixture[str]


@pytest.mark.parametrize(("page", "command"), GENERATED.items())
def test_generated_page_is_current(capsys: Said, page: str, command: tuple[str, str]) -> None:
    assert _run(*command, "--format", "markdown") == 0
    assert (PROJECT / page).read_text("utf8") == capsys.readouterr().out, f"{page}: run 'make docs'"


def test_every_command_in_the_documentation_exists(capsys: Said) -> None:
    commands = {match.groups() for page in DOCUMENTS for match in COMMAND.finditer(page.read_text("utf8"))}
    assert len(commands) > 8
    for module, command in sorted(commands, key=str):
        code = _run(module, *([command] if command else []), "--help")
        assert code == 0, f"python -m {module} {command}: {capsys.readouterr().err}"


def test_every_direct_dependency_has_its_reason() -> None:
    reasons = (PROJECT / "docs/dependencies.md").read_text("utf8").lower()
    for line in (PROJECT / "requirements.txt").read_text("utf8").splitlines():
        if name := re.match(r"[A-Za-z][\w-]*", line):
            assert f"| {name[0].lower()}" in reasons, f"{name[0]} has no row in docs/dependencies.md"


def test_documents_point_to_files_that_exist() -> None:
    for page in DOCUMENTS:
        for target in re.findall(r"\]\((?!http|#)([^)#]+)", page.read_text("utf8")):
            assert (page.parent / target).exists(), f"{page.name} points to {target}"


def _run(module: str, *words: str) -> int:
    """``python -m module words`` without starting Python anew; its exit code."""
    started = import_module(module if "." in module else f"{module}.__main__")
    return exit_code(started.app, module, [*words])
