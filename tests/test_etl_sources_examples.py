"""Every example of a source that an instance starts with is a declaration Sapa can follow."""

from pathlib import Path

import pytest

from config.instance import DEFAULTS
from config.settings import read_toml
from etl.declaration import declaration_from

EXAMPLES = sorted((DEFAULTS / "sources").glob("*.toml.example"))


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.name)
def test_the_example_can_be_followed(file: Path) -> None:
    declared = declaration_from(read_toml(file), name=file.name.split(".")[0], told_as=file.name)
    assert declared.is_asked == (declared.kind in ("database", "rest", "transcripts"))
