"""Which labels of a file speak against something and which for it: names, -1/0/1, 0/1, stars, scores 0-10."""

from collections.abc import Iterable, Mapping

NEGATIVE, NEUTRAL, POSITIVE = "negative", "neutral", "positive"
_NAMES = {
    NEGATIVE: "negative neg bad detractor негатив негативный негативная отрицательный жағымсыз теріс",
    NEUTRAL: "neutral neu none passive mixed нейтральный нейтральная нейтрально бейтарап",
    POSITIVE: "positive pos good promoter позитив позитивный позитивная положительный жағымды оң",
}
_BY_NAME = {name: side for side, names in _NAMES.items() for name in names.split()}
_STARS = {1: NEGATIVE, 2: NEGATIVE, 3: NEUTRAL, 4: POSITIVE, 5: POSITIVE}


def polarity(labels: Iterable[str]) -> dict[str, str]:
    """Each different label -> negative, neutral or positive; labels that cannot be told are left out.

    Numbers are read by what stands in the file: 0 and 1, -1 to 1, stars 1 to 5, or scores up to 10, where 0-6
    are detractors and 9-10 promoters, as in NPS.
    """
    different = {label.strip() for label in labels} - {""}
    numbers = {label: number for label in different if (number := _number(label)) is not None}
    if numbers and len(numbers) == len(different):
        return _of_numbers(numbers)
    return {label: side for label in different if (side := _BY_NAME.get(label.lower()))}


def is_score(labels: Iterable[str]) -> bool:
    """Whether these are scores of 0-10, of which 7 and 8 say neither good nor bad."""
    found = [_number(label) for label in {label.strip() for label in labels} - {""}]
    numbers = [number for number in found if number is not None]
    return bool(numbers) and len(numbers) == len(found) and max(numbers) > max(_STARS) and min(numbers) >= 0


def _number(label: str) -> int | None:
    try:
        number = float(label.replace(",", "."))
    except ValueError:
        return None
    return int(number) if -1 <= number <= 10 and number == int(number) else None


def _of_numbers(numbers: Mapping[str, int]) -> dict[str, str]:
    low, high = min(numbers.values()), max(numbers.values())
    if low < 0:
        return {label: _sign(number) for label, number in numbers.items()}
    if high <= 1:
        return {label: POSITIVE if number else NEGATIVE for label, number in numbers.items()}
    if high <= max(_STARS):
        return {label: _STARS.get(number, NEGATIVE) for label, number in numbers.items()}
    return {label: _score(number) for label, number in numbers.items()}


def _sign(number: int) -> str:
    return NEGATIVE if number < 0 else POSITIVE if number > 0 else NEUTRAL


def _score(number: int) -> str:
    """Detractors 0-6, passives 7-8, promoters 9-10."""
    return NEGATIVE if number <= 6 else POSITIVE if number >= 9 else NEUTRAL
