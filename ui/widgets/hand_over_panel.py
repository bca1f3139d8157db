"""How far hand-over is, said as it is, and what was done about files since the page was opened."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from inspector.words import _, plural
from ui.widgets.buttons import Button
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.panel import Panel, Rule, SectionHeader, fill
from ui.widgets.text import Text

KEPT_LINES = 30


class HandOverPanel(Panel):
    """Counts what waits and explains the way there is; ``reports_asked`` goes to it.

    ``done_said`` says that everything so far was passed on.
    """

    reports_asked = Signal()
    done_said = Signal()

    def __init__(self) -> None:
        super().__init__(gap=8)
        self.header = SectionHeader(_("Hand-over"))
        told = Text(
            _(
                "For now a report is the carrier: sign it, export its PDF and pass it on. Whoever receives "
                "it verifies it and takes its records in here. Sticks, shared folders and servers are "
                "not connected yet, and nobody's receipt comes back: so nothing here is called received."
            ),
            tone="soft",
            wrap=True,
        )
        self.going = Button(_("Go to the reports"), self.reports_asked.emit, icon="file-text")
        self.saying = Button(_("Mark as handed over"), self.done_said.emit, icon="check")
        self._lines = QVBoxLayout()
        fill(self._lines, (), 4)
        self.log = QWidget()
        self.log.setAccessibleName(_("Done in this session"))
        self.log.setLayout(self._lines)
        for part in (self.header, told):
            self.content.addWidget(part)
        ways = QWidget()
        flow = FlowLayout(ways, gap=8)
        flow.addWidget(self.going)
        flow.addWidget(self.saying)
        self.content.addWidget(ways)
        self._done: tuple[QWidget, ...] = (Rule(), SectionHeader(_("Done in this session")), self.log)
        for one in self._done:
            self.content.addWidget(one)
            one.hide()

    def say_waiting(self, count: int) -> None:
        """Say how many patrols of this device were not passed on."""
        self.header.say(
            _("Hand-over"),
            plural("{n} patrol waits", "{n} patrols wait", count) if count else _("nothing waits"),
        )
        self.saying.allow(bool(count), _("Everything of this device was passed on."))

    def add_line(self, text: str) -> None:
        """Note what was done, the newest above."""
        self._lines.insertWidget(0, Text(text, wrap=True))
        if (past := self._lines.takeAt(KEPT_LINES)) and (oldest := past.widget()):
            oldest.deleteLater()
        for one in self._done:
            one.show()
