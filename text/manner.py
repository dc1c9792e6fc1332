"""How something is said: asked, announced, answered by the operator itself, or meant the other way round.

"Где хороший тариф?" praises nothing, news of a launch complains of nothing, and "молодцы, третий день без
связи" is no praise.  For Russian, in which the public writes to and about operators.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_PERSONAL = re.compile(
    r"\b(?:я|мне|меня|мной|мой|моя|мое|мои|моего|моей|мою|моих|мы|нам|нас|наш\w*|у вас|ваш\w*|вам|вас|ты|тебя|"
    r"тебе|твой|твоя)\b"
)
_NEWS = re.compile(
    r"^rt\b|https?:|\b(?:запусти[лт]\w*|запуска[ею]т\w*|открыл\w*|откры[лт]\w* (?:нов\w+ )?(?:салон|офис)|"
    r"открыва\w+|объяв\w+|сообщ\w+|заяв(?:ил|ля|лен)\w*|рассказал\w*|представ(?:ил|ля)\w*|провед[её]т|"
    r"выручк\w*|прибыл[ьи]\w*|убыт\w+|квартал\w*|абонентск\w+ баз\w*|базов\w+ станц\w*|инвест\w*|акционер\w*|"
    r"акци[яи] |суд|суда|иск|прокуратур\w*|фас|минсвяз\w*|минцифр\w*|регулятор\w*|пресс\w*|млн|млрд|миллион\w*|"
    r"миллиард\w*|процент\w*|рейтинг\w*|конкурс\w*|розыгрыш\w*|разыгрыва\w+|подключи(?:те)?|получи(?:те)?|"
    r"дарим|предлага[ею]т|предлагаем|ваканс\w*|требу[ею]тся|исследован\w*|аналитик\w*|эксперт\w*|филиал\w*|"
    r"директор\w*|плановые работы|меняются|начал\w* продаж\w*|старт\w* продаж\w*|в продаже|продают\w*|"
    r"компани[яи]|операторы|абонентам|клиентам|покрыти[ея] сет\w+|отч[её]т\w*|купи(?:т|ла|л) дол\w+|прода[лс]\w*|"
    r"сделк\w+|акций|выставк\w*|день открытых)\b"
)
_OWN_ANSWER = re.compile(
    r"\b(?:приносим извинени\w*|напишите нам|скиньте|пришлите нам|уточните|сообщите (?:нам|номер)|проверим|"
    r"ответим|разбер[её]мся|передали (?:информацию|вашу)|ваш\w* обращени\w*|благодарим за обращение|"
    r"обратитесь|рекомендуем (?:обратиться|проверить|перезагрузить)|мы работаем над)\b"
)
_ASKS = re.compile(
    r"\b(?:подскаж\w+|скажите|посоветуйте|посоветуй|хочу узнать|интересует|кто[- ]?нибудь|кто знает|кто[- ]то|"
    r"сколько стоит|сколько (?:у меня|гигов)|можно ли|можно|есть ли|у вас есть|где (?:купить|найти|посмотреть|"
    r"взять)|как (?:подключить|отключить|узнать|проверить|настроить|перейти|пополнить|посмотреть|сменить|"
    r"активировать|перевести|заказать|поменять|зайти)|как[оа][йея]|какие|что выбрать|или|объясните|нужно ли|"
    r"через какое|стоит ли|нужен ли|если)\b"
)
_REQUESTS = re.compile(r"\bпожалуйста\b|^(?:заблокируйте|подключите|отключите|проверьте|объясните|напишите)\b")
_GRUMBLES = re.compile(
    r"\b(?:почему|доколе|сколько можно|какого|зачем|за что|что за|когда (?:уже|же|наконец|вы|почин\w+|будет|"
    r"интернет|связь|сделае\w+|заработа\w+|включ\w+)|где (?:мои|мой|моя|мо[её]|же|интернет|связь|мастер)|"
    r"вы там|вообще|опять|снова|совсем|что с|что случилось|как(?: это)? понимать|да что)\b"
)
_NUMERAL = r"(?:втор\w+|трет\w+|четв[её]рт\w+|пят\w+|шест\w+|седьм\w+|\d+(?:-?\w{1,2})?|два|три|четыре|пять|полтора|целый|весь)"
_WAITED = re.compile(
    rf"\b{_NUMERAL} (?:день|дня|дней|сутки|суток|час\w*|минут\w*|недел\w+|месяц\w*|вечер|раз)\b"
)
_LACKS = re.compile(r"\b(?:нет|без|не|жду|ждем|ждём|ждать|уже|никто|объясняю|звоню|пишу|дозваниваюсь|молчат|сижу|сидим|слушаю)\b")
_MOCKING = re.compile(
    r"\b(?:спасибо|благодарю|молодц\w+|браво|гениальн\w+|поздравляю|отличн\w+|прекрасн\w+|замечательн\w+|"
    r"супер|класс\w*|красавц\w+|круто|ура|умниц\w+|шикарн\w+|великолепн\w+|здорово|лучш\w+|обожаю|люблю|радует|чудесн\w+)\b"
)
_SADLY = re.compile(r"\({2,}|\w\(+(?:\s|$)|кэп\b|сарказм")
_THANKS_FOR_HARM = re.compile(
    r"спасибо,? (?:что|за то,? что|вам,? что|большое,? что) (?:\w+ ){0,3}?(?:не|отключ\w+|сломал\w*|списал\w*|снял\w*|"
    r"заблокир\w+|подняли|отруб\w+|испорт\w+|потерял\w*|удалил\w*)\b|спасибо за (?:испорчен\w+|потерян\w+|сорван\w+|"
    r"отсутстви\w+|нерв\w+|бессонн\w+|плох\w+|ужасн\w+)"
)
HARM, WAIT, GRUMBLE, MOCKERY = -2.5, -1.5, -1.0, -0.6
_FAINT, _SOFT = 0.3, 1.6
"""What news, questions and the operator's own answers leave of a weight; weights up to which they do so."""


@dataclass(frozen=True)
class Said:
    """A word, phrase or sign that tells: ``key`` as it was found, ``weight`` -3 to 3."""

    key: str
    weight: float


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
    if _WAITED.search(low) and _LACKS.search(low) and not any(weight > _SOFT for weight in weights if weight < 3):
        more.append(WAIT)
    if "?" in low and _GRUMBLES.search(low) and not _ASKS.match(low):
        more.append(GRUMBLE)
    return more


def _is_mockery(low: str, weights: Sequence[float]) -> bool:
    """Praise that stands beside a complaint and names nothing that was done well."""
    is_sad = bool(_SADLY.search(low))
    against = -sum(weight for weight in weights if weight < 0)
    praise = [weight for weight in weights if weight > 0]
    if not praise or len(praise) > len(_MOCKING.findall(low)):
        return False
    return is_sad or against >= _SOFT - 0.1


def _asked(low: str, weights: Sequence[float]) -> list[float]:
    """Who asks praises nothing; who asks politely does not complain either, unless in strong words."""
    if _GRUMBLES.search(low):
        return [weight * _FAINT if weight > 0 else weight for weight in weights]
    is_polite = bool(_ASKS.search(low) or _REQUESTS.search(low))
    return [
        weight * _FAINT if (is_polite and -2 <= weight) or 0 < weight < 3 else weight for weight in weights
    ]
