"""Servers over SSH are believed only when their key is in a known_hosts file."""

from pathlib import Path

import paramiko


class KnownHostsOnly(paramiko.MissingHostKeyPolicy):  # type: ignore[misc]  # it has no types
    """Takes a server whose key stands in ``file`` (default: ``~/.ssh/known_hosts``), and no other."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file or Path.home() / ".ssh" / "known_hosts"

    def missing_host_key(self, client: paramiko.SSHClient, hostname: str, key: paramiko.PKey) -> None:
        known = paramiko.HostKeys()
        if self._file.is_file():
            known.load(str(self._file))
        if not known.check(hostname, key):
            raise paramiko.SSHException(
                f"the key of {hostname} ({key.get_name()}) is not in known_hosts; "
                "add it with ssh-keyscan after comparing its fingerprint"
            )
