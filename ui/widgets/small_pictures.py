"""Small pictures for lists of photos: asked for when they are painted, some decoded a turn, few kept."""

from collections import OrderedDict
from collections.abc import Mapping

from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPixmap

from inspector.model.events import Blob

KEPT = 240
"""Pictures held ready to paint: some screens full; a thousand would be too much for a small laptop."""
A_TURN = 6
"""Pictures decoded in one turn of the event loop."""


class SmallPictures(QObject):
    """Gives pictures that are ready; ``wanted`` carries previews it lacks, ``ready`` comes with new ones."""

    wanted = Signal(object)
    ready = Signal()

    def __init__(self, size: QSize, parent: QObject | None = None) -> None:
        """Keep pictures that fill ``size`` device pixels."""
        super().__init__(parent)
        self._size = size
        self._bytes: dict[str, bytes] = {}
        self._ready: OrderedDict[str, QPixmap] = OrderedDict()
        self._missing: dict[str, Blob] = {}
        self._undecoded: dict[str, None] = {}
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.timeout.connect(self._work)

    def picture(self, preview: Blob) -> QPixmap | None:
        """Give the small picture of ``preview``, or nothing until it is ready."""
        key = preview.sha256
        if key in self._ready:
            self._ready.move_to_end(key)
            return self._ready[key]
        if key in self._bytes:
            self._undecoded[key] = None
        else:
            self._missing[key] = preview
        if not self._turn.isActive():
            self._turn.start()
        return None

    def learn(self, pictures: Mapping[str, bytes]) -> None:
        """Know the bytes of small pictures, by the SHA-256 of their previews."""
        self._bytes.update(pictures)
        self.ready.emit()

    def _work(self) -> None:
        if missing := [*self._missing.values()]:
            self._missing.clear()
            self.wanted.emit(missing)
        now = [*self._undecoded][-A_TURN:]
        for key in now:
            del self._undecoded[key]
            self._ready[key] = self._fitted(QImage.fromData(self._bytes[key]))
            while len(self._ready) > KEPT:
                self._ready.popitem(last=False)
        if now:
            self.ready.emit()
        if self._undecoded:
            self._turn.start()

    def _fitted(self, picture: QImage) -> QPixmap:
        if picture.isNull():
            return QPixmap()
        grown = picture.scaled(
            self._size,
            Qt.AspectRatioMode.KeepAspectRatioByExpanding,
            Qt.TransformationMode.SmoothTransformation,
        )
        return QPixmap.fromImage(grown)
