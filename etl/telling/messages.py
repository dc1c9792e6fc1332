"""Messages to the administrator through apprise: each trouble once, and once more when it is over.

``[messages] urls`` of the settings says where to; nothing configured, nothing sent, nothing remembered.
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from config.errors import NotReady
from config.instance import Instance
from config.settings import load_settings
from etl.durable import write_text
from etl.telling.sending import Letter, send
from etl.telling.troubles import WORDS, Trouble, troubles


@dataclass(frozen=True)
class Told:
    """What one telling did. ``problems``: a line for each address that could not be reached."""

    new: tuple[Trouble, ...] = ()
    over: tuple[str, ...] = ()
    sent_to: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class Standing:
    """``count_addresses`` 0: nothing is sent. ``problem``: why the last message did not arrive."""

    count_addresses: int
    count_open: int
    sent_at: datetime | None
    problem: str


def tell(instance: Instance, now: datetime | None = None, *, is_dry: bool = False) -> Told:
    """Send what is new and what is over since the last telling; with ``is_dry`` only say what that would be.

    What did not arrive anywhere is sent again next time. Never raises for what an address does.
    """
    settings = load_settings(instance)
    if not settings.messages.urls and not is_dry:
        return Told()
    known, current = _known(instance), {one.key: one for one in troubles(instance, now)}
    new = tuple(one for key, one in current.items() if key not in known)
    over = tuple(text for key, text in known.items() if key not in current)
    if is_dry or not (new or over):
        return Told(new, over)
    words = WORDS[settings.operator.language]
    subject = words["subject"].format(name=settings.operator.name, new=len(new), over=len(over))
    lines = [f"• {one.text}" for one in new] + [f"• {words['over'].format(what=text)}" for text in over]
    sent_to, problems = _send(instance, subject, "\n".join(lines))
    _remember(instance, {one.key: one.text for one in current.values()} if sent_to else known, problems)
    return Told(new, over, sent_to, problems)


def send_test(instance: Instance) -> Told:
    """Send a test to every address; raises NotReady where none is set."""
    settings = load_settings(instance)
    if not settings.messages.urls:
        raise NotReady(
            f"no address is set: add urls under [messages] in {instance.config / 'settings.toml'}, "
            'for example ["${SAPA_MAIL_URL}"] (docs/operations.md shows how).'
        )
    text = WORDS[settings.operator.language]["test"].format(name=settings.operator.name)
    sent_to, problems = _send(instance, settings.operator.name, text)
    return Told(sent_to=sent_to, problems=problems)


def standing(instance: Instance) -> Standing:
    """Whether messages are set up and arrive."""
    told = _read(instance)
    sent_at = told.get("sent_at")
    return Standing(
        len(load_settings(instance).messages.urls), len(_known(instance)),
        datetime.fromisoformat(str(sent_at)) if sent_at else None, str(told.get("problem", "")),
    )  # fmt: skip


def _send(instance: Instance, subject: str, text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names of the services reached, and a line for each that was not; no secret is in either."""
    place = f"{instance.config / 'settings.toml'}: [messages] urls"
    return send(instance, load_settings(instance).messages.urls, place, Letter(subject, text))


def _file(instance: Instance) -> Path:
    return instance.landing / "messages.json"


def _read(instance: Instance) -> dict[str, object]:
    try:
        return dict(json.loads(_file(instance).read_text("utf8")))
    except (OSError, ValueError):
        return {}  # nothing was ever told


def _known(instance: Instance) -> dict[str, str]:
    """Troubles that were told and last: key -> text."""
    told = _read(instance).get("open")
    return {str(key): str(text) for key, text in told.items()} if isinstance(told, dict) else {}


def _remember(instance: Instance, known: dict[str, str], problems: tuple[str, ...]) -> None:
    sent_at = _read(instance).get("sent_at")
    if not problems or known != _known(instance):
        sent_at = datetime.now(UTC).isoformat(timespec="seconds")
    told = {"open": known, "sent_at": sent_at, "problem": " ".join(problems)}
    try:
        write_text(_file(instance), json.dumps(told, ensure_ascii=False, indent=1))
    except OSError:
        return  # a full disk was just told of: better twice than never
