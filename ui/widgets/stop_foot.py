"""The foot of a stop: how much is answered, when the draft was kept, and what ends the stop."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from inspector.periods import Instant
from inspector.words import _
from ui.theme import px
from ui.widgets.buttons import PRIMARY, Button, IconButton
from ui.widgets.panel import fill
from ui.widgets.text import Elided


class StopFoot(QWidget):
    """Its buttons say what their keys do too."""

    discarded = Signal()
    found_normal = Signal()
    completed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.progress = Elided(tone="soft")
        self.discard = IconButton("trash-2", _("Discard this draft"), self.discarded.emit)
        self.normal = Button(_("Nothing unusual"), self.found_normal.emit, icon="check")
        self.normal.setAccessibleName(_("Nothing unusual"))
        self.normal.setToolTip(_("Key 0: answers what is left with nothing unusual"))
        self.complete = Button(_("Complete stop"), self.completed.emit, kind=PRIMARY, icon="chevron-right")
        self.complete.setToolTip(_("Key N: records the stop and goes to the next"))
        fill(layout := QHBoxLayout(self), (self.progress, self.discard, self.normal, self.complete), 8)
        layout.setStretch(0, 1)
        self._saved: Instant | None = None
        self._answers = ""

    def show_progress(self, answered: int, asked: int, *, is_blank: bool) -> None:
        """Say how much is answered; a stop in which nothing was written has nothing to discard."""
        self._answers = _("{n} of {total} answered", n=answered, total=asked) if asked else ""
        self.discard.setVisible(not is_blank)
        if is_blank:
            self._saved = None
        self._say()

    def show_saved(self, saved: Instant) -> None:
        """Say when the draft was last brought to the disk."""
        self._saved = saved
        self._say()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the words of the second button away where there is no room."""
        super().resizeEvent(event)
        is_roomy = self.width() >= px(430)
        self.normal.setText(_("Nothing unusual") if is_roomy else "")

    def _say(self) -> None:
        saved = _("draft saved {time}", time=self._saved.clock) if self._saved else ""
        self.progress.setText(" · ".join(part for part in (self._answers, saved) if part))
