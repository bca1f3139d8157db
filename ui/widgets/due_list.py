"""Who is due: one calm line a site with its state as a word, thousands of them without a widget each."""

from collections.abc import Container, Sequence

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    QStringListModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from db.queries.today import DueRow, DueState
from inspector.model.ids import SiteId
from inspector.model.site import KIND_NAMES, RANK_NAMES
from inspector.words import _, plural
from ui.theme import current, px

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = int(Qt.ItemDataRole.UserRole)
DRAFT_ROLE = ROW_ROLE + 1
HEIGHT = 58
NARROW = 240
"""Width below which the state stands beside the remark, not beside the name."""
KILOMETRE = 1000


def state_words(row: DueRow) -> tuple[str, str]:
    """Say where a site stands today, and in which tone."""
    if row.state is DueState.OVERDUE:
        return plural("{n} day overdue", "{n} days overdue", row.days), "red"
    if row.state is DueState.TODAY:
        return _("today"), "amber"
    if row.state is DueState.COMING:
        return _("tomorrow"), "grey"
    return row.visited.clock if row.visited else "", "accent"


def remark_words(row: DueRow) -> str:
    """Say what kind of site it is and how far, or how the visit went."""
    if row.state is DueState.DONE:
        found = plural("{n} finding", "{n} findings", row.findings) if row.findings else _("nothing found")
        parts = [_("done"), found, _("unplanned") if row.unplanned else ""]
    else:
        parts = [_(RANK_NAMES[row.rank]), _(KIND_NAMES[row.kind]), distance_words(row.distance_m)]
    return " · ".join(part for part in parts if part)


def distance_words(metres: int | None) -> str:
    """Say a distance as people do: ``800 m`` or ``2.1 km``."""
    if metres is None:
        return ""
    if metres < KILOMETRE:
        return _("{n} m", n=round(metres, -1))
    return _("{n} km", n=f"{metres / KILOMETRE:.1f}")


class DueModel(QStringListModel):
    """The sites of the day, and which of them have a draft.

    Qt's own list of names counts the rows: the view asks for that several times a row.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[DueRow, ...] = ()
        self.drafts: Container[str] = frozenset()

    def show_rows(self, rows: Sequence[DueRow], drafts: Container[str]) -> None:
        """Show these rows; the same rows in the same order are only painted again."""
        if [row.site for row in rows] == [row.site for row in self.rows]:
            self.rows, self.drafts = tuple(rows), drafts
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.rows, self.drafts = tuple(rows), drafts
        self.setStringList([row.name for row in rows])

    def flags(self, _index: Index) -> Qt.ItemFlag:
        """Let sites be chosen, and nothing else."""
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """Give a site for the painter, its words for a screen reader and for finding by typing."""
        row = self.rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == DRAFT_ROLE:
            return row.site in self.drafts
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return row.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join((row.name, state_words(row)[0], remark_words(row)))
        return None

    def place_of(self, site: str | None) -> int:
        """Give the row of a site, -1 without one."""
        return next((place for place, row in enumerate(self.rows) if row.site == site), -1)


class DuePainter(QStyledItemDelegate):
    """Paints one site: name and state above, a soft remark below."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give every site the same height, so that none has to be asked."""
        return QSize(px(120), px(HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one site."""
        row: DueRow = index.data(ROW_ROLE)
        look = current()
        room: QRect = option.rect
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            painter.fillRect(room, look.colour("sel"))
            bar = look.colour("accent" if self._view.hasFocus() else "edge")
            painter.fillRect(QRect(room.topLeft(), QSize(px(3), room.height())), bar)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(room, look.colour("hover"))
        inner = room.adjusted(px(12), px(7), -px(10), -px(7))
        name = QRect(inner.left(), inner.top(), inner.width(), inner.height() // 2)
        remark = QRect(inner.left(), inner.center().y() + 1, inner.width(), inner.height() // 2)
        # in a narrow column the name keeps its line for itself
        beside = name if room.width() >= px(NARROW) else remark
        beside.setRight(self._paint_chip(painter, beside, row) - px(8))
        painter.setFont(look.font(bold=chosen))
        painter.setPen(look.colour("soft" if row.state is DueState.DONE and not chosen else "text"))
        self._paint_words(painter, name, row.name)
        painter.setFont(look.font())
        painter.setPen(look.colour("soft"))
        if index.data(DRAFT_ROLE):
            painter.setPen(look.colour("blue"))
            mark = f"{_('draft')} · "
            painter.drawText(remark, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), mark)
            remark.setLeft(remark.left() + painter.fontMetrics().horizontalAdvance(mark))
            painter.setPen(look.colour("soft"))
        self._paint_words(painter, remark, remark_words(row))
        painter.restore()

    def _paint_words(self, painter: QPainter, room: QRect, text: str) -> None:
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)

    def _paint_chip(self, painter: QPainter, room: QRect, row: DueRow) -> int:
        """Paint the state at the right and give where it begins."""
        look = current()
        text, tone = state_words(row)
        painter.setFont(look.font())
        metrics = painter.fontMetrics()
        width = metrics.horizontalAdvance(text) + px(16)
        height = min(metrics.height() + px(2), room.height() + px(2))
        ground = QRect(room.right() - width, room.center().y() - height // 2, width, height)
        painter.setPen(look.colour(tone) if look.name == "contrast" else Qt.PenStyle.NoPen)
        painter.setBrush(look.colour(f"{tone}soft"))
        painter.drawRoundedRect(ground, px(6), px(6))
        painter.setPen(look.colour(tone))
        painter.drawText(ground, int(Qt.AlignmentFlag.AlignCenter), text)
        return ground.left()


class DueList(QListView):
    """The list: ``site_chosen`` carries the site in focus, ``site_entered`` one that was entered."""

    site_chosen = Signal(str)
    site_entered = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.rows = DueModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(DuePainter(self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setAccessibleName(_("Sites of the day"))
        self._site = ""
        self._is_told = True
        self.selectionModel().currentChanged.connect(self._tell)
        self.activated.connect(self._enter)

    @property
    def site(self) -> SiteId | None:
        """The site in focus."""
        place = self.currentIndex().row()
        return self.rows.rows[place].site if 0 <= place < len(self.rows.rows) else None

    def show_rows(self, rows: Sequence[DueRow], drafts: Container[str]) -> None:
        """Show other rows; the site in focus and the scroll stay."""
        scrolled = self.verticalScrollBar().value()
        self._is_told = False
        self.rows.show_rows(rows, drafts)
        self._mark()
        self._is_told = True
        self.verticalScrollBar().setValue(scrolled)

    def choose(self, site: str | None) -> None:
        """Put a site in focus without saying that a person chose it; None clears the focus."""
        self._site = site or ""
        self._is_told = False
        self._mark()
        self._is_told = True
        self.scrollTo(self.currentIndex())

    def _mark(self) -> None:
        place = self.rows.place_of(self._site)
        index = self.rows.index(place) if place >= 0 else QModelIndex()
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _tell(self, now: QModelIndex, _before: QModelIndex) -> None:
        if self._is_told and now.isValid():
            site = self.rows.rows[now.row()].site
            if site != self._site:
                self._site = site
                self.site_chosen.emit(site)

    def _enter(self, index: QModelIndex) -> None:
        self.site_entered.emit(self.rows.rows[index.row()].site)
