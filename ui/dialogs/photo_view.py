"""A photo in full: its preview as large as the window allows, the next one with the arrows."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from db.blob_files import BlobFiles
from inspector.errors import Unreadable
from inspector.model.events import Blob
from inspector.words import _
from ui.session import Session
from ui.theme import px
from ui.widgets.buttons import Button, IconButton
from ui.widgets.panel import fill, row
from ui.widgets.text import Text


class Picture(QWidget):
    """Paints one picture whole."""

    def __init__(self) -> None:
        super().__init__()
        self.picture = QImage()

    def show_bytes(self, data: bytes) -> None:
        """Show another picture."""
        self.picture = QImage.fromData(data)
        self.update()

    def sizeHint(self) -> QSize:
        """Wish for the size of a preview."""
        return QSize(px(820), px(560))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint as large as fits."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        size = self.picture.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        left, top = (self.width() - size.width()) // 2, (self.height() - size.height()) // 2
        if not self.picture.isNull():
            painter.drawImage(self.rect().adjusted(left, top, -left, -top), self.picture)
        painter.end()


class PhotoView(QDialog):
    """Shows ``previews``, each with its words, one at a time."""

    def __init__(
        self,
        session: Session,
        blobs: BlobFiles,
        previews: Sequence[tuple[Blob, str]],
        at: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Photo"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self._blobs = blobs
        self._previews = previews
        self.at = at
        self.picture = Picture()
        self.words = Text(tone="soft", wrap=True)
        self.back = IconButton("chevron-left", _("Previous photo"), partial(self.go, -1))
        self.forth = IconButton("chevron-right", _("Next photo"), partial(self.go, 1))
        foot = row(self.back, self.forth, self.words, Button(_("Close"), self.reject))
        foot.setStretch(2, 1)
        layout = QVBoxLayout(self)
        fill(layout, (self.picture, foot), 12, 12)
        layout.setStretch(0, 1)
        self.go(0)

    def go(self, step: int) -> None:
        """Show the photo ``step`` places further."""
        self.at = (self.at + step) % len(self._previews)
        blob, words = self._previews[self.at]
        self.words.setText(words)
        self.picture.setAccessibleName(words)
        self._session.work(lambda _report: self._blobs.read(blob), self.picture.show_bytes, self._tell)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back and forth with the arrows."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step:
            self.go(step)
        else:
            super().keyPressEvent(event)

    def _tell(self, error: BaseException) -> None:
        if isinstance(error, Unreadable):
            self.words.setText(_("The picture is missing or damaged; the check of the workspace lists it."))
        self._session.tell(error)
