"""Photos that wait for a place: in a row with what is suggested and why; several can be assigned together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from db.photo_intake import TakenPhoto
from db.photo_placing import Suggestion
from inspector.model.ids import PhotoId
from inspector.words import _
from ui.theme import current, px
from ui.widgets.due_list import distance_words

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = int(Qt.ItemDataRole.UserRole)
PICTURE_ROLE = ROW_ROLE + 1
PICTURE, WORDS, HEIGHT = 60, 140, 48


@dataclass(frozen=True, slots=True)
class WaitingPhoto:
    """A photo without a stop, and where it may belong."""

    photo: TakenPhoto
    suggestion: Suggestion | None


def place_words(row: WaitingPhoto) -> str:
    """Say when a photo was taken and where it may belong: ``09:14 → …``."""
    return f"{row.photo.taken.clock} → {row.suggestion.name if row.suggestion else '?'}"


def reason_words(row: WaitingPhoto) -> str:
    """Say why it may belong there."""
    if row.suggestion is None:
        return _("no place") if row.photo.place is None else _("no site near")
    time = _("the time fits") if row.suggestion.time_fits else ""
    far = distance_words(row.suggestion.metres)
    away = _("{distance} from the site", distance=far) if far else ""
    return " · ".join(part for part in (time, away) if part)


class WaitingModel(QAbstractListModel):
    """The waiting photos with their small pictures."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[WaitingPhoto, ...] = ()
        self._pictures: dict[str, QPixmap] = {}

    def show_rows(self, rows: Sequence[WaitingPhoto]) -> None:
        """Show these photos."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def show_pictures(self, pictures: Mapping[str, bytes]) -> None:
        """Know the small pictures of some previews, by SHA-256."""
        wanted = {row.photo.preview.sha256 for row in self.rows}
        for sha256 in wanted & set(pictures):
            self._pictures[sha256] = QPixmap.fromImage(QImage.fromData(pictures[sha256]))
        if self.rows:
            self.dataChanged.emit(self.index(0), self.index(len(self.rows) - 1))

    def rowCount(self, parent: Index | None = None) -> int:
        """Count the photos."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """Give a photo for the painter, and its words for a screen reader."""
        row = self.rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == PICTURE_ROLE:
            return self._pictures.get(row.photo.preview.sha256)
        if role in {Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole}:
            return f"{row.photo.name}: {place_words(row)} ({reason_words(row)})"
        return None


class WaitingPainter(QStyledItemDelegate):
    """Paints a photo, and beside it where it may belong."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give every photo the same room."""
        return QSize(px(PICTURE + WORDS + 16), px(HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one photo."""
        look = current()
        row: WaitingPhoto = index.data(ROW_ROLE)
        picture: QPixmap | None = index.data(PICTURE_ROLE)
        room: QRect = option.rect.adjusted(0, 0, -px(4), 0)
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(look.colour("accent"))
            painter.setBrush(look.colour("accentsoft"))
            painter.drawRoundedRect(room.adjusted(0, 0, -1, -1), px(6), px(6))
        ground = QRect(room.left() + px(4), room.top() + px(4), px(PICTURE), room.height() - px(8))
        painter.fillRect(ground, look.colour("greysoft"))
        if picture is not None and not picture.isNull():
            size = picture.size().scaled(ground.size(), Qt.AspectRatioMode.KeepAspectRatioByExpanding)
            shown = ground.size().scaled(picture.size(), Qt.AspectRatioMode.KeepAspectRatio)
            source = QRect(
                (picture.width() - shown.width()) // 2,
                (picture.height() - shown.height()) // 2,
                shown.width(),
                shown.height(),
            )
            if size.isValid():
                painter.drawPixmap(ground, picture, source)
        words = QRect(ground.right() + px(8), room.top() + px(2), room.right() - ground.right() - px(10), 0)
        words.setHeight((room.height() - px(4)) // 2)
        tone = "text" if row.suggestion else "amber"
        for text, colour in ((place_words(row), tone), (reason_words(row), "soft")):
            painter.setPen(look.colour(colour))
            line = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, words.width())
            painter.drawText(words, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), line)
            words.translate(0, words.height())
        painter.restore()


class PhotoTray(QListView):
    """Photos side by side; ``choice_changed`` follows the selection, ``opened`` and ``taken_out`` a photo."""

    choice_changed = Signal()
    opened = Signal(int)
    taken_out = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows = WaitingModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(WaitingPainter(self))
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAccessibleName(_("Photos that wait for a place"))
        self.setFixedHeight(px(HEIGHT + 14))
        self.selectionModel().selectionChanged.connect(lambda *_: self.choice_changed.emit())
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))

    def show_rows(self, rows: Sequence[WaitingPhoto]) -> None:
        """Show these photos; the first of them, and its like, are chosen for a start."""
        self.rows.show_rows(rows)
        if rows:
            first = rows[0].suggestion
            for at, row in enumerate(rows):
                if row.suggestion and first and row.suggestion.site == first.site:
                    self.selectionModel().select(
                        self.rows.index(at), self.selectionModel().SelectionFlag.Select
                    )
        self.choice_changed.emit()

    @property
    def chosen(self) -> list[WaitingPhoto]:
        """The selected photos in their order."""
        places = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return [self.rows.rows[place] for place in places]

    @property
    def suggestion(self) -> Suggestion | None:
        """Where the selected photos may belong: what is suggested for most of them."""
        found = [row.suggestion for row in self.chosen if row.suggestion]
        return max(found, key=lambda one: sum(other.site == one.site for other in found)) if found else None

    def photo_ids(self) -> frozenset[PhotoId]:
        """Name the selected photos."""
        return frozenset(row.photo.id for row in self.chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter, take out with Delete."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
        elif event.key() == Qt.Key.Key_Delete and self.chosen:
            self.taken_out.emit()
        else:
            super().keyPressEvent(event)
