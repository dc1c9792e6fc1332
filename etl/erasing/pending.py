"""An erasure that was begun: kept until it is done, so that one stopped in the middle can go on."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from config.errors import NotReady
from config.instance import Instance
from etl.durable import write_text
from etl.erasing.belongings import Belongings

_SETS = ("audio_ids", "text_hashes", "marks", "sound_names", "files")


@dataclass(frozen=True)
class Pending:
    """``sounds``: sound files that are ours; ``sounds_elsewhere``: those that are not."""

    found: Belongings
    sounds: tuple[str, ...]
    sounds_elsewhere: tuple[str, ...]


def file_of(instance: Instance) -> Path:
    return instance.home / "erased" / "pending.json"


def write(instance: Instance, pending: Pending) -> None:
    """Put it on disk before anything is removed."""
    write_text(file_of(instance), json.dumps(asdict(pending), default=sorted, ensure_ascii=False))
    file_of(instance).chmod(0o600)


def read(instance: Instance) -> Pending | None:
    """The one that was begun and not done; raises NotReady where it cannot be read."""
    file = file_of(instance)
    try:
        told = json.loads(file.read_text("utf8"))
        values = told["found"]
        found = Belongings(
            values["customer_key"],
            ids={kind: set(those) for kind, those in values["ids"].items()},
            rows={contract: set(those) for contract, those in values["rows"].items()},
            **{name: set(values.get(name, ())) for name in _SETS},
        )  # fmt: skip
        return Pending(found, tuple(told["sounds"]), tuple(told["sounds_elsewhere"]))
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError):
        raise NotReady(f"{file}: cannot be read; remove it and erase that customer again.") from None


def done(instance: Instance) -> None:
    """Nothing is left to do."""
    file_of(instance).unlink(missing_ok=True)
