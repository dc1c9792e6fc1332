"""``docs/data-contracts.md``: the contracts as people read them."""

import json

import typer

from config.errors import WrongUse, one_of
from etl.checks import REASONS
from etl.contracts import CONTRACTS, Contract, Field

FORMATS = ("markdown", "json")
_OPENING = """# Data contracts

Every record type Sapa takes in, one section each. A source is declared against one of them in
`config/sources/<name>.toml`; `python -m etl inspect FILE` proposes the declaration.
This page is made by `python -m etl contracts --format markdown`: change `etl/contracts/`, not this page.

A customer identifier is landed as `customer_key`, a keyed hash; free text is masked. Times are
landed in the operator's time zone. Every landed row also says where it came from: `source`, `file`, `line`
and `load_id`.
"""


def show_contracts(how: str) -> None:
    """Print the contracts; raises WrongUse for an unknown format."""
    if how not in FORMATS:
        raise WrongUse(one_of("format", how, FORMATS))
    typer.echo(as_json() if how == "json" else as_markdown(), nl=how == "json")


def as_markdown() -> str:
    """The whole page."""
    listed = "\n".join(f"- [{name}](#{name}): {contract.doc}" for name, contract in CONTRACTS.items())
    sections = "\n".join(_section(contract) for contract in CONTRACTS.values())
    return f"{_OPENING}\n{listed}\n\n{sections}\n{_reasons()}"


def as_json() -> str:
    """The contracts for programs: name -> doc, grain, key, day, fields."""
    return json.dumps(
        {name: _plain(contract) for name, contract in CONTRACTS.items()}, ensure_ascii=False, indent=1
    )


def _plain(contract: Contract) -> dict[str, object]:
    fields = [
        {
            "name": field.name, "kind": field.kind.value, "doc": field.doc, "required": field.required,
            "low": field.low, "high": field.high, "choices": field.choices, "unit": field.unit,
            "refers": field.refers,
        }
        for field in contract.fields
    ]  # fmt: skip
    return {
        "doc": contract.doc, "grain": contract.grain, "key": contract.key, "day": contract.day,
        "fields": fields,
    }  # fmt: skip


def _section(contract: Contract) -> str:
    rows = "\n".join(_row(field) for field in contract.fields)
    key = ", ".join(f"`{name}`" for name in contract.key)
    day = f" Its day is that of `{contract.day}`." if contract.day else ""
    return (
        f"## {contract.name}\n\n{contract.doc} Grain: {contract.grain}. Key: {key}.{day}\n\n"
        f"| field | kind | required | limits | meaning |\n|---|---|---|---|---|\n{rows}\n"
    )


def _row(field: Field) -> str:
    points = f" Points to {field.refers}." if field.refers else ""
    required = "yes" if field.required else ""
    return f"| `{field.name}` | {field.kind.value} | {required} | {_limits(field)} | {field.doc}{points} |"


def _limits(field: Field) -> str:
    if field.choices:
        return ", ".join(f"`{choice}`" for choice in field.choices)
    sides = [
        f"from {field.low:g}" if field.low is not None else "",
        f"to {field.high:g}" if field.high is not None else "",
    ]
    return " ".join(part for part in (*sides, field.unit) if part)


def _reasons() -> str:
    rows = "\n".join(f"| `{reason.code}` | {reason.title} | {reason.fix} |" for reason in REASONS.values())
    return (
        "## Why a row is not taken\n\nRows that are not taken stay in quarantine with file, line, column, "
        "reason and the masked line. After the declaration or the file is mended, "
        "`python -m etl retry` reads them again.\n\n"
        f"| reason | meaning | what to do |\n|---|---|---|\n{rows}\n"
    )
