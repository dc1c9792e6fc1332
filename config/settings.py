"""Settings of an instance: ``config/settings.toml``, the project's defaults filling what it leaves out."""

import tomllib
from copy import deepcopy
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from config.errors import NotReady
from config.instance import DEFAULTS, Instance


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Operator(_Section):
    name: str = "Sapa"
    time_zone: str = "Asia/Almaty"
    language: str = Field(default="ru", pattern="^(ru|kk|en)$")


class Display(_Section):
    least_scores: int = Field(default=5, ge=1)
    least_comments: int = Field(default=8, ge=1)
    least_ratings: int = Field(default=20, ge=1)


class Windows(_Section):
    repeated_error_days: int = Field(default=30, ge=1)
    repeated_error_findings: int = Field(default=2, ge=2)
    short_abandon_s: float = Field(default=5, ge=0)
    service_level_s: float = Field(default=20, ge=0)
    service_level_office_s: float = Field(default=600, ge=0)
    repeat_contact_days: int = Field(default=7, ge=1)
    repeat_case_days: int = Field(default=90, ge=1)
    reply_days: int = Field(default=30, ge=1)
    online_channel_kinds: tuple[str, ...] = ("online",)


class Audits(_Section):
    trifle_debt: float = Field(default=100, ge=0)
    payment_days: int = Field(default=7, ge=1)


class Rating(_Section):
    counted_from: int = Field(default=1, ge=1)
    new_agent_days: int = Field(default=90, ge=0)


class Speech(_Section):
    workers: int = Field(default=0, ge=0)
    least_confidence: float = Field(default=0.6, ge=0, le=1)
    default_language: str = "ru"
    sample_calls: int = Field(default=2, ge=0, exclude=True)
    ledger: str = Field(default="", exclude=True)
    storage: tuple[str, ...] = Field(default=(), exclude=True)
    """Of how an instance is run: no snapshot holds them."""


class Watch(_Section):
    every_s: float = Field(default=60, ge=1)
    settle_s: float = Field(default=20, ge=0)
    remote_every_s: float = Field(default=900, ge=1)
    again_after_minutes: float = Field(default=60, ge=1)


class Messages(_Section):
    urls: tuple[str, ...] = ()
    rejected_share_pct: float = Field(default=5, ge=0, le=100)
    least_free_pct: float = Field(default=10, ge=0, le=100)


class Followup(_Section):
    nps_up_to: int = Field(default=6, ge=0, le=10)
    ar_up_to: int = Field(default=2, ge=0, le=5)
    working_days: int = Field(default=2, ge=0, le=60)
    at_risk_hours: float = Field(default=24, ge=0)
    waits_days: int = Field(default=30, ge=1, le=366)
    next_score_days: int = Field(default=90, ge=1)


class PayStep(_Section):
    mean: float = Field(alias="from", ge=1, le=5)
    points: float = Field(ge=0)


class Pay(_Section):
    least_ratings: int = Field(default=10, ge=1)
    steps: tuple[PayStep, ...] = ()


class Gaming(_Section):
    least_contacts: int = Field(default=30, ge=1)
    same_number_ratings: int = Field(default=3, ge=2)
    burst_ratings: int = Field(default=5, ge=2)
    burst_minutes: float = Field(default=10, gt=0)


class Costs(_Section):
    """What work costs; None: nobody has said."""

    handling_hour: float | None = Field(default=None, gt=0)
    currency: str = Field(default="", max_length=8)


class Retention(_Section):
    """Days of keeping, by the day of the call or row; None: for ever."""

    audio_days: int | None = Field(default=None, ge=1)
    transcript_days: int | None = Field(default=None, ge=1)
    quarantine_days: int | None = Field(default=None, ge=1)
    texts_days: dict[str, int] = {}
    rows_days: dict[str, int] = {}
    cache_mb: float = Field(default=2000, ge=0)
    every_hours: float = Field(default=24, gt=0)


class Settings(_Section):
    operator: Operator = Operator()
    display: Display = Display()
    windows: Windows = Windows()
    audits: Audits = Audits()
    rating: Rating = Rating()
    speech: Speech = Speech()
    watch: Watch = Field(default=Watch(), exclude=True)
    messages: Messages = Field(default=Messages(), exclude=True)
    pay: Pay = Field(default=Pay(), exclude=True)
    gaming: Gaming = Field(default=Gaming(), exclude=True)
    followup: Followup = Field(default=Followup(), exclude=True)
    retention: Retention = Field(default=Retention(), exclude=True)
    costs: Costs = Field(default=Costs(), exclude=True)
    """Of how an instance is run, not of its figures: no snapshot holds them."""
    targets: dict[str, float] = {}


def load_settings(instance: Instance) -> Settings:
    """Settings of ``instance``; raises NotReady naming the file, the key and the remedy."""
    own = instance.config / "settings.toml"
    return _load(own, own.stat().st_mtime_ns if own.exists() else 0)


@lru_cache(maxsize=8)
def _load(own: Path, _changed_at: int) -> Settings:
    values = merged(read_toml(DEFAULTS / "settings.toml"), read_toml(own) if own.exists() else {})
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise NotReady(f"{own}: {key}: {first['msg']}. Correct it or remove the line.") from None


def read_toml(path: Path) -> dict[str, Any]:
    """A TOML file as a dictionary; raises NotReady with file and line when it cannot be read."""
    try:
        return deepcopy(_parsed(path.read_text("utf8")))
    except FileNotFoundError:
        raise NotReady(f"{path} is missing; make an instance with 'python -m etl init'.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise NotReady(f"{path}: not valid TOML: {error}.") from None


@lru_cache(maxsize=64)
def _parsed(text: str) -> dict[str, Any]:
    """A long file, such as the taxonomy, takes a twentieth of a second; each page and build asks for it."""
    return tomllib.loads(text)


def merged(base: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """``base`` with ``own`` laid over it, section by section."""
    result = dict(base)
    for key, value in own.items():
        both = isinstance(value, dict) and isinstance(result.get(key), dict)
        result[key] = merged(result[key], value) if both else value
    return result
