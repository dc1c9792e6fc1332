"""Invented personal data as customers put it into texts: it must come out of the landing masked."""

import numpy as np

_IIN_WEIGHTS = (range(1, 12), (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2))
_NAMES = ("Айбек", "Наталья", "Сауле", "Виктор", "Гульмира", "Пётр")
_PHONES = (
    "+7 709 {a} {b} {c}",
    "8709{a}{b}{c}",
    "8 (779) {a}-{b}-{c}",
    "+7790{a}{b}{c}",
    "8-779-{a}-{b}-{c}",
)
_SENTENCES = {
    "ru": (
        "Мой номер {phone}.",
        "Перезвоните на {phone}.",
        "Пишите на {email}",
        "ИИН {iin}.",
        "Платил картой {card}.",
        "Меня зовут {name}, тел. {phone}.",
        "Мой ИИН {iin}, почта {email}",
        "Лицевой счёт {account}.",
    ),
    "kk": (
        "Менің нөмірім {phone}.",
        "{phone} нөміріне хабарласыңыз.",
        "Поштам {email}",
        "ЖСН {iin}.",
        "{card} картамен төледім.",
        "Менің атым {name}, тел. {phone}.",
    ),
    "en": (
        "My number is {phone}.",
        "Call me back on {phone}.",
        "My e-mail is {email}",
        "My IIN is {iin}.",
        "I paid with card {card}.",
        "My name is {name}.",
    ),
}


def personal_data(rng: np.random.Generator, language: str) -> str:
    """A sentence with an invented telephone number, e-mail, personal number, card or name in it."""
    sentences = _SENTENCES["ru" if language == "mixed" else language]
    return sentences[int(rng.integers(len(sentences)))].format(
        phone=phone(rng), email=email(rng), iin=iin(rng), card=card(rng),
        name=_NAMES[int(rng.integers(len(_NAMES)))], account=int(rng.integers(10_000_000, 99_999_999)),
    )  # fmt: skip


def phone(rng: np.random.Generator) -> str:
    """A number under a prefix that nobody has, in one of the usual spellings."""
    a, b, c = int(rng.integers(100, 1000)), int(rng.integers(10, 100)), int(rng.integers(10, 100))
    return _PHONES[int(rng.integers(len(_PHONES)))].format(a=a, b=b, c=c)


def email(rng: np.random.Generator) -> str:
    return f"client{int(rng.integers(100, 100_000))}@example.{('com', 'org', 'net')[int(rng.integers(3))]}"


def iin(rng: np.random.Generator) -> str:
    """A 12-digit personal number of an invented birth date with its right check digit."""
    while True:
        born = f"{int(rng.integers(50, 100)):02d}{int(rng.integers(1, 13)):02d}{int(rng.integers(1, 29)):02d}"
        digits = [int(d) for d in f"{born}{int(rng.integers(3, 5))}{int(rng.integers(0, 10_000)):04d}"]
        check = iin_check_digit(digits)
        if check < 10:
            return "".join(map(str, [*digits, check]))


def iin_check_digit(digits: list[int]) -> int:
    """Check digit of the first eleven: weights 1-11 modulo 11, for 10 a second set; 10 again: none."""
    check = 10
    for weights in _IIN_WEIGHTS:
        check = sum(d * w for d, w in zip(digits, weights, strict=True)) % 11
        if check < 10:
            break
    return check


def card(rng: np.random.Generator) -> str:
    """A 16-digit number of a test range that passes the Luhn check, in groups of four."""
    digits = [4, 0, 0, 0, 0, 0, *(int(d) for d in rng.integers(0, 10, 9))]
    doubled = [sum(divmod(2 * d, 10)) if n % 2 == 0 else d for n, d in enumerate(digits)]
    number = "".join(map(str, [*digits, -sum(doubled) % 10]))
    return " ".join(number[n : n + 4] for n in range(0, 16, 4))
