"""Check digits of card numbers and of Kazakhstan's twelve-digit personal number (IIN)."""

from itertools import pairwise

_FIRST_WEIGHTS = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
_SECOND_WEIGHTS = (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)


def is_card(digits: str) -> bool:
    """True for 13 to 19 digits that keep the Luhn sum (ISO/IEC 7812-1) and are not one digit repeated."""
    if not 13 <= len(digits) <= 19 or all(a == b for a, b in pairwise(digits)):
        return False
    total = sum(int(digit) for digit in digits[-1::-2])
    total += sum(sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return total % 10 == 0


def is_iin(digits: str) -> bool:
    """True for a twelve-digit IIN: a birth date, a century digit 0-6, and the right check digit.

    The check digit is the sum of the first eleven digits with weights 1..11 modulo 11; where that
    is 10, the sum with weights 3..11, 1, 2; where that is 10 too, the number is never issued.
    """
    if len(digits) != 12 or not (1 <= int(digits[2:4]) <= 12 and 1 <= int(digits[4:6]) <= 31):
        return False
    if digits[6] not in "0123456":
        return False
    check = _weighted(digits, _FIRST_WEIGHTS)
    if check == 10:
        check = _weighted(digits, _SECOND_WEIGHTS)
    return check == int(digits[11])


def _weighted(digits: str, weights: tuple[int, ...]) -> int:
    return sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=False)) % 11
