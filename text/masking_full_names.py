"""Names of people that no word need announce: a patronymic, initials, a surname beside a first name."""

import re
from collections.abc import Iterator

from text.masking_name_cues import after_cue
from text.masking_name_words import is_first_name, is_surname
from text.spans import Span

CAPITAL = "[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]"
_PLAIN = re.compile(r"[^\W\d_]+")
_PATRONYMIC = (
    r"(?:[ое]вич(?:а|у|ем|е)?|[ое]вн(?:а|ы|е|у|ой)|ичн(?:а|ы|е|у|ой)|ьич(?:а|у|ем|е)?|[ұу]лы|[қк]ызы)"
)
_FULL_NAME = re.compile(
    rf"(?<!\w)(?:{CAPITAL}[^\W\d_]+\s+){{1,2}}{CAPITAL}[^\W\d_]*{_PATRONYMIC}"
    rf"(?:\s+{CAPITAL}[^\W\d_]+(?:ов|ев|ин|ын|ова|ева|ина|ына|ий|ая|ко|ук|ян)(?:а|у|ым|ой)?)?(?!\w)"
)
_SAID_FULL_NAME = re.compile(rf"(?<!\w)([^\W\d_]{{3,}})\s+[^\W\d_]{{2,}}{_PATRONYMIC}(?!\w)")
_PAIR = re.compile(rf"(?<!\w)({CAPITAL}[^\W\d_]{{2,}})\s(?=({CAPITAL}[^\W\d_]{{2,}})(?!\w))")
_WITH_INITIALS = re.compile(
    rf"(?<!\w)(?:{CAPITAL}[^\W\d_]{{2,}}\s(?:{CAPITAL}\.\s?){{1,2}}(?!\w)|"
    rf"(?:{CAPITAL}\.\s?){{2}}{CAPITAL}[^\W\d_]{{2,}}(?!\w))"
)
_STREET_BEHIND = re.compile(r"\s*(?:көше|даңғыл|алаң|атындағы|ауыл|мектеп)")
_THING_BEFORE = re.compile(
    r"(?:\b(?:ул|улиц\w+|пр|просп|проспект\w*|мкр|микрорайон\w*|шоссе|бульвар\w*|площад\w+|пл|пер|переул\w+|город\w*|"
    r"г|район\w*|обл\w*|село|аул\w*|ауыл\w*|пос\w*|street|avenue|st|парк\w*|театр\w*|имени|им|на|тоо|ип|жк|жшс|школ\w+|"
    r"магазин\w*|тариф\w*|пакет\w*|план\w*|акци\w+|услуг\w+|канал\w*|арна\w*|сериал\w*|фильм\w*|банк\w*|plan|tariff|"
    r"channel|shop|store|cafe|кафе|рынок|тц|трц|бц|центр\w*)\.?\s*|[«\"“„(]|/)\Z"
)
_THING_BEHIND = re.compile(
    r"[»\"”]|\s\d|,?\s*(?:көше|даңғыл|алаң|атындағы|ауыл|аудан|қала|облыс|street|avenue|st\b|дом\b|үй|тариф|пакет|арна|канал|"
    r"тв\b|tv\b|банк|bank|plan|tariff|дүкен|city)"
)


def full_names(text: str, low: str) -> Iterator[Span]:
    """Full names that no word need announce: with a patronymic, a surname with initials or a first name."""
    if any(ending in low for ending in ("вич", "вн", "ичн", "ьич", "лы", "ызы")):
        for match in _FULL_NAME.finditer(text):
            if not _STREET_BEHIND.match(low, match.end()):
                yield Span(after_cue(low, match.start()), match.end(), "<NAME>")
        for match in _SAID_FULL_NAME.finditer(low):
            if is_first_name(match[1]) and not _STREET_BEHIND.match(low, match.end()):
                yield Span(*match.span(), "<NAME>")
    if "." in low:
        for match in _WITH_INITIALS.finditer(text):
            words = _PLAIN.findall(match[0].lower())
            if all(len(word) == 1 or is_surname(word) for word in words):
                yield Span(match.start(), match.start() + len(match[0].rstrip()), "<NAME>")
    for match in _PAIR.finditer(text):
        if _is_pair(match[1].lower(), match[2].lower()) and not is_thing(low, match.start(), match.end(2)):
            yield Span(match.start(), match.end(2), "<NAME>")


def _is_pair(one: str, other: str) -> bool:
    """A first name and a surname, in either order."""
    return (is_first_name(one) and is_surname(other)) or (is_surname(one) and is_first_name(other))


def is_thing(low: str, start: int, end: int) -> bool:
    """A street, company, tariff or channel that bears a person's name."""
    return bool(_THING_BEFORE.search(low[max(0, start - 20) : start]) or _THING_BEHIND.match(low, end))
