"""Words on the screen: plain text in a size of the type scale, never rich text from elsewhere."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.theme import current


class Text(QLabel):
    """A text in one of the sizes body, heading, title, number and one of the tones of the theme."""

    def __init__(
        self,
        text: str = "",
        size: str = "body",
        *,
        tone: str = "",
        bold: bool = False,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Show ``text``; headings, titles and numbers are bold."""
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(current().font(size, bold=bold or size != "body"))
        self.setWordWrap(wrap)
        if wrap:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        if tone:
            self.set_tone(tone)

    def set_tone(self, tone: str) -> None:
        """Change the colour: soft, accent, red, amber, blue, grey or empty."""
        set_property(self, "tone", tone)


class Elided(Text):
    """A text of one line that shortens itself with an ellipsis and tells the whole in its tool tip."""

    def minimumSizeHint(self) -> QSize:
        """Allow Qt to make it as narrow as a few characters."""
        return QSize(self.fontMetrics().averageCharWidth() * 4, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell the whole text only where it does not fit."""
        super().resizeEvent(event)
        fits = self.fontMetrics().horizontalAdvance(self.text()) <= self.contentsRect().width()
        self.setToolTip("" if fits else self.text())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw what fits."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        room = self.contentsRect()
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(self.alignment()), shown)
        painter.end()


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet selects by, and let the sheet look again."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()
