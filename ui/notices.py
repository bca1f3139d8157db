"""One sentence at the foot of the window, and the watch for faults of ours."""

import logging
import sys
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from inspector.errors import Spoken
from inspector.words import _, translate
from ui.theme import px
from ui.widgets.buttons import Button, IconButton
from ui.widgets.panel import fill
from ui.widgets.text import Text, set_property

if TYPE_CHECKING:
    from ui.fault_report import FaultReport

READING_TIME = 12_000
"""Milliseconds a good word stays; a sentence about a problem stays until it is read away."""

log = logging.getLogger(__name__)


class Notice(msgspec.Struct, frozen=True):
    """One sentence and at most one action; tone accent (done), blue, amber or red (a problem)."""

    text: str
    tone: str = "accent"
    action: str = ""
    act: Callable[[], object] | None = None


class NoticeBar(QFrame):
    """The foot of the window: the newest notice, hidden when there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("noticebar")
        self.sentence = Text(wrap=True)
        self.action = Button("", self._act)
        self.dismissal = IconButton("x", _("Dismiss"), self.dismiss)
        layout = QHBoxLayout(self)
        fill(layout, (self.sentence, self.action, self.dismissal))
        layout.setContentsMargins(px(16), px(4), px(8), px(4))
        layout.setStretch(0, 1)
        self.shown: Notice | None = None
        self.clock = QTimer(self)
        self.clock.setSingleShot(True)
        self.clock.timeout.connect(self.dismiss)
        self.hide()

    def show_notice(self, notice: Notice) -> None:
        """Show ``notice`` in place of the one before; it is read aloud by screen readers."""
        self.shown = notice
        self.sentence.setText(notice.text)
        self.setAccessibleName(notice.text)
        self.action.setText(notice.action)
        self.action.setVisible(bool(notice.action))
        set_property(self, "tone", notice.tone)
        self.show()
        if notice.tone in {"accent", "blue"}:
            self.clock.start(READING_TIME)
        else:
            self.clock.stop()

    def show_error(self, error: Spoken) -> None:
        """Translate an error and show it."""
        log.warning("told: %s", error)
        self.show_notice(Notice(translate(error), "red"))

    def dismiss(self) -> None:
        """Take the notice away."""
        self.shown = None
        self.clock.stop()
        self.hide()

    def _act(self) -> None:
        notice = self.shown
        self.dismiss()
        if notice and notice.act:
            notice.act()


class FaultWatch(QObject):
    """Stands at ``sys.excepthook``: sentences go to the notice bar, the rest opens the report."""

    def __init__(
        self, window: Callable[[], QWidget | None], tell: Callable[[Spoken], object], version: str
    ) -> None:
        super().__init__()
        self._window = window
        self._tell = tell
        self._version = version
        self.open_report: FaultReport | None = None

    def stand_watch(self) -> None:
        """Take the place of the hook."""
        sys.excepthook = self.catch

    def catch(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Show a fault once; while its report is open further ones are only logged."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        if isinstance(error, Spoken):
            self._tell(error)
            return
        log.critical("fault", exc_info=(kind, error, trace))
        if self.open_report is None:
            from ui.fault_report import FaultReport, report_of

            self.open_report = FaultReport(report_of(error, self._version), self._window())
            self.open_report.finished.connect(self._close)
            self.open_report.open()

    def _close(self) -> None:
        if self.open_report:
            self.open_report.deleteLater()
            self.open_report = None
