"""How something is said: asked, announced, answered by the operator itself, or meant the other way round.

"Где хороший тариф?" praises nothing, news of a launch complains of nothing, and "молодцы, третий день без
связи" is no praise.  For Russian, in which the public writes to and about operators; the words by which the
manner is known stand in ``words/manner_ru.toml``.
"""

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path

from text.said import Said

_PIECES = tomllib.loads((Path(__file__).parent / "words" / "manner_ru.toml").read_text("utf8"))


def _any(name: str) -> str:
    return f"(?:{'|'.join(_PIECES[name])})"


def _word(name: str) -> re.Pattern[str]:
    """Any piece of ``name`` as whole words."""
    return re.compile(rf"\b{_any(name)}\b")


_PERSONAL, _OWN_ANSWER, _ASKS, _GRUMBLES, _DEMANDS, _LACKS, _MOCKING, _REPAIRS = (
    _word(name)
    for name in ("personal", "own_answer", "asks", "grumbles", "demands", "lacks", "mocking", "repairs")
)
_NEWS = re.compile(rf"^rt\b|https?:|\b{_any('news')}\b")
_REQUESTS = re.compile(
    r"\bпожалуйста\b|\b(?:хотелось|было|хорошо|лучше) бы\b|\bжелательно\b|"
    r"^(?:заблокируйте|подключите|отключите|проверьте|объясните|напишите)\b"
)
_NEITHER = re.compile(r"\bни \w+,? ни \w+")
_QUOTED = re.compile(r"[«\"“]\w+[»\"”]")
_AGAIN = re.compile(
    rf"\b{_any('ordinals')}\w* {_any('again')}\w*|"
    r"\b(?:два|три|четыре|пять|шесть|\d+) раза? (?:звон|пере|пис|пыт|обращ|просил)"
)
_WAITED = re.compile(rf"\b{_any('amounts')} {_any('times')}\b")
_TURNS = _word("turns")
_SADLY = re.compile(r"\({2,}|\w\(+(?:\s|$)|кэп\b|сарказм")
_THANKS_FOR_HARM = re.compile(
    rf"{_any('thanks')} (?:\w+ ){{0,3}}?{_any('harm')}\b|спасибо (?:\w+ ){{0,2}}?за (?:\w+ )?{_any('harmed')}"
)
HARM, WAIT, GRUMBLE, MOCKERY = -2.5, -1.5, -1.0, -0.6
_FAINT, _FAINTEST, _SOFT = 0.3, 0.15, 1.6
"""What news and the operator's own answers leave of a weight, what polite questions leave of praise, and the
weight from which praise or complaint is more than a hint."""


def in_manner(low: str, said: Sequence[Said]) -> list[float]:
    """Weights of what is ``said`` in the lower-case text ``low``, after how it is said."""
    weights = _given_way([one.weight for one in said])
    if _THANKS_FOR_HARM.search(low):
        return [-abs(weight) for weight in weights] + [HARM]
    weights += _from_manner(low, weights)
    if _is_mockery(low, weights):
        return [weight * MOCKERY if weight > 0 else weight for weight in weights]
    if _OWN_ANSWER.search(low):
        return [weight * _FAINT for weight in weights]
    if "?" in low or _ASKS.match(low) or _REQUESTS.search(low):
        return _asked(low, weights)
    if _NEWS.search(low) and not _PERSONAL.search(low):
        return [weight if weight < -2 else weight * _FAINT for weight in weights]
    return weights


def _given_way(weights: Sequence[float]) -> list[float]:
    """Faint praise beside a complaint only says what is complained of ("плохо ловит")."""
    if any(weight < -1 for weight in weights):
        return [weight for weight in weights if not 0 < weight <= 1]
    return list(weights)


def _from_manner(low: str, weights: Sequence[float]) -> list[float]:
    """What the manner itself adds: having waited so long, or asking why."""
    more = []
    if (
        _WAITED.search(low)
        and _LACKS.search(low)
        and not any(weight > _SOFT for weight in weights if weight < 3)
    ):
        more.append(WAIT)
    if _AGAIN.search(low) and not any(weight > 0 for weight in weights):
        more.append(WAIT)
    if _NEITHER.search(low):
        more.append(WAIT)
    if _DEMANDS.search(low) and "пожалуйста" not in low:
        more.append(WAIT)
    if "?" in low and _GRUMBLES.search(low) and not _ASKS.match(low):
        more.append(GRUMBLE)
    return more


def _is_mockery(low: str, weights: Sequence[float]) -> bool:
    """Praise that stands beside a complaint and names nothing that was done well."""
    if _TURNS.search(low):
        return False
    is_sad = bool(_SADLY.search(low))
    if (
        _QUOTED.search(low)
        and any(weight > 0 for weight in weights)
        and any(weight < 0 for weight in weights)
    ):
        return True
    against = -sum(weight for weight in weights if weight < 0)
    praise = [weight for weight in weights if weight > 0]
    if not praise or len(praise) > len(_MOCKING.findall(low)):
        return False
    return is_sad or against >= _SOFT - 0.1


def _asked(low: str, weights: Sequence[float]) -> list[float]:
    """Who asks praises nothing; who asks politely does not complain either, unless in strong words or
    because something is to be mended."""
    if _GRUMBLES.search(low) or _REPAIRS.search(low):
        return [weight * _FAINT if weight > 0 else weight for weight in weights]
    if _ASKS.search(low) or _REQUESTS.search(low):
        return [
            weight if weight < -2 else weight * (_FAINTEST if weight > 0 else _FAINT) for weight in weights
        ]
    return [weight * _FAINT if weight > 0 else weight for weight in weights]
