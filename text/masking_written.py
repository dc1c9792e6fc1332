"""Personal data written in figures: phones, cards, personal numbers, codes, contract numbers; e-mails.

One scan from left to right: at each figure the first shape that fits is taken, then the words around
it decide whether it is personal (``text.cues``).
"""

import re
from collections.abc import Callable, Iterator

from text import cues
from text.checksums import is_card, is_iin
from text.spans import Span
from text.spoken_numbers import NUMBERS

_GAP = r"[ \u00a0\u2009()._\-–—‑]"
_GAP_INSIDE = r"[ \u00a0\u2009._\-–—‑]"
_SHAPES = re.compile(
    "|".join(
        (
            r"(?P<token><[A-Z]+>)",
            r"(?P<hex>(?<![a-z\d])0x[\da-f]+)",
            r"(?P<kz_iban>(?<![a-z\d])kz(?=(?: ?[a-z\d])*?(?: ?\d){6})(?: ?[a-z\d]){18}(?![a-z\d]))",
            r"(?P<iban>(?<![a-z\d])(?:kz ?|[a-z]{2})\d{2} ?(?=(?:[a-z]{0,3} ?[a-z]{0,3}\d){6})"
            r"[a-z\d]{4}(?: ?(?=[a-z]{0,3}\d)[a-z\d]{2,4}){3,7}(?![a-z\d]))",
            r"(?P<starred>\d{4}[ \-]?\d{0,4}[ \-]?[*xх•]{2,}[*xх•\s\-]*\d{2,4}(?!\d))",
            r"(?P<card>[2-6]\d{3}(?P<gap>[ \-])\d{4}(?P=gap)\d{4}(?P=gap)\d{4}(?!\d)|"
            r"3[47]\d{2}[ \-]\d{6}[ \-]\d{5}(?!\d))",
            # eleven figures from +7 on, else as many as follow; brackets hold a code, so none come late
            rf"(?P<plus>\+ ?7(?:{_GAP}{{0,3}}\d){{5}}(?:{_GAP_INSIDE}{{0,3}}\d){{5}}(?!\d)|"
            rf"\+ ?\d(?:{_GAP}{{0,3}}\d){{6}}(?:{_GAP_INSIDE}{{0,3}}\d){{1,8}}(?!\d))",
            rf"(?P<phone>(?:(?:00)?[78])(?!{_GAP}*\d\d\.\d\d\.\d{{4}}){_GAP}{{0,3}}[2-9](?:{_GAP}{{0,3}}\d){{9}}(?!\d))",
            r"(?P<iin>\d{6}[ \-]\d{6}(?!\d)|\d{6}[ \-]\d{3}[ \-]\d{3}(?!\d))",
            r"(?P<date>\d{4}(?P<mark>[./\-])\d{1,2}(?P=mark)\d{1,2}(?!\d)"
            r"|\d{1,2}(?P<dot>[./\-])\d{1,2}(?P=dot)(?:\d{4}|\d{2})(?![\d\-])|"
            r"\d{1,2}:\d{2}(?::\d{2})?(?!\d))",
            r"(?P<address>\d{1,3}(?:\.\d{1,3}){3}(?![\d.]))",
            r"(?P<local>\(\d{3,5}\) ?\d{2,3}[ \-]?\d{2}[ \-]?\d{2,3}(?!\d)|"
            r"\d{3}[ \-]\d{3}[ \-]\d{2}[ \-]?\d{2}(?![\d\-])"
            r"|\d{3}[.\-]\d{3}[.\-]\d{4}(?!\d)|(?<![\d\-])(?:\d-)?\d{2,3}-\d{2}-\d{2}(?![\d\-])|"
            r"(?<![\d\-])\d{3}-\d{4}(?![\d\-]))",
            r"(?P<singly>\d(?:[ \-]\d){4,}(?!\d))",
            r"(?P<amount>\d{1,3}(?:[ \u00a0]\d{3})+(?:[.,]\d{1,2})?(?!\d)|"
            r"\d{1,3}(?:[.,']\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+[.,]\d{1,2}(?!\d))",
            r"(?P<serial>(?<![^\W_])(?=\d*[a-z])(?=(?:[a-z]*\d){7})[a-z\d]{10,24}(?![^\W_]))",
            r"(?P<coded>(?<![^\W_])(?:[^\W\d_]{1,4}[-_]?|[^\W\d_]{1,15}[-_])(?:\d+[-/_])*\d{5,}(?!\d)|"
            r"(?<![^\W_])[^\W\d_]{1,4}-?\d+(?:[-/]\d+)+(?!\d))",
            r"(?P<run>\d{5,})",
            r"(?P<short>\d{1,4})",
        )
    )
)  # fmt: skip
_NUMBER_CUES = ("phone", "contract", "card", "pin", "iin", "number")
_GROUPS = re.compile(r"\d+(?:[ \u00a0/\-–.]{1,2}\d+)+")
_EMAIL = re.compile(r"(?<![\w.+\-])[\w.+\-]+ ?(?:@|\(at\)|\[at\]) ?[\w\-]+(?:(?:\.| \. )[\w\-]+)+")
_DOT_SAID = r"(?:точка|нүкте|dot)"
_MARK_SAID = rf"(?:{_DOT_SAID}|тире|дефис|(?:нижнее )?подч[её]ркивание|сызықша|dash|hyphen|underscore)"
_NUMBER_SAID = rf"(?:\d+|{'|'.join(map(re.escape, sorted(NUMBERS)))})"
_EMAIL_SAID = re.compile(
    rf"(?<![\w.\-])(?:[\w.\-]+ (?={_NUMBER_SAID} )|{_NUMBER_SAID} |[\w.\-]+ {_MARK_SAID} |"
    r"(?:[^\W\d_] ){2,})*[\w.\-]+ (?:собака|собачка|собачкой|эт|at) [\w\-]+"
    rf"(?:(?: ?{_DOT_SAID} ?[\w\-]+|\.(?:ru|kz|com|org|net))+| (?:ру|ком|кз|ru|com|kz)(?!\w))"
)
_PASSWORD = re.compile(
    r"(?:парол\w*|password|[қк][ұу]пия ?с[өо]з\w*)(?:[ :=\-–—]{1,3}[^\W\d_]+){0,2}[ :=\-–—]{1,3}"
    r"(?=\S{0,40}\d)(?=\S{0,40}[^\W\d_])([^\s,;<>]{4,40})"
)
_NOT_DIGITS = re.compile(r"\D+")


def digits_of(text: str) -> str:
    return _NOT_DIGITS.sub("", text)


def token_of(digits: str, cue: str = "") -> str:
    """The token for a number of five and more digits that is personal; ``cue`` is what words before say."""
    if is_iin(digits) or (cue == "iin" and len(digits) == 12):
        return "<IIN>"
    if is_card(digits) or (cue == "card" and len(digits) >= 13):
        return "<CARD>"
    if cue == "pin" and len(digits) <= 8:
        return "<PIN>"
    if cue == "contract":
        return "<NUMBER>"
    is_long_phone = len(digits) == 11 and digits[0] in "78"
    is_mobile = len(digits) == 10 and digits[0] in "79"
    return "<PHONE>" if is_long_phone or is_mobile or (cue == "phone" and len(digits) <= 15) else "<NUMBER>"


def email_spans(low: str) -> Iterator[Span]:
    """E-mail addresses, also dictated ones ("name собака mail точка ru")."""
    if "@" in low or "at)" in low or "at]" in low:
        yield from (Span(*match.span(), "<EMAIL>") for match in _EMAIL.finditer(low))
    if " соба" in low or " dot " in low or " at " in low or " эт " in low:
        yield from (Span(*match.span(), "<EMAIL>") for match in _EMAIL_SAID.finditer(low))


def password_spans(low: str) -> Iterator[Span]:
    """Passwords of letters and figures right after the word for it."""
    if "парол" in low or "password" in low or "пия" in low:
        yield from (Span(*match.span(1), "<PIN>") for match in _PASSWORD.finditer(low))


def number_spans(low: str) -> Iterator[Span]:
    """Numbers in figures that are personal; money, dates, times and measures are not."""
    position = 0
    while digit := _DIGIT.search(low, position):
        match = _SHAPES.search(low, max(position, digit.start() - _LETTERS_BEFORE))
        if not match:
            break
        position = match.end()
        decided = _DECIDE[match.lastgroup or "short"](low, match)
        if decided:
            yield _with_letters(low, decided)
            position = max(position, decided.end)


def _with_letters(low: str, span: Span) -> Span:
    """The one or two letters of a document's number ("N 12345890") belong to it."""
    letters = _LETTERS.search(low, max(0, span.start - 4), span.start)
    if not span.token.startswith("<NUM") or not letters or letters[1] in _SMALL_WORDS:
        return span
    return span._replace(start=letters.start(1))


_DIGIT = re.compile(r"\d")
_LETTERS_BEFORE = 20
"""A shape begins at a digit or so many letters before one at most."""
_LETTERS = re.compile(r"(?<![^\W_])([a-z]{1,2}) \Z")
_SMALL_WORDS = frozenset(
    [
        "is", "no", "at", "on", "to", "my", "id", "a", "of", "by", "in", "i", "it", "nr", "or", "as", "an",
        "up", "we", "he", "so", "do",
    ]
)  # fmt: skip
"""They stand before a number and are no part of it."""


def _span(match: re.Match[str], token: str) -> Span:
    return Span(match.start(), match.end(), token)


def _keep(low: str, match: re.Match[str]) -> Span | None:
    return None


def _always(token: str) -> "Callable[[str, re.Match[str]], Span | None]":
    return lambda low, match: _span(match, token)


def _classified(low: str, match: re.Match[str]) -> Span | None:
    return _span(match, token_of(digits_of(match[0]), cues.before(low, match.start())))


def _phone(low: str, match: re.Match[str]) -> Span | None:
    """Eleven digits from 7 or 8 on: a phone, unless words before say it is a contract."""
    cue = cues.before(low, match.start())
    return _span(match, "<NUMBER>" if cue == "contract" else "<PHONE>")


def _card(low: str, match: re.Match[str]) -> Span | None:
    """Four groups of four: a card by its check digit, or by the word before it."""
    is_one = is_card(digits_of(match[0])) or cues.before(low, match.start()) == "card"
    return _span(match, "<CARD>" if is_one else "<NUMBER>")


def _local(low: str, match: re.Match[str]) -> Span | None:
    """Numbers without a country prefix; "300-20-20 тенге" is none of them."""
    if cues.has_unit(low, match.end()):
        return None
    return _span(match, "<NUMBER>" if cues.before(low, match.start()) == "contract" else "<PHONE>")


def _date(low: str, match: re.Match[str]) -> Span | None:
    """Dates and times stay; "32-15-47" is no date, and after the word phone nothing is."""
    parts = [int(part) for part in re.split(r"\D", match[0])]
    if len(match[0]) == 8 and match[0].count("-") == 2:
        is_date = 1 <= parts[0] <= 31 and 1 <= parts[1] <= 12
        if not is_date or cues.before(low, match.start()) == "phone":
            return _span(match, "<PHONE>")
    return None


def _amount(low: str, match: re.Match[str]) -> Span | None:
    """Figures in thousands ("15 000"), or with a decimal part: an amount, unless words before differ."""
    if cues.has_unit(low, match.end()):
        return None
    return _grouped(low, match, cues.before(low, match.start()))


def _run(low: str, match: re.Match[str]) -> Span | None:
    """Five digits and more in one piece."""
    digits = match[0]
    cue = cues.before(low, match.start())
    is_counted = len(digits) < 10 and (
        cues.has_unit(low, match.end()) or low[match.start() - 1 : match.start()] in _MONEY_SIGNS
    )
    is_round = not cue and digits.endswith("000" if len(digits) < 8 else "000000")
    is_amount = is_round or (len(digits) < 7 and cue == "money")
    if is_counted or is_amount:
        return None
    return _grouped(low, match, cue) or _span(match, token_of(digits, cue))


_MONEY_SIGNS = ("$", "€", "₸", "₽", "£")


def _coded(low: str, match: re.Match[str]) -> Span | None:
    """Letters and figures in one piece ("INV-203344"), unless the letters are a currency ("kzt50000")."""
    if match[0].startswith(_CURRENCIES) or cues.has_unit(low, match.end()):
        return None
    is_short = not _LONG_RUN.search(match[0])
    if (is_short or _MODEL.fullmatch(match[0])) and not cues.before(low, match.start()):
        return None
    if is_short and len(digits_of(match[0])) < _LEAST_DIGITS:
        return None
    return _classified(low, match)


_LONG_RUN = re.compile(r"\d{5}")
_LEAST_DIGITS = 5
_MODEL = re.compile(r"[^\W\d_]+\d{3}00")
"""A device's model, such as "AX11000"."""
_CURRENCIES = ("kzt", "тг", "тнг", "rub", "руб", "usd", "eur")


def _short(low: str, match: re.Match[str]) -> Span | None:
    """Up to four digits are personal only after a word for a secret code, or as part of a longer number."""
    cue = cues.before(low, match.start())
    if len(match[0]) == 4 and cues.is_code_behind(low, match.start(), match.end()):
        return _span(match, "<PIN>")
    if cue == "pin" and (singly := _SINGLY.match(low, match.start())):
        return Span(*singly.span(), "<PIN>")
    if cue == "pin" and len(match[0]) >= 3 and not cues.has_unit(low, match.end()):
        return _grouped(low, match, cue) or _span(match, "<PIN>")
    return _grouped(low, match, cue)


_SINGLY = re.compile(r"\d(?:,\s?\d){2,7}(?!\d)")
"""Figures of a code told one by one: "7, 7, 0, 1"."""


def _grouped(low: str, match: re.Match[str], cue: str) -> Span | None:
    """A number written in groups ("договор 12 345 678") after a word (``cue``) that says it is one."""
    if cue not in _NUMBER_CUES:
        return None
    groups = _GROUPS.match(low, match.start())
    if not groups or _has_date(groups[0]) or cues.has_unit(low, groups.end()):
        return None
    digits = digits_of(groups[0])
    least = 4 if cue == "pin" else 5
    return Span(*groups.span(), token_of(digits, cue)) if least <= len(digits) <= 20 else None


_DATE_INSIDE = re.compile(r"\d{1,2}\.\d{1,2}(?:\.\d{2,4})?(?!\d)|(?:19|20)\d{2}-\d{2}-\d{2}(?!\d)")


def _has_date(groups: str) -> bool:
    return _DATE_INSIDE.search(groups) is not None


_DECIDE: "dict[str, Callable[[str, re.Match[str]], Span | None]]" = {
    "token": _keep,
    "hex": _keep,
    "kz_iban": _always("<NUMBER>"),
    "iban": _always("<NUMBER>"),
    "starred": _always("<CARD>"),
    "card": _card,
    "plus": _always("<PHONE>"),
    "phone": _phone,
    "iin": _classified,
    "date": _date,
    "address": _keep,
    "local": _local,
    "singly": _classified,
    "amount": _amount,
    "serial": _classified,
    "coded": _coded,
    "run": _run,
    "short": _short,
}
