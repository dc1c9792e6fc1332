"""Secrets that a declared source names as ``${NAME}``: from the environment, else ``keys/secrets.toml``.

They are put in at the last moment and taken out of every message again.
"""

import os
import re
from dataclasses import dataclass, field

from config.errors import NotReady
from config.instance import Instance
from config.settings import read_toml

_NAMED = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")


@dataclass
class Secrets:
    """The secrets of one instance; ``told_as`` is how messages name the place that asks for them."""

    instance: Instance
    told_as: str
    _used: set[str] = field(default_factory=set, repr=False)

    def filled(self, text: str) -> str:
        """``text`` with every ``${NAME}`` replaced; raises NotReady naming one that is not set."""
        return _NAMED.sub(lambda found: self._value(found.group(1)), text)

    def hide(self, secret: str) -> None:
        """Take ``secret`` out of messages as well, though it stood in the declaration itself."""
        self._used.add(secret)

    def hidden(self, text: str) -> str:
        """``text`` in one line, without any secret that was put in."""
        for secret in sorted(self._used, key=len, reverse=True):
            text = text.replace(secret, "***")
        return " ".join(text.split())

    def _value(self, name: str) -> str:
        value = os.environ.get(name) or self._kept().get(name)
        if value is None:
            raise NotReady(
                f"{self.told_as}: ${{{name}}} is set neither in the environment nor in keys/secrets.toml; "
                f'add the line {name} = "..." there.'
            )
        self._used.add(value)
        return value

    def _kept(self) -> dict[str, str]:
        file = self.instance.keys / "secrets.toml"
        if not file.exists():
            return {}
        return {name: str(value) for name, value in read_toml(file).items()}
