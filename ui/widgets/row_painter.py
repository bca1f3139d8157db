"""How a row of a list looks: calm words, states as chips, one colour for what is chosen."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.theme import TONES, current, px

Index = QModelIndex | QPersistentModelIndex

HEIGHT = 38
EDGE = 8


class RowPainter(QStyledItemDelegate):
    """Paints the cells of ``RowsModel``; asks the theme at each paint, so that a change needs no word."""

    def __init__(self, view: QAbstractItemView, chip_role: int, tone_role: int, elide_role: int) -> None:
        super().__init__(view)
        self._view = view
        self._chip_role = chip_role
        self._tone_role = tone_role
        self._elide_role = elide_role

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give every row the same height."""
        return QSize(px(80), px(HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        look = current()
        room: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(room, look.colour("sel"))
        if index.column() == self._first_column() and index.row() == self._view.currentIndex().row():
            bar = "accent" if self._view.hasFocus() else "edge"
            painter.fillRect(QRect(room.topLeft(), QSize(px(3), room.height())), look.colour(bar))
        said = index.model().data  # asked as Python: a way through Qt for each of four roles takes longer
        text = said(index, Qt.ItemDataRole.DisplayRole) or ""
        tone = said(index, self._tone_role) or ""
        painter.setFont(look.font())
        inner = room.adjusted(px(EDGE), 0, -px(EDGE), 0)
        if text and said(index, self._chip_role) and tone in TONES:
            self._paint_chip(painter, inner, text, tone)
        else:
            painter.setPen(look.colour(tone or "text"))
            alignment = said(index, Qt.ItemDataRole.TextAlignmentRole)
            metrics = painter.fontMetrics()
            if metrics.horizontalAdvance(text) > inner.width():
                side = said(index, self._elide_role)
                text = metrics.elidedText(text, side or Qt.TextElideMode.ElideRight, inner.width())
            painter.drawText(inner, int(alignment), text)
        painter.restore()

    def _first_column(self) -> int:
        header = getattr(self._view, "horizontalHeader", None)
        return header().logicalIndexAt(0) if header else 0

    def _paint_chip(self, painter: QPainter, room: QRect, text: str, tone: str) -> None:
        look = current()
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width() - px(16))
        width = metrics.horizontalAdvance(shown) + px(16)
        height = min(metrics.height() + px(6), room.height() - px(4))
        ground = QRect(room.left(), room.center().y() - height // 2, width, height)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(look.colour(tone) if look.name == "contrast" else Qt.PenStyle.NoPen)
        painter.setBrush(look.colour(f"{tone}soft"))
        painter.drawRoundedRect(ground, px(6), px(6))
        painter.setPen(look.colour(tone))
        painter.drawText(ground, int(Qt.AlignmentFlag.AlignCenter), shown)
