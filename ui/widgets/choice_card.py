"""A card that offers one way to go on: an icon, what it is, what it means, and its button."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout

from ui.icons import wear_icon
from ui.widgets.buttons import PLAIN, Button
from ui.widgets.panel import L, Panel
from ui.widgets.text import Elided, Text


class ChoiceCard(Panel):
    """One of a few cards side by side; ``remark`` is a soft line such as a folder."""

    def __init__(
        self,
        icon: str,
        title: str,
        sentence: str,
        action: str,
        act: Callable[[], object],
        *,
        kind: str = PLAIN,
        remark: str = "",
    ) -> None:
        super().__init__(margin=L)
        mark = QLabel()
        wear_icon(mark, icon, "accent", 28)
        self.sentence = Text(sentence, tone="soft", wrap=True)
        self.remark = Elided(remark, tone="soft")
        self.remark.setVisible(bool(remark))
        self.button = Button(action, act, kind=kind)
        self.button.setAccessibleDescription(sentence)
        content: QVBoxLayout = self.content
        content.addWidget(mark)
        content.addWidget(Text(title, "title", wrap=True))
        content.addWidget(self.sentence)
        content.addStretch(1)
        content.addWidget(self.remark)
        content.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
