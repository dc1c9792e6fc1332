"""A small SFTP server on the loopback, for tests: one user, one folder."""

import os
import socket
import threading
from pathlib import Path
from typing import Any

import paramiko

USER, PASSWORD = "sapa", "open sesame 99"


class SftpServer:
    """Serves ``root`` until closed; ``known_hosts`` is its line for that file."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.key = paramiko.ECDSAKey.generate()
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self.known_hosts = f"[127.0.0.1]:{self.port} {self.key.get_name()} {self.key.get_base64()}\n"
        self.opened: list[str] = []
        self._open: list[paramiko.Transport] = []
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        self._socket.close()
        for transport in self._open:
            transport.close()

    def _serve(self) -> None:
        while True:
            try:
                client, _ = self._socket.accept()
            except OSError:
                return
            transport = paramiko.Transport(client)
            transport.add_server_key(self.key)
            transport.set_subsystem_handler("sftp", paramiko.SFTPServer, _handler(self))
            transport.start_server(server=_Door())
            self._open.append(transport)


class _Door(paramiko.ServerInterface):  # type: ignore[misc]  # it has no types
    def check_auth_password(self, username: str, password: str) -> int:
        is_right = (username, password) == (USER, PASSWORD)
        return int(paramiko.AUTH_SUCCESSFUL if is_right else paramiko.AUTH_FAILED)

    def check_channel_request(self, kind: str, chanid: int) -> int:
        return int(paramiko.OPEN_SUCCEEDED)


def _handler(server: SftpServer) -> type[paramiko.SFTPServerInterface]:
    class Files(paramiko.SFTPServerInterface):  # type: ignore[misc]
        def _real(self, path: str) -> Path:
            return server.root / str(self.canonicalize(path)).lstrip("/")

        def list_folder(self, path: str) -> Any:
            return [
                paramiko.SFTPAttributes.from_stat(file.stat(), file.name)
                for file in self._real(path).iterdir()
            ]

        def stat(self, path: str) -> Any:
            try:
                return paramiko.SFTPAttributes.from_stat(self._real(path).stat())
            except OSError as error:
                return paramiko.SFTPServer.convert_errno(error.errno)

        lstat = stat

        def open(self, path: str, flags: int, attr: Any) -> Any:
            server.opened.append(Path(path).name)
            handle = paramiko.SFTPHandle(flags)
            handle.readfile = os.fdopen(os.open(self._real(path), os.O_RDONLY), "rb")
            handle.stat = lambda: self.stat(path)
            return handle

    return Files
