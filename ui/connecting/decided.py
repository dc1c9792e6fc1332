"""What Sapa decided about a file, said from the declaration itself, so that every language can say it."""

from etl.api import connect
from ui.connecting import words as say
from ui.plain import plain
from ui.words import _


def sentences(seen: connect.Sight) -> list[str]:
    """One sentence a decision that a person should know of and could change."""
    values = seen.values
    contract = connect.CONTRACTS[values["contract"]]
    return [
        *[
            _(
                "“{field}”: {value} for all rows.",
                field=_title(field),
                value=plain(say.choice(field, str(value))),
            )
            for field, value in values.get("constants", {}).items()
        ],
        *[
            _("“{field}” is on a scale of {low} to {high}.", field=_title(field), low=scale[0], high=scale[1])
            for field, scale in values.get("scale", {}).items()
        ],
        *[
            _("Rows without “{field}” count as blank.", field=_title(field))
            for field in values.get("blank_without", ())
        ],
        *_empties(values.get("empty", ())),
        *_key(seen, contract),
    ]


def _title(field: str) -> str:
    return plain(say.field_title(field))


def _empties(words: list[str]) -> list[str]:
    listed = ", ".join(f"“{plain(word)}”" for word in words)
    return [_("Cells with {words} count as empty.", words=listed)] if words else []


def _key(seen: connect.Sight, contract: connect.Contract) -> list[str]:
    given = {*seen.values.get("columns", {}), *seen.values.get("constants", {})}
    if set(contract.key) <= given or len(contract.key) > 1:
        return []
    return [_("No column names a row: rows are known by their content.")]
