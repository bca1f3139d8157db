"""The panel of the settings that leads to the checklists of the office."""

from PySide6.QtCore import Signal

from inspector.words import _
from ui.widgets.buttons import Button
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.panel import M, Panel, SectionHeader
from ui.widgets.text import Text


class ListsPanel(Panel):
    """``opening_asked`` says that somebody wants to see them."""

    opening_asked = Signal()

    def __init__(self) -> None:
        super().__init__(gap=M)
        self.opening = Button(_("Checklists"), self.opening_asked.emit, icon="list-checks")
        about = _(
            "What is asked at a stop. A list is published in versions, and answers keep the version they "
            "were given to; forms of other programs (XLSForm) can be taken over."
        )
        line = FlowLayout(gap=8)
        line.addWidget(self.opening)
        for part in (SectionHeader(_("Checklists")), Text(about, tone="soft", wrap=True)):
            self.content.addWidget(part)
        self.content.addLayout(line)
