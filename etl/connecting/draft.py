"""What somebody has settled so far, so that nothing is lost when the browser reloads midway."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from config.instance import Instance
from etl.durable import write_text


@dataclass(frozen=True)
class Draft:
    """``file``: where the file lies; ``name``: as the person knows it; ``is_upload``: it is in a place of
    uploads, which goes; ``told``: the corrections; ``step``: where the person was."""

    file: str
    name: str
    is_upload: bool
    told: dict[str, Any] = field(default_factory=dict)
    step: int = 1


def keep(instance: Instance, person: str, draft: Draft) -> None:
    """Remember the draft of ``person``, one each."""
    write_text(_file(instance, person), json.dumps(asdict(draft), ensure_ascii=False))


def draft_of(instance: Instance, person: str) -> Draft | None:
    """The draft of ``person``; None where there is none, or none that can be read."""
    try:
        return Draft(**json.loads(_file(instance, person).read_text("utf8")))
    except (OSError, ValueError, TypeError):
        return None


def forget(instance: Instance, person: str) -> None:
    """The draft is done with."""
    _file(instance, person).unlink(missing_ok=True)


def _file(instance: Instance, person: str) -> Path:
    """A login may hold any letters; a file name may not."""
    digest = hashlib.sha256(person.encode()).hexdigest()[:24]
    return instance.journal / "drafts" / f"{digest}.json"
