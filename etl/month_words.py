"""Dates with the month in words, as SQL: ``3 мая 2024 г.``, ``1er février 2024``, ``22-Apr-15``.

Such a date is never ambiguous, so one expression reads them all: English, French, Russian, Kazakh,
German and Spanish months, full or short, before or behind the day, the year of four digits in front or
at the end (of two digits: only at the end), a time of day behind it.
"""

_MONTHS = (
    ("jan", "янв", "қаң", "ene"),
    ("feb", "fév", "fev", "фев", "ақп"),
    ("mar", "mär", "mrz", "мар", "нау"),
    ("apr", "avr", "апр", "сәу", "abr"),
    ("may", "mai", "май", "мая", "мам"),
    ("jun", "juin", "июн", "мау"),
    ("jul", "juil", "июл", "шіл"),
    ("aug", "aoû", "aou", "авг", "там", "ago"),
    ("sep", "сен", "қыр"),
    ("oct", "okt", "окт", "қаз"),
    ("nov", "ноя", "қар"),
    ("dec", "déc", "dez", "дек", "жел", "dic"),
)
"""How the months begin, January first."""
STEMS = "|".join(sorted((stem for stems in _MONTHS for stem in stems), key=len, reverse=True))
_DAY = r"(\d{1,2})(?:er|st|nd|rd|th|-?го|-?е)?"
_GAP = r"[\s\x{a0}\x{202f}.,/«»“”„\"_-]*"
_MONTH = rf"({STEMS})\pL*\.?"
_OF = r"(?:de |of )?"
_SHAPES = (
    (
        rf"(?:^|\D){_DAY}{_GAP}{_OF}{_MONTH}{_GAP}{_OF}(\d{{4}}|\d{{2}})(?:$|[^\d:])(.*)",
        "['d', 'm', 'y', 'r']",
    ),
    (rf"(?:^|[^\pL]){_MONTH}[\s-]+{_DAY}[,\s-]+(\d{{4}})(?:$|\D)(.*)", "['m', 'd', 'y', 'r']"),
    (
        rf"(\d{{4}})[\s.,-]*(?:жылғы|жылдың|жыл|года|ж|г)?{_GAP}{_DAY}{_GAP}{_MONTH}(.*)",
        "['y', 'd', 'm', 'r']",
    ),
    (rf"(\d{{4}})[\s-]+{_MONTH}[\s-]+{_DAY}(.*)", "['y', 'm', 'd', 'r']"),
)
_CLOCK = r"(\d{1,2})\s?[:hч]\s?(\d{2})(?::(\d{2}))?[.,]?\d*\s?([ap])?"


_HOUR = "CASE k.p WHEN '' THEN k.h::INT WHEN 'a' THEN k.h::INT % 12 ELSE k.h::INT % 12 + 12 END"
_WRITTEN = f"' ' || ({_HOUR}) || ':' || k.m || ':' || coalesce(nullif(k.s, ''), '00')"
_TIME_OF_DAY = (
    f"list_transform([regexp_extract(p.r, '{_CLOCK}', ['h', 'm', 's', 'p'])], "
    f"lambda k: CASE WHEN k.h = '' THEN '' ELSE {_WRITTEN} END)[1]"
)
"""SQL over the parts ``p`` of a date: the time of day in what stands behind it."""


def is_worded(text: str) -> str:
    """SQL: whether ``text`` holds such a date (for looking at whole columns)."""
    lower = f"lower({text})"
    return "(" + " OR ".join(f"regexp_matches({lower}, {_quoted(shape)})" for shape, _ in _SHAPES) + ")"


def worded(cell: str) -> str:
    """SQL: ``cell`` (text) as TIMESTAMP, NULL where it holds no such date."""
    tries = ", ".join(_moment(shape, names) for shape, names in _SHAPES)
    return f"list_transform([lower({cell})], lambda said: coalesce({tries}))[1]"


def _moment(shape: str, names: str) -> str:
    """SQL over ``said``: each part is cut out once and then named."""
    pairs = [(stem, number) for number, stems in enumerate(_MONTHS, start=1) for stem in stems]
    stems = ", ".join(_quoted(stem) for stem, _ in pairs)
    numbers = ", ".join(str(number) for _, number in pairs)
    year = "CASE WHEN length(p.y) = 4 THEN '' WHEN p.y > '69' THEN '19' ELSE '20' END || p.y"
    month = f"[{numbers}][list_position([{stems}], p.m)]"
    written = f"{year} || '-' || {month} || '-' || p.d || {_TIME_OF_DAY}"
    made = f"CASE WHEN p.m <> '' THEN try_cast({written} AS TIMESTAMP) END"
    return f"list_transform([regexp_extract(said, {_quoted(shape)}, {names})], lambda p: {made})[1]"


def _quoted(text: str) -> str:
    """Our own patterns as SQL: none comes from data or people."""
    return "'" + text.replace("'", "''") + "'"
