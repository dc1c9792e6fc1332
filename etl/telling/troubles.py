"""What an administrator must hear of: each trouble by a key that stays the same for as long as it lasts."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from config.instance import Instance
from config.settings import Settings, load_settings
from etl.loads import FAILED, LOADED, Load, read_loads
from etl.masking import masked
from etl.watching.heartbeat import heartbeat
from etl.watching.source_status import BROKEN, SILENT, SourceStatus, failures, sources

_TOLD_LETTERS = 400
Words = dict[str, str]
WORDS: dict[str, Words] = {
    "en": {
        "failed": "{source}: a file was not taken: {message}",
        "rejected": "{source}: {rejected} of {read} rows of the newest delivery were rejected ({share} %). "
        "Reasons and remedies: page Data health.",
        "silent": "{source} is silent: last delivery {last}, the next was due {due}.",
        "broken": "{source}: its declaration cannot be followed: {message}",
        "watcher": "Nobody looks for new files: last look {last}. Start 'python -m etl watch' again.",
        "disk": "The disk is nearly full: {free} GB of {total} GB are free.",
        "over": "Over: {what}", "subject": "{name}: {new} to look at, {over} over",
        "test": "This is a test: messages from {name} arrive.",
    },
    "ru": {
        "failed": "{source}: файл не принят: {message}",
        "rejected": "{source}: отклонено строк: {rejected} из {read} в последней поставке ({share} %). "
        "Причины и что делать: страница «Состояние данных».",
        "silent": "{source} молчит: последняя поставка {last}, следующую ждали {due}.",
        "broken": "{source}: описание источника с ошибкой: {message}",
        "watcher": "Новые файлы никто не проверяет: последняя проверка {last}. "
        "Запустите снова «python -m etl watch».",
        "disk": "Диск почти заполнен: свободно {free} ГБ из {total} ГБ.",
        "over": "Прошло: {what}", "subject": "{name}: требует внимания {new}, прошло {over}",
        "test": "Проверка: сообщения от {name} доходят.",
    },
    "kk": {
        "failed": "{source}: файл қабылданбады: {message}",
        "rejected": "{source}: соңғы жеткізілімдегі {read} жолдың {rejected} жолы қабылданбады ({share} %). "
        "Себептері мен шешімі: «Деректер күйі» беті.",
        "silent": "{source} үнсіз: соңғы жеткізілім {last}, келесісі {due} күтілген еді.",
        "broken": "{source}: дереккөз сипаттамасында қате бар: {message}",
        "watcher": "Жаңа файлдарды ешкім тексеріп жатқан жоқ: соңғы тексеру {last}. "
        "«python -m etl watch» пәрменін қайта іске қосыңыз.",
        "disk": "Диск толуға жақын: {total} ГБ ішінен {free} ГБ бос.",
        "over": "Өтті: {what}", "subject": "{name}: назар аударатыны {new}, өткені {over}",
        "test": "Тексеру: {name} хабарлары жетіп тұр.",
    },
}  # fmt: skip


@dataclass(frozen=True)
class Trouble:
    """``key``: the same for as long as it lasts; ``text``: in the operator's language, no personal data."""

    key: str
    text: str


def troubles(instance: Instance, now: datetime | None = None) -> list[Trouble]:
    """Everything that is wrong now: failed files, many rejected rows, silence, a full disk."""
    moment, settings, loads = now or datetime.now(UTC), load_settings(instance), read_loads(instance)
    say = _speaker(settings)
    standing = sources(instance, moment, loads)
    return [
        *_failed(loads, say),
        *_rejected(loads, settings, say),
        *[trouble for one in standing for trouble in _of_source(one, settings, say)],
        *_watcher(instance, settings, moment, say),
        *_disk(instance, settings, say),
    ]


Say = Callable[..., str]


def _speaker(settings: Settings) -> Say:
    words = WORDS[settings.operator.language]
    return lambda kind, **values: words[kind].format(**values)


def _failed(loads: list[Load], say: Say) -> list[Trouble]:
    names = sorted({load.source for load in loads if load.status == FAILED})
    failed = [load for name in names for load in failures([one for one in loads if one.source == name])]
    told = masked([failure_of(load) for load in failed])
    return [
        Trouble(
            f"failed|{load.source}|{load.file}",
            say("failed", source=load.source, message=message[:_TOLD_LETTERS]),
        )
        for load, message in zip(failed, told, strict=True)
    ]


def failure_of(load: Load) -> str:
    """Why a file was not taken; most reasons begin with its name themselves."""
    return load.message if load.file in load.message else f"{load.file}: {load.message}"


def _rejected(loads: list[Load], settings: Settings, say: Say) -> list[Trouble]:
    """Of the newest file of each source; in per cent of the rows that hold something."""
    newest = {load.source: load for load in loads if load.status == LOADED}
    found = []
    for source, load in newest.items():
        read = load.rows_read - load.rows_blank
        share = 100 * load.rows_rejected / read if read else 0.0
        if load.rows_rejected and share > settings.messages.rejected_share_pct:
            text = say(
                "rejected", source=source, rejected=load.rows_rejected, read=read, share=f"{share:.1f}"
            )
            found.append(Trouble(f"rejected|{source}", text))
    return found


def _of_source(one: SourceStatus, settings: Settings, say: Say) -> list[Trouble]:
    if one.state == BROKEN:
        told = masked([one.message])[0][:_TOLD_LETTERS]
        return [Trouble(f"broken|{one.name}", say("broken", source=one.name, message=told))]
    if one.state == SILENT:
        last, due = _time(one.last_load, settings), _time(one.due_at, settings)
        return [Trouble(f"silent|{one.name}", say("silent", source=one.name, last=last, due=due))]
    return []


def _watcher(instance: Instance, settings: Settings, now: datetime, say: Say) -> list[Trouble]:
    heart = heartbeat(instance)
    if not heart.is_silent(now):
        return []
    return [Trouble("watcher", say("watcher", last=_time(heart.looked_at, settings)))]


def _disk(instance: Instance, settings: Settings, say: Say) -> list[Trouble]:
    usage = shutil.disk_usage(instance.home)
    if 100 * usage.free >= settings.messages.least_free_pct * usage.total:
        return []
    return [
        Trouble("disk", say("disk", free=f"{usage.free / 2**30:.1f}", total=f"{usage.total / 2**30:.0f}"))
    ]


def _time(moment: datetime | None, settings: Settings) -> str:
    zone = ZoneInfo(settings.operator.time_zone)
    return moment.astimezone(zone).strftime("%d.%m.%Y %H:%M") if moment else "—"
