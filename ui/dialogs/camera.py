"""Taking photos with the camera of this computer: what it sees, and Space takes it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from inspector.words import _, plural
from ui.camera_source import CameraSource
from ui.shortcuts import page_key
from ui.theme import current, px
from ui.widgets.buttons import PRIMARY, Button
from ui.widgets.panel import S, fill, row
from ui.widgets.text import Elided


class LivePicture(QWidget):
    """Paints the newest picture whole."""

    def __init__(self) -> None:
        super().__init__()
        self.picture = QImage()
        self.setMinimumSize(px(160), px(120))
        self.setAccessibleName(_("What the camera sees"))

    def show_picture(self, picture: QImage) -> None:
        """Show what is seen now."""
        self.picture = picture
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint as large as fits."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), current().colour("greysoft"))
        size = self.picture.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        left, top = (self.width() - size.width()) // 2, (self.height() - size.height()) // 2
        if not self.picture.isNull():
            painter.drawImage(self.rect().adjusted(left, top, -left, -top), self.picture)
        painter.end()


class CameraDialog(QDialog):
    """Shows what ``source`` sees; ``taken`` carries each picture that was taken."""

    taken = Signal(QImage)

    def __init__(self, source: CameraSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Camera"))
        self._source = source
        source.setParent(self)
        self._count = 0
        self.live = LivePicture()
        self.words = Elided(source.name, tone="soft")
        self.taking = Button(_("Take a photo (Space)"), self.take, kind=PRIMARY, icon="camera")
        self.taking.setEnabled(False)
        foot = row(self.words, Button(_("Close"), self.reject), self.taking)
        foot.setStretch(0, 1)
        layout = QVBoxLayout(self)
        fill(layout, (self.live, foot), S, 12)
        layout.setStretch(0, 1)
        page_key(self, "Space", self.take)
        source.seen.connect(self._see)
        source.failed.connect(self._say_failed)
        self.finished.connect(lambda _result: source.stop())
        self.resize(px(620), px(440))
        source.start()

    def take(self) -> None:
        """Take what is seen now."""
        if not self.live.picture.isNull():
            self._count += 1
            self.taken.emit(self.live.picture.copy())
            self.words.setText(plural("{n} photo taken", "{n} photos taken", self._count))

    def _see(self, picture: QImage) -> None:
        self.taking.setEnabled(not picture.isNull())
        self.live.show_picture(picture)

    def _say_failed(self, words: str) -> None:
        self.words.setText(_("The camera gives no picture: {why}", why=words))
        self.words.set_tone("red")
