"""The left of the day: how many are due and done, the list of sites, and what else one can begin."""

from collections.abc import Container

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QProgressBar

from db.queries.today import Day
from inspector.periods import short_day
from inspector.words import _, in_language, plural, spoken
from ui.theme import px
from ui.widgets.buttons import QUIET, Button, IconButton
from ui.widgets.due_list import DueList
from ui.widgets.panel import Inset, Panel, SectionHeader, row
from ui.widgets.text import Text


class DuePanel(Panel):
    """Shows a ``Day``; its buttons ask for an unplanned stop, for photos, for a late round and its end."""

    unplanned_asked = Signal()
    photos_asked = Signal()
    late_asked = Signal()
    late_left = Signal()

    def __init__(self) -> None:
        super().__init__(margin=12)
        self.header = SectionHeader("")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.list = DueList()
        self._late_words = Text(wrap=True)
        leave = Button(_("Back to today"), self.late_left.emit, kind=QUIET)
        self.late = Inset("amber", self._late_words, row(leave, None), gap=2)
        self.late.hide()
        self.unplanned = Button(_("Unplanned stop"), self.unplanned_asked.emit, icon="plus")
        self.photos = Button(_("Photos…"), self.photos_asked.emit, icon="image")
        self.photos.setToolTip(_("Take in photos of a card or folder and give each its place"))
        self.begin_late = IconButton(
            "history", _("Late entry of an earlier day"), self.late_asked.emit, kind="plain"
        )
        self._foot = row(self.unplanned, self.photos, None, self.begin_late, gap=6)
        for part in (self.header, self.bar, self.late, self.list):
            self.content.addWidget(part)
        self.content.addLayout(self._foot)
        self.content.setStretch(3, 1)

    def show_day(self, day: Day, drafts: Container[str]) -> None:
        """Show the sites of the day, which of them have a draft, and the counts."""
        extra = plural("{n} unplanned", "{n} unplanned", day.extra) if day.extra else ""
        counts = [_("done {n}", n=day.done), _("overdue {n}", n=day.overdue), extra]
        self.header.say(_("Due {n}", n=day.due), " · ".join(part for part in counts if part))
        self.bar.setRange(0, max(day.due, 1))
        self.bar.setValue(day.done)
        self.bar.setAccessibleName(_("{done} of {due} sites visited", done=day.done, due=day.due))
        late = day.patrol if day.patrol and day.patrol.late_reason else None
        self.late.setVisible(late is not None)
        if late:
            when = short_day(late.day, in_language(spoken()))
            self._late_words.setText(_("Late entry of {day}: {reason}", day=when, reason=late.late_reason))
        self.begin_late.setVisible(late is None)
        self.list.show_rows(day.rows, drafts)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten the buttons where the column is narrow."""
        super().resizeEvent(event)
        is_roomy = self.width() >= px(270)
        self.photos.setText(_("Photos…") if is_roomy else "")
        self.photos.setAccessibleName(_("Photos…"))
