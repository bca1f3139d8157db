"""What an import would do: how many rows are new, change, stay, can't be used; and which."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.table_plan import ImportPlan, PlannedRow, Remark
from inspector.errors import Spoken
from inspector.words import _, translate
from ui.widgets.buttons import Button
from ui.widgets.chip import FilterChips
from ui.widgets.lines_table import LinesTable
from ui.widgets.panel import S, fill, row
from ui.widgets.text import Text

ADDED, CHANGED, UNCHANGED, BAD, DOUBTS = "added", "changed", "unchanged", "bad", "doubts"
ROW_WIDTH, NAME_WIDTH, FACT_WIDTH = 64, 190, 130

Lines = tuple[Sequence[str], Sequence[Sequence[str]], Sequence[int]]


class ImportPlanView(QWidget):
    """Shows an ``ImportPlan``; ``saving_asked`` wants the rows that can't be used as a file."""

    saving_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.plan: ImportPlan | None = None
        self.kinds = FilterChips(_("Rows"))
        for name, text in (
            (ADDED, _("New")),
            (CHANGED, _("Changed")),
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
        self.kinds.chosen.connect(self.show_kind)
        layout = QVBoxLayout(self)
        tools = row(self.unchanged, None, self.copying, self.saving)
        fill(layout, (self.kinds, self.notes, self.nothing, self.lines, tools), S)
        layout.setStretch(3, 1)

    def show_plan(self, plan: ImportPlan) -> None:
        """Show ``plan``, what can't be used first where there is any."""
        self.plan = plan
        for name, rows in (
            (ADDED, plan.added),
            (CHANGED, plan.changed),
            (BAD, plan.bad),
            (DOUBTS, plan.doubts),
        ):
            self.kinds.count(name, len(rows))
        self.unchanged.setText(_("{n} unchanged", n=plan.unchanged))
        self.notes.setText("\n".join(translate(note) for note in plan.notes))
        self.notes.setVisible(bool(plan.notes))
        first = BAD if plan.bad else ADDED if plan.added or not plan.changed else CHANGED
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
            BAD: _remarks(plan.bad),
            DOUBTS: _remarks(plan.doubts),
        }
        titles, rows, widths = lines[kind]
        self.lines.show_lines(titles, rows, widths)
        self.lines.setVisible(bool(rows))
        self.nothing.setText(_("No row."))
        self.nothing.setVisible(not rows)
        self.copying.setVisible(bool(rows))
        self.saving.setVisible(kind == BAD and bool(rows))


def _added(rows: Sequence[PlannedRow]) -> Lines:
    return (_("Row"), _("Name")), [(str(one.row), one.name) for one in rows], (ROW_WIDTH,)


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
