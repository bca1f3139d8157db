"""The dispatch meetings (调度会) there are: the record of the one in focus, and what may be done with it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from db.queries.meeting_paper import RECORD_TAKEN_BACK
from db.queries.orders import MeetingLine
from inspector.words import _
from ui.theme import px
from ui.widgets.buttons import PRIMARY, Button
from ui.widgets.choice_field import ChoiceField
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.lines_table import LinesTable
from ui.widgets.panel import L, S, fill, row
from ui.widgets.text import Text

WIDTH, HEIGHT, LEAST, LONGEST = 860, 560, 70, 40
COLUMNS = (100, 250, 210)


class MeetingsDialog(QDialog):
    """``recording_asked`` asks for a new record; the others carry the ``MeetingLine`` in focus.

    ``ordering_asked`` also carries the decision (from 1) that an order is issued from.
    """

    recording_asked = Signal()
    correcting_asked = Signal(object)
    withdrawing_asked = Signal(object)
    paper_asked = Signal(object)
    ordering_asked = Signal(object, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Dispatch meetings"))
        self.setMinimumSize(px(420), px(300))
        self.lines: tuple[MeetingLine, ...] = ()
        self.empty = Text(_("No meeting is recorded yet."), tone="soft", wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.table = LinesTable(_("Dispatch meetings"))
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setMinimumHeight(px(LEAST))
        self.told = QPlainTextEdit()
        self.told.setReadOnly(True)
        self.told.setTabChangesFocus(True)
        self.told.setAccessibleName(_("The record in focus"))
        self.told.setMinimumHeight(px(LEAST))
        self.decision = ChoiceField()
        self.decision.setAccessibleName(_("Decision an order is issued from"))
        self.ordering = Button(_("Order from it…"), self._order, kind=PRIMARY, icon="megaphone")
        self.correcting = Button(_("Correct…"), lambda: self.correcting_asked.emit(self.in_focus))
        self.withdrawing = Button(_("Take it back…"), lambda: self.withdrawing_asked.emit(self.in_focus))
        self.paper = Button(_("As PDF…"), lambda: self.paper_asked.emit(self.in_focus), icon="file-text")
        self.recording = Button(_("New record…"), self.recording_asked.emit, icon="plus")
        ways = QWidget()
        flow = FlowLayout(ways, gap=S)
        buttons = (self.ordering, self.correcting, self.withdrawing, self.paper, self.recording)
        for one in (self.decision, *buttons):
            flow.addWidget(one)
        closing = Button(_("Close"), self.reject)
        foot = row(ways, closing, gap=S)
        foot.setStretch(0, 1)
        foot.setAlignment(closing, Qt.AlignmentFlag.AlignBottom)
        layout = QVBoxLayout(self)
        fill(layout, (self.empty, self.table, self.told, foot), S, L)
        layout.setStretch(0, 1)
        layout.setStretch(1, 2)
        layout.setStretch(2, 3)
        room = self.screen().availableSize()
        self.resize(min(px(WIDTH), room.width() - px(32)), min(px(HEIGHT), room.height() - px(48)))
        self.table.selectionModel().currentRowChanged.connect(lambda _now, _before: self._tell())
        self._tell()

    @property
    def in_focus(self) -> MeetingLine | None:
        """The meeting in focus."""
        at = self.table.currentIndex().row()
        return self.lines[at] if 0 <= at < len(self.lines) else None

    def show_lines(self, lines: Sequence[MeetingLine]) -> None:
        """Show these meetings; the one in focus stays."""
        before = self.in_focus
        self.lines = tuple(lines)
        titles = (_("Day"), _("Title"), _("Decisions that became orders"), _("Remark"))
        self.table.show_lines(titles, [_cells(one) for one in lines], COLUMNS)
        known = [one.meeting for one in lines]
        if known:
            self.table.selectRow(known.index(before.meeting) if before and before.meeting in known else 0)
        for part in (self.table, self.told):
            part.setVisible(bool(known))
        self.empty.setVisible(not known)
        self._tell()

    def _tell(self) -> None:
        line = self.in_focus
        self.told.setPlainText("\n".join(_told(line)) if line else "")
        is_there = line is not None and not line.withdrawn
        none = _("There is no record to be changed.")
        self.correcting.allow(line is not None, none)
        why = _("Orders came of its decisions; take them back first, or correct the record.")
        is_free = line is not None and not line.ordered
        self.withdrawing.allow(is_there and is_free, why if is_there else none)
        self.paper.allow(is_there, _(RECORD_TAKEN_BACK) if line else _("No meeting is recorded yet."))
        left = [
            (str(at), f"{at}. {text}"[:LONGEST])
            for at, text in enumerate(line.decisions if line and is_there else (), 1)
            if line and at not in line.ordered
        ]
        self.decision.offer(left)
        self.decision.setVisible(bool(left))
        self.ordering.allow(bool(left), _("Every decision became an order."))

    def _order(self) -> None:
        self.ordering_asked.emit(self.in_focus, int(self.decision.value()))


def _cells(line: MeetingLine) -> tuple[str, ...]:
    remark = ""
    if line.withdrawn:
        remark = _("taken back: {text}", text=line.withdrawn)
    elif line.versions > 1:
        remark = _("put right: {text}", text=line.reason)
    counted = _("{n} of {all} decisions", n=len(line.ordered), all=len(line.decisions))
    return line.day.isoformat(), line.title, counted, remark


def _told(line: MeetingLine) -> list[str]:
    facts = (
        (_("Venue"), line.place),
        (_("Chaired by"), line.chair),
        (_("Attendance"), _(", ").join(line.attendance)),
    )
    said = [f"{line.day.isoformat()} {line.title}"]
    said += [_("{name}: {value}", name=name, value=value) for name, value in facts if value]
    for at, text in enumerate(line.decisions, 1):
        number = line.ordered.get(at)
        said.append(f"{at}. {text}" + (f" → {number}" if number else ""))
    return said
