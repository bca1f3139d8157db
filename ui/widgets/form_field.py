"""A question of a form: its words, the field, and a remark below it."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.panel import XS, fill
from ui.widgets.text import Text


class FormField(QWidget):
    """Stacks the words over the field, so that neither is cut where it is narrow."""

    def __init__(self, name: str, field: QWidget, remark: str = "") -> None:
        super().__init__()
        self.name = Text(name, bold=True, wrap=True)
        self.name.setBuddy(field)
        self.remark = Text(remark, tone="soft", wrap=True)
        field.setAccessibleName(name)
        field.setAccessibleDescription(remark)
        fill(QVBoxLayout(self), (self.name, field, self.remark), XS)
        self.remark.setVisible(bool(remark))
