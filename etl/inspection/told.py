"""What a person gave with ``--set``, checked before the file is looked at."""

from typing import Any

from config.errors import WrongUse, one_of
from etl.contracts import CONTRACTS, Contract
from etl.declaration import KINDS, Declaration

SECTIONS = ("columns", "aliases", "constants", "values", "scale", "units", "date_formats", "computed")


def check_told(told: dict[str, Any]) -> None:
    """Raises WrongUse in one line for keys and values no declaration knows."""
    for key in told:
        if key not in Declaration.model_fields or key == "name":
            known = [name for name in Declaration.model_fields if name != "name"]
            raise WrongUse(f"--set {key}: {one_of('key', key, known)}")
    if told.get("contract") not in (None, *CONTRACTS):
        raise WrongUse(one_of("contract", str(told["contract"]), CONTRACTS))
    if told.get("kind") not in (None, *KINDS):
        raise WrongUse(f"--set kind: {one_of('kind', str(told['kind']), KINDS)}")
    for section in SECTIONS:
        if not isinstance(told.get(section, {}), dict):
            raise WrongUse(f"--set {section}: name the field, such as {section}.score=...")
    _check_layout(told)


def _check_layout(told: dict[str, Any]) -> None:
    try:
        "".encode(str(told.get("encoding", "utf-8")))
    except LookupError:
        raise WrongUse(
            f"--set encoding: unknown '{told['encoding']}'; try utf-8, cp1251 or utf-16."
        ) from None
    if len(str(told.get("delimiter", ";")).replace("\\t", "\t")) != 1:
        raise WrongUse("--set delimiter: give one character, such as ';' or '\\t'.")
    row = told.get("header_row", 1)
    if not isinstance(row, int) or not 1 <= row <= 1000:
        raise WrongUse("--set header_row: give the number of the row with the column names, from 1.")


def check_fields(contract: Contract, told: dict[str, Any]) -> None:
    """Raises WrongUse for a field the contract does not have."""
    for section in SECTIONS:
        for field in told.get(section, {}):
            if field not in contract.names:
                raise WrongUse(f"--set {section}.{field}: {one_of('field', field, contract.names)}")


def check_columns(names: tuple[str, ...], told: dict[str, Any]) -> None:
    """Raises WrongUse for a column the file does not have."""
    tidy = {" ".join(name.lower().split()) for name in names}
    for field, given in told.get("columns", {}).items():
        for name in given if isinstance(given, list | tuple) else [given]:
            if name and " ".join(str(name).lower().split()) not in tidy:
                raise WrongUse(f"--set columns.{field}: {one_of('column', str(name), names)}")
