"""The day's text before it goes into a chat: to be put right, copied, and sent with a picture of photos."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QIcon, QImage, QPixmap
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QPlainTextEdit, QVBoxLayout, QWidget

from db.queries.day_text import DayPhoto
from inspector.reports.collage import MOST
from inspector.words import _, plural
from ui.theme import px
from ui.widgets.buttons import PRIMARY, Button
from ui.widgets.panel import fill, row
from ui.widgets.text import Text

PHOTO_ROLE = int(Qt.ItemDataRole.UserRole)
SHOWN_AT_FIRST = MOST


class DayTextDialog(QDialog):
    """``collage_asked`` carries the photos that were chosen, ``saving_asked`` the bytes of their picture."""

    collage_asked = Signal(object)
    saving_asked = Signal(bytes)

    def __init__(
        self,
        text: str,
        photos: Sequence[DayPhoto],
        pictures: Mapping[str, bytes],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Text of the day"))
        self.resize(px(820), px(520))
        self.setMinimumSize(px(480), px(320))
        self.collage = b""
        self.text = QPlainTextEdit(text)
        self.text.setAccessibleName(_("Text of the day"))
        self.text.setTabChangesFocus(True)
        self.told = Text(tone="accent")
        self.photos = QListWidget()
        self.photos.setAccessibleName(_("Photos for the picture"))
        self.photos.setIconSize(QSize(px(64), px(48)))
        self.photos.setUniformItemSizes(True)
        self.photos.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.chosen = Text(tone="soft", wrap=True)
        self.copying = Button(_("Copy the text"), self.copy_text, kind=PRIMARY, icon="copy")
        self.copying_picture = Button(_("Copy the picture"), self.copy_picture, icon="image")
        self.saving = Button(_("Save the picture…"), self._save, icon="save")
        self._lay_out()
        self._offer(photos, pictures)
        self.photos.itemChanged.connect(lambda _item: self._choose())
        self.photos.itemActivated.connect(_toggle)
        self._choose()

    @property
    def chosen_photos(self) -> list[DayPhoto]:
        """The photos that are ticked, in their order."""
        items = [self.photos.item(at) for at in range(self.photos.count())]
        return [item.data(PHOTO_ROLE) for item in items if item.checkState() is Qt.CheckState.Checked]

    def copy_text(self) -> None:
        """Put the text, as it stands here, on the clipboard."""
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self.told.setText(_("The text is on the clipboard."))

    def copy_picture(self) -> None:
        """Put the picture on the clipboard."""
        QGuiApplication.clipboard().setImage(QImage.fromData(self.collage))
        self.told.setText(_("The picture is on the clipboard."))

    def show_collage(self, data: bytes) -> None:
        """Take the picture of the chosen photos."""
        self.collage = data
        for button in (self.copying_picture, self.saving):
            button.allow(bool(data), _("Choose at least one photo."))

    def _lay_out(self) -> None:
        left, right = QWidget(), QWidget()
        fill(texts := QVBoxLayout(left), (self.text, row(self.told, None, self.copying)), 8)
        texts.setStretch(0, 1)
        fill(
            shown := QVBoxLayout(right),
            (self.chosen, self.photos, row(None, self.copying_picture, self.saving)),
            8,
        )
        shown.setStretch(1, 1)
        body = row(left, right, gap=16)
        body.setStretch(0, 3)
        body.setStretch(1, 2)
        closing = Button(_("Close"), self.reject)
        fill(whole := QVBoxLayout(self), (body, row(None, closing)), 12, 16)
        whole.setStretch(0, 1)
        self._right = right

    def _offer(self, photos: Sequence[DayPhoto], pictures: Mapping[str, bytes]) -> None:
        found = any(photo.of_finding for photo in photos)
        for at, photo in enumerate(photos):
            name = photo_words(photo)
            pixmap = QPixmap.fromImage(QImage.fromData(pictures.get(photo.preview.sha256, b"")))
            item = QListWidgetItem(QIcon(pixmap), name)
            item.setData(PHOTO_ROLE, photo)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            is_ticked = at < SHOWN_AT_FIRST and (photo.of_finding or not found)
            item.setCheckState(Qt.CheckState.Checked if is_ticked else Qt.CheckState.Unchecked)
            self.photos.addItem(item)
        self.photos.setCurrentRow(0)
        self._right.setVisible(bool(photos))

    def _choose(self) -> None:
        chosen = self.chosen_photos
        words = plural("{n} photo in the picture", "{n} photos in the picture", min(len(chosen), MOST))
        if len(chosen) > MOST:
            words = _(
                "Only the first {most} of {n} chosen photos are in the picture.", most=MOST, n=len(chosen)
            )
        self.chosen.setText(words)
        self.show_collage(b"")
        if chosen:
            self.collage_asked.emit(chosen)

    def _save(self) -> None:
        self.saving_asked.emit(self.collage)


def _toggle(item: QListWidgetItem) -> None:
    on = item.checkState() is Qt.CheckState.Checked
    item.setCheckState(Qt.CheckState.Unchecked if on else Qt.CheckState.Checked)


def photo_words(photo: DayPhoto) -> str:
    """Say of a photo which stop it shows, and when."""
    stop = _("stop {n}", n=photo.number) if photo.number else ""
    return " · ".join(part for part in (stop, photo.taken.clock, photo.site) if part)
