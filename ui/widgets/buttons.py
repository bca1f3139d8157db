"""Buttons: the one primary action, plain ones, quiet ones, links to facts, and icons with a name."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from ui.icons import wear_icon
from ui.widgets.text import set_property

PLAIN, PRIMARY, QUIET, LINK, CHOICE, CHIP = "plain", "primary", "quiet", "link", "choice", "chip"


class Button(QPushButton):
    """A button with words; give at most one primary button to a page."""

    def __init__(
        self,
        text: str,
        act: Callable[[], object] | None = None,
        *,
        kind: str = PLAIN,
        icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """Show ``text`` and call ``act`` on a click; ``icon`` is a name in resources/icons."""
        super().__init__(text, parent)
        self.setProperty("kind", kind)
        self.setAutoDefault(kind == PRIMARY)
        self.setCursor(Qt.CursorShape.PointingHandCursor if kind == LINK else Qt.CursorShape.ArrowCursor)
        if icon:
            wear_icon(self, icon, "onaccent" if kind == PRIMARY else "text", gap=4 if text else 0)
        if act:
            self.clicked.connect(lambda _checked=False: act())

    def sizeHint(self) -> QSize:
        """Leave room for the bold letters of a choice that is made."""
        size = super().sizeHint()
        if self.property("kind") == CHOICE:
            bold = QFont(self.font())
            bold.setBold(True)
            plain, wide = (QFontMetrics(font).horizontalAdvance(self.text()) for font in (self.font(), bold))
            size.setWidth(size.width() + max(0, wide - plain))
        return size

    def minimumSizeHint(self) -> QSize:
        """Never cut the words."""
        return self.sizeHint()

    def allow(self, allowed: bool, why_not: str = "") -> None:
        """Let it be pressed, or say in its tool tip why it cannot be."""
        self.setEnabled(allowed)
        self.setToolTip("" if allowed else why_not)
        self.setAccessibleDescription("" if allowed else why_not)


class IconButton(QToolButton):
    """A button that shows only an icon; its name is read aloud and stands in the tool tip."""

    def __init__(
        self,
        icon: str,
        name: str,
        act: Callable[[], object] | None = None,
        *,
        kind: str = QUIET,
        parent: QWidget | None = None,
    ) -> None:
        """Show ``icon``; ``name`` says what it does."""
        super().__init__(parent)
        self.setProperty("kind", kind)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        wear_icon(self, icon)
        if act:
            self.clicked.connect(lambda _checked=False: act())

    def set_tone(self, tone: str) -> None:
        """Mark it by a tone of the theme."""
        set_property(self, "tone", tone)
