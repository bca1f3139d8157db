"""Photos that wait for a place, side by side at the foot of the day, with what is suggested and why."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from db.photo_placing import Suggestion
from inspector.model.ids import PhotoId
from inspector.words import _
from ui.theme import current, px
from ui.widgets.small_pictures import SmallPictures
from ui.widgets.waiting_rows import (
    WaitingPhoto,
    is_weak,
    reason_words,
    site_words,
    whole_words,
)

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = int(Qt.ItemDataRole.UserRole)
PICTURE_ROLE = ROW_ROLE + 1
PICTURE, NARROWEST, WIDEST, HEIGHT = 60, 110, 230, 48


class WaitingModel(QAbstractListModel):
    """The waiting photos with their small pictures, which are asked for when they are painted."""

    def __init__(self, pictures: SmallPictures, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[WaitingPhoto, ...] = ()
        self._pictures = pictures

    def show_rows(self, rows: Sequence[WaitingPhoto]) -> None:
        """Show these photos."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Count the photos."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """Give a photo for the painter, and its words for a screen reader."""
        row = self.rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == PICTURE_ROLE:
            return self._pictures.picture(row.photo.preview)
        if role in {Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole}:
            return whole_words(row)
        return None


def paint_picture(painter: QPainter, ground: QRect, picture: QPixmap | None) -> None:
    """Fill ``ground`` with a picture, cut where it is too wide or high."""
    painter.fillRect(ground, current().colour("greysoft"))
    if picture is not None and not picture.isNull():
        shown = ground.size().scaled(picture.size(), Qt.AspectRatioMode.KeepAspectRatio)
        left, top = (picture.width() - shown.width()) // 2, (picture.height() - shown.height()) // 2
        painter.drawPixmap(ground, picture, QRect(left, top, shown.width(), shown.height()))


def paint_line(painter: QPainter, room: QRect, text: str, token: str) -> None:
    """Write one line, shortened where it must be."""
    painter.setPen(current().colour(token))
    line = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), line)


class WaitingPainter(QStyledItemDelegate):
    """Paints a photo, and beside it where it may belong; as wide as the longest name needs."""

    words = NARROWEST

    def measure(self, rows: Sequence[WaitingPhoto], view: QAbstractItemView) -> None:
        """Leave room for the names in ``rows``."""
        advance = view.fontMetrics().horizontalAdvance
        longest = max((advance(site_words(row)) for row in rows[:200]), default=0)
        self.words = min(max(longest + px(8), px(NARROWEST)), px(WIDEST))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give every photo the same room."""
        return QSize(px(PICTURE + 20) + self.words, px(HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one photo."""
        look = current()
        row: WaitingPhoto = index.data(ROW_ROLE)
        room: QRect = option.rect.adjusted(0, 0, -px(4), 0)
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(look.colour("accent"))
            painter.setBrush(look.colour("accentsoft"))
            painter.drawRoundedRect(room.adjusted(0, 0, -1, -1), px(6), px(6))
        ground = QRect(room.left() + px(4), room.top() + px(4), px(PICTURE), room.height() - px(8))
        paint_picture(painter, ground, index.data(PICTURE_ROLE))
        words = QRect(ground.right() + px(8), room.top() + px(2), room.right() - ground.right() - px(10), 0)
        words.setHeight((room.height() - px(4)) // 2)
        paint_line(painter, words, site_words(row), "text" if row.suggestion else "amber")
        words.translate(0, words.height())
        weak = "amber" if row.doubts or is_weak(row) else "soft"
        paint_line(painter, words, f"{row.photo.taken.clock} · {reason_words(row)}", weak)
        painter.restore()


class PhotoTray(QListView):
    """Photos side by side; ``choice_changed`` follows the selection, ``opened`` and ``taken_out`` a photo."""

    choice_changed = Signal()
    opened = Signal(int)
    taken_out = Signal()
    pictures_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.pictures = SmallPictures(QSize(px(PICTURE), px(HEIGHT)) * self.devicePixelRatioF(), self)
        self.pictures.wanted.connect(self.pictures_wanted)
        self.pictures.ready.connect(self.viewport().update)
        self.rows = WaitingModel(self.pictures, self)
        self.setModel(self.rows)
        self._painter = WaitingPainter(self)
        self.setItemDelegate(self._painter)
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
        """Show these photos; the first with a suggestion, and its like, are chosen for a start."""
        if tuple(rows) == self.rows.rows:
            return
        self._painter.measure(rows, self)
        self.rows.show_rows(rows)
        first = next((row.suggestion for row in rows if row.suggestion), None)
        chosen = QItemSelection()
        for at, row in enumerate(rows):
            if first and row.suggestion and row.suggestion.site == first.site:
                chosen.select(self.rows.index(at), self.rows.index(at))
        self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.choice_changed.emit()

    def show_pictures(self, pictures: Mapping[str, bytes]) -> None:
        """Know small pictures, by the SHA-256 of their previews."""
        self.pictures.learn(pictures)

    @property
    def chosen(self) -> list[WaitingPhoto]:
        """The selected photos in their order."""
        places = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return [self.rows.rows[place] for place in places]

    @property
    def suggestion(self) -> Suggestion | None:
        """Where the selected photos may belong: what is suggested for most of them."""
        return most_suggested(self.chosen)

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


def most_suggested(rows: Sequence[WaitingPhoto]) -> Suggestion | None:
    """Give the place that is suggested for most of ``rows``, the first of equals."""
    found = [row.suggestion for row in rows if row.suggestion]
    counts: dict[str, int] = {}
    for one in found:
        counts[one.site] = counts.get(one.site, 0) + 1
    return max(found, key=lambda one: counts[one.site]) if found else None
