"""What every page is: it refreshes when it is shown and something it shows has changed."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from functools import partial
from typing import Any, ClassVar, TypeVar

import msgspec
import shiboken6
from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from inspector.model.events import Event
from ui.background import Job, Receiver, Report
from ui.notices import Notice
from ui.session import Query, Session

Answer = TypeVar("Answer")


class Command(msgspec.Struct, frozen=True):
    """Something the page can do, offered by Ctrl+K and listed by F1: its words, its key, what it calls."""

    text: str
    act: Callable[[], object]
    keys: str = ""


class Page(QWidget):
    """One page of the window.

    A page asks through ``read``, ``record`` and ``work``, which drop an outcome once the page is gone.  It
    overrides ``refresh``, and ``shows`` where it can tell that a change does not concern it.  It never calls
    another page: it emits ``wanted`` with a page's name and what to show there.
    """

    NAME: ClassVar[str]
    ABOUT: ClassVar[str] = ""
    """What the page is for, a message id shown by F1."""

    subtitle_changed = Signal(str)
    wanted = Signal(str, object)
    noticed = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Build the widgets; ask for nothing before ``refresh``."""
        super().__init__(parent)
        self.setObjectName("page")
        self.session = session
        self.is_stale = True
        self.subtitle = ""
        session.changed.connect(self._hear_of)
        session.actor_changed.connect(self.go_stale)
        session.day_turned.connect(self.go_stale)

    def refresh(self) -> None:
        """Ask for what the page shows; called when it is shown and stale."""

    def shows(self, changes: Any) -> bool:
        """Tell whether ``changes`` touch what the page shows."""
        return True

    def open_at(self, what: object) -> None:
        """Show ``what`` another page or the search asked for, such as an id or a file."""

    def commands(self) -> Sequence[Command]:
        """List what can be done here now."""
        return ()

    def say_subtitle(self, text: str) -> None:
        """Say the period or the count beside the title."""
        self.subtitle = text
        self.subtitle_changed.emit(text)

    def notice(
        self, text: str, action: str = "", act: Callable[[], object] | None = None, tone: str = "accent"
    ) -> None:
        """Say one sentence at the foot of the window, with at most one action (often undo)."""
        self.noticed.emit(Notice(text, tone, action, act))

    def read(
        self,
        query: Query[Answer],
        then: Callable[[Answer], object],
        failed: Receiver | None = None,
        *,
        key: Hashable = "",
    ) -> Job:
        """Ask a question of this page; of the same ``key`` only the newest answer comes."""
        return self.session.read(query, self._while_here(then), failed, key=(id(self), key))

    def record(
        self,
        events: Sequence[Event],
        then: Receiver = lambda _changes: None,
        failed: Receiver | None = None,
        *,
        finishes: str = "",
    ) -> Job | None:
        """Record events as the chosen person; with the same commit the draft ``finishes`` is forgotten."""
        return self.session.record(events, self._while_here(then), failed, finishes=finishes)

    def work(
        self,
        task: Callable[[Report], Answer],
        then: Callable[[Answer], object],
        failed: Receiver | None = None,
        *,
        title: str = "",
    ) -> Job:
        """Do heavy work beside the window; with a title its progress is shown at the foot."""
        return self.session.work(task, self._while_here(then), failed, title=title)

    def in_turns(self, parts: Iterator[object]) -> None:
        """Show in parts what takes longer than a person notices: the first now, each later one in its turn.

        A newer call gives up what is left of the older.
        """
        self.session.in_turns(_while_valid(self, parts), id(self))

    def go_stale(self) -> None:
        """Refresh now if the page is in sight, else when it next is."""
        if self.isVisible():
            self.is_stale = False
            self.refresh()
        else:
            self.is_stale = True

    def come(self) -> None:
        """Refresh what has changed while the page was away: it is about to be shown, or is."""
        if self.is_stale:
            self.is_stale = False
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Refresh even if nobody announced the page."""
        super().showEvent(event)
        self.come()

    def _hear_of(self, changes: object) -> None:
        if self.shows(changes):
            self.go_stale()

    def _while_here(self, then: Callable[[Answer], object]) -> Callable[[Answer], object]:
        return partial(_deliver, self, then)


def _deliver(page: QWidget, then: Callable[[Answer], object], answer: Answer) -> None:
    if shiboken6.isValid(page):
        then(answer)


def _while_valid(page: QWidget, parts: Iterator[object]) -> Iterator[None]:
    while shiboken6.isValid(page) and next(parts, parts) is not parts:
        yield
