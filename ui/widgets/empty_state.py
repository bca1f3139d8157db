"""What an empty page says: what it is for, and the one next action."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ui.icons import wear_icon
from ui.theme import px
from ui.widgets.buttons import LINK, PRIMARY, Button
from ui.widgets.panel import fill
from ui.widgets.text import Text


class EmptyState(QWidget):
    """An icon, a title, a sentence and at most one button, in the middle of the room."""

    def __init__(
        self,
        icon: str,
        title: str,
        sentence: str = "",
        *,
        action: str = "",
        act: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setSpacing(px(8))
        mark = QLabel()
        wear_icon(mark, icon, "grey", 40)
        self.title = Text(title, "heading", wrap=True)
        self.sentence = Text(sentence, tone="soft", wrap=True)
        layout.addStretch(2)
        for part in (mark, self.title, self.sentence):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(part)
        self.button = Button(action, act, kind=PRIMARY)
        layout.addSpacing(px(8))
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        self._others = QVBoxLayout()
        fill(self._others, (), 4)
        layout.addLayout(self._others)
        layout.addStretch(3)
        # shown before they stand in a layout they would be windows of their own for a moment
        self.sentence.setVisible(bool(sentence))
        self.button.setVisible(bool(action))

    def add_action(self, word: str, act: Callable[[], object]) -> None:
        """Offer a further way on below the one that is next."""
        self._others.addWidget(Button(word, act, kind=LINK), 0, Qt.AlignmentFlag.AlignHCenter)
