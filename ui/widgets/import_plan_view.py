"""What an import would do: how many rows are new, change, stay, can't be used; and which."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.table_plan import AlikeRow, ImportPlan, PlannedRow, Remark
from inspector.errors import Spoken
from inspector.words import _, translate
from ui.widgets.buttons import Button
from ui.widgets.chip import FilterChips
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.lines_table import LinesTable
from ui.widgets.panel import S, fill, row
from ui.widgets.text import Text

ADDED, CHANGED, ALIKE, BAD, DOUBTS = "added", "changed", "alike", "bad", "doubts"
ROW_WIDTH, NAME_WIDTH, FACT_WIDTH, DECISION_WIDTH = 64, 190, 130, 190

Lines = tuple[Sequence[str], Sequence[Sequence[str]], Sequence[int]]


class ImportPlanView(QWidget):
    """Shows an ``ImportPlan`` and takes decisions about rows that look like what is here.

    ``saving_asked`` wants the rows that are left out as a file; ``decided`` says that other rows are taken.
    """

    saving_asked = Signal()
    decided = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.plan: ImportPlan | None = None
        self.others: set[int] = set()
        self.kinds = FilterChips(_("Rows"))
        for name, text in (
            (ADDED, _("New")),
            (CHANGED, _("Changed")),
            (ALIKE, _("Likely here already")),
            (BAD, _("Can't be used")),
            (DOUBTS, _("Please look")),
        ):
            self.kinds.offer(name, text)
        self.unchanged = Text(tone="soft")
        self.notes = Text(tone="amber", wrap=True)
        self.nothing = Text(tone="soft", wrap=True)
        self.lines = LinesTable(_("Rows"))
        self.copying = Button(_("Copy"), self.lines.copy, icon="copy")
        self.saving = Button(_("Save these rows…"), self.saving_asked.emit, icon="download")
        self.another = Button(_("Another one: take in"), lambda: self.decide(are_others=True), icon="plus")
        self.same = Button(_("The same: leave out"), lambda: self.decide(are_others=False), icon="x")
        turning = QShortcut(QKeySequence(Qt.Key.Key_Space), self.lines, self.turn)
        turning.setContext(Qt.ShortcutContext.WidgetShortcut)
        self.lines.doubleClicked.connect(lambda _index: self.turn())
        self._deciding = QWidget()
        deciding = FlowLayout(self._deciding, gap=S)
        for button in (self.another, self.same):
            button.setToolTip(_("Of the chosen rows; the space bar turns their decision."))
            deciding.addWidget(button)
        self.kinds.chosen.connect(self.show_kind)
        layout = QVBoxLayout(self)
        tools = row(self.unchanged, None, self.copying, self.saving)
        fill(layout, (self.kinds, self.notes, self.nothing, self.lines, self._deciding, tools), S)
        layout.setStretch(3, 1)

    @property
    def decided_plan(self) -> ImportPlan | None:
        """What would happen by what was decided."""
        return self.plan.taking(self.others) if self.plan else None

    def decide(self, *, are_others: bool) -> None:
        """Say of the chosen rows that they are others than those here, or the same."""
        rows = self._chosen()
        self.others = self.others | rows if are_others else self.others - rows
        self._say_decisions()

    def turn(self) -> None:
        """Decide otherwise about each of the chosen rows."""
        self.others ^= self._chosen()
        self._say_decisions()

    def show_plan(self, plan: ImportPlan) -> None:
        """Show ``plan``, what can't be used first where there is any, then what is to be decided."""
        self.plan, self.others = plan, set()
        for name, rows in (
            (ADDED, plan.added),
            (CHANGED, plan.changed),
            (ALIKE, plan.alike),
            (BAD, plan.bad),
            (DOUBTS, plan.doubts),
        ):
            self.kinds.count(name, len(rows))
        self.kinds.offer_only(ALIKE, offered=bool(plan.alike))
        self.unchanged.setText(_("{n} unchanged", n=plan.unchanged))
        self.notes.setText("\n".join(translate(note) for note in plan.notes))
        self.notes.setVisible(bool(plan.notes))
        taken = ADDED if plan.added or not plan.changed else CHANGED
        first = BAD if plan.bad else ALIKE if plan.alike else taken
        self.kinds.mark(first)
        self.show_kind(first)

    def show_kind(self, kind: str) -> None:
        """Show the rows of one kind."""
        plan = self.plan
        if plan is None:
            return
        lines: dict[str, Lines] = {
            ADDED: _added(plan.added),
            CHANGED: _changed(plan.changed),
            ALIKE: _alike(plan.alike, self.others),
            BAD: _remarks(plan.bad),
            DOUBTS: _remarks(plan.doubts),
        }
        titles, rows, widths = lines[kind]
        self.lines.show_lines(titles, rows, widths)
        self.lines.setVisible(bool(rows))
        self.nothing.setText(_("No row."))
        self.nothing.setVisible(not rows)
        self.copying.setVisible(bool(rows))
        self.saving.setVisible(kind in {ALIKE, BAD} and bool(rows))
        self._deciding.setVisible(kind == ALIKE)

    def _chosen(self) -> set[int]:
        """Give the chosen rows that are to be decided about."""
        plan = self.plan
        if plan is None or self.kinds.choice != ALIKE:
            return set()
        return {plan.alike[index.row()].row for index in self.lines.selectionModel().selectedRows()}

    def _say_decisions(self) -> None:
        if self.plan and self.kinds.choice == ALIKE:
            self.lines.model_of_lines.say_otherwise(_alike(self.plan.alike, self.others)[1])
            self.decided.emit()


def _added(rows: Sequence[PlannedRow]) -> Lines:
    return (_("Row"), _("Name")), [(str(one.row), one.name) for one in rows], (ROW_WIDTH,)


def _alike(rows: Sequence[AlikeRow], others: Collection[int]) -> Lines:
    titles = (_("Row"), _("Decision"), _("What the row says"), _("Looks like"))
    told = [
        (
            str(one.row),
            _("another one: take in") if one.row in others else _("the same: leave out"),
            " ".join(one.text.split()),
            f"{one.number} {' '.join(one.like.split())}",
        )
        for one in rows
    ]
    return titles, told, (ROW_WIDTH, DECISION_WIDTH, NAME_WIDTH)


def _changed(rows: Sequence[PlannedRow]) -> Lines:
    titles = (_("Row"), _("Name"), _("Fact"), _("Change"))
    told = [
        (
            str(one.row),
            one.name,
            _(each.title),
            _("{before} → {after}", before=_said(each.before) or "—", after=_said(each.after)),
        )
        for one in rows
        for each in one.differences
    ]
    return titles, told, (ROW_WIDTH, NAME_WIDTH, FACT_WIDTH)


def _said(value: str | Spoken) -> str:
    return translate(value) if isinstance(value, Spoken) else _(value)


def _remarks(remarks: Sequence[Remark]) -> Lines:
    titles = (_("Row"), _("Column"), _("Reason"))
    told = [(str(one.row), one.column, translate(one.sentence)) for one in remarks]
    return titles, told, (ROW_WIDTH, FACT_WIDTH)
