"""Files behind an address (sftp://, s3://, zip:// and whatever fsspec knows): listed, fetched, put away."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

import fsspec
from fsspec.core import url_to_fs

from etl.declaration import KIND_OF_SUFFIX, Declaration
from etl.problems import UnreadableFile
from etl.remote.secret_values import Secrets
from etl.sources.fetched import Unreachable

_PACKAGES = {"sftp": "paramiko", "ssh": "paramiko", "s3": "s3fs", "s3a": "s3fs", "gs": "gcsfs", "az": "adlfs",
             "abfs": "adlfs", "smb": "smbprotocol", "webdav": "webdav4"}  # fmt: skip
_CHANGED = ("mtime", "LastModified", "last_modified", "updated", "modified", "created", "date_time")
_MARKS = ("ETag", "etag", "md5Hash", "content_md5", "CRC")


@dataclass(frozen=True)
class RemoteFile:
    """``address``: the whole, without any secret; ``changed_ns``: its time, or a number made of its mark."""

    path: str
    address: str
    size: int
    changed_ns: int

    @property
    def name(self) -> str:
        return PurePosixPath(self.path).name


@dataclass(frozen=True)
class Location:
    """One declared place; every fault is told as Unreachable in one line."""

    declaration: Declaration
    secrets: Secrets
    system: fsspec.AbstractFileSystem
    pattern: str

    def files(self) -> list[RemoteFile]:
        """What lies there now, sorted by name: one file, a pattern, or every fitting file of a folder."""
        try:
            return sorted(self._found(), key=lambda file: file.path)
        except Exception as error:  # each file system brings errors of its own
            raise _unreachable(self.declaration, self.secrets, error) from None

    def fetch(self, file: RemoteFile, work: Path) -> Path:
        """A copy of ``file`` in ``work``, whole: one that grew meanwhile is left for the next run."""
        target = work / "fetched" / file.name
        target.parent.mkdir(exist_ok=True)
        try:
            self.system.get_file(file.path, str(target))
        except Exception as error:
            raise _unreachable(self.declaration, self.secrets, error) from None
        if target.stat().st_size != file.size:
            target.unlink()
            raise UnreadableFile(f"{file.name}: changed while it was fetched; the next run takes it.")
        return target

    def _found(self) -> Iterator[RemoteFile]:
        if any(letter in self.pattern for letter in "*?["):
            listed = self.system.glob(self.pattern, detail=True).values()
        elif not self.system.exists(self.pattern):
            raise FileNotFoundError(f"{PurePosixPath(self.pattern).name} is not there")
        elif self.system.isdir(self.pattern):
            listed = [item for item in self.system.ls(self.pattern, detail=True) if self._fits(item["name"])]
        else:
            listed = [self.system.info(self.pattern)]
        for item in listed:
            if item.get("type") != "directory":
                yield self._file(item)

    def _file(self, item: dict[str, Any]) -> RemoteFile:
        path = str(item["name"])
        inside = str(self.declaration.path).partition("::")[2]
        address = self.system.unstrip_protocol(path) + (f"::{inside}" if inside else "")
        return RemoteFile(path, self.secrets.hidden(address), int(item.get("size") or 0), _changed_ns(item))

    def _fits(self, path: str) -> bool:
        name = PurePosixPath(path)
        is_known = any(suffix.lower() in KIND_OF_SUFFIX for suffix in name.suffixes)
        return not name.name.startswith((".", "~$")) and (bool(self.declaration.kind) or is_known)


def location_of(declaration: Declaration, secrets: Secrets) -> Location:
    """The declared place, reached; raises Unreachable naming a package that is missing."""
    options = {
        key: secrets.filled(value) if isinstance(value, str) else value
        for key, value in declaration.location.items()
    }
    protocol = _protocol(declaration)
    if protocol in ("sftp", "ssh"):
        options = _checked(options)
    try:
        system, pattern = url_to_fs(secrets.filled(declaration.path), skip_instance_cache=True, **options)
    except (ImportError, ValueError) as error:
        package = _PACKAGES.get(protocol)
        what = (
            f"needs the package {package}: run 'python -m pip install {package}'"
            if package and isinstance(error, ImportError)
            else secrets.hidden(str(error))
        )
        raise Unreachable(f"{secrets.told_as}: path: {protocol}:// {what}.") from None
    except Exception as error:
        raise _unreachable(declaration, secrets, error) from None
    system.invalidate_cache()
    return Location(declaration, secrets, system, pattern)


def _unreachable(declaration: Declaration, secrets: Secrets, error: Exception) -> Unreachable:
    said = secrets.hidden(str(error) or type(error).__name__)[:200]
    return Unreachable(
        f"{secrets.told_as}: path: {_protocol(declaration)}:// gave nothing: {said}; nothing was taken, "
        "check path and [location]."
    )


def _checked(options: dict[str, Any]) -> dict[str, Any]:
    """A server over SSH is only believed when its key is known; fsspec itself would believe any."""
    from etl.remote.known_hosts import KnownHostsOnly

    known = options.pop("known_hosts", None)
    return {
        "timeout": 30, "banner_timeout": 30, "auth_timeout": 30, **options,
        "host_key_policy": KnownHostsOnly(Path(str(known)).expanduser() if known else None),
    }  # fmt: skip


def _protocol(declaration: Declaration) -> str:
    return declaration.path.rpartition("::")[2].partition("://")[0]


def _changed_ns(item: dict[str, Any]) -> int:
    """When it changed, else a number that changes with its content."""
    for key in _CHANGED:
        value = item.get(key)
        if isinstance(value, datetime):
            return int(value.timestamp() * 1_000_000_000)
        if isinstance(value, int | float):
            return int(value * 1_000_000_000)
        if value:
            return _number(str(value))
    return _number(str([item.get(key) for key in _MARKS]))


def _number(mark: str) -> int:
    return int.from_bytes(hashlib.sha256(mark.encode()).digest()[:7])
