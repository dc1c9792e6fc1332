"""The documentation says what the program does: generated pages are current, commands in it exist."""

import re
import subprocess
import sys

import pytest

from config.instance import PROJECT

GENERATED = {
    "docs/data-contracts.md": ("etl", "contracts"),
    "docs/metrics.md": ("warehouse", "metrics"),
}
COMMAND = re.compile(r"python -m (etl|warehouse|transcribe|text|ui\.serve)(?: ([a-z]+))?")
DOCUMENTS = [PROJECT / "README.md", *sorted((PROJECT / "docs").rglob("*.md"))]


@pytest.mark.parametrize(("page", "command"), GENERATED.items())
def test_generated_page_is_current(page: str, command: tuple[str, str]) -> None:
    said = _run(*command, "--format", "markdown").stdout
    assert (PROJECT / page).read_text("utf8") == said, f"{page} is out of date: run 'make docs'"


def test_every_command_in_the_documentation_exists() -> None:
    commands = {match.groups() for page in DOCUMENTS for match in COMMAND.finditer(page.read_text("utf8"))}
    assert len(commands) > 8
    for module, command in sorted(commands, key=str):
        done = _run(module, *([command] if command else []), "--help")
        assert done.returncode == 0, f"python -m {module} {command}: {done.stderr}"


def test_every_direct_dependency_has_its_reason() -> None:
    reasons = (PROJECT / "docs/dependencies.md").read_text("utf8").lower()
    for line in (PROJECT / "requirements.txt").read_text("utf8").splitlines():
        if name := re.match(r"[A-Za-z][\w-]*", line):
            assert f"| {name[0].lower()}" in reasons, f"{name[0]} has no row in docs/dependencies.md"


def test_documents_point_to_files_that_exist() -> None:
    for page in DOCUMENTS:
        for target in re.findall(r"\]\((?!http|#)([^)#]+)", page.read_text("utf8")):
            assert (page.parent / target).exists(), f"{page.name} points to {target}"


def _run(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", *words]
    return subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, encoding="utf8", check=False)
