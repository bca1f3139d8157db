"""The photo inbox in the settings: which folder is watched, and how photos get there."""

from PySide6.QtCore import Signal

from inspector.words import _
from ui.widgets.buttons import Button
from ui.widgets.fact import Fact
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.panel import M, Panel, SectionHeader
from ui.widgets.text import Text


class InboxPanel(Panel):
    """Says what is watched; its signals ask for another folder, a new one, or none."""

    choosing_asked = Signal()
    making_asked = Signal()
    stopping_asked = Signal()

    def __init__(self) -> None:
        super().__init__(gap=M)
        self.folder = Fact(_("Folder"))
        self.told = Text(
            _(
                "Photos that are put into this folder wait on the page Today by themselves. Save WeChat "
                "pictures here, or let the phone's own program copy its photos here."
            ),
            tone="soft",
            wrap=True,
        )
        self.choosing = Button(_("Choose a folder…"), self.choosing_asked.emit, icon="folder-open")
        self.making = Button(_("Make one in Pictures"), self.making_asked.emit, icon="plus")
        self.stopping = Button(_("Watch none"), self.stopping_asked.emit)
        line = FlowLayout(gap=8)
        for button in (self.choosing, self.making, self.stopping):
            line.addWidget(button)
        for part in (SectionHeader(_("Photo inbox")), self.folder, self.told):
            self.content.addWidget(part)
        self.content.addLayout(line)
        self.show_folder("")

    def show_folder(self, folder: str) -> None:
        """Show which folder is watched; empty for none."""
        self.folder.say(folder or _("none"))
        self.making.setVisible(not folder)
        self.stopping.setVisible(bool(folder))
