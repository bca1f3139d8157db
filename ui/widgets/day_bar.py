"""The foot of the day: what the round holds so far, drafts, and the end of the round."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout

from db.queries.today import Day
from inspector.words import _, plural
from ui.theme import px
from ui.widgets.buttons import Button
from ui.widgets.panel import Panel, fill
from ui.widgets.text import Elided, Text


class DayBar(Panel):
    """Says the state of the round; its signals follow the buttons."""

    finish_asked = Signal()
    drafts_asked = Signal()

    def __init__(self) -> None:
        super().__init__(margin=0)
        self.title = Text(size="heading")
        self.words = Elided(tone="soft")
        self.drafts = Button("", self.drafts_asked.emit)
        self.drafts.setProperty("chip", "blue")
        self.finish = Button(_("Finish patrol"), self.finish_asked.emit, icon="flag")
        line = QHBoxLayout()
        fill(line, (self.title, self.words, self.drafts, self.finish), 12)
        line.setContentsMargins(px(16), px(8), px(12), px(8))
        line.setStretch(1, 1)
        self.content.addLayout(line)
        self.drafts.hide()

    def show_day(self, day: Day, drafts: int) -> None:
        """Say what the round of the day holds."""
        began = day.patrol.began.clock if day.patrol else ""
        self.title.setText(_("On patrol since {time}", time=began) if began else _("No patrol yet"))
        found = plural("{n} finding", "{n} findings", day.findings)
        visited = plural("{n} stop", "{n} stops", day.done + day.extra)
        hint = _("it begins with the first stop")
        self.words.setText(f"{visited} · {found}" if day.patrol else hint)
        self.drafts.setText(plural("{n} draft", "{n} drafts", drafts))
        self.drafts.setVisible(drafts > 0)
        self.finish.allow(day.patrol is not None, _("Record a stop first: the patrol begins with it."))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the title away where there is no room."""
        super().resizeEvent(event)
        self.title.setVisible(self.width() >= px(560))
