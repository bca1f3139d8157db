"""The complaints a finding came from, or is linked to, each leading there."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from db.queries.finding_case import CaseComplaint
from inspector.words import _
from ui.widgets.buttons import LINK, Button
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.text import Text


class CaseComplaints(QWidget):
    """``chosen`` carries the id of a complaint."""

    chosen = Signal(str)

    def __init__(self, complaints: Sequence[CaseComplaint]) -> None:
        super().__init__()
        layout = FlowLayout(self, gap=8)
        layout.addWidget(Text(_("From complaint"), tone="soft"))
        self.links = [self._link(one) for one in complaints]
        for link in self.links:
            layout.addWidget(link)

    def _link(self, complaint: CaseComplaint) -> Button:
        return Button(complaint.number, lambda: self.chosen.emit(complaint.complaint), kind=LINK)
