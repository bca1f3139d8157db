"""Photos in a row: dropped, pasted or picked in; opened, taken out."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
)
from PySide6.QtWidgets import QFileDialog, QFrame, QWidget

from inspector.words import _
from ui.theme import current, px
from ui.widgets.buttons import Button
from ui.widgets.flow_layout import FlowLayout, flow_policy
from ui.widgets.text import set_property

WIDTH, HEIGHT = 92, 70
ENDINGS = ("jpg", "jpeg", "png", "heic", "heif", "webp")


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """One photo as the strip shows it: key, a small picture made elsewhere, words, a doubt or none."""

    key: str
    picture: bytes
    text: str
    doubt: str = ""


class PhotoThumb(QFrame):
    """One photo; Enter or a double click opens it, Delete takes it out."""

    opened = Signal(str)
    taken_out = Signal(str)
    chosen = Signal(str)

    def __init__(self, thumbnail: Thumbnail, size: QSize, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = thumbnail.key
        self.setProperty("photo", "true")
        self.setFixedSize(size)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Photo"))
        self._shown: Thumbnail | None = None
        self._picture = QPixmap()
        self._cut = QPixmap()
        self.show_thumbnail(thumbnail)

    def show_thumbnail(self, thumbnail: Thumbnail) -> None:
        """Show what is known of the photo by now; its picture may come later than its words."""
        if thumbnail == self._shown:
            return
        self._shown = thumbnail
        self._doubt = thumbnail.doubt
        self._picture = QPixmap.fromImage(QImage.fromData(thumbnail.picture))
        self._cut = QPixmap()
        told = " · ".join(part for part in (thumbnail.text, thumbnail.doubt) if part)
        self.setToolTip(told)
        self.setAccessibleDescription(told)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the photo to the edges, cut where it is too wide or high, and a mark for a doubt."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        room = self.rect().adjusted(2, 2, -2, -2)
        if not self._picture.isNull():
            painter.drawPixmap(room, self._cut_to(room.size() * self.devicePixelRatioF()))
        if self._doubt:
            painter.fillRect(
                room.left(), room.bottom() - px(4), room.width(), px(5), current().colour("amber")
            )
        painter.end()

    def _cut_to(self, size: QSize) -> QPixmap:
        """Give the picture in this size; scaled once, for it is painted often."""
        if self._cut.size() != size:
            shown = self._picture.scaled(
                size,
                Qt.AspectRatioMode.KeepAspectRatioByExpanding,
                Qt.TransformationMode.SmoothTransformation,
            )
            left, top = (shown.width() - size.width()) // 2, (shown.height() - size.height()) // 2
            self._cut = shown.copy(left, top, size.width(), size.height())
        return self._cut

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open, choose or take out from the keyboard."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit(self.key)
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.taken_out.emit(self.key)
        elif event.key() == Qt.Key.Key_Space:
            self.chosen.emit(self.key)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose with a click."""
        super().mousePressEvent(event)
        self.chosen.emit(self.key)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open with a double click."""
        super().mouseDoubleClickEvent(event)
        self.opened.emit(self.key)


class PhotoStrip(QFrame):
    """Takes photos and shows them; it reads no file itself.

    ``files_given`` carries paths that were dropped, pasted or picked, ``picture_pasted`` the PNG bytes of a
    picture that was copied without a file, ``opened`` and ``taken_out`` the key of a photo,
    ``choice_changed`` the chosen keys.
    """

    files_given = Signal(list)
    picture_pasted = Signal(bytes)
    opened = Signal(str)
    taken_out = Signal(str)
    choice_changed = Signal(list)

    def __init__(
        self, name: str, *, adds: bool = True, chooses: bool = False, parent: QWidget | None = None
    ) -> None:
        """Make an empty strip; ``adds`` shows the button, ``chooses`` lets several be chosen."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setAcceptDrops(adds)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        flow_policy(self)
        self._chooses = chooses
        self._layout = FlowLayout(self, gap=8)
        self.thumbs: dict[str, PhotoThumb] = {}
        self._order: list[str] = []
        self.chosen: list[str] = []
        self.adding = Button(_("Photo"), self.pick, icon="plus")
        self.adding.setToolTip(_("Pick photos; they can also be dropped here or pasted with Ctrl+V"))
        self._layout.addWidget(self.adding)
        self.adding.setVisible(adds)

    def show_photos(self, photos: Sequence[Thumbnail]) -> None:
        """Show these photos in this order; those already there keep their place in the focus."""
        keys = [photo.key for photo in photos]
        for key in set(self.thumbs).difference(keys):
            self.thumbs.pop(key).deleteLater()
        for photo in photos:
            if photo.key in self.thumbs:
                self.thumbs[photo.key].show_thumbnail(photo)
            else:
                self.thumbs[photo.key] = self._thumb(photo)
        if keys != self._order:
            self._place(keys)
        self.chosen = [key for key in self.chosen if key in self.thumbs]

    def _place(self, keys: list[str]) -> None:
        """Lay the photos out; those that keep their places are left alone, for there may be hundreds."""
        kept = sum(
            1 for _pair in takewhile(lambda pair: pair[0] == pair[1], zip(keys, self._order, strict=False))
        )
        self._layout.removeWidget(self.adding)
        for key in self._order[kept:]:
            if key in self.thumbs:
                self._layout.removeWidget(self.thumbs[key])
        for key in keys[kept:]:
            self._layout.addWidget(self.thumbs[key])
        self._layout.addWidget(self.adding)
        self._order = keys
        self.updateGeometry()

    def pick(self) -> None:
        """Open the system's picker for photos."""
        endings = " ".join(f"*.{ending} *.{ending.upper()}" for ending in ENDINGS)
        picker = QFileDialog(self.window(), _("Pick photos"), "", f"{_('Photos')} ({endings})")
        picker.setFileMode(QFileDialog.FileMode.ExistingFiles)
        picker.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        picker.filesSelected.connect(self._give)
        picker.open()

    def paste(self) -> None:
        """Take files or a picture from the clipboard."""
        self.take(QGuiApplication.clipboard().mimeData())

    def take(self, given: QMimeData) -> bool:
        """Take what was dropped or pasted; False when it is neither files nor a picture."""
        files = [url.toLocalFile() for url in given.urls() if url.isLocalFile()]
        if files:
            self._give(files)
        elif given.hasImage():
            self.picture_pasted.emit(_png(given.imageData()))
        else:
            return False
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Paste with Ctrl+V."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Show that photos can be let go here."""
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            event.acceptProposedAction()
            set_property(self, "drop", "true")

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Look as before."""
        super().dragLeaveEvent(event)
        set_property(self, "drop", "false")

    def dropEvent(self, event: QDropEvent) -> None:
        """Take what was let go."""
        set_property(self, "drop", "false")
        if self.take(event.mimeData()):
            event.acceptProposedAction()

    def _thumb(self, photo: Thumbnail) -> PhotoThumb:
        thumb = PhotoThumb(photo, QSize(px(WIDTH), px(HEIGHT)), self)
        thumb.opened.connect(self.opened)
        thumb.taken_out.connect(self.taken_out)
        thumb.chosen.connect(self._choose)
        thumb.show()
        return thumb

    def _choose(self, key: str) -> None:
        if not self._chooses:
            return
        self.chosen = (
            [one for one in self.chosen if one != key] if key in self.chosen else [*self.chosen, key]
        )
        set_property(self.thumbs[key], "chosen", "true" if key in self.chosen else "false")
        self.choice_changed.emit(self.chosen)

    def _give(self, files: Sequence[str]) -> None:
        self.files_given.emit([Path(file) for file in files])


def _png(picture: QImage) -> bytes:

    room = QBuffer()
    room.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(room, "PNG")  # type: ignore[call-overload]
    return bytes(room.data().data())
