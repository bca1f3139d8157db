"""The files of a complaint in its case: opened by who handles it; others see to whom they are sealed."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.queries.complaint_file_list import CaseFile
from inspector.words import _
from ui.widgets.buttons import QUIET, Button
from ui.widgets.complaint_words import file_name_words, file_remark, file_seal
from ui.widgets.material_list import MaterialLine, ShownMaterial
from ui.widgets.panel import XS, fill, row
from ui.widgets.text import Text

SEALED = "application/age"


class ComplaintFiles(QWidget):
    """``opened``, ``saved`` and ``taken_back`` carry the file of a line; ``adding_asked`` asks for more."""

    opened = Signal(str)
    saved = Signal(str)
    taken_back = Signal(str)
    adding_asked = Signal()

    def __init__(self, files: Sequence[CaseFile], today: date, *, may_change: bool) -> None:
        super().__init__()
        self.adding = Button(_("Add files…"), self.adding_asked.emit, kind=QUIET, icon="paperclip")
        self.adding.setVisible(may_change)
        head = _("Files") if files else _("No file is added.")
        self.lines = {one.file: self._line(one, may_change=may_change) for one in files}
        told = [
            part
            for one in files
            for part in (self.lines[one.file], Text(file_seal(one, today), tone="soft", wrap=True))
        ]
        layout = QVBoxLayout(self)
        fill(layout, (row(Text(head, tone="soft"), None, self.adding), *told), XS)
        layout.setContentsMargins(0, 0, 0, 0)

    def _line(self, file: CaseFile, *, may_change: bool) -> MaterialLine:
        shown = ShownMaterial(file.file, file_name_words(file), file.mime or SEALED, file_remark(file))
        line = MaterialLine(
            shown,
            partial(self.opened.emit, file.file),
            partial(self.saved.emit, file.file),
            partial(self.taken_back.emit, file.file),
            may_change=may_change,
        )
        for button in (line.opening, line.saving):
            button.setVisible(file.is_open)
        return line
