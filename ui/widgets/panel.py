"""Where things stand: panels, rules, headings, rows and columns with the spacing of the theme."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

from ui.theme import px
from ui.widgets.text import Elided, Text

XS, S, M, L, XL = 4, 8, 12, 16, 24
"""The spacings there are, in logical pixels at 100 %."""

Part = QWidget | QLayout | int | None


def column(*parts: Part, gap: int = S, margin: int = 0) -> QVBoxLayout:
    """Stack parts from above; an int is a space, None takes the room that is left."""
    layout = QVBoxLayout()
    fill(layout, parts, gap, margin)
    return layout


def row(*parts: Part, gap: int = S, margin: int = 0) -> QHBoxLayout:
    """Put parts side by side; an int is a space, None takes the room that is left."""
    layout = QHBoxLayout()
    fill(layout, parts, gap, margin)
    return layout


def fill(layout: QBoxLayout, parts: Sequence[Part], gap: int = S, margin: int = 0) -> None:
    """Put ``parts`` into ``layout``."""
    layout.setSpacing(px(gap))
    edge = px(margin) if margin else 0
    layout.setContentsMargins(edge, edge, edge, edge)
    for part in parts:
        if part is None:
            layout.addStretch(1)
        elif isinstance(part, int):
            layout.addSpacing(px(part))
        elif isinstance(part, QLayout):
            layout.addLayout(part)
        else:
            layout.addWidget(part)


class Panel(QFrame):
    """A white ground with a thin line around it, on which one subject stands."""

    def __init__(self, *parts: Part, gap: int = S, margin: int = L, parent: QWidget | None = None) -> None:
        """Stack ``parts`` on it."""
        super().__init__(parent)
        self.setProperty("panel", "true")
        self.content = QVBoxLayout(self)
        fill(self.content, parts, gap, margin)


class Inset(QFrame):
    """A coloured ground with a bar at its left, for what wants attention inside a panel."""

    def __init__(self, tone: str, *parts: Part, gap: int = S, parent: QWidget | None = None) -> None:
        """Stack ``parts`` on the soft ground of ``tone``."""
        super().__init__(parent)
        self.setProperty("inset", tone)
        self.content = QVBoxLayout(self)
        fill(self.content, parts, gap, M)


class Rule(QFrame):
    """A thin line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("rule", "true")


class SectionHeader(QWidget):
    """A heading at the left, a soft remark at the right."""

    def __init__(self, title: str, remark: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Elided(title, "heading")
        self.remark = Text(remark, tone="soft")
        layout = QHBoxLayout(self)
        fill(layout, (self.title, None, self.remark))
        layout.setStretch(0, 1)
        layout.setStretch(1, 0)

    def say(self, title: str, remark: str = "") -> None:
        """Show other words."""
        self.title.setText(title)
        self.remark.setText(remark)


class Scroll(QScrollArea):
    """A column that scrolls up and down and takes the width it is given."""

    def __init__(self, content: QWidget | QLayout | None = None, parent: QWidget | None = None) -> None:
        """Hold ``content``, or nothing until ``hold`` is called."""
        super().__init__(parent)
        self.setViewport(QWidget())  # one that shows the ground behind it
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if content:
            self.hold(content)

    def hold(self, content: QWidget | QLayout) -> None:
        """Take in the column.

        A large one is quicker taken in once the area stands in its page: with a style sheet every move of a
        widget to another parent is paid for by all that stand in it.
        """
        if isinstance(content, QWidget):
            ground = content
        else:
            ground = QWidget(self.viewport())
            ground.setLayout(content)
        ground.setProperty("plain", "true")
        self.setWidget(ground)
