"""A verdict in one line, green, amber or red and always a word, then its reasons."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.icons import wear_icon
from ui.widgets.panel import Inset, fill
from ui.widgets.text import Text

ICONS = {"accent": "circle-check", "amber": "circle-alert", "red": "circle-x", "grey": "info", "blue": "info"}


@dataclass(frozen=True, slots=True)
class Reason:
    """One line: what was looked at, what was found, how it counts (accent, amber, red, grey, blue)."""

    text: str
    detail: str = ""
    tone: str = "accent"


class VerdictList(QWidget):
    """Shows one verdict and its reasons; it takes data and says nothing.

    ``between`` is room for what belongs under the verdict and above its reasons.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.between = QVBoxLayout()
        fill(self.between, (), 8)
        self._head: QWidget = QWidget()
        self._lines: QWidget = QWidget()
        self._layout = QVBoxLayout(self)
        fill(self._layout, (self._head, self.between, self._lines, None), 12)

    def show_verdict(self, tone: str, verdict: str, subject: str, reasons: Sequence[Reason]) -> None:
        """Show ``verdict`` (a short sentence) on ``subject`` (a file, say) in ``tone``, and why."""
        self.setAccessibleName(verdict)
        headline = Text(verdict, "title", tone=tone, wrap=True)
        words = QVBoxLayout()
        fill(words, (headline, Text(subject, tone="soft", wrap=True)), 2)
        head = QHBoxLayout()
        fill(head, (_mark(tone, 28), words), 12)
        head.setStretch(1, 1)
        ground = Inset(tone)
        ground.content.addLayout(head)
        self._head = self._put(ground, self._head)
        lines = QWidget()
        fill(QVBoxLayout(lines), [_line(reason) for reason in reasons], 8, 4)
        self._lines = self._put(lines, self._lines)

    def _put(self, new: QWidget, old: QWidget) -> QWidget:
        self._layout.replaceWidget(old, new)
        old.deleteLater()
        return new


def _line(reason: Reason) -> QWidget:
    line = QWidget()
    words = QVBoxLayout()
    fill(words, (Text(reason.text, wrap=True),), 2)
    if reason.detail:
        detail = Text(reason.detail, tone="soft", wrap=True)
        detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words.addWidget(detail)
    layout = QHBoxLayout(line)
    fill(layout, (_mark(reason.tone, 18), words), 10)
    layout.setStretch(1, 1)
    line.setAccessibleName(f"{reason.text} {reason.detail}".strip())
    return line


def _mark(tone: str, size: int) -> QLabel:
    mark = QLabel()
    wear_icon(mark, ICONS[tone], tone, size)
    mark.setAlignment(Qt.AlignmentFlag.AlignTop)
    return mark
