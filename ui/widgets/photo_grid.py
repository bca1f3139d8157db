"""Waiting photos as a wall, grouped by what is suggested or by day; a thousand without a widget each."""

from collections.abc import Iterable, Sequence

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
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from inspector.model.ids import PhotoId
from inspector.periods import short_day, weekday
from inspector.words import _, in_language, plural, spoken
from ui.theme import current, px
from ui.widgets.photo_tray import PICTURE_ROLE, ROW_ROLE, paint_line, paint_picture
from ui.widgets.small_pictures import SmallPictures
from ui.widgets.waiting_rows import (
    WaitingPhoto,
    clock_words,
    doubt_words,
    is_weak,
    reason_words,
    site_words,
    whole_words,
)

Index = QModelIndex | QPersistentModelIndex
GROUP_ROLE = ROW_ROLE + 10
WIDTH, PICTURE_HEIGHT, LINE, HEAD = 176, 112, 19, 30
BY_PLACE, BY_DAY = "place", "day"


def grouped(rows: Iterable[WaitingPhoto], by: str) -> list[tuple[str, list[WaitingPhoto]]]:
    """Gather rows under headings: the sites suggested, photos without one first; or the days, in order."""
    say = in_language(spoken())
    groups: dict[tuple[int, str], list[WaitingPhoto]] = {}
    names: dict[tuple[int, str], str] = {}
    for row in sorted(rows, key=lambda one: (one.photo.taken.ts, one.photo.id)):
        day = row.photo.taken.day
        if by == BY_DAY:
            key, name = (0, f"{day}"), f"{short_day(day, say)} {weekday(day, say)}"
        elif row.suggestion:
            key, name = (1, row.suggestion.site), row.suggestion.name
        else:
            key, name = (0, ""), _("No place suggested: please choose one")
        groups.setdefault(key, []).append(row)
        names[key] = name
    order = sorted(groups) if by == BY_DAY else sorted(groups, key=lambda key: key[0])
    return [(names[key], groups[key]) for key in order]


class GridModel(QAbstractListModel):
    """Headings and photos in one row; headings can't be chosen."""

    def __init__(self, pictures: SmallPictures, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.items: list[WaitingPhoto | str] = []
        self._pictures = pictures

    def show_groups(self, groups: Sequence[tuple[str, Sequence[WaitingPhoto]]]) -> None:
        """Show photos under their headings."""
        self.beginResetModel()
        self.items = []
        for name, rows in groups:
            self.items.append(f"{name} · {plural('{n} photo', '{n} photos', len(rows))}")
            self.items.extend(rows)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Count headings and photos."""
        return 0 if parent is not None and parent.isValid() else len(self.items)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let photos be chosen."""
        if isinstance(self.items[index.row()], str):
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """Give a photo or a heading for the painter, and words for a screen reader."""
        item = self.items[index.row()]
        if isinstance(item, str):
            heading = role in {GROUP_ROLE, Qt.ItemDataRole.AccessibleTextRole}
            return item if heading else None
        if role == ROW_ROLE:
            return item
        if role == PICTURE_ROLE:
            return self._pictures.picture(item.photo.preview)
        if role in {Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole}:
            return whole_words(item)
        return None


class GridPainter(QStyledItemDelegate):
    """Paints a photo with three lines below it, or a heading as wide as the wall."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give a heading a line of its own, and every photo the same room."""
        if index.data(GROUP_ROLE):
            return QSize(max(self._view.viewport().width() - px(4), px(WIDTH)), px(HEAD))
        return QSize(px(WIDTH), px(PICTURE_HEIGHT + 3 * LINE + 12))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one of them."""
        look = current()
        room: QRect = option.rect
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        if heading := index.data(GROUP_ROLE):
            painter.setFont(look.font("body", bold=True))
            paint_line(painter, room.adjusted(px(6), px(4), 0, 0), heading, "text")
        else:
            self._paint_photo(painter, option, index)
        painter.restore()

    def _paint_photo(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = current()
        row: WaitingPhoto = index.data(ROW_ROLE)
        room: QRect = option.rect.adjusted(px(2), px(2), -px(2), -px(2))
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(look.colour("accent"))
            painter.setBrush(look.colour("accentsoft"))
            painter.drawRoundedRect(room, px(6), px(6))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(look.colour("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(room.adjusted(1, 1, -1, -1), px(6), px(6))
        inner = room.adjusted(px(5), px(5), -px(5), -px(3))
        paint_picture(
            painter,
            QRect(inner.topLeft(), QSize(inner.width(), px(PICTURE_HEIGHT))),
            index.data(PICTURE_ROLE),
        )
        line = QRect(inner.left(), inner.top() + px(PICTURE_HEIGHT + 2), inner.width(), px(LINE))
        doubt = doubt_words(row)
        weak = "amber" if is_weak(row) else "soft"
        paint_line(painter, line, site_words(row), "text" if row.suggestion else "amber")
        line.translate(0, px(LINE))
        paint_line(painter, line, doubt or reason_words(row), "amber" if doubt else "soft")
        line.translate(0, px(LINE))
        paint_line(painter, line, clock_words(row), weak)


class PhotoGrid(QListView):
    """The wall; ``choice_changed`` follows the selection, ``opened`` carries a photo's id."""

    choice_changed = Signal()
    opened = Signal(str)
    taken_out = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.by = BY_PLACE
        self._rows: tuple[WaitingPhoto, ...] = ()
        size = QSize(px(WIDTH - 14), px(PICTURE_HEIGHT)) * self.devicePixelRatioF()
        self.pictures = SmallPictures(size, self)
        # not by a change of data, for which every photo would be measured again
        self.pictures.ready.connect(self.viewport().update)
        self.wall = GridModel(self.pictures, self)
        self.setModel(self.wall)
        self.setItemDelegate(GridPainter(self))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setWrapping(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionRectVisible(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAccessibleName(_("Photos that wait for a place"))
        self.selectionModel().selectionChanged.connect(lambda *_: self.choice_changed.emit())
        self.doubleClicked.connect(self._open)

    def show_rows(self, rows: Sequence[WaitingPhoto]) -> None:
        """Show these photos; those that were chosen and are still there stay chosen."""
        chosen, here = self.photo_ids(), self.verticalScrollBar().value()
        self._rows = tuple(rows)
        self.wall.show_groups(grouped(self._rows, self.by))
        self.choose(chosen)
        self.verticalScrollBar().setValue(here)

    def group(self, by: str) -> None:
        """Group by ``BY_PLACE`` or ``BY_DAY``."""
        self.by = by
        self.show_rows(self._rows)

    def choose(self, photos: Iterable[PhotoId]) -> None:
        """Choose these photos and no others."""
        wanted = frozenset(photos)
        chosen = QItemSelection()
        for at, item in enumerate(self.wall.items):
            if isinstance(item, WaitingPhoto) and item.photo.id in wanted:
                index = self.wall.index(at)
                chosen.select(index, index)
        self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.choice_changed.emit()

    @property
    def chosen(self) -> list[WaitingPhoto]:
        """The selected photos in their order."""
        items = (
            self.wall.items[index.row()] for index in sorted(self.selectedIndexes(), key=QModelIndex.row)
        )
        return [item for item in items if isinstance(item, WaitingPhoto)]

    def photo_ids(self) -> frozenset[PhotoId]:
        """Name the selected photos."""
        return frozenset(row.photo.id for row in self.chosen)

    @property
    def photos(self) -> list[WaitingPhoto]:
        """All photos in the order they are shown."""
        return [item for item in self.wall.items if isinstance(item, WaitingPhoto)]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter, leave out with Delete."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self._open(self.currentIndex())
        elif event.key() == Qt.Key.Key_Delete and self.chosen:
            self.taken_out.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the headings be as wide as the wall."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def _open(self, index: QModelIndex) -> None:
        item = self.wall.items[index.row()]
        if isinstance(item, WaitingPhoto):
            self.opened.emit(item.photo.id)
