"""Statements of ``sql/statistics``: what estimates are made of that need more than one metric's answer.

They read through the gate like metrics do; the tokens they share are those of metrics.
"""

import re
from collections.abc import Sequence
from typing import Any

from warehouse import gate, sql_files
from warehouse.engine import Connection, identifier
from warehouse.gate import Ask, Source
from warehouse.snapshot import Snapshot

_TOKEN = re.compile(r"\{(\w+)((?: \w+)*)\}")
_PARAMETER = re.compile(r"\$(\w+)")


class Statement:
    """One statement being put together: relations, words for its tokens, values to bind."""

    def __init__(self, snapshot: Snapshot, name: str) -> None:
        self._snapshot = snapshot
        self._file = sql_files.read("statistics", name)
        self._tokens: dict[str, str] = {}
        self._values: dict[str, Any] = {}

    def read(self, token: str, source: Source, ask: Ask, by: Sequence[str] = ()) -> None:
        """``{token}`` becomes the rows of ``source`` that ``ask`` may see, a column per word of ``by``."""
        values: dict[str, Any] = {}
        relation = gate.gated(source, ask, self._snapshot.columns, values, by=by)
        self._tokens[token] = _PARAMETER.sub(lambda name: f"${token}_{name[1]}", relation)
        self._values.update({f"{token}_{name}": value for name, value in values.items()})

    def columns(self, token: str, words: Sequence[str]) -> None:
        """``{token}``: the words, each with a comma behind; ``{token_of t}``: of table t; ``{same t u}``:
        equal in both."""
        self._tokens[token] = _columns(words)
        self._tokens["same"] = " ".join(words)

    def words(self, **tokens: str) -> None:
        """Expressions of our own, such as whitelisted columns."""
        self._tokens.update(tokens)

    def bind(self, **values: Any) -> None:
        """Values of ``$name`` in those expressions."""
        self._values.update(values)

    def run(self) -> Connection:
        """The cursor with the rows. Raises BadSql."""
        sql = _TOKEN.sub(lambda token: self._word(token[1], token[2].split()), self._file.body)
        used = set(_PARAMETER.findall(sql))
        bound = {name: value for name, value in self._values.items() if name in used}
        return sql_files.execute(self._snapshot.cursor(), self._file, body=sql, parameters=bound)

    def _word(self, name: str, tables: Sequence[str]) -> str:
        if name == "same":
            return _same(self._tokens["same"].split(), *tables)
        if name.endswith("_of"):
            return _columns(self._tokens["same"].split(), *tables)
        return self._tokens[name]


def _columns(words: Sequence[str], table: str = "") -> str:
    prefix = f"{table}." if table else ""
    return "".join(f"{prefix}{identifier(word)}, " for word in words)


def _same(words: Sequence[str], left: str, right: str) -> str:
    pairs = (f"{left}.{identifier(word)} is not distinct from {right}.{identifier(word)}" for word in words)
    return " and ".join(pairs) or "true"
