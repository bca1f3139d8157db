"""The pages of a scan: small ones in their order, the chosen one large."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QKeyEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from db.scan_filing import ScannedPage
from inspector.words import _
from ui.theme import current, px

PAGE_ROLE = int(Qt.ItemDataRole.UserRole)


class ScanPages(QListWidget):
    """Lists pages in their order; Alt+↑ and Alt+↓ move one, Delete leaves it away.

    ``changed`` comes with every change of the order, ``shown`` with the page in focus.
    """

    changed = Signal()
    shown = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Pages of the scan"))
        self.setIconSize(QSize(px(48), px(64)))
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.currentRowChanged.connect(lambda _row: self.shown.emit(self.page))

    @property
    def page(self) -> ScannedPage | None:
        """The page in focus."""
        item = self.currentItem()
        return item.data(PAGE_ROLE) if self.currentRow() >= 0 else None

    @property
    def pages(self) -> tuple[ScannedPage, ...]:
        """All pages in their order."""
        return tuple(self.item(at).data(PAGE_ROLE) for at in range(self.count()))

    def show_pages(self, pages: Sequence[ScannedPage], pictures: Mapping[str, QPixmap]) -> None:
        """Show ``pages``; a picture that is missing is empty ground."""
        self.clear()
        for at, page in enumerate(pages, 1):
            text = _("Page {n}", n=at)
            item = QListWidgetItem(
                QIcon(pictures.get(page.preview.sha256, QPixmap())), f"{text}\n{page.file}"
            )
            item.setData(PAGE_ROLE, page)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{text}, {page.file}")
            item.setToolTip(page.file)
            self.addItem(item)
        self.setCurrentRow(0)

    def move_page(self, by: int) -> None:
        """Move the page in focus up (-1) or down (1)."""
        at = self.currentRow()
        if at >= 0 and 0 <= at + by < self.count():
            self._keep_order(at, at + by)

    def leave_away(self) -> None:
        """Take the page in focus out, unless it is the last one."""
        if self.count() > 1 and self.currentRow() >= 0:
            self.takeItem(self.currentRow())
            self._number()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move and leave away by keys."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.move_page(step)
        elif event.key() == Qt.Key.Key_Delete:
            self.leave_away()
        else:
            super().keyPressEvent(event)

    def _keep_order(self, here: int, there: int) -> None:
        item = self.takeItem(here)
        self.insertItem(there, item)
        self.setCurrentRow(there)
        self._number()

    def _number(self) -> None:
        for at in range(self.count()):
            item, text = self.item(at), _("Page {n}", n=at + 1)
            file = item.data(PAGE_ROLE).file
            item.setText(f"{text}\n{file}")
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{text}, {file}")
        self.changed.emit()


class PagePicture(QWidget):
    """One page as large as there is room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("The page"))
        self.setMinimumSize(px(120), px(120))
        self._picture = QPixmap()

    def show_picture(self, picture: QPixmap) -> None:
        """Show this page."""
        self._picture = picture
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the page in the middle."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), current().colour("window"))
        if not self._picture.isNull():
            size = self._picture.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            shown = self._picture.scaled(
                size * self.devicePixelRatioF(),
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            place = self.rect()
            place.setSize(size)
            place.moveCenter(self.rect().center())
            painter.drawPixmap(place, shown)
        painter.end()


def pixmaps(pictures: Mapping[str, bytes]) -> dict[str, QPixmap]:
    """Make what a screen paints of pictures, each under its name."""
    return {name: QPixmap.fromImage(QImage.fromData(data)) for name, data in pictures.items()}
