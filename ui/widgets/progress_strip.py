"""How far long work is, in numbers, with a cancel; shown only when it takes a while."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QWidget

from inspector.words import _
from ui.background import Job
from ui.theme import px
from ui.widgets.buttons import Button
from ui.widgets.panel import fill
from ui.widgets.text import Elided, Text

PATIENCE = 300
"""Milliseconds before work is spoken of."""


class ProgressStrip(QFrame):
    """Follows jobs one after another; the newest that still runs is shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("noticebar")
        self.title = Elided()
        self.numbers = Text(tone="soft")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setMinimumWidth(px(120))
        self.cancel = Button(_("Cancel"), self._cancel)
        layout = QHBoxLayout(self)
        fill(layout, (self.title, self.numbers, self.bar, self.cancel), 12)
        layout.setContentsMargins(px(16), px(4), px(12), px(4))
        layout.setStretch(0, 1)
        layout.setStretch(2, 1)
        self._jobs: list[Job] = []
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE)
        self._patience.timeout.connect(self._appear)
        self.hide()

    def follow(self, job: Job) -> None:
        """Speak of ``job`` while it runs."""
        self._jobs.append(job)
        job.progressed.connect(lambda done, total: self._show(job, done, total))
        job.finished.connect(lambda: self._leave(job))
        self.title.setText(job.title)
        self.bar.setAccessibleName(job.title)
        self.bar.setRange(0, 0)
        self.numbers.clear()
        if not self.isVisible():
            self._patience.start()

    def _appear(self) -> None:
        if self._jobs:
            self.show()

    def _show(self, job: Job, done: int, total: int) -> None:
        if self._jobs and self._jobs[-1] is job:
            self.bar.setRange(0, total)
            self.bar.setValue(done)
            counted = _("{done} of {total}", done=done, total=total) if total else f"{done}"
            self.numbers.setText(counted if total or done else "")

    def _leave(self, job: Job) -> None:
        self._jobs.remove(job)
        if self._jobs:
            self.title.setText(self._jobs[-1].title)
            self.numbers.clear()
            self.bar.setRange(0, 0)
        else:
            self._patience.stop()
            self.hide()

    def _cancel(self) -> None:
        if self._jobs:
            self.numbers.setText(_("Stopping…"))
            self._jobs[-1].cancel()
