"""A declared source: where files are and how their columns become the fields of a contract.

One TOML file each in ``config/sources/``; the file's name is the source's name.  The README there
shows every key.
"""

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from config.errors import SapaError, WrongUse, one_of
from config.instance import Instance
from config.settings import read_toml
from etl.computed import Computed
from etl.computed_checks import check_computed, check_scale
from etl.contracts import CONTRACTS, Contract, Kind
from etl.hashes import VERSION as HASHES
from etl.known_layouts import KNOWN_LAYOUTS, known_layout
from etl.problems import BadDeclaration
from etl.remote.paging import Paging
from etl.remote.reach import check_reach
from etl.sound_folders import parted
from etl.watching.rhythm import check_expected, span

KIND_OF_SUFFIX = {
    ".csv": "csv", ".tsv": "csv", ".txt": "csv", ".xlsx": "excel", ".xls": "excel", ".xlsb": "excel",
    ".ods": "excel", ".ndjson": "ndjson", ".jsonl": "ndjson", ".json": "json", ".parquet": "parquet",
    ".sqlite": "sqlite", ".db": "sqlite", ".sqlite3": "sqlite", ".log": "queue_log",
}  # fmt: skip
FETCHED_KINDS = ("database", "rest", "transcripts")
"""Kinds whose new rows are first fetched into one file; the others read files as they lie."""
KINDS = tuple(sorted({*KIND_OF_SUFFIX.values(), "sound_files", "cdr", *FETCHED_KINDS}))
TIME_UNITS = {"milliseconds": 0.001, "seconds": 1.0, "minutes": 60.0, "hours": 3600.0}
_SAYS_WHERE = {"path", "url", "location", "every", "expected", "known_columns", "ignore", "retention"}
"""Keys that say where and when, not how rows are to be understood."""
_SOURCE_NAME = re.compile(r"[a-z0-9][a-z0-9_\-]*")


class Declaration(BaseModel):
    """What ``config/sources/<name>.toml`` says, checked against its contract."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    contract: str
    path: str = ""
    kind: str | None = None
    encoding: str = "utf-8"
    delimiter: str | None = None
    quote: str = Field('"', min_length=1, max_length=1)
    header_row: int = Field(1, ge=1, le=1000)
    sheet: str | None = None
    table: str | None = None
    pattern: str | None = None
    sidecar: bool = False
    empty: tuple[str, ...] = ()
    blank_without: tuple[str, ...] = ()
    decimal: str = Field(".", pattern=r"^[.,]$")
    date_format: str = "iso"
    date_formats: dict[str, str] = {}
    time_zone: str | None = None
    columns: dict[str, str | tuple[str, ...]] = {}
    aliases: dict[str, tuple[str, ...]] = {}
    constants: dict[str, str | bool | int | float] = {}
    values: dict[str, dict[str, str]] = {}
    scale: dict[str, tuple[int, int]] = {}
    units: dict[str, str] = {}
    computed: dict[str, Computed] = {}
    known_columns: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    every: str | None = None
    header_rows: int = Field(1, ge=1, le=5)
    records: str | None = None
    url: str | None = None
    query: str | None = None
    cursor: str | None = None
    headers: dict[str, str] = {}
    parameters: dict[str, str] = {}
    since: str | None = None
    paging: Paging = Paging()
    location: dict[str, str | bool | int] = {}
    expected: str | None = None
    retention: bool = False

    @property
    def shape(self) -> Contract:
        return CONTRACTS[self.contract]

    @property
    def fingerprint(self) -> str:
        """Changes whenever the declaration does; files read under another one are read again."""
        said = f"{HASHES}|{self.model_dump_json(exclude=_SAYS_WHERE, exclude_defaults=True)}"
        return hashlib.sha256(said.encode()).hexdigest()[:16]

    @property
    def is_remote(self) -> bool:
        """Whether its files lie behind an address such as sftp:// and are fetched first."""
        return "://" in self.path

    @property
    def is_asked(self) -> bool:
        """Whether it must be asked for what is new, because no folder here shows it."""
        return self.is_remote or self.kind in FETCHED_KINDS

    def source_columns(self, field: str) -> tuple[str, ...]:
        """Columns of the file that make up ``field``; several are joined by a space (date and time)."""
        given = self.columns.get(field, ())
        return (given,) if isinstance(given, str) else given

    def kind_of(self, file: Path) -> str:
        """How ``file`` is read: as declared, else by its suffix (a compressed .csv.gz is a CSV)."""
        if self.kind:
            return self.kind
        for suffix in reversed(file.suffixes):
            if kind := KIND_OF_SUFFIX.get(suffix.lower()):
                return kind
        return "queue_log" if file.name.startswith("queue_log") else "csv"

    @model_validator(mode="before")
    @classmethod
    def _known_layout(cls, values: Any) -> Any:
        """Kinds that have one layout need no declaring of columns."""
        if isinstance(values, dict) and values.get("kind") in KNOWN_LAYOUTS:
            return known_layout(values)
        return values

    @model_validator(mode="after")
    def _against_the_contract(self) -> "Declaration":
        _check_words(self)
        for section in (
            "columns", "aliases", "constants", "values", "scale", "units", "date_formats", "computed",
            "blank_without",
        ):  # fmt: skip
            for field in getattr(self, section):
                if field not in self.shape.names:
                    raise ValueError(f"[{section}] {one_of('field', field, self.shape.names)}")
        _check_fields(self)
        check_reach(self)
        return self


def _check_words(declared: Declaration) -> None:
    if not _SOURCE_NAME.fullmatch(declared.name):
        raise ValueError("name: small Latin letters, digits, _ and - only; rename the file")
    if declared.contract not in CONTRACTS:
        raise ValueError(f"contract: {one_of('contract', declared.contract, CONTRACTS)}")
    if declared.kind == "sound_files" and declared.contract != "recordings":
        raise ValueError("contract: sound_files are recordings; leave it out")
    if declared.kind and declared.kind not in KINDS:
        raise ValueError(f"kind: {one_of('kind', declared.kind, KINDS)}")
    if declared.time_zone and declared.time_zone not in available_timezones():
        raise ValueError(f"time_zone: unknown zone '{declared.time_zone}'; write it like Asia/Almaty")
    if declared.delimiter is not None and len(declared.delimiter.encode()) != 1:
        raise ValueError("delimiter: give one character, such as ';' or '\\t'")
    _check_rhythm(declared)
    try:
        "".encode(declared.encoding)
    except LookupError:
        raise ValueError(f"encoding: unknown '{declared.encoding}'; try utf-8, cp1251 or utf-16") from None


def _check_rhythm(declared: Declaration) -> None:
    """Raises ValueError naming the key; neither key changes what is read, so no file is read again."""
    for key, check in (("every", span), ("expected", check_expected)):
        try:
            check(getattr(declared, key) or "1 day")
        except ValueError as error:
            raise ValueError(f"{key}: {error}") from None


def _check_fields(declared: Declaration) -> None:
    for field in declared.shape.fields:
        given = bool(declared.source_columns(field.name)) or field.name in {
            *declared.constants, *declared.computed,
        }  # fmt: skip
        if field.required and not given and not may_be_made(declared.shape, field.name):
            raise ValueError(
                f"[columns] {field.name}: the contract {declared.contract} requires it; name its column, "
                f"or give a value under [constants]"
            )
    check_computed(declared, TIME_UNITS)
    for name, unit in declared.units.items():
        if unit not in TIME_UNITS or declared.shape[name].unit != "seconds":
            raise ValueError(f"[units] {name}: only fields in seconds, one of {', '.join(TIME_UNITS)}")
    for name, (low, high) in declared.scale.items():
        check_scale(declared.shape, name, low, high)


def may_be_made(shape: Contract, field: str) -> bool:
    """A row without an identifier of its own gets one from its content."""
    return shape.key == (field,) and shape[field].kind is Kind.ID


def read_declaration(file: Path) -> Declaration:
    """The declared source in ``file``; raises BadDeclaration in one line."""
    try:
        values = read_toml(file)
    except SapaError as error:
        raise BadDeclaration(str(error)) from None
    return declaration_from(values, name=file.stem, told_as=f"{file.parent.name}/{file.name}")


def declaration_from(values: Mapping[str, Any], *, name: str, told_as: str) -> Declaration:
    """``values`` as a declaration; ``told_as`` is how messages name the place they come from."""
    try:
        return Declaration.model_validate({**values, "name": name})
    except ValidationError as error:
        raise BadDeclaration(f"{told_as}: {_first(error)}.") from None


def _first(error: ValidationError) -> str:
    first = error.errors()[0]
    message = first["msg"].removeprefix("Value error, ")
    key = ".".join(str(part) for part in first["loc"] if part not in ("str", "tuple[str, ...]"))
    if first["type"] == "extra_forbidden":
        return one_of("key", key, [name for name in Declaration.model_fields if name != "name"])
    if first["type"] == "missing":
        return f"{key} is missing; add it"
    return f"{key}: {message}" if key else message


def read_declarations(instance: Instance) -> tuple[dict[str, Declaration], dict[str, BadDeclaration]]:
    """All declared sources by name, and the ones that cannot be followed with what is wrong."""
    good: dict[str, Declaration] = {}
    bad: dict[str, BadDeclaration] = {}
    for file in sorted(instance.sources.glob("*.toml")):
        try:
            good[file.stem] = read_declaration(file)
        except BadDeclaration as error:
            bad[file.stem] = error
    return good, bad


def chosen(
    instance: Instance, names: tuple[str, ...]
) -> tuple[dict[str, Declaration], dict[str, BadDeclaration]]:
    """As ``read_declarations``, only ``names`` where any are given; raises WrongUse for an unknown one."""
    good, bad = read_declarations(instance)
    for name in names:
        if name not in good and name not in bad:
            raise WrongUse(one_of("source", name, [*good, *bad]))
    if not names:
        return good, bad
    return {k: v for k, v in good.items() if k in names}, {k: v for k, v in bad.items() if k in names}


def files_of(declaration: Declaration, instance: Instance) -> list[Path]:
    """Files the source has now, sorted by name: one file, a glob, or every fitting file of a folder.

    Sound files are delivered by the folder, however many there are.
    """
    pattern = Path(declaration.path).expanduser()
    base = pattern if pattern.is_absolute() else instance.home / pattern
    if declaration.kind == "sound_files":
        return [folder for folder in [parted(base)[0]] if folder.is_dir()]
    if base.is_dir():
        return sorted(file for file in base.iterdir() if _fits(file, declaration))
    if base.is_file():
        return [base]
    anchor = Path(base.anchor)
    return sorted(file for file in anchor.glob(str(base.relative_to(anchor))) if file.is_file())


def _fits(file: Path, declaration: Declaration) -> bool:
    if not file.is_file() or file.name.startswith((".", "~$")):
        return False
    return bool(declaration.kind) or any(s.lower() in KIND_OF_SUFFIX for s in file.suffixes)


def name_in(file: Path, instance: Instance) -> str:
    """``file`` as lineage tells it: relative to the instance where it lies inside, else its name."""
    try:
        return file.resolve().relative_to(instance.home).as_posix()
    except ValueError:
        return file.name
