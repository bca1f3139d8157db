"""The lines of a plan's document, those of the chosen task marked, and those that belong to none."""

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from inspector.plans.document import Document
from inspector.plans.proposal import Proposal
from inspector.words import _
from ui.theme import current, look, px

GUTTER, BAR, GAP = 54, 4, 8


class PlanDocument(QPlainTextEdit):
    """Shows a document to be read and chosen from, with the number of each line at its left.

    ``reached`` carries the number of the line somebody pressed on, ``opened`` of one with Enter.
    """

    reached = Signal(int)
    opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setTabChangesFocus(True)
        self.setAccessibleName(_("Document"))
        self.setMinimumWidth(px(200))
        self._owner: dict[int, int] = {}
        self._unassigned: tuple[int, ...] = ()
        self._free: frozenset[int] = frozenset()
        self._chosen: int | None = None
        self._numbers = _Numbers(self)
        self.setViewportMargins(px(GUTTER), 0, 0, 0)
        self.updateRequest.connect(lambda _room, _dy: self._numbers.update())
        look().changed.connect(self._mark)

    @property
    def unassigned(self) -> tuple[int, ...]:
        """The numbers of the lines that belong to no task."""
        return self._unassigned

    def owner_of(self, line: int) -> int | None:
        """Give which task a line belongs to."""
        return self._owner.get(line)

    @property
    def line(self) -> int:
        """The number of the line the cursor stands in."""
        return self.textCursor().blockNumber() + 1

    @property
    def lines(self) -> tuple[int, ...]:
        """The numbers of the lines that are chosen, one at least."""
        cursor = self.textCursor()
        first = self.document().findBlock(cursor.selectionStart()).blockNumber()
        end = self.document().findBlock(cursor.selectionEnd())
        # a choice that ends before the first letter of a line does not mean this line
        ends_before = end.position() == cursor.selectionEnd() and end.blockNumber() > first
        return tuple(range(first + 1, end.blockNumber() + (1 if ends_before else 2)))

    def show_document(self, document: Document) -> None:
        """Show other lines, from the first one."""
        self.setPlainText("\n".join(_flat(line.text) for line in document.lines))

    def show_proposal(self, proposal: Proposal, chosen: int | None) -> None:
        """Mark the lines of the chosen task, and say of each line whose it is."""
        self._owner = {line: at for at, task in enumerate(proposal.tasks) for line in task.lines}
        self._unassigned = proposal.unassigned
        self._free = frozenset(self._unassigned)
        self._chosen = chosen
        self._mark()

    def go_to(self, line: int) -> None:
        """Bring a line into sight, with the cursor."""
        cursor = QTextCursor(self.document().findBlockByNumber(line - 1))
        self.setTextCursor(cursor)
        self.centerCursor()

    def go_to_unassigned(self, step: int) -> int | None:
        """Go to the next or the one before of the lines that belong to no task, round at the end; give it."""
        if not self._unassigned:
            return None
        here = self.line
        further = [one for one in self._unassigned if (one > here if step > 0 else one < here)]
        row = further or self._unassigned
        line = row[0] if step > 0 else row[-1]
        self.go_to(line)
        return line

    def mark_of(self, line: int) -> str:
        """Say whose a line is: ``chosen``, ``task``, ``none``, or empty for a line without text."""
        if line in self._owner:
            return "chosen" if self._owner[line] == self._chosen else "task"
        return "none" if line in self._free else ""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Say which line was pressed on, unless letters were chosen."""
        super().mouseReleaseEvent(event)
        if not self.textCursor().hasSelection():
            self.reached.emit(self.line)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the numbers beside the lines."""
        super().resizeEvent(event)
        room = self.contentsRect()
        self._numbers.setGeometry(QRect(room.left(), room.top(), px(GUTTER), room.height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lay a band behind the lines of the chosen task."""
        painter = QPainter(self.viewport())
        for line, top, tall in self._in_sight():
            if self._owner.get(line, -1) == self._chosen:
                painter.fillRect(0, top, self.viewport().width(), tall, current().colour("accentsoft"))
        painter.end()
        super().paintEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the task of the line with Enter."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit(self.line)
        else:
            super().keyPressEvent(event)

    def paint_numbers(self, painter: QPainter) -> None:
        """Paint the number of each line in sight, and a bar that says whose it is."""
        theme = current()
        painter.setFont(self.font())
        height = self.fontMetrics().height()
        bars = {"chosen": "accent", "task": "edge"}
        for line, top, tall in self._in_sight():
            mark = self.mark_of(line)
            if mark in bars:
                painter.fillRect(px(GUTTER) - px(BAR), top, px(BAR), tall, theme.colour(bars[mark]))
            painter.setPen(theme.colour("amber" if mark == "none" else "soft"))
            room = QRect(0, top, px(GUTTER) - px(BAR) - px(GAP), height)
            words = f"? {line}" if mark == "none" else f"{line}"
            painter.drawText(room, int(Qt.AlignmentFlag.AlignRight), words)

    def _in_sight(self) -> Iterator[tuple[int, int, int]]:
        """Give number, upper edge and height of each line in sight."""
        block = self.firstVisibleBlock()
        shift = self.contentOffset()
        while block.isValid():
            place = self.blockBoundingGeometry(block).translated(shift)
            if place.top() > self.viewport().height():
                break
            yield block.blockNumber() + 1, round(place.top()), round(place.height())
            block = block.next()

    def changeEvent(self, event: QEvent) -> None:
        """Paint the numbers anew in other letters."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._numbers.update()

    def _mark(self) -> None:
        self.viewport().update()
        self._numbers.update()


class _Numbers(QWidget):
    """The strip at the left of the lines."""

    def __init__(self, document: PlanDocument) -> None:
        super().__init__(document)
        self._document = document

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what the document says."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), current().colour("window"))
        self._document.paint_numbers(painter)
        painter.end()


def _flat(text: str) -> str:
    """Put a line of a table into one line: its cells apart, the lines of a cell behind one another."""
    return text.replace("\n", " ⏎ ").replace("\t", "    ")
