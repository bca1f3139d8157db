"""A person's key after the passphrase: in memory only, for a quarter of an hour at most."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from inspector.periods import MINUTE, Instant

if TYPE_CHECKING:
    from inspector.journal.person_key import PersonKey

KEPT_FOR = 15 * MINUTE
"""Milliseconds from the passphrase on, however often the key signs."""


class _Held(msgspec.Struct, frozen=True):
    person: str
    key: "PersonKey"
    since: Instant


class UnlockedKeys(QObject):
    """Holds the key that was opened last; it is never written anywhere.

    It is forgotten after ``KEPT_FOR`` by the clock and by a timer (a clock may be set back, a timer stands
    still while the computer sleeps), on lock, when another person acts, and with the session.
    """

    forgotten = Signal()

    def __init__(self, now: Callable[[], Instant], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._held: _Held | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEPT_FOR)
        self._timer.timeout.connect(self.forget)

    def hold(self, person: str, key: "PersonKey") -> None:
        """Keep the key of ``person`` from now on, in the place of any other."""
        self._held = _Held(person, key, self._now())
        self._timer.start()

    def key_of(self, person: str) -> "PersonKey | None":
        """Give the key of ``person`` while it is held."""
        held = self._held
        if held and not 0 <= self._now().ts - held.since.ts < KEPT_FOR:
            self.forget()
            return None
        return held.key if held and held.person == person else None

    def until(self, person: str) -> Instant | None:
        """Give when the key of ``person`` will be forgotten, if it is held."""
        return self._held.since.later(KEPT_FOR) if self.key_of(person) and self._held else None

    def forget(self) -> None:
        """Let the key go."""
        self._timer.stop()
        if self._held:
            self._held = None
            self.forgotten.emit()
