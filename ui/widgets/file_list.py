"""Files that were handed over: a name, how far it is, and its verdict as a word, one calm line each."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from inspector.words import _
from ui.theme import current, px

Index = QModelIndex | QPersistentModelIndex
LINE_ROLE = int(Qt.ItemDataRole.UserRole)
HEIGHT = 54


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file: its place, a soft remark, and its state as a word in a tone."""

    path: Path
    remark: str
    state: str
    tone: str


class FileList(QListWidget):
    """Lists files; ``chosen`` carries the path in focus, ``entered`` and ``removed`` what keys ask for."""

    chosen = Signal(object)
    entered = Signal(object)
    removed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Files"))
        self.setItemDelegate(_Painter(self))
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.currentItemChanged.connect(self._tell)
        self.itemActivated.connect(lambda item: self.entered.emit(item.data(LINE_ROLE).path))

    @property
    def path(self) -> Path | None:
        """The file in focus."""
        return self._line(self.currentRow()).path if self.currentRow() >= 0 else None

    def show_lines(self, lines: Sequence[FileLine]) -> None:
        """Show these files, the focus where it was."""
        here = self.path
        if [line.path for line in lines] != [self._line(at).path for at in range(self.count())]:
            self.blockSignals(True)
            self.clear()
            for _line in lines:
                self.addItem(QListWidgetItem())
            self.blockSignals(False)
        for at, line in enumerate(lines):
            item = self.item(at)
            item.setData(LINE_ROLE, line)
            item.setText(line.path.name)
            item.setToolTip(str(line.path))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{line.path.name}, {line.state}, {line.remark}")
        if here != self.path:
            self.choose(here)

    def choose(self, path: Path | None) -> None:
        """Put a file in focus, or the first one where it is not there."""
        places = [at for at in range(self.count()) if self._line(at).path == path]
        self.setCurrentRow(places[0] if places else 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Remove a file with Delete."""
        if event.key() == Qt.Key.Key_Delete and self.path:
            self.removed.emit(self.path)
        else:
            super().keyPressEvent(event)

    def _line(self, at: int) -> FileLine:
        line: FileLine = self.item(at).data(LINE_ROLE)
        return line

    def _tell(self) -> None:
        self.chosen.emit(self.path)


class _Painter(QStyledItemDelegate):
    """Paints one file: name and state above, the remark below."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give every file the same height."""
        return QSize(px(120), px(HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one file."""
        line: FileLine = index.data(LINE_ROLE)
        look = current()
        room: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(room, look.colour("sel"))
            bar = look.colour("accent" if self._view.hasFocus() else "edge")
            painter.fillRect(QRect(room.topLeft(), QSize(px(3), room.height())), bar)
        inner = room.adjusted(px(12), px(6), -px(8), -px(6))
        left = self._paint_state(painter, inner, line)
        name = QRect(inner.left(), inner.top(), left - px(8) - inner.left(), inner.height() // 2)
        remark = QRect(inner.left(), inner.center().y() + 1, inner.width(), inner.height() // 2)
        for place, text, token in ((name, line.path.name, "text"), (remark, line.remark, "soft")):
            painter.setPen(look.colour(token))
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, place.width())
            painter.drawText(place, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)
        painter.restore()

    def _paint_state(self, painter: QPainter, room: QRect, line: FileLine) -> int:
        """Paint the state at the right and give where it begins."""
        look = current()
        painter.setFont(look.font())
        metrics = painter.fontMetrics()
        width = metrics.horizontalAdvance(line.state) + px(16)
        height = min(metrics.height() + px(2), room.height() // 2 + px(2))
        ground = QRect(room.right() - width, room.top(), width, height)
        painter.setPen(look.colour(line.tone) if look.name == "contrast" else Qt.PenStyle.NoPen)
        painter.setBrush(look.colour(f"{line.tone}soft"))
        painter.drawRoundedRect(ground, px(6), px(6))
        painter.setPen(look.colour(line.tone))
        painter.drawText(ground, int(Qt.AlignmentFlag.AlignCenter), line.state)
        return ground.left()
