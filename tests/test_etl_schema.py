"""Editors complete and check declarations by a schema that says what the program takes."""

import json
import tomllib
from pathlib import Path

import pytest

from config.instance import DEFAULTS
from etl.declaration import Declaration
from etl.schema import DESCRIPTIONS, HINT, as_text, schema
from tests.etl_instances import new_instance

jsonschema = pytest.importorskip("jsonschema")


def test_the_saved_schema_is_the_one_of_this_version() -> None:
    saved = (DEFAULTS / "sources" / "schema.json").read_text("utf8")
    assert json.loads(saved) == schema(), "run: python -m etl schema > config/sources/schema.json"
    assert saved.strip() == as_text()


def test_every_key_is_described_in_one_sentence() -> None:
    assert set(DESCRIPTIONS) == set(Declaration.model_fields) - {"name"}
    assert all(text.endswith(".") and "\n" not in text for text in DESCRIPTIONS.values())


def test_the_examples_of_a_new_instance_follow_it(tmp_path: Path) -> None:
    instance = new_instance(tmp_path / "op")
    assert (instance.sources / "schema.json").is_file()
    for example in instance.sources.glob("*.example"):
        text = example.read_text("utf8")
        assert text.startswith(HINT)
        jsonschema.validate(tomllib.loads(text), schema())
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"contract": "survey", "colums": {}}, schema())
