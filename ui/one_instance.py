"""One program per person and device: a second start passes its files on and raises the first window."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QByteArray, QCryptographicHash, QLockFile, QObject, Signal

if TYPE_CHECKING:  # QtNetwork is loaded once the window stands
    from PySide6.QtNetwork import QLocalServer

PATIENCE = 2_000
"""Milliseconds the second start waits for the first."""


class OneInstance(QObject):
    """Holds the lock of ``folder``; ``called`` carries the files of a later start, which may be none."""

    called = Signal(list)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        folder.mkdir(parents=True, exist_ok=True)
        self.name = f"grid-inspector-{_short(str(folder.resolve()))}"
        self._lock = QLockFile(str(folder / "window.lock"))
        self._lock.setStaleLockTime(0)
        self._server: QLocalServer | None = None

    def claim(self) -> bool:
        """Become the one instance; False when another one lives."""
        return self._lock.tryLock(0)

    def pass_on(self, files: Sequence[str]) -> bool:
        """Hand ``files`` to the living instance, which comes to the front; False when it is silent."""
        from PySide6.QtNetwork import QLocalSocket

        socket = QLocalSocket()
        socket.connectToServer(self.name)
        if not socket.waitForConnected(PATIENCE):
            return False
        socket.write(msgspec.json.encode([str(Path(file).resolve()) for file in files]))
        socket.disconnectFromServer()
        if socket.state() is not QLocalSocket.LocalSocketState.UnconnectedState:
            socket.waitForDisconnected(PATIENCE)
        return True

    def listen(self) -> None:
        """Hear of later starts; called once the window stands."""
        from PySide6.QtNetwork import QLocalServer

        QLocalServer.removeServer(self.name)  # what a killed instance left; the lock says it is dead
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._hear)
        self._server.listen(self.name)

    def leave(self) -> None:
        """Let the next start be the one."""
        if self._server:
            self._server.close()
        self._lock.unlock()

    def _hear(self) -> None:
        assert self._server  # noqa: S101 - only a listening server emits
        socket = self._server.nextPendingConnection()
        socket.disconnected.connect(lambda: self._take(bytes(socket.readAll().data())))
        socket.disconnected.connect(socket.deleteLater)

    def _take(self, message: bytes) -> None:
        try:
            files = msgspec.json.decode(message, type=list[str])
        except ValueError:
            files = []
        self.called.emit(files)


def _short(text: str) -> str:
    digest = QCryptographicHash.hash(QByteArray(text.encode()), QCryptographicHash.Algorithm.Sha256)
    return bytes(digest.toHex().data()).decode()[:16]
