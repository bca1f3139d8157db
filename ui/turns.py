"""Work of the window in turns: between two parts of it keys, clicks and paints have their say."""

from collections.abc import Hashable, Iterator

from PySide6.QtCore import QObject, QTimer

_OVER = object()


class Turns(QObject):
    """Does what is too long for one turn of the event loop part by part, in the thread of the window."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: dict[Hashable, Iterator[object]] = {}
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(lambda: self._go_on(next(iter(self._waiting))))

    @property
    def are_over(self) -> bool:
        """Whether no part waits."""
        return not self._waiting

    def take(self, parts: Iterator[object], question: Hashable) -> None:
        """Do the first of ``parts`` now, and each later one in a turn of its own.

        What is left of older parts with the same ``question`` is given up.
        """
        self._waiting[question] = parts
        self._go_on(question)

    def give_up(self) -> None:
        """Do no more."""
        self._waiting.clear()
        self._next.stop()

    def _go_on(self, question: Hashable) -> None:
        parts = self._waiting.pop(question)
        try:
            goes_on = next(parts, _OVER) is not _OVER
            if goes_on and question not in self._waiting:
                self._waiting[question] = parts  # behind those of others
        finally:
            if self._waiting:
                self._next.start()
