"""What waits, a line each: how many, what, and a way there."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.theme import px
from ui.widgets.buttons import LINK, Button
from ui.widgets.panel import M, S
from ui.widgets.text import Text

COUNTS_WIDE = 64


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """What waits; ``name`` is told when somebody goes there."""

    name: str
    count: str
    text: str
    tone: str = ""


class WaitingLines(QWidget):
    """Shows lines; ``chosen`` carries the name of one."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.buttons: dict[str, Button] = {}
        self._texts: list[Text] = []
        self._rows = QGridLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setHorizontalSpacing(px(M))
        self._rows.setVerticalSpacing(px(S))
        self._rows.setColumnMinimumWidth(0, px(COUNTS_WIDE))
        self._rows.setColumnStretch(1, 1)

    def show_lines(self, lines: Sequence[WaitingLine]) -> None:
        """Show other lines."""
        focused = next((name for name, button in self.buttons.items() if button.hasFocus()), "")
        for widget in (*self.buttons.values(), *self._texts):
            self._rows.removeWidget(widget)
            widget.deleteLater()
        self.buttons, self._texts = {}, []
        for at, line in enumerate(lines):
            button = Button(line.count, partial(self.chosen.emit, line.name), kind=LINK)
            button.setAccessibleName(f"{line.text}: {line.count}")
            text = Text(line.text, tone=line.tone, wrap=True)
            self._rows.addWidget(button, at, 0)
            self._rows.addWidget(text, at, 1)
            self.buttons[line.name] = button
            self._texts.append(text)
        if focused in self.buttons:
            self.buttons[focused].setFocus()
