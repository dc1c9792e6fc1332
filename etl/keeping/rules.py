"""The rules of retention as settings.toml has them: what is older than so many days goes."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from config.errors import NotReady, one_of
from config.instance import Instance
from config.settings import Retention, Settings, load_settings
from etl.contracts import CONTRACTS, Kind

SOUNDS, ELSEWHERE, TRANSCRIPTS = "sounds", "sounds_elsewhere", "transcripts"
QUARANTINE, TEXTS, ROWS = "quarantine", "texts", "rows"


@dataclass(frozen=True)
class Rule:
    """``what``: one of the words above; ``contract``: of texts and rows; older than ``before`` goes."""

    what: str
    days: int
    before: date
    contract: str = ""


def rules(instance: Instance, day: date) -> list[Rule]:
    """The rules that are set, as they stand on ``day``. Raises NotReady for an unknown record type."""
    told = load_settings(instance).retention
    found = [(SOUNDS, told.audio_days, ""), (TRANSCRIPTS, told.transcript_days, "")]
    found += [(QUARANTINE, told.quarantine_days, "")]
    found += [(TEXTS, days, _checked(instance, name, TEXTS)) for name, days in told.texts_days.items()]
    found += [(ROWS, days, _checked(instance, name, ROWS)) for name, days in told.rows_days.items()]
    return [Rule(what, days, day - timedelta(days=days), name) for what, days, name in found if days]


def today(settings: Settings) -> date:
    """The day by the operator's clock."""
    return datetime.now(ZoneInfo(settings.operator.time_zone)).date()


def is_any(told: Retention) -> bool:
    """Whether anything is to go at all."""
    days = (told.audio_days, told.transcript_days, told.quarantine_days, told.texts_days, told.rows_days)
    return any(days)


def free_texts(contract: str) -> tuple[str, ...]:
    """Fields of a record type that people wrote or spoke."""
    return tuple(field.name for field in CONTRACTS[contract].fields if field.kind is Kind.FREE_TEXT)


def _checked(instance: Instance, name: str, what: str) -> str:
    fitting = [
        known for known, contract in CONTRACTS.items()
        if contract.day and (what == ROWS or free_texts(known))
    ]  # fmt: skip
    if name not in fitting:
        where = instance.config / "settings.toml"
        raise NotReady(f"{where}: retention.{what}_days: {one_of('record type', name, fitting)}.")
    return name
