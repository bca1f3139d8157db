"""Finding a site by a part of its name or by pinyin initials, for a stop that was not planned."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from db.queries.today import FoundSite
from inspector.model.site import KIND_NAMES, RANK_NAMES
from inspector.words import _
from ui.theme import current, px
from ui.widgets.buttons import PRIMARY, Button
from ui.widgets.panel import fill, row
from ui.widgets.search_box import SearchBox
from ui.widgets.text import Text

Index = QModelIndex | QPersistentModelIndex
Ask = Callable[[str, Callable[[Sequence[FoundSite]], object]], object]
"""Asks for the sites that letters lead to, and calls back with them."""


SITE_ROLE = int(Qt.ItemDataRole.UserRole)
ABOUT_ROLE = SITE_ROLE + 1
QWIDGETSIZE_MAX = 16_777_215
"""Qt's own word for no limit, which PySide does not export."""


class FoundPainter(QStyledItemDelegate):
    """Paints a name at the left and what is said of it at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give every line the same height."""
        return QSize(px(80), px(34))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one line."""
        look = current()
        room: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(room, look.colour("sel"))
        inner = room.adjusted(px(10), 0, -px(10), 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(look.colour("text"))
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignLeft | middle), index.data())
        inner.setLeft(inner.left() + painter.fontMetrics().horizontalAdvance(index.data()) + px(16))
        painter.setPen(look.colour("soft"))
        about = painter.fontMetrics().elidedText(
            index.data(ABOUT_ROLE), Qt.TextElideMode.ElideRight, inner.width()
        )
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignRight | middle), about)
        painter.restore()


class FindSite(QDialog):
    """Lists sites as one types; ``chosen`` carries the id of the one that was taken."""

    chosen = Signal(str)

    def __init__(self, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Unplanned stop"))
        self.resize(px(480), px(420))
        self.search = SearchBox(_("Name or initials of the site"))
        self.search.asked.connect(lambda letters: ask(letters, self.show_sites))
        self.search.installEventFilter(self)
        self.search.setMaximumWidth(QWIDGETSIZE_MAX)
        self.list = QListWidget()
        self.list.setItemDelegate(FoundPainter(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName(_("Sites found"))
        self.list.itemActivated.connect(lambda _item: self.take())
        self.nothing = Text(_("No site of your grid has these letters."), tone="soft")
        self.nothing.hide()
        self.taking = Button(_("Begin the stop"), self.take, kind=PRIMARY)
        layout = QVBoxLayout(self)
        closing = Button(_("Close"), self.reject)
        fill(layout, (self.search, self.nothing, self.list, row(None, closing, self.taking)), 12, 16)
        ask("", self.show_sites)

    def show_sites(self, sites: Sequence[FoundSite]) -> None:
        """Show what was found; the first one is taken by Enter."""
        self.list.clear()
        for site in sites:
            about = " · ".join(
                part for part in (_(RANK_NAMES[site.rank]), _(KIND_NAMES[site.kind]), site.grid_name) if part
            )
            item = QListWidgetItem(site.name)
            item.setData(SITE_ROLE, site.site)
            item.setData(ABOUT_ROLE, about)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{site.name}, {about}")
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.nothing.setVisible(not sites)
        self.taking.setEnabled(bool(sites))

    def take(self) -> None:
        """Take the site in focus."""
        item = self.list.currentItem()
        if item is not None:
            site = item.data(SITE_ROLE)
            self.accept()
            self.chosen.emit(site)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go through the list from the field, and take with Enter once nothing new is asked."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
            if step:
                at = self.list.currentRow() + step
                self.list.setCurrentRow(min(max(at, 0), self.list.count() - 1))
                return True
        return super().eventFilter(watched, event)
