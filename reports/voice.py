"""Words, numbers and names in one language, for files that are made where no session is."""

import gettext
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from config.instance import PROJECT
from reports.finding import Finding, NameOf
from reports.formats import NBSP, Formats

_LOCALE = PROJECT / "locale"


def _code(dimension: str, code: str) -> str:
    return code


@dataclass(frozen=True)
class Voice:
    """How one reader is spoken to; ``language`` is ru, kk or en, ``name`` gives codes their names."""

    language: str
    name: NameOf = field(default=_code, compare=False)

    @property
    def formats(self) -> Formats:
        return Formats(self.language)

    def word(self, text: str, **values: object) -> str:
        """``text`` (marked with ``N_``) translated, ``{name}`` filled from ``values``."""
        translated = translations(self.language).gettext(text)
        return translated.format(**values) if values else translated

    def say(self, finding: Finding) -> str:
        """A finding as a sentence."""
        values = {key: value.write(self.formats, self.name) for key, value in finding.values.items()}
        if not finding.plural:
            return self.word(finding.template, **values)
        translated = translations(self.language).ngettext(finding.template, finding.plural, finding.count)
        return translated.format(**{"count": self.formats.count(finding.count), **values})

    def n(self, count: float | None) -> str:
        """``n = 212``, unbroken at a line's end."""
        return f"n{NBSP}={NBSP}{self.formats.count(count)}"


@lru_cache(maxsize=8)
def translations(language: str) -> gettext.NullTranslations:
    """The translations of one language, read from its .po file (no compile step)."""
    path = _LOCALE / language / "LC_MESSAGES" / "sapa.po"
    if not path.is_file():
        return gettext.NullTranslations()
    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
